"""Words within few edits of another: what the table of distances says, letter by letter."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.columnar.edits import within

WORDS = st.text("abeå", min_size=1, max_size=7)


def edits(one: str, other: str) -> int:
    """The restricted distance of Damerau and Levenshtein, by its definition."""
    if not one or not other:
        return len(one) + len(other)
    ways = [edits(one[1:], other) + 1, edits(one, other[1:]) + 1]
    ways.append(edits(one[1:], other[1:]) + (one[0] != other[0]))
    if len(one) > 1 < len(other) and one[:2] == other[1] + other[0]:
        ways.append(edits(one[2:], other[2:]) + 1)
    return min(ways)


@settings(deadline=None)
@given(WORDS, st.lists(WORDS, max_size=4), st.integers(1, 2))
def test_the_words_within_so_many_edits_are_found_and_no_others(word: str, words: list[str], most: int) -> None:
    terms = [other.encode() for other in words]
    starts = np.cumsum([0, *map(len, terms)])
    found = within(word, np.frombuffer(b"".join(terms), np.uint8), starts, most)
    assert found.tolist() == [place for place, other in enumerate(words) if edits(word, other) <= most]


def test_long_words_are_told_apart_to_their_last_letters() -> None:
    word = "a" * 61
    text = f"{word}b{word}bb{word}bbb".encode()
    assert within(f"{word}x", np.frombuffer(text, np.uint8), np.array([0, 62, 125, 189]), 2).tolist() == [0, 1]

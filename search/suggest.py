"""What completes a question as it is typed: words and phrases of the index that begin as its last word does."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import islice

from search.backend import Completions
from search.fields import surface_prefix

WORDS = 5
"""Words that are offered before phrases are."""

PHRASES = 2
"""Places that are kept for what does not continue the word before."""

LETTERS = 2
"""Letters from which on a word is completed, where no word stands before it."""

COMMON = 0.1
"""Share of the articles above which a word (*og*, *den*) is no part of a phrase that is offered."""

_LAST_WORDS = re.compile(r"""(?:(?P<before>[^\W_][^\s"()]*)\s)?(?P<last>[^\W_][^\s"():*]*)\Z""")

_LOOKED_AT = 200
"""Completions among which those that are offered are looked for."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that is offered, and how many articles have the word or phrase that completes it."""

    text: str
    articles: int


def suggest(typed: str, completions: Completions, articles: int, most: int) -> list[Suggestion]:
    """The `most` best completions of the last word of `typed`, in an index of so many `articles`: those that continue
    the word before it, then words, then phrases that begin with it. A question that ends in no word has none."""
    match = _LAST_WORDS.search(typed)
    last = surface_prefix(match["last"]) if match else ""
    if match is None:
        return []
    head = typed[: match.start("last")]
    counted = cache(completions.articles)
    found: dict[str, str] = {}
    if match["before"]:
        before = surface_prefix(match["before"])
        for completion in completions.of(f"{before} {last}", most - PHRASES):
            found[head + completion.text.removeprefix(f"{before} ")] = completion.text
    if len(last) >= LETTERS:
        following = completions.of(last, _LOOKED_AT)
        words = [completion.text for completion in following if " " not in completion.text][:most]
        words.sort(key=counted, reverse=True)
        phrases = (completion.text for completion in following if " " in completion.text)
        telling = islice((phrase for phrase in phrases if _tells(phrase, counted, COMMON * articles)), most)
        for text in (*words[:WORDS], *telling, *words[WORDS:]):
            found.setdefault(head + text, text)
    return [Suggestion(text, counted(completed)) for text, completed in found.items()][:most]


def _tells(phrase: str, counted: Callable[[str], int], most: float) -> bool:
    """Whether none of its words is in more than `most` articles."""
    return all(counted(word) <= most for word in phrase.split(" "))

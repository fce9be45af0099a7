"""Completions of a question as it is typed: words and phrases of the index that begin with its last word."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import islice

from search.backend import Completions
from search.fields import surface_prefix

WORDS = 5
"""Words that are offered before the first phrase."""

PHRASES = 2
"""Places in the list that are kept for completions that do not continue the word before the last."""

LETTERS = 2
"""Letters that a word needs to be completed by itself, and not only as the next word of a phrase."""

COMMON = 0.1
"""A phrase that begins with the last word is not offered if any of its words is in more than this share of all articles
(*og*, *den*)."""

_LAST_WORDS = re.compile(r"""(?:(?P<before>[^\W_][^\s"()]*)\s)?(?P<last>[^\W_][^\s"():*]*)\Z""")

_LOOKED_AT = 200
"""Completions of the last word from which those to offer are chosen."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question to offer, and how many articles have the word or phrase that completes it."""

    text: str
    articles: int


def suggest(typed: str, completions: Completions, articles: int, most: int) -> list[Suggestion]:
    """At most `most` completions of the last word of `typed`, in an index of this many `articles`: first phrases of the
    word before it and the completed one, then words, then phrases that begin with it. Empty if `typed` does not end in
    a word."""
    match = _LAST_WORDS.search(typed)
    if match is None:
        return []
    last = surface_prefix(match["last"])
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
        specific = islice((phrase for phrase in phrases if _is_specific(phrase, counted, COMMON * articles)), most)
        for text in (*words[:WORDS], *specific, *words[WORDS:]):
            found.setdefault(head + text, text)
    return [Suggestion(text, counted(completed)) for text, completed in found.items()][:most]


def _is_specific(phrase: str, counted: Callable[[str], int], most: float) -> bool:
    """Whether none of the phrase's words is in more than `most` articles."""
    return all(counted(word) <= most for word in phrase.split(" "))

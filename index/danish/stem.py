"""The stem of a Danish word: what its inflected forms have in common.

Snowball's algorithm (Porter; https://snowballstem.org/algorithms/danish/stemmer.html) takes endings off. Around it
stand rules of our own, for what it leaves apart (*standsede* and *standse*, *kommunalt* and *kommunal*, *regler* and
*regel*, *universitet* and *universiteter*) and for what it throws together: words that are made of others keep what
makes them (*lykkelig* is not *lykke*, *ledelse* is not *led*). Irregular forms come from tables
(`index.danish.irregular_forms`).

A stem is for matching, never for showing: *drenge* has the stem *dreng*, *bøgerne* the stem *bog*.
"""

import re
import threading
from functools import lru_cache

import snowballstemmer

from index.danish.irregular_forms import irregular


class _Stemmer(threading.local):
    """One stemmer a thread: PyStemmer's are not safe to share."""

    def __init__(self) -> None:
        stemmer = snowballstemmer.stemmer("danish")
        stemmer.maxCacheSize = 0  # Its cache costs more than it saves: `stem` has one.
        self.stem = stemmer.stemWord


_stemmer = _Stemmer()

_VOWEL = "[aeiouyæøå]"
_CASES = "(?:e?n|e?t|r|er|e?ne|erne|rne)?s?"
"""Endings of a noun."""

_DERIVED = re.compile(
    rf"""
      (?P<root> .*{_VOWEL}.*? )
      (?: (?P<lig> e?lig ) (?: t | e | st | ste | ere | en | er | erne )? s?
        | (?P<hed> hed ) {_CASES}
        | (?P<els> else ) {_CASES}
        | (?P<itet> itet ) {_CASES}
      )
    """,
    re.VERBOSE,
)
"""Words made of others, with what makes them: *lykke-lig-t*, *ny-hed-er*, *led-else-n*, *univers-itet-er*."""

_KEPT_ENDINGS = ("lig", "hed", "els", "itet")
"""What stays of what makes a word of another, by the names of the groups of `_DERIVED`."""

_PAST = re.compile(rf"(.*{_VOWEL}.*[^aeiouyæøå])edes?")
"""The past in *-ede*: *stands-ede*."""

# Not *forven-te*, *kompeten-te*: *ene* and *ere* are endings themselves.
_PAST_T = re.compile(rf"(.*{_VOWEL}.*(?:[bdfgklmpsv]|(?<!e)[nr]))tes?")
"""The past in *-te*: *oplys-te*."""

_SUPERLATIVE = re.compile(rf"(.*{_VOWEL}.*(?:[^aeiouyæøå]e|ig|som))stes?")
"""Superlatives: *smukke-ste*, *vigtig-ste*, *langsom-ste*."""

_ENDS_OF_PAST_AND_SUPERLATIVE = ("e", "es", "st", "sts")

_NEUTER = re.compile(rf"(.*{_VOWEL}.*[bdfgjklmnprsvå])t")
"""Stems of neuter adjectives: *stor-t*, *kommunal-t*."""

_LATIN = re.compile(r"(.*[ieæ])um")
"""Stems of Latin nouns: *laboratori-um*, *jubilæ-um*."""

SHORTEST = {_PAST: 6, _PAST_T: 6, _SUPERLATIVE: 7, _NEUTER: 5, _LATIN: 6}
"""Letters of the words, or stems, from which on each rule is applied."""

SHORTEST_REPAIRED = 4
"""Letters of a stem that is repaired, at least."""

SHORTEST_DOUBLED = 6
"""Letters, at least, of a stem that loses one of two equal letters before *el*: its first three stay, as
`index.danish.prefilter` has it."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word.

    >>> [stem(word) for word in ("soldaterne", "forsvarsministre", "kommunens", "landsmænd", "standsede", "lykkeligt")]
    ['soldat', 'forsvarsminis', 'kommun', 'landsmand', 'stand', 'lykkelig']
    """
    known = irregular(word)
    if known is None:
        return _regular(word)
    base, is_kept = known
    return base if is_kept else _regular(base)


def snowball(word: str) -> str:
    """Snowball's stem of a folded word.

    >>> snowball("forsvarsministre")
    'forsvarsministr'
    """
    return str(_stemmer.stem(word))


def _regular(word: str) -> str:
    if any(map(word.count, _KEPT_ENDINGS)) and (derived := _DERIVED.fullmatch(word)):
        return derived["root"] + str(derived.lastgroup)
    if word.endswith(_ENDS_OF_PAST_AND_SUPERLATIVE):
        for rule, made in ((_SUPERLATIVE, ""), (_PAST, "e"), (_PAST_T, "e")):
            if (match := _match(rule, word)) is not None:
                word = match[1] + made
                break
    found = snowball(word)
    # What *pladser* and *oplyste* have become is what *plads* and *oplys* were.
    return _repaired(snowball(found) if found.endswith("s") else found)


def _match(rule: re.Pattern[str], word: str) -> re.Match[str] | None:
    return rule.fullmatch(word) if len(word) >= SHORTEST[rule] else None


def _repaired(found: str) -> str:
    """What is left when the *t* of *stort* is gone, and the *e* that *regler* lacks is back."""
    if len(found) < SHORTEST_REPAIRED:
        return found
    if found[-1] == "r" and found[-2] in "tgk":
        found = found[:-1]
    if found[-1] == "t" and (match := _match(_NEUTER, found)) is not None:
        found = match[1]
        if found[-1] == found[-2:-1]:
            found = found[:-1]
    if found[-1] == "m" and (match := _match(_LATIN, found)) is not None:
        found = match[1]
    if found[-1] == "l":
        if found[-2] in "bdfgkpstm":
            return found[:-1] + "el"
        if found[-2] == "e" and len(found) >= SHORTEST_DOUBLED and found[-3] == found[-4]:
            return found[:-3] + "el"
    return found

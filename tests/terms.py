"""The terms of a text, as a test compares them: without a lexicon, so that the rules alone speak."""

from index.danish import SURFACE, Analysis

ANALYSIS = Analysis()


def surface(text: str) -> list[str]:
    """The words as they are written."""
    return [term for term, _ in SURFACE.words(text)]


def ranking(text: str) -> list[str]:
    """What they stand for."""
    meanings = map(ANALYSIS.meaning, surface(text))
    return [term for meaning in meanings if meaning for term in meaning.terms]

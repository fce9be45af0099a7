"""The analysis of one index, under its lexicon: how its articles were read, and how its questions are.

Words as they are written come from `index.danish.surface`, what they stand for from `index.danish.meaning`.
"""

from collections.abc import Collection, Iterable, Mapping

from whoosh.analysis.analyzers import CompositeAnalyzer

from index.danish.lexicon import NO_LEXICON, Lexicon
from index.danish.meaning import Meaning, linked_parts, meanings, rewriters
from index.danish.surface import SURFACE, PlacedTerm

MEMO_SIZE = 200_000
"""Distinct words whose meanings are remembered; some 400 bytes each."""


class Analysis:
    """The analysis under a lexicon. It may be shared by threads, and remembers what it has looked at."""

    def __init__(self, lexicon: Lexicon = NO_LEXICON) -> None:
        self.lexicon = lexicon
        self._known: dict[str, Meaning | None] = {}

    def meaning(self, surface: str) -> Meaning | None:
        """What a surface term stands for in ranking; None where that is nothing.

        >>> Analysis().meaning("soldaterne")
        Meaning(whole='soldat', parts=())
        """
        return self._learned([surface])[surface]

    def learn(self, surface: Iterable[str]) -> None:
        """Look at several surface terms at once, which takes a fraction of the time."""
        self._learned({*surface})

    def _learned(self, surface: Collection[str]) -> Mapping[str, Meaning | None]:
        """What is remembered, with these surface terms among it."""
        known = self._known
        if new := [word for word in surface if word not in known]:
            if len(known) + len(new) > MEMO_SIZE:
                # One of its own: other threads may still read what is forgotten.
                known, new = {}, [*surface]
            known.update(zip(new, meanings(new, self.lexicon), strict=True))
            self._known = known
        return known

    def terms(self, word: str) -> tuple[PlacedTerm, ...]:
        """The ranking terms of a word as the tokenizer cut it, those of one position together.

        >>> [(term.text, term.position) for term in Analysis().terms("Nato-chefen's")]
        [('nato', 0), ('chef', 1), ('natochef', 1)]
        """
        found = []
        position = -1
        for surface in SURFACE.terms(word):
            if (meaning := self.meaning(surface.text)) is None:
                continue
            found.append(surface._replace(text=meaning.whole))
            # What is joined of several words has these for its parts.
            parts = meaning.parts if surface.position > position else ()
            position = surface.position
            # Where the word was written otherwise, with a mark or as aa, its parts have no places of their own.
            is_as_written = surface.end - surface.start == len(surface.text)
            for text, start, end in parts:
                places = (surface.start + start, surface.start + end) if is_as_written else surface[2:]
                found.append(PlacedTerm(text, surface.position, *places))
        return tuple(found)

    def trace(self, text: str) -> list[tuple[str, str, list[str]]]:
        """What each step makes of `text`: its name, what it does in a sentence, and the words or terms after it.

        >>> [(name, terms) for name, _, terms in Analysis().trace("USA's soldater")][-2:]
        [('Compounds', ['usa', 'soldater']), ('Stems', ['usa', 'soldat'])]
        """
        steps = (SURFACE.tokenizer, *SURFACE.filters, *rewriters(self.lexicon))
        rows = []
        words: list[str] = []
        for count in range(1, len(steps) + 1):
            words = [token.text for token in CompositeAnalyzer(*steps[:count])(text, positions=True, chars=True)]
            rows.append((type(steps[count - 1]).__name__, (steps[count - 1].__doc__ or "").partition("\n")[0], words))
        cut = ["|".join(linked_parts(word, self.lexicon)) for word in words]
        rows.append(("Compounds", "Parts: *forsvarsminister* -> *forsvars|minister*.", cut))
        stems = [" + ".join(meaning.terms) if meaning else "" for meaning in meanings(words, self.lexicon)]
        rows.append(("Stems", "What forms have in common: *mænd* -> *mand*; names stay.", stems))
        return rows

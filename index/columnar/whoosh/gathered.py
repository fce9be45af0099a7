"""The postings of one field while Whoosh adds them, term by term."""

from array import array
from collections.abc import Sequence

import numpy as np
from whoosh.fields import FieldType, SpellField
from whoosh.formats import Existence

from index.arrays import Array
from index.columnar.field_writer import Layout
from index.columnar.impact import MOST_FREQUENT
from index.columnar.inversion import PostingRun
from index.columnar.run_merge import RunReader, lay_out_texts, merge_runs
from index.columnar.segment_file import FieldPostings


class GatheredField:
    """The postings of a field, in arrays that grow."""

    def __init__(self, name: str, fieldobj: FieldType) -> None:
        self._name = name
        self._is_scored = bool(fieldobj.scorable)
        self._format = fieldobj.format
        self._has_positions = self._format.supports("positions")
        # Words for spelling come with the encoded value of the field that they are from.
        self._has_values = not isinstance(self._format, Existence) and not isinstance(fieldobj, SpellField)
        self.terms, self.counts = array("I"), array("I")
        self.documents, self._frequencies, self._positions = array("I"), array("I"), array("I")

    def start_term(self, number: int) -> None:
        """What is added from now on are the postings of the term of this number."""
        self.terms.append(number)
        self.counts.append(0)

    def add(self, document: int, weight: float, value: bytes) -> None:
        """Add a posting of the term. Raises ValueError where its weight is not its frequency."""
        frequency = self._format.decode_frequency(value) if self._has_values else 1
        if weight != frequency:
            raise ValueError(f"{self._name}: a weight has to be the frequency, {frequency}, not {weight}: no boosts")
        self.counts[-1] += 1
        self.documents.append(document)
        self._frequencies.append(frequency)
        if self._has_positions:
            self._positions.extend(sorted(self._format.decode_positions(value)))

    def postings(self, numbers: Array, order: Array, terms: Sequence[bytes], articles: int) -> FieldPostings:
        """What is to be written: `numbers` are the new numbers of the articles, `order` is that of `terms`."""
        source = RunReader(self._run(), numbers, len(order))
        texts = lay_out_texts([source], articles) if self._has_positions else None
        coded = MOST_FREQUENT if self._is_scored or self._has_positions else 1
        layout = Layout(self._is_scored, texts, is_exact=max(self._frequencies, default=0) > coded)
        return FieldPostings(layout, merge_runs([source], order), terms)

    def _run(self) -> PostingRun:
        terms, counts, documents, frequencies, positions = (
            np.array(values, np.uint32)
            for values in (self.terms, self.counts, self.documents, self._frequencies, self._positions)
        )
        kept = positions if self._has_positions else None
        return PostingRun(terms, counts.astype(np.int64), documents, frequencies, kept)

"""Read the postings of one field of a segment. `index.columnar.field_writer` describes the arrays."""

import numpy as np

from index.arrays import Array, ArrayFile
from index.columnar.inversion import PostingRun, Vocabulary
from index.columnar.slices import first_of_each
from index.columnar.split import SplitArray
from index.columnar.terms import Terms


class Field(Terms):
    """The terms of a field and their postings. Threads can share it; arrays are read-only views of the mapped file."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        def array(part: str) -> Array:
            return file[f"{name}.{part}"]

        super().__init__(file, name)
        facts = file.facts["fields"][name]
        self.name = name
        self.is_scored: bool = facts["scored"]
        self.has_positions: bool = facts["positions"]
        self.is_exact: bool = facts.get("exact", False)
        self.total_length: int = facts.get("length", 0)
        self.starts = array("starts")
        self.documents = SplitArray(file, f"{name}.documents")
        if self.is_scored:
            self.codes = array("codes")
            self.block_maxima = array("block_maxima")
            self.length_bytes = array("length_bytes")
        if self.has_positions:
            self._places = array("places")
            self._place_starts = array("place_starts")
            self.texts = array("texts")
        if self.is_exact and not self.has_positions:
            self._frequencies = array("frequencies")

    def postings(self, number: int) -> slice:
        """The slice of a term's postings in the arrays that have one entry a posting."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    def document_frequency(self, number: int) -> int:
        """The number of articles that have a term."""
        return int(self.starts[number + 1]) - int(self.starts[number])

    def places(self, number: int) -> Array:
        """The places of a term, ascending: its positions when all texts of the segment are laid side by side.

        The text of article n begins at place `texts[n]`. Only fields with positions have places.
        """
        return self._places[int(self._place_starts[number]) : int(self._place_starts[number + 1])]

    def articles_at(self, places: Array) -> Array:
        """The article of each place."""
        return np.asarray(self.texts.searchsorted(places, "right") - 1)

    def frequencies_of(self, number: int) -> Array:
        """The frequency of a term in each of its articles."""
        postings = self.postings(number)
        if self.has_positions:  # Codes clip what positions are counted by.
            return np.diff(first_of_each(self.articles_at(self.places(number))), append=len(self.places(number)))
        if self.is_exact:
            return self._frequencies[postings]
        if self.is_scored:
            return self.codes[postings] >> 8
        return np.ones(self.document_frequency(number), np.uint8)

    def run(self, vocabulary: Vocabulary) -> PostingRun:
        """All postings, to be merged; their terms are added to `vocabulary`."""
        numbers = np.fromiter((vocabulary[self.term(number)] for number in range(len(self))), np.int64, len(self))
        counts = np.diff(self.starts.astype(np.int64))
        frequencies: Array
        positions = None
        if self.has_positions:
            articles = self.articles_at(self._places)
            tokens: Array = np.diff(self._place_starts.astype(np.int64))
            each = first_of_each(np.repeat(np.arange(len(self)), tokens), articles)
            frequencies = np.diff(each, append=len(articles)).astype(np.uint32)
            positions = (self._places - self.texts[articles]).astype(np.uint32)
        elif self.is_exact:
            frequencies = self._frequencies
        elif self.is_scored:
            frequencies = self.codes >> 8
        else:
            frequencies = np.ones(len(self.documents), np.uint8)
        return PostingRun(numbers, counts, self.documents[:], frequencies, positions)

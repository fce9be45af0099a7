"""The postings of one field of a segment, as they lie in the file: `index.columnar.field_writer` says how."""

import numpy as np

from index.columnar.arrays import Array, ArrayFile
from index.columnar.run import Run, Vocabulary
from index.columnar.terms import Terms


class Field(Terms):
    """The terms of a field and their postings. It may be shared by threads; arrays are read-only views of the mapped
    file."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        def array(part: str) -> Array:
            return file[f"{name}.{part}"]

        super().__init__(file, name)
        facts = file.facts["fields"][name]
        self.name = name
        self.is_scored: bool = facts["scored"]
        self.has_positions: bool = facts["positions"]
        self.total_length: int = facts.get("length", 0)
        self.starts = array("starts")
        self.blocks = array("blocks")
        self.documents = array("documents")
        if self.is_scored:
            self.codes = array("codes")
            self.block_maxima = array("block_maxima")
            self.length_bytes = array("length_bytes")
        if self.has_positions:
            self.frequencies = array("frequencies")
            self.positions = array("positions")
            self.position_starts = array("position_starts")
            self.position_blocks = array("position_blocks")

    def postings(self, number: int) -> slice:
        """Where the postings of a term lie in the arrays that have an entry a posting."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    def document_frequency(self, number: int) -> int:
        """How many articles have a term."""
        return int(self.starts[number + 1]) - int(self.starts[number])

    def frequencies_of(self, number: int) -> Array:
        """How often a term is in each of its articles."""
        postings = self.postings(number)
        if self.has_positions:  # Codes clip what positions have to be counted by.
            return self.frequencies[postings]
        if self.is_scored:
            return self.codes[postings] >> 8
        return np.ones(self.document_frequency(number), np.uint8)

    def run(self, vocabulary: Vocabulary) -> Run:
        """All postings, to be merged; their terms are added to `vocabulary`."""
        numbers = np.fromiter((vocabulary[self.term(number)] for number in range(len(self))), np.int64, len(self))
        if self.has_positions:
            frequencies = self.frequencies
        elif self.is_scored:
            frequencies = self.codes >> 8
        else:
            frequencies = np.ones(len(self.documents), np.uint8)
        positions = self.positions if self.has_positions else None
        return Run(numbers, np.diff(self.starts.astype(np.int64)), self.documents, frequencies, positions)

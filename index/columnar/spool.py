"""Spool a batch of articles: analyse it, and write its runs of postings and compressed stored fields to a file.

This is the first phase of an external merge sort; a `BulkWriter` merges the runs of all spools.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from index.arrays import Array, ArrayFile, ArrayFileWriter
from index.columnar.document import Document
from index.columnar.index_sort import newest_first
from index.columnar.inversion import PostingRun, Vocabulary, invert
from index.columnar.phrases import PairCounts, adjacent_pairs, count_pairs
from index.columnar.slices import starts_of
from index.columnar.stored import Compressor
from index.columnar.tokenization import Analyzer, BatchTokenizer, CaseCounts

PAIR_ARRAYS = ("first", "second", "counts")
CASE_ARRAYS = ("terms", "inside", "capitalised")
RUN_ARRAYS = ("terms", "counts", "documents", "frequencies", "positions")


@dataclass(frozen=True)
class Spool:
    """A spooled batch: the ids, dates and keywords of its articles, newest first, and the file with all the rest.

    `sequence_numbers` says in which order the articles were read. Terms in the file are numbered in the order in which
    `process` first met them; `new_terms` are those that it first met in this batch.
    """

    path: Path
    process: int
    new_terms: Sequence[bytes]
    sequence_numbers: Array
    ids: Sequence[bytes]
    dates: Array
    keywords: Mapping[str, Sequence[tuple[bytes, bytes]]]


class SpoolWriter:
    """Spools the batches of one process. It remembers which chunks of text it has analysed.

    `process` identifies the process, `fields` has the analyzer of each text field, `completed` names those of which
    pairs of words are counted, `dictionary` is the compression dictionary of stored fields.
    """

    def __init__(
        self, process: int, fields: Mapping[str, Analyzer], completed: Collection[str], dictionary: bytes
    ) -> None:
        self._process = process
        self._vocabulary = Vocabulary()
        self._terms: list[bytes] = []
        tokenizers = {id(analyzer): BatchTokenizer(analyzer, self._vocabulary) for analyzer in fields.values()}
        self._fields = {name: tokenizers[id(analyzer)] for name, analyzer in fields.items()}
        self._completed = completed
        self._compressor = Compressor(dictionary)

    def write(self, path: Path, first: int, documents: Sequence[Document]) -> Spool:
        """Spool `documents`, the first of which has the sequence number `first`, to a new file.

        Raises ValueError where the texts are too long to be inverted together, as `inversion.invert` says.
        """
        known = len(self._terms)
        dates = np.array([document.date for document in documents], np.int64)
        order = newest_first(dates, [document.id for document in documents])
        documents = [documents[number] for number in order]
        with ArrayFileWriter(path) as file:
            pairs = []
            for name, tokenizer in self._fields.items():
                tokens, cases = tokenizer.tokens([document.texts.get(name, "") for document in documents])
                pairs += [adjacent_pairs(tokens)] if name in self._completed else []
                self._terms += islice(self._vocabulary, len(self._terms), None)
                run = invert(tokens, self._terms)
                for array in RUN_ARRAYS:
                    file.add(f"{name}.{array}", getattr(run, array))
                for array in CASE_ARRAYS:
                    file.add(f"{name}.cases.{array}", getattr(cases, array))
            for array, values in zip(PAIR_ARRAYS, count_pairs(pairs), strict=True):
                file.add(f"pairs.{array}", values)
            articles = [self._compressor.compress(document.stored) for document in documents]
            file.add("stored", np.frombuffer(b"".join(articles), np.uint8))
            file.add("stored.starts", starts_of(np.array([len(article) for article in articles], np.int64)))
            file.close({})
        return Spool(
            path,
            self._process,
            self._terms[known:],
            order + first,
            [document.id for document in documents],
            dates[order],
            {name: [document.keywords[name] for document in documents] for name in documents[0].keywords},
        )


class SpoolReader:
    """Reads the file of a spool. `terms` maps the term numbers of its process to those in the vocabulary of all."""

    def __init__(self, block: Spool, terms: Array) -> None:
        self._file = ArrayFile.open(block.path)
        self._terms = terms
        self._articles = self._file["stored"].data
        self._starts = self._file["stored.starts"]

    def run(self, field: str) -> PostingRun:
        """The postings of a field."""
        terms, counts, documents, frequencies, positions = (self._file[f"{field}.{array}"] for array in RUN_ARRAYS)
        return PostingRun(self._terms[terms], counts.astype(np.int64), documents, frequencies, positions)

    def cases(self, field: str) -> CaseCounts:
        """How often the terms of a field are capitalised."""
        terms, *counts = (self._file[f"{field}.cases.{array}"] for array in CASE_ARRAYS)
        return CaseCounts(self._terms[terms], *counts)

    def pairs(self) -> PairCounts:
        """The frequent pairs of adjacent words."""
        first, second, counts = (self._file[f"pairs.{array}"] for array in PAIR_ARRAYS)
        return self._terms[first], self._terms[second], counts

    def release(self) -> None:
        """Release the memory of the pages that were read."""
        self._file.release()

    def article(self, number: int) -> memoryview:
        """The compressed stored fields of the article with this number in the batch."""
        return self._articles[int(self._starts[number]) : int(self._starts[number + 1])]

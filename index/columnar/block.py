"""What one process makes of a block of articles: runs of postings and compressed articles, spooled to a file."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from index.arrays import Array, ArrayFile, ArrayFileWriter
from index.columnar.chunks import Cases, Tokenizer, Tokenizing
from index.columnar.document import Document
from index.columnar.order import newest_first
from index.columnar.phrases import count_pairs, pairs_of
from index.columnar.run import Run, Vocabulary, invert, starts_of
from index.columnar.stored import Compressor

PHRASE_PARTS = ("first", "second", "counts")
CASE_PARTS = ("terms", "inside", "capitalised")
PARTS = ("terms", "counts", "documents", "frequencies", "positions")


@dataclass(frozen=True)
class Block:
    """The articles of a block, newest first, and where the rest of it is spooled.

    `arrivals` says at which place each was read. The runs number terms as the block's `process` does; `new_terms` are
    those that the process had not met before.
    """

    path: Path
    process: int
    new_terms: Sequence[bytes]
    arrivals: Array
    ids: Sequence[bytes]
    dates: Array
    names: Mapping[str, Sequence[tuple[bytes, bytes]]]


class BlockWriter:
    """Turns blocks of articles into spooled runs. One process has one, so that a chunk of text is analysed once."""

    def __init__(
        self, process: int, fields: Mapping[str, Tokenizer], completed: Collection[str], dictionary: bytes
    ) -> None:
        self._process = process
        self._vocabulary = Vocabulary()
        self._terms: list[bytes] = []
        analyzers = {id(analyzer): Tokenizing(analyzer, self._vocabulary) for analyzer in fields.values()}
        self._fields = {name: analyzers[id(analyzer)] for name, analyzer in fields.items()}
        self._completed = completed
        self._compressor = Compressor(dictionary)

    def write(self, path: Path, first: int, documents: Sequence[Document]) -> Block:
        """Spool `documents`, the first of which was read as the `first`, to a new file."""
        known = len(self._terms)
        dates = np.array([document.date for document in documents], np.int64)
        order = newest_first(dates, [document.id for document in documents])
        documents = [documents[number] for number in order]
        with ArrayFileWriter(path) as file:
            phrases = []
            for name, tokenizing in self._fields.items():
                tokens, cases = tokenizing.tokens([document.texts.get(name, "") for document in documents])
                phrases += [pairs_of(tokens)] if name in self._completed else []
                self._terms += islice(self._vocabulary, len(self._terms), None)
                run = invert(tokens, self._terms)
                for part in PARTS:
                    file.add(f"{name}.{part}", getattr(run, part))
                for part in CASE_PARTS:
                    file.add(f"{name}.cases.{part}", getattr(cases, part))
            for part, values in zip(PHRASE_PARTS, count_pairs(phrases), strict=True):
                file.add(f"phrases.{part}", values)
            articles = [self._compressor.compress(document.stored) for document in documents]
            file.add("stored", np.frombuffer(b"".join(articles), np.uint8))
            file.add("stored.starts", starts_of(np.array([len(article) for article in articles], np.int64)))
            file.close({})
        return Block(
            path,
            self._process,
            self._terms[known:],
            order + first,
            [document.id for document in documents],
            dates[order],
            {name: [document.names[name] for document in documents] for name in documents[0].names},
        )


class SpooledBlock:
    """A block as it lies in its file, open until the file is deleted; `terms` gives the numbers that its terms have
    among those of all processes."""

    def __init__(self, block: Block, terms: Array) -> None:
        self._file = ArrayFile.open(block.path)
        self._terms = terms
        self._articles = self._file["stored"].data
        self._starts = self._file["stored.starts"]

    def run(self, field: str) -> Run:
        """The postings of a field."""
        terms, counts, documents, frequencies, positions = (self._file[f"{field}.{part}"] for part in PARTS)
        return Run(self._terms[terms], counts.astype(np.int64), documents, frequencies, positions)

    def cases(self, field: str) -> Cases:
        """The cases of the terms of a field."""
        terms, *counts = (self._file[f"{field}.cases.{part}"] for part in CASE_PARTS)
        return Cases(self._terms[terms], *counts)

    def phrases(self) -> tuple[Array, Array, Array]:
        """The first and the second words of the phrases, and the number of articles of each."""
        first, second, counts = (self._file[f"phrases.{part}"] for part in PHRASE_PARTS)
        return self._terms[first], self._terms[second], counts

    def release(self) -> None:
        """Give back the memory of what was read."""
        self._file.release()

    def article(self, number: int) -> memoryview:
        """The compressed stored fields of an article."""
        return self._articles[int(self._starts[number]) : int(self._starts[number + 1])]

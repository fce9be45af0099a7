"""The bulk writer: merge the spools of many articles into one segment.

This is the second phase of an external merge sort; `index.columnar.spool` is the first.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.arrays import Array
from index.columnar.derivation import Derivation, derive_postings
from index.columnar.field_writer import Layout
from index.columnar.index_sort import DATE_COLUMN, ID_FIELD, renumbered
from index.columnar.inversion import Vocabulary
from index.columnar.phrases import add_counts
from index.columnar.run_merge import RunReader, TermRange, lay_out_texts, merge_runs
from index.columnar.segment_file import Column, FieldPostings, KeywordColumn, write_segment
from index.columnar.slices import starts_of
from index.columnar.spool import Spool, SpoolReader
from index.columnar.tokenization import Analyzer

READ_AT_ONCE = 10_000
"""Stored articles that are read, in random order, before the memory of the pages that hold them is released."""

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class DerivedField:
    """A field whose postings are derived from those of other fields: these fields with their weights, and whether the
    field is scored."""

    sources: Mapping[str, int]
    scored: bool = False


@dataclass(frozen=True)
class Plan:
    """The fields of a segment, beside ids and dates: `surface` fields with their analyzers, `derived` fields, and
    keyword fields. Of the surface fields named in `completed`, phrases and capitalised words are counted, too."""

    surface: Mapping[str, Analyzer]
    completed: Collection[str]
    derived: Mapping[str, DerivedField]
    keywords: Sequence[str]


@dataclass(frozen=True)
class WordStatistics:
    """All surface terms of a segment. For each of them `totals` says how often it stands in the completed fields,
    `inside` how often inside a sentence, where only names are capitalised, and `capitalised` how often as a name there.
    """

    words: Sequence[str]
    totals: Array
    inside: Array
    capitalised: Array


_Runs = Mapping[str, Sequence[RunReader]]
"""The runs of all spools, by surface field."""

RankingTerms = Callable[[WordStatistics], Iterable[Sequence[str]]]
"""Gives, for each surface term in order, the terms of the derived fields that it stands for."""


class BulkWriter:
    """Collects spools, and writes the segment of their articles. `dictionary` is the one that their stored fields were
    compressed with."""

    def __init__(self, plan: Plan, dictionary: bytes) -> None:
        self._plan = plan
        self._dictionary = dictionary
        self._spools: list[Spool] = []
        self._vocabulary = Vocabulary()
        self._terms: dict[int, list[int]] = {}

    def add(self, spool: Spool) -> None:
        """Add a spool. The spools of one process must be added in the order in which it wrote them."""
        self._terms.setdefault(spool.process, []).extend(map(self._vocabulary.__getitem__, spool.new_terms))
        self._spools.append(spool)

    def write(self, path: Path, last: Mapping[bytes, int], ranking_terms: RankingTerms) -> int:
        """Write the segment, delete the spools, and return the number of articles.

        Of several articles with one id only that with the sequence number `last[id]` is kept. `ranking_terms` is called
        once, with all surface terms.
        """
        spools = self._spools
        dates = np.concatenate([spool.dates for spool in spools])
        ids = [id for spool in spools for id in spool.ids]
        sequence = np.concatenate([spool.sequence_numbers for spool in spools]).tolist()
        alive = np.array([last[id] == number for id, number in zip(ids, sequence, strict=True)])
        order, numbers = renumbered(alive, dates, ids)
        starts = starts_of(np.array([len(spool.ids) for spool in spools]))
        terms = {process: np.array(of_process, np.uint32) for process, of_process in self._terms.items()}
        readers = [SpoolReader(spool, terms[spool.process]) for spool in spools]
        new_numbers = [numbers[start:stop] for start, stop in pairwise(starts.tolist())]
        columns: dict[str, Column] = {DATE_COLUMN: dates[order]}
        fields = {ID_FIELD: _keyword_field([ids[at] for at in order.tolist()])}
        for name in self._plan.keywords:
            both = [pair for spool in spools for pair in spool.keywords[name]]
            folded, written = zip(*(both[at] for at in order.tolist()), strict=True)
            fields[name] = _keyword_field(folded)
            columns[name] = KeywordColumn.of(written)
        runs = self._run_readers(readers, new_numbers)
        # Derived fields are written last: other processes may still be analysing the words while the rest is written.
        terms_of = ranking_terms(self._word_statistics(readers, runs))
        word_fields = chain(
            self._surface_fields(readers, runs, len(order)), self._derived_fields(readers, runs, terms_of)
        )
        write_segment(
            path,
            len(order),
            chain(fields.items(), word_fields),
            columns,
            self._stored(readers, starts, order),
            self._dictionary,
            self._phrases(readers),
        )
        for spool in spools:
            with suppress(FileNotFoundError):
                spool.path.unlink()
        return len(order)

    def _run_readers(self, readers: Sequence[SpoolReader], numbers: Sequence[Array]) -> _Runs:
        pairs = list(zip(readers, numbers, strict=True))
        words = len(self._vocabulary)
        return {
            name: list(_released((RunReader(reader.run(name), new, words) for reader, new in pairs), readers))
            for name in self._plan.surface
        }

    def _surface_fields(
        self, readers: Sequence[SpoolReader], runs: _Runs, articles: int
    ) -> Iterator[tuple[str, FieldPostings]]:
        terms = list(self._vocabulary)
        _, order = self._vocabulary.in_byte_order()
        for name, of_field in runs.items():
            term_ranges = _released(merge_runs(of_field, order), readers)
            texts = lay_out_texts(_released(of_field, readers), articles)
            yield name, FieldPostings(Layout(texts=texts), term_ranges, terms)

    def _derived_fields(
        self, readers: Sequence[SpoolReader], runs: _Runs, terms_of: Iterable[Sequence[str]]
    ) -> Iterator[tuple[str, FieldPostings]]:
        derivation = Derivation.of(terms_of)
        for name, field in self._plan.derived.items():
            weighed = [(run, weight) for source, weight in field.sources.items() for run in runs[source]]
            term_ranges = _released(derive_postings(derivation, weighed), readers)
            yield name, FieldPostings(Layout(scored=field.scored), term_ranges, derivation.terms)

    def _word_statistics(self, readers: Sequence[SpoolReader], runs: _Runs) -> WordStatistics:
        totals, inside, capitalised = (np.zeros(len(self._vocabulary), np.int64) for _ in range(3))
        for name in self._plan.completed:
            for run, reader in zip(runs[name], readers, strict=True):
                totals[run.run.terms] += run.tokens
                cases = reader.cases(name)
                np.add.at(inside, cases.terms, cases.inside)
                np.add.at(capitalised, cases.terms, cases.capitalised)
        return WordStatistics([word.decode("utf-8") for word in self._vocabulary], totals, inside, capitalised)

    def _phrases(self, readers: Sequence[SpoolReader]) -> dict[bytes, int]:
        words = list(self._vocabulary)
        first, second, counts = add_counts([reader.pairs() for reader in readers])
        pairs = zip(first.tolist(), second.tolist(), counts.tolist(), strict=True)
        return {b"%b %b" % (words[one], words[other]): count for one, other, count in pairs}

    def _stored(self, readers: Sequence[SpoolReader], starts: Array, order: Array) -> Iterator[memoryview]:
        of_reader = np.searchsorted(starts, order, side="right") - 1
        found = zip(of_reader.tolist(), (order - starts[of_reader]).tolist(), strict=True)
        while batch := list(islice(found, READ_AT_ONCE)):
            yield from (readers[reader].article(number) for reader, number in batch)
            for reader in readers:
                reader.release()


def _released(items: Iterable[_Item], readers: Sequence[SpoolReader]) -> Iterator[_Item]:
    """`items`, with the memory of what was read from the spools released after each of them."""
    for item in items:
        yield item
        for reader in readers:
            reader.release()


def _keyword_field(values: Sequence[bytes]) -> FieldPostings:
    """The postings of a keyword field, given the value of each article, which may be `NO_KEYWORD`."""
    column = KeywordColumn.of(values)
    by_value = np.argsort(column.ordinals, kind="stable")
    counts = np.bincount(column.ordinals, minlength=len(column.values))
    documents = by_value[counts[0] :]
    postings = TermRange(np.arange(1, len(counts)), counts[1:], documents, np.ones(len(documents), np.uint8), None)
    return FieldPostings(Layout(), [postings], column.values)

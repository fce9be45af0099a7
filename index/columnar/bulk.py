"""Write a segment of many articles: blocks of them, as `index.columnar.block` spools them, merged into one file."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.arrays import Array
from index.columnar.block import Block, SpooledBlock
from index.columnar.chunks import Tokenizer
from index.columnar.derive import Derivation, derived
from index.columnar.field_writer import Layout
from index.columnar.merge import DROPPED, Slab, Source, merged_sources, texts_of
from index.columnar.order import DATE_COLUMN, ID_FIELD, newest_first
from index.columnar.phrases import together_counted
from index.columnar.run import Vocabulary, starts_of
from index.columnar.segment_file import Column, FieldPostings, NameColumn, write_segment

READ_AT_ONCE = 10_000
"""Stored articles that are read, from all over the blocks, before the memory of that is given back."""

_Thing = TypeVar("_Thing")


@dataclass(frozen=True)
class Derived:
    """A field whose postings are derived: the fields of words that it adds up, each with its weight, and whether it is
    scored."""

    sources: Mapping[str, int]
    scored: bool = False


@dataclass(frozen=True)
class Plan:
    """What a segment is to hold beside ids and dates: fields of words with their analyzers, those among them of which
    phrases are completed and words are counted, fields derived from them, fields of names."""

    surface: Mapping[str, Tokenizer]
    completed: Collection[str]
    derived: Mapping[str, Derived]
    names: Sequence[str]


@dataclass(frozen=True)
class Words:
    """All words of the articles, as they are written: how often each stands in the completed fields; how often where
    only names have a capital, and how often with one there."""

    words: Sequence[str]
    totals: Array
    inside: Array
    capitalised: Array


_Sources = Mapping[str, Sequence[Source]]
"""Of each surface field the runs of all blocks."""

Derive = Callable[[Words], Iterable[Sequence[str]]]
"""Says for each word which terms of the derived fields it stands for."""


class BulkWriter:
    """Gathers blocks, and writes the segment that they make."""

    def __init__(self, plan: Plan, dictionary: bytes) -> None:
        self._plan = plan
        self._dictionary = dictionary
        self._blocks: list[Block] = []
        self._vocabulary = Vocabulary()
        self._terms: dict[int, list[int]] = {}

    def add(self, block: Block) -> None:
        """Add a block. The blocks of one process are to come in its order."""
        self._terms.setdefault(block.process, []).extend(map(self._vocabulary.__getitem__, block.new_terms))
        self._blocks.append(block)

    def write(self, path: Path, last: Mapping[bytes, int], derive: Derive) -> int:
        """Write the segment; how many articles it has. Of the articles with one id the one counts that was read as the
        `last`. `derive` is asked once, for all words. The spooled blocks are deleted."""
        blocks = self._blocks
        dates = np.concatenate([block.dates for block in blocks])
        ids = [id for block in blocks for id in block.ids]
        arrivals = np.concatenate([block.arrivals for block in blocks]).tolist()
        live = np.array([last[id] == arrival for id, arrival in zip(ids, arrivals, strict=True)])
        order = np.flatnonzero(live)
        order = order[newest_first(dates[order], [ids[at] for at in order.tolist()])]
        numbers = np.full(len(ids), DROPPED, np.int64)
        numbers[order] = np.arange(len(order))
        starts = starts_of(np.array([len(block.ids) for block in blocks]))
        terms = {process: np.array(numbers, np.uint32) for process, numbers in self._terms.items()}
        spooled = [SpooledBlock(block, terms[block.process]) for block in blocks]
        new_numbers = [numbers[start:stop] for start, stop in pairwise(starts.tolist())]
        columns: dict[str, Column] = {DATE_COLUMN: dates[order]}
        fields = {ID_FIELD: _names_field([ids[at] for at in order.tolist()])}
        for name in self._plan.names:
            both = [pair for block in blocks for pair in block.names[name]]
            folded, written = zip(*(both[at] for at in order.tolist()), strict=True)
            fields[name] = _names_field(folded)
            columns[name] = NameColumn.of(written)
        sources = self._sources(spooled, new_numbers)
        # What is derived comes last: where other processes derive it, they do while the rest is written.
        terms_of = derive(self._words(spooled, sources))
        word_fields = chain(
            self._surface_fields(spooled, sources, len(order)), self._derived_fields(spooled, sources, terms_of)
        )
        write_segment(
            path,
            len(order),
            chain(fields.items(), word_fields),
            columns,
            self._stored(spooled, starts, order),
            self._dictionary,
            self._phrases(spooled),
        )
        for block in blocks:
            with suppress(FileNotFoundError):
                block.path.unlink()
        return len(order)

    def _sources(self, blocks: Sequence[SpooledBlock], numbers: Sequence[Array]) -> _Sources:
        pairs = list(zip(blocks, numbers, strict=True))
        words = len(self._vocabulary)
        return {
            name: list(_released((Source(block.run(name), new, words) for block, new in pairs), blocks))
            for name in self._plan.surface
        }

    def _surface_fields(
        self, blocks: Sequence[SpooledBlock], sources: _Sources, articles: int
    ) -> Iterator[tuple[str, FieldPostings]]:
        terms = list(self._vocabulary)
        _, order = self._vocabulary.in_byte_order()
        for name, of_field in sources.items():
            slabs = _released(merged_sources(of_field, order), blocks)
            texts = texts_of(_released(of_field, blocks), articles)
            yield name, FieldPostings(Layout(texts=texts), slabs, terms)

    def _derived_fields(
        self, blocks: Sequence[SpooledBlock], sources: _Sources, terms_of: Iterable[Sequence[str]]
    ) -> Iterator[tuple[str, FieldPostings]]:
        derivation = Derivation.of(terms_of)
        for name, field in self._plan.derived.items():
            weighed = [(source, weight) for part, weight in field.sources.items() for source in sources[part]]
            slabs = _released(derived(derivation, weighed), blocks)
            yield name, FieldPostings(Layout(scored=field.scored), slabs, derivation.terms)

    def _words(self, blocks: Sequence[SpooledBlock], sources: _Sources) -> Words:
        totals, inside, capitalised = (np.zeros(len(self._vocabulary), np.int64) for _ in range(3))
        for name in self._plan.completed:
            for source, block in zip(sources[name], blocks, strict=True):
                totals[source.run.terms] += source.tokens
                cases = block.cases(name)
                np.add.at(inside, cases.terms, cases.inside)
                np.add.at(capitalised, cases.terms, cases.capitalised)
        return Words([word.decode("utf-8") for word in self._vocabulary], totals, inside, capitalised)

    def _phrases(self, blocks: Sequence[SpooledBlock]) -> dict[bytes, int]:
        words = list(self._vocabulary)
        first, second, counts = together_counted([block.phrases() for block in blocks])
        pairs = zip(first.tolist(), second.tolist(), counts.tolist(), strict=True)
        return {b"%b %b" % (words[one], words[other]): count for one, other, count in pairs}

    def _stored(self, blocks: Sequence[SpooledBlock], starts: Array, order: Array) -> Iterator[memoryview]:
        of_block = np.searchsorted(starts, order, side="right") - 1
        places = zip(of_block.tolist(), (order - starts[of_block]).tolist(), strict=True)
        while batch := list(islice(places, READ_AT_ONCE)):
            yield from (blocks[block].article(number) for block, number in batch)
            for block in blocks:
                block.release()


def _released(things: Iterable[_Thing], blocks: Sequence[SpooledBlock]) -> Iterator[_Thing]:
    """`things`, with the memory of what was read of the blocks for each given back."""
    for thing in things:
        yield thing
        for block in blocks:
            block.release()


def _names_field(names: Sequence[bytes]) -> FieldPostings:
    """The postings of a field of which each article has one name or, where it is empty, none."""
    column = NameColumn.of(names)
    by_name = np.argsort(column.ordinals, kind="stable")
    counts = np.bincount(column.ordinals, minlength=len(column.names))
    documents = by_name[counts[0] :]
    slab = Slab(np.arange(1, len(counts)), counts[1:], documents, np.ones(len(documents), np.uint8), None)
    return FieldPostings(Layout(), [slab], column.names)

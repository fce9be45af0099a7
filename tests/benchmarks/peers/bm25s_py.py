"""bm25s: the scores of all terms, made beforehand, in a sparse matrix; stems are made in Python.

It knows one term and any of several, nothing else; it keeps no positions, dates, names or articles."""

import re
from functools import lru_cache
from pathlib import Path

import bm25s
import numpy as np
import snowballstemmer

from tests.benchmarks.peers import articles_of, deep
from tests.benchmarks.questions import Question

WORD = re.compile(r"\w+")
CAN = frozenset(("common term", "rare term", "3-OR", "5-OR", "page 100", "headline, ten words"))

_stem = lru_cache(maxsize=500_000)(snowballstemmer.stemmer("danish").stemWord)


class Bm25s:
    """bm25s."""

    name = "bm25s"

    def build(self, source: Path, folder: Path, workers: int) -> None:
        vocabulary: dict[str, int] = {}
        numbers = [
            [
                vocabulary.setdefault(_stem(word), len(vocabulary))
                for word in WORD.findall(f"{article.title} {article.text}".lower())
            ]
            for article in articles_of(source)
        ]
        ranking = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        ranking.index((numbers, vocabulary), show_progress=False)
        ranking.save(str(folder))

    def open(self, folder: Path) -> None:
        self._ranking = bm25s.BM25.load(str(folder), mmap=True)

    def ask(self, question: Question) -> int | None:
        if question.kind not in CAN:
            return None
        _, last = deep(question)
        stems = [_stem(word.lower()) for word in question.words]
        numbers = [number for stem in stems if (number := self._ranking.vocab_dict.get(stem)) is not None]
        if not numbers:
            return 0
        scores = self._ranking.get_scores_from_ids(numbers)
        best = np.argpartition(scores, -last)[-last:]
        assert len(best[np.argsort(-scores[best])]) == last
        return int(np.count_nonzero(scores))

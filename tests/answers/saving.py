"""Asking all questions, and the file in which their answers are kept."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.answers.asking import Answer, Question, ask, client, held
from tests.answers.drawing import draw
from tests.answers.indexes import GROWN

SHARE_OF_SAMPLE = 0.35
"""The share of the questions that is asked of the sample articles, where there are texts too."""

AGAIN_EVERY = 3
"""Of so many questions one is asked of the index that has grown, too."""

Saved = Mapping[Question, Answer]


def drawn(indexes: Mapping[str, Path], count: int, seed: int) -> list[Question]:
    """So many questions of the indexes, and some of them again of those that have grown."""
    of_sample = round(count * SHARE_OF_SAMPLE) if "texts" in indexes else count
    questions: list[Question] = []
    for name, number in (("sample", of_sample), ("texts", count - of_sample)):
        if number:
            first = draw(name, held(indexes[name]), number, seed)
            again = [Question(name + GROWN, question.kind, question.address) for question in first[::AGAIN_EVERY]]
            questions += [*first, *again]
    return questions


def answered(indexes: Mapping[str, Path], questions: Iterable[Question]) -> Iterator[tuple[Question, Answer]]:
    """Each question with its answer."""
    readers = {name: client(path) for name, path in indexes.items()}
    for question in questions:
        yield question, ask(readers[question.index], question.address)


def write(path: Path, answers: Iterable[tuple[Question, Answer]]) -> None:
    """Write answers, one a line."""
    with path.open("w", encoding="utf-8") as file:
        for question, answer in answers:
            file.write(json.dumps({**asdict(question), **asdict(answer)}, ensure_ascii=False) + "\n")


def read(path: Path) -> Saved:
    """The answers in a file, by question."""
    with path.open(encoding="utf-8") as lines:
        return dict(map(_entry, lines))


def _entry(line: str) -> tuple[Question, Answer]:
    entry = json.loads(line)
    question = Question(entry["index"], entry["kind"], entry["address"])
    return question, Answer(entry["status"], entry["content"])


def summary(saved: Saved) -> str:
    """What kinds of answers there are."""
    searches = [answer.content for question, answer in saved.items() if question.kind.startswith("search")]
    found: Sequence[Mapping[str, object]] = [content for content in searches if "total" in content]
    counts = {
        "with hits": sum(bool(content["hits"]) for content in found),
        "with partial ones": sum(bool(content["partial"]) for content in found),
        **{word: sum(bool(content[word]) for content in found) for word in ("relaxed", "corrected", "suggestion")},
        "refused": len(searches) - len(found),
    }
    asked = Counter(question.index for question in saved)
    said = ", ".join(f"{number:,} of {name}" for name, number in asked.items())
    kinds = ", ".join(f"{number:,} {name}" for name, number in counts.items())
    return f"{len(saved):,} answers ({said}). Of {len(searches):,} searches: {kinds}."

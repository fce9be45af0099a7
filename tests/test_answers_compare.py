"""Answers that are saved and compared: what differs is told, and what has to differ or is new is not."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from index import Store
from tests.answers.__main__ import main
from tests.answers.asking import Answer, Question
from tests.answers.saving import Saved, answered, drawn, read, write

COUNT = 120

Change = Callable[[Any], object]


@pytest.fixture(scope="module")
def saved(sample_store: Store) -> Saved:
    """The answers to some questions about the sample articles."""
    indexes = {"sample": sample_store.path, "sample-grown": sample_store.path}
    return dict(answered(indexes, drawn(indexes, COUNT, seed=1)))


def changed(saved: Saved, change: Change, count: int = 1) -> Saved:
    """The answers, where those of the first searches that have two hits and a next page are changed."""
    answers = dict(deepcopy(saved))
    chosen = [content for content in contents(answers) if len(content.get("hits", ())) > 1 and content["next"]]
    for content in chosen[:count]:
        change(content)
    return answers


def contents(saved: Saved) -> list[Any]:
    return [answer.content for question, answer in saved.items() if question.kind.startswith("search")]


def compared(before: Saved, after: Saved, folder: Path) -> Result:
    """What the command says of two files with these answers."""
    for name, answers in (("before", before), ("after", after)):
        write(folder / name, answers.items())
    return CliRunner().invoke(main, ["compare", str(folder / "before"), str(folder / "after")])


def test_what_has_to_differ_or_is_new_is_no_difference(saved: Saved, tmp_path: Path) -> None:
    def new(content: Any) -> None:
        content["took_ms"] += 5
        content["facets"]["byline"] = [{"value": "Asta Engtoft", "count": 2}]
        content["next"] += "&byline=Asta+Engtoft"
        content["hits"][0]["score"] *= 1 + 1e-12

    result = compared(saved, changed(saved, new, COUNT), tmp_path)
    assert result.output == f"{len(saved)} answers compared, 0 differ.\n"
    assert result.exit_code == 0


def _set(place: str, value: object) -> Change:
    return lambda content: content.update({place: value})


@pytest.mark.parametrize(
    ("place", "change"),
    [
        (".hits[0].score", lambda content: content["hits"][0].update(score=content["hits"][0]["score"] * (1 + 1e-7))),
        (".hits[0].", lambda content: content["hits"].reverse()),
        (".hits", lambda content: content["hits"].pop()),
        (".hits[1].snippet", lambda content: content["hits"][1].update(snippet="Noget andet.")),
        (".hits[1].byline", lambda content: content["hits"][1].update(byline="Asta Engtoft")),
        (".total", _set("total", 99_999)),
        (".relaxed", _set("relaxed", 0)),
        (".suggestion", _set("suggestion", "andet")),
        (".next", _set("next", "/api/search?q=andet")),
        (".facets.year", lambda content: content["facets"]["year"].clear()),
        (".new", _set("new", None)),
    ],
)
def test_any_other_difference_is_told_with_its_question(
    place: str, change: Change, saved: Saved, tmp_path: Path
) -> None:
    after = changed(saved, change)
    result = compared(saved, after, tmp_path)
    said, question, where, kinds = result.output.splitlines()
    assert said == f"{len(saved)} answers compared, 1 differ."
    assert question.startswith("sample, search: ")
    assert where.strip().startswith(place)
    assert kinds == "1 search"
    assert result.exit_code == 1


def test_a_status_and_a_question_of_one_side_alone_are_differences(saved: Saved, tmp_path: Path) -> None:
    (first, answer), (second, _), *_ = saved.items()
    after: Mapping[Question, Answer] = {**saved, first: Answer(503, answer.content)}
    result = compared(saved, {question: after[question] for question in after if question != second}, tmp_path)
    assert f"{len(saved)} answers compared, 2 differ." in result.output
    assert "status: 200 before, 503 after" in result.output
    assert "asked before alone" in result.output


def test_the_questions_are_the_same_each_time_and_their_answers_of_all_kinds(
    saved: Saved, sample_store: Store, tmp_path: Path
) -> None:
    indexes = {"sample": sample_store.path, "sample-grown": sample_store.path}
    assert drawn(indexes, COUNT, seed=1) == [*saved]
    assert drawn(indexes, COUNT, seed=2) != [*saved]
    assert len(saved) == COUNT + COUNT // 3
    assert {question.kind.split(":")[0] for question in saved} == {
        "search",
        "suggest",
        "article",
        "walk",
        "export",
        "feed",
    }
    for name in ("hits", "partial", "relaxed", "corrected", "next", "previous"):
        assert any(content.get(name) for content in contents(saved)), name
    write(tmp_path / "saved", saved.items())
    assert read(tmp_path / "saved") == saved

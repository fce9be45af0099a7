"""Why an article is a hit: as what it has each word of the question, and how much of its score that is."""

from collections.abc import Callable

import pytest

from search import Engine, Reason, Request

ARTICLES = [
    {"id": "form", "body": "Ministeren kom. Soldaterne gik."},
    {"id": "del", "body": "Forsvarsministeren kom til Natomødet."},
    {"id": "delt", "body": "Det var ministeren, der talte om forsvaret."},
    {"id": "nær", "body": "Terroristerne, siger han, lever af terrorisme."},
    {"id": "nato", "body": "Nato holder møde. Færgen sejlede."},
]


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine(ARTICLES)


def why(engine: Engine, question: str, id: str) -> tuple[Reason, ...]:
    answer = engine.search(Request(question, explain=True))
    return next(hit.why for hit in (*answer.hits, *answer.partial) if hit.article.id == id)


@pytest.mark.parametrize(
    ("question", "id", "expected"),
    [
        ("minister", "form", {("minister", "form"): {"Ministeren"}}),
        ("minister", "del", {("minister", "part"): {"Forsvarsministeren"}}),
        ("forsvarsminister", "delt", {("forsvarsminister", "part"): {"ministeren", "forsvaret"}}),
        (
            "terrorisme",
            "nær",
            {("terrorisme", "form"): {"terrorisme"}, ("terrorisme", "near"): {"Terroristerne", "terrorisme"}},
        ),
        ("Nato-møde", "nato", {("Nato-møde", "form"): {"Nato", "møde"}}),
        ("fær*", "nato", {("fær*", "prefix"): {"Færgen"}}),
        ("faergen", "nato", {("færgen", "spelling"): {"Færgen"}}),
    ],
)
def test_each_word_is_found_as_something(
    question: str, id: str, expected: dict[tuple[str, str], set[str]], engine: Engine
) -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for reason in why(engine, question, id):
        found.setdefault((reason.word, reason.matched_as), set()).update(reason.matched)
    assert found == expected


@pytest.mark.parametrize("question", ["minister", "forsvarsminister", "minister soldat", "minister ELLER fær*", "nato"])
def test_the_reasons_add_up_to_the_score(question: str, engine: Engine) -> None:
    for hit in engine.search(Request(question, explain=True)).hits:
        assert sum(reason.score for reason in hit.why) == pytest.approx(hit.score)
        assert sum(reason.share for reason in hit.why) == pytest.approx(1)
        assert [reason.score for reason in hit.why] == sorted((reason.score for reason in hit.why), reverse=True)


def test_nobody_is_told_who_does_not_ask(engine: Engine) -> None:
    assert all(hit.why == () for hit in engine.search(Request("minister")).hits)


def test_explaining_changes_no_answer(engine: Engine) -> None:
    plain, explained = (engine.search(Request("minister terror", explain=explain)) for explain in (False, True))
    assert [(hit.article.id, hit.score) for hit in plain.hits] == [
        (hit.article.id, hit.score) for hit in explained.hits
    ]


def test_what_reads_the_same_is_told_once(engine: Engine) -> None:
    told = [(reason.matched_as, reason.matched) for reason in why(engine, "forsvarsminister", "del")]
    assert told == [("form", ("Forsvarsministeren",)), ("part", ("Forsvarsministeren",))]

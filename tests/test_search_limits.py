"""Every limit at its edge: at the limit a question is answered, one beyond it is refused with the limit's name."""

from collections.abc import Callable

import pytest

from search import DEFAULT_LIMITS, BudgetExceeded, Engine, Limits, QueryError, Request, limit_table
from tests.asking import ask, hits

Asking = Callable[[int], Request]


def nested(depth: int) -> Request:
    return Request("(" * depth + "sne OG regn" + ")" * depth)


EDGES: dict[str, list[Asking]] = {
    "characters": [
        lambda count: Request("s" * count),
        lambda count: Request("å" * count),
        lambda count: Request(" " * count),
        lambda count: Request("(" * count),
        lambda count: Request('"' * count),
        lambda count: Request("\U0001f327" * count),
    ],
    "words": [
        lambda count: Request("sne " * count),
        lambda count: Request("sne!" * count),
        lambda count: Request(f'"{"sne " * count}"'),
        lambda count: Request(f'kilde:"{"sne " * count}"'),
        lambda count: Request(f'titel:sne "sne" sn* -kilde:sne dato:2018 kilde:"" "" () {"% " * (count - 7)}'),
        lambda count: Request(f"sne{' OG sne' * ((count - 1) // 2)}{' OG' * (1 - count % 2)}"),
        lambda count: Request("OG " * (count - 1) + "a"),
        lambda count: Request("-sne " * (count // 2) + "sne " * (count % 2)),
    ],
    "nesting": [
        nested,
        lambda depth: Request("sne IKKE " + "(regn OG " * depth + "is" + ")" * depth),
        lambda depth: Request(f"{nested(depth).query} ELLER {nested(depth).query}"),
        lambda depth: Request(f"((((({nested(depth).query} (sne) ((((((((((((regn))))))))))))"),
    ],
    "page": [lambda number: Request(page=number), lambda number: Request("sne", page=number)],
    "size": [lambda count: Request(size=count), lambda count: Request("sne", size=count)],
    "filters": [
        lambda count: Request(keywords={"source": tuple(map(str, range(count)))}),
        lambda count: Request(keywords={"byline": tuple(map(str, range(count)))}),
        lambda count: Request(keywords={"source": ("a",) * 50, "section": ("a",) * count}),
    ],
}
"""For each upper limit, requests that grow with a number."""

SHORT = {"prefix": ["{}*", "-{}*", "sne {}*", "(sne OG {}*)", "titel:{}*"]}
"""For each lower limit, questions with a place for so many letters."""

ELSEWHERE = {"alternatives", "seconds"}
"""Limits that have tests of their own below: the one refuses nothing, the other depends on the machine."""

BEYOND = [(name, asking) for name, askings in EDGES.items() for asking in askings]


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine([{"id": "sne", "body": "Sne."}, {"id": "regn", "body": "Regn og is."}])


def test_no_limit_is_untested() -> None:
    assert EDGES.keys() | SHORT.keys() | ELSEWHERE == {name for name, _, _ in limit_table()}


def test_every_limit_is_explained_and_has_its_default_in_the_table() -> None:
    for name, default, sentence in limit_table():
        assert default == getattr(DEFAULT_LIMITS, name)
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_the_defaults_are_those_that_are_promised() -> None:
    assert {name: default for name, default, _ in limit_table()} == {
        "characters": 1000,
        "words": 64,
        "nesting": 8,
        "prefix": 2,
        "page": 100,
        "size": 50,
        "filters": 50,
        "alternatives": 8,
        "seconds": 1.0,
    }


@pytest.mark.parametrize(("name", "asking"), BEYOND)
def test_a_question_at_the_limit_is_answered_and_one_beyond_is_refused(
    name: str, asking: Asking, engine: Engine
) -> None:
    limit = getattr(DEFAULT_LIMITS, name)
    engine.search(asking(limit))
    with pytest.raises(QueryError, match=f"'{name}'") as refused:
        engine.search(asking(limit + 1))
    assert refused.value.limit == name
    assert str(limit) in str(refused.value)


@pytest.mark.parametrize(("name", "question"), [(name, question) for name in SHORT for question in SHORT[name]])
@pytest.mark.parametrize("letter", ["s", "7", "å", "a\u030a"])
def test_a_prefix_at_the_limit_is_answered_and_a_shorter_one_is_refused(
    name: str, question: str, letter: str, engine: Engine
) -> None:
    """A letter that is typed as two characters is one."""
    limit = getattr(DEFAULT_LIMITS, name)
    engine.search(Request(question.format(letter * limit)))
    with pytest.raises(QueryError, match=f"'{name}'") as refused:
        engine.search(Request(question.format(letter * (limit - 1))))
    assert refused.value.limit == name


@pytest.mark.parametrize("name", ["page", "size"])
@pytest.mark.parametrize("number", [0, -1])
def test_pages_and_sizes_begin_at_one(name: str, number: int, engine: Engine) -> None:
    asking = EDGES[name][0]
    engine.search(asking(1))
    with pytest.raises(QueryError, match=f"'{name}'"):
        engine.search(asking(number))


def test_an_engine_has_the_limits_that_it_was_given(make_engine: Callable[..., Engine]) -> None:
    engine = make_engine([{"id": "sne", "body": "Sne."}], limits=Limits(characters=5, words=1, size=3))
    assert hits(engine, "sne", size=3) == ["sne"]
    for request in (Request("snevej", size=3), Request("s n", size=3), Request("sne", size=4)):
        with pytest.raises(QueryError):
            engine.search(request)


@pytest.mark.parametrize("alternatives", [0, 1])
def test_the_analysis_adds_as_many_terms_to_a_word_as_the_limit_says(
    alternatives: int, make_engine: Callable[..., Engine]
) -> None:
    """*A-b-c* is *a*, *b* and *c*, and stands for *abc* too: one more. Its own parts are all asked for."""
    letters = "abcdefghijkl"
    engine = make_engine(
        [
            {"id": "all parts", "body": " ".join(letters)},
            {"id": "but the last", "body": " ".join(letters[:-1])},
            {"id": "joined", "body": letters},
        ],
        limits=Limits(alternatives=alternatives),
    )
    expected = {"all parts", "joined"} if alternatives else {"all parts"}
    assert set(hits(engine, "-".join(letters), exact=True)) == expected


MANY = 1100
"""Enough articles that a look at the clock falls due."""

RECORDS = [{"id": str(number), "title": "Regn", "body": "Sne og sol."} for number in range(MANY)]


@pytest.fixture(scope="module")
def without_time(make_shared_engine: Callable[..., Engine]) -> Engine:
    """An engine that has no time at all for a question."""
    return make_shared_engine(RECORDS, limits=Limits(seconds=0.0))


@pytest.fixture(scope="module")
def with_time(make_shared_engine: Callable[..., Engine]) -> Engine:
    """The same with time for any question."""
    return make_shared_engine(RECORDS, limits=Limits(seconds=600.0))


@pytest.mark.parametrize(
    "question",
    ["", "sne", "sne sol", "sne ELLER sol", "-hagl", '"og sol"', "so*", "titel:regn", 'titel:"regn"', "sne hagl"],
)
def test_a_question_that_takes_longer_than_the_budget_is_given_up(question: str, without_time: Engine) -> None:
    with pytest.raises(BudgetExceeded, match="'seconds'"):
        ask(without_time, question)


def test_a_question_within_the_budget_is_answered(with_time: Engine) -> None:
    assert ask(with_time, '"og sol" so* titel:regn').total == MANY

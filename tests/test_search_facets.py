"""Filters and facets: which hits pass, and how many each value and each year has, against a count by hand."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dates import parse_period
from search import Engine, FacetValue, Request
from tests.asking import ask, hits

SOURCES = ("Ritzau", "Fyns Tidende", "")
SECTIONS = ("udland", "vejr", "")
BYLINES = ("Mette Holm", "Jens Bak", "")
YEARS = (2016, 2017, 2018, None)
DATES = {"": None, "2016": 2016, "2017-06-01": 2017, "2018-06": 2018, "9999": 9999}
"""Bounds of a period, and the year of whose articles each takes in the first or the last."""


@dataclass(frozen=True)
class Text:
    """What of an article filters look at."""

    id: str
    body: str
    source: str
    section: str
    byline: str
    year: int | None

    def record(self) -> dict[str, str]:
        published = f"{self.year}-06-01" if self.year else ""
        byline = f"Af {self.byline}" if self.byline and len(self.id) % 2 else self.byline
        fields = {"id": self.id, "body": self.body, "source": self.source, "section": self.section}
        return {**fields, "byline": byline, "published": published}


def make_texts(seed: int) -> list[Text]:
    draw = random.Random(seed)
    pick = draw.choice
    bodies = ("Sne.", "Sne og regn.", "Regn.")
    return [
        Text(f"t{number}", pick(bodies), pick(SOURCES), pick(SECTIONS), pick(BYLINES), pick(YEARS))
        for number in range(40)
    ]


TEXTS = make_texts(seed=5)


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine([text.record() for text in TEXTS])


def counted(values: Iterable[object]) -> dict[str, int]:
    return {str(value): count for value, count in Counter(values).items() if value}


@given(
    st.sampled_from(["", "sne", "sne regn", "-regn", "findesikke"]),
    st.sets(st.sampled_from(["ritzau", "FYNS  tidende", "Ukendt"])),
    st.sets(st.sampled_from(["UDLAND", "vejr"])),
    st.sets(st.sampled_from(["mette HOLM", "Jens Bak", "Holm"])),
    st.sampled_from(list(DATES)),
    st.sampled_from(list(DATES)),
)
@settings(deadline=None, max_examples=100)
def test_filters_are_or_within_and_between_and_each_facet_leaves_its_own_out(
    engine: Engine, question: str, sources: set[str], sections: set[str], bylines: set[str], since: str, until: str
) -> None:
    def answers(text: Text) -> bool:
        words = text.body.casefold().strip(".").split()
        return "regn" not in words if question == "-regn" else set(question.split()) <= set(words)

    def passes(text: Text, *, but: str = "") -> bool:
        first, last = DATES[since] or 0, DATES[until] or 9999
        in_source = not sources or text.source.casefold() in {" ".join(name.casefold().split()) for name in sources}
        in_section = not sections or text.section.casefold() in {name.casefold() for name in sections}
        by_them = not bylines or text.byline.casefold() in {name.casefold() for name in bylines}
        in_period = not (since or until) or (text.year is not None and first <= text.year <= last)
        filters = {"source": in_source, "section": in_section, "byline": by_them, "year": in_period}
        return all(passed or facet == but for facet, passed in filters.items())

    matching = [text for text in TEXTS if answers(text)]
    answer = ask(
        engine,
        question,
        exact=True,
        keywords={"source": tuple(sources), "section": tuple(sections), "byline": tuple(bylines)},
        since=parse_period(since) if since else None,
        until=parse_period(until) if until else None,
    )
    assert {hit.article.id for hit in answer.hits} == {text.id for text in matching if passes(text)}
    assert answer.total == len(answer.hits)
    for facet in ("source", "section", "byline", "year"):
        found = {value.value: value.count for value in answer.facets[facet]}
        assert found == counted(getattr(text, facet) for text in matching if passes(text, but=facet))


@pytest.fixture(scope="module")
def many(make_shared_engine: Callable[..., Engine]) -> Engine:
    """Source `K07` has seven articles, of the years 2000 to 2006; and so for all up to `K25`."""
    return make_shared_engine(
        {"id": f"{source}-{year}", "body": "Sne.", "source": f"K{source:02}", "published": str(2000 + year)}
        for source in range(1, 26)
        for year in range(source)
    )


def test_a_facet_lists_the_twenty_most_frequent_values(many: Engine) -> None:
    facets = ask(many, "sne").facets
    assert facets["source"] == [FacetValue(f"K{count:02}", count) for count in range(25, 5, -1)]
    assert facets["section"] == []


def test_years_are_the_twenty_most_frequent_the_newest_first(many: Engine) -> None:
    assert ask(many, "sne").facets["year"] == [FacetValue(str(2000 + year), 25 - year) for year in range(19, -1, -1)]


def test_values_of_one_count_stand_by_name(many: Engine) -> None:
    facet = ask(many, "sne", until=parse_period("2000")).facets["source"]
    assert facet == [FacetValue(f"K{source:02}", 1) for source in range(1, 21)]


def test_facets_count_all_hits_not_those_of_the_page(many: Engine) -> None:
    answers = [ask(many, "sne", size=size, page=page) for size, page in ((1, 1), (50, 1), (10, 32), (50, 100))]
    assert {answer.total for answer in answers} == {sum(range(1, 26))}
    assert all(answer.facets == answers[0].facets for answer in answers)


def test_spellings_of_a_name_are_one_value_shown_as_most_write_it(make_engine: Callable[..., Engine]) -> None:
    names = ("RITZAU", "Ritzau", "ritzau", "Ritzau", "Fyns  Tidende", "Fyns Tidende", "fyns tidende", "fyns tidende")
    engine = make_engine([{"body": f"Sne {number}.", "source": name} for number, name in enumerate(names)])
    assert ask(engine).facets["source"] == [FacetValue("Ritzau", 4), FacetValue("fyns tidende", 4)]
    assert ask(engine, keywords={"source": ("rItZaU",)}).total == 4


def test_years_are_danish(make_engine: Callable[..., Engine]) -> None:
    """Half an hour before and after a new year in Denmark are both the old year in UTC."""
    engine = make_engine(
        [
            {"id": "gammel", "body": "Sne.", "published": "2017-12-31T22:30:00Z"},
            {"id": "ny", "body": "Sne.", "published": "2017-12-31T23:30:00Z"},
        ]
    )
    assert ask(engine).facets["year"] == [FacetValue("2018", 1), FacetValue("2017", 1)]
    assert hits(engine, since=parse_period("2018")) == hits(engine, "dato:2018") == ["ny"]
    assert hits(engine, until=parse_period("2017-12-31")) == hits(engine, "dato:2017-12-31") == ["gammel"]


def test_facets_of_relaxed_hits_count_those(engine: Engine) -> None:
    relaxed, plain = ask(engine, "sne findesikke"), ask(engine, "sne")
    assert relaxed.relaxed
    assert (relaxed.total, relaxed.facets) == (plain.total, plain.facets)


def test_a_filter_that_there_is_not_is_no_filter_that_lets_everything_pass() -> None:
    with pytest.raises(ValueError, match="kilde"):
        Request("sne", keywords={"kilde": ("Ritzau",)})

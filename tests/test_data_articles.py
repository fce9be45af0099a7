"""The sample articles are what the demo promises: enough, varied, in agency style, and found by what they say."""

import re
from collections import Counter
from importlib.resources import as_file

import pytest

import data
from index import Article, Rejected, read_articles
from search import Engine, Request

SECTIONS = {"indland", "udland", "politik", "økonomi", "kultur", "sport", "videnskab", "vejr"}


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    with as_file(data.ARTICLES) as folder:
        read = list(read_articles(folder))
    assert not [item for item in read if isinstance(item, Rejected)]
    return [item for item in read if isinstance(item, Article)]


def test_there_are_enough_of_every_section_over_many_years(articles: list[Article]) -> None:
    assert len(articles) >= 150
    assert len({article.id for article in articles}) == len(articles)
    sections = Counter(article.section for article in articles if article.section)
    assert set(sections) == SECTIONS
    assert min(sections.values()) >= 15
    assert len({article.published.year for article in articles if article.published}) >= 8
    assert len({article.source for article in articles}) >= 8


def test_they_are_short(articles: list[Article]) -> None:
    lengths = {article.id: len(article.body.split()) for article in articles}
    assert {id: length for id, length in lengths.items() if not 120 <= length <= 350} == {}


def test_no_two_begin_alike(articles: list[Article]) -> None:
    openings = Counter(" ".join(article.text.split()[:4]) for article in articles)
    assert [opening for opening, count in openings.items() if count > 1] == []


@pytest.mark.parametrize(
    ("what", "pattern", "at_least"),
    [
        ("quotes with a leading dash", r"^[-–] .+", 100),
        ("party letters", r"\((?:S|V|SF|EL|KF|M|RV)\)", 8),
        ("genitives after an apostrophe", r"\w's\b|s' ", 8),
        ("numbers in thousands", r"\d\.\d{3}", 40),
        ("shared heads", r"\w- og \w", 10),
        ("å and aa", r"Aa|Å", 30),
    ],
)
def test_they_are_written_as_agencies_write(articles: list[Article], what: str, pattern: str, at_least: int) -> None:
    found = re.compile(pattern, re.MULTILINE)
    assert sum(bool(found.search(article.body)) for article in articles) >= at_least, what


def test_many_come_without_a_headline_and_signed(articles: list[Article]) -> None:
    untitled = [article for article in articles if not article.title]
    assert len(untitled) >= 40
    assert all(article.source and article.text != article.body for article in untitled)


def test_a_telegram_is_found_by_its_words_marked_and_with_its_source(sample_engine: Engine) -> None:
    hit = sample_engine.search(Request("træningssoldat instruktør afløst")).hits[0]
    assert hit.article.source == "Ritzau"
    assert not hit.article.title
    assert [text for text, is_match in hit.snippet if is_match] == [
        "træningssoldater",
        "instruktører",
        "afløst",
        "soldaterne",
    ]
    assert "ritzau" not in "".join(text for text, _ in hit.snippet)

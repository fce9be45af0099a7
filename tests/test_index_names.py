"""Names do not fall into a common word's lap: what is one the articles say, by how they write it inside sentences."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index import Store, add, optimize
from index.danish import LEXICON_NAME, Lexicon, WordCounts, meanings
from search import Engine
from tests.asking import hits, patient

ARTICLES = [
    {"id": "anders", "body": "I går sagde Anders nej, og Anders' bror kom med Anders."},
    {"id": "ducks", "body": "En and svømmede, og to ænder sov. Der var flere ænder end før."},
    {"id": "mette", "body": "Her kom Mette, og så tog Mettes hund med Mette hjem."},
    {"id": "metre", "body": "Der var ti meter til vandet, og fem metre ned."},
    {"id": "lars", "body": "Det var Lars, sagde de, og Lars er en mand som Lars."},
    {"id": "hans", "body": "Så rejste Hans Møller bort, for Hans Møller var træt af Hans Møller."},
    {"id": "his", "body": "Det var hans hus, og hans have, sagde han. Men hans hund og hans kat gik, for hans skyld."},
    {"id": "mills", "body": "En mølle stod på en bakke, og møllerne drejede."},
    {"id": "løkke", "body": "Derfor gik Løkke, og Løkkes parti fulgte Løkke."},
    {"id": "loops", "body": "Der var to løkker på rebet, og løkkerne strammede."},
]

QUESTIONS = [
    ("Anders", "anders"),
    ("anders", "anders"),
    ("and", "ducks"),
    ("ænder", "ducks"),
    ("Mette", "mette"),
    ("Mettes", "mette"),
    ("meter", "metre"),
    ("Lars", "lars"),
    ("Møller", "hans"),
    ("mølle", "mills"),
    ("Løkke", "løkke"),
    ("Løkkes", "løkke"),
    ("løkker", "loops"),
]


@pytest.fixture
def store(make_store: Callable[..., Store]) -> Store:
    return make_store(ARTICLES)


def answers(store: Store) -> dict[str, str]:
    engine = Engine.over(store.path, patient())
    try:
        return {question: " ".join(sorted(hits(engine, question, exact=True))) for question, _ in QUESTIONS}
    finally:
        engine.close()


def test_a_name_finds_those_who_bear_it(store: Store) -> None:
    assert answers(store) == dict(QUESTIONS)


def test_changes_read_names_as_the_index_does(store: Store, tmp_path: Path) -> None:
    later = {"id": "later", "body": "Et lam og flere lam, lammet og lammene. Så kom Rigmor, og Rigmor så Rigmor."}
    source = tmp_path / "later.jsonl"
    source.write_text(json.dumps(later), encoding="utf-8")
    lexicon = lexicon_of(store)
    add([source], store)
    assert answers(store) == dict(QUESTIONS)
    assert lexicon_of(store) == lexicon
    optimize(store)
    assert answers(store) == dict(QUESTIONS)
    assert lexicon_of(store) == lexicon


def lexicon_of(store: Store) -> bytes:
    return (store.path / "current" / LEXICON_NAME).read_bytes()


@pytest.mark.parametrize(
    ("counts", "word", "expected"),
    [
        (WordCounts(10, capitalised=9, inside=10), "anders", "anders"),
        (WordCounts(10, capitalised=9, inside=10), "anderss", "anders"),  # Its genitive.
        (WordCounts(10, capitalised=5, inside=10), "anders", "anders"),
        (WordCounts(10, capitalised=4, inside=10), "anders", "and"),
        (WordCounts(10, capitalised=1, inside=1), "anders", "and"),  # Once is not enough to tell.
        (WordCounts(10), "anders", "and"),  # It only begins sentences.
    ],
)
def test_a_form_is_a_name_where_half_of_it_is_capitalised_inside_sentences(
    counts: WordCounts, word: str, expected: str
) -> None:
    lexicon = Lexicon.learned({"anders": counts}, {"and": 10.0, "hus": 100.0})
    (meaning,) = meanings([word], lexicon)
    assert meaning
    assert meaning.whole == expected


def test_a_name_is_not_cut_but_where_it_has_an_article(make_store: Callable[..., Store]) -> None:
    store = make_store([{"body": "Så kom Skovmand, og så gik Skovmand. Sundhedsstyrelsen og Sundhedsstyrelsen. " * 9}])
    with closing(store.open()) as generation:
        lexicon = generation.analysis.lexicon
        terms = [meaning and meaning.terms for meaning in meanings(["skovmand", "sundhedsstyrelsen"], lexicon)]
    assert terms == [("skovmand",), ("sundhedsstyrelsen", "sundhed", "styrels")]

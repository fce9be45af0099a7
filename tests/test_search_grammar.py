"""What operators, minus signs, parentheses and quotes mean, shown by which articles of a small index answer.

Questions are asked as typed (`exact`), so that an article answers only where it holds everything; what may be lacking
in other questions is shown in `test_search_binding.py`; fields, prefixes and dates in `test_search_fields.py`.
"""

from collections.abc import Callable

import pytest

from search import Engine
from tests.asking import hits

FRUIT = {
    "æ": "Æble.",
    "p": "Pære.",
    "b": "Blomme.",
    "æp": "Æble, pære.",
    "æb": "Æble, blomme.",
    "pb": "Pære, blomme.",
    "æpb": "Æble, pære, blomme.",
}
OTHERS = {"kunst": "Kvinder, klude og kunst.", "klude": "Kvinder, klude, kunst."}
ARTICLES = [{"id": id, "body": body} for id, body in {**FRUIT, **OTHERS}.items()]
ALL = " ".join([*FRUIT, *OTHERS])

Table = dict[str, str]
"""Questions, and the ids of the articles that answer each."""

OPERATORS: Table = {
    "æble OG pære": "æp æpb",
    "æble AND pære": "æp æpb",
    "æble pære": "æp æpb",
    "æble ELLER pære": "æ p æp æb pb æpb",
    "æble OR pære": "æ p æp æb pb æpb",
    "æble IKKE pære": "æ æb",
    "æble NOT pære": "æ æb",
    "æble OG IKKE pære": "æ æb",
    "æble AND NOT pære": "æ æb",
    "æble OG pære ELLER blomme": "b æp æb pb æpb",
    "blomme ELLER æble OG pære": "b æp æb pb æpb",
    "blomme ELLER æble pære": "b æp æb pb æpb",
    "æble ELLER pære IKKE blomme": "æ p æp æb æpb",
    "æble ELLER IKKE IKKE pære": "æ p æp æb pb æpb",
    "klude OG kunst": "kunst klude",
    # Lower case is a word, and so is what is not quite upper case.
    "klude og kunst": "kunst",
    "klude Og kunst": "kunst",
    "æble eller pære": "",
    "æble and pære": "",
    "æble ikke pære": "",
    # An operator stands by itself.
    "klude OG, kunst": "kunst",
    "klude/OG/kunst": "kunst",
}
HEADLINES: Table = {
    "KVINDER, KLUDE OG KUNST": "kunst",
    "KLUDE OG KUNST": "kunst",
    "ÆBLE ELLER PÆRE": "",
    "ÆBLE IKKE PÆRE": "",
    "ÆBLE OR PÆRE": "",
    "KLUDE OG kUNST": "kunst klude",
}
MINUS: Table = {
    "æble -pære": "æ æb",
    "-pære æble": "æ æb",
    "æble -pære -blomme": "æ",
    "-pære ELLER pære -æble": "æ b æb p pb kunst klude",
    # Not inside words, before spaces, quotes and signs, or behind anything but a space.
    "æble - pære": "æp æpb",
    "æble – pære": "æp æpb",
    "- æble": "æ æp æb æpb",
    'æble -"pære"': "æp æpb",
    "æble,-pære": "æp æpb",
    "æble --pære": "æp æpb",
    "-_ æble": "æ æp æb æpb",
}
PARENTHESES: Table = {
    "(æble ELLER pære) OG blomme": "æb pb æpb",
    "blomme (æble ELLER pære)": "æb pb æpb",
    "blomme IKKE (æble ELLER pære)": "b",
    "IKKE (æble ELLER pære) blomme": "b",
    "(æble OG pære) ELLER (pære OG blomme)": "æp pb æpb",
    "(æble OG (pære ELLER blomme)) IKKE (pære OG blomme)": "æp æb",
    "((æble ELLER pære)) ((blomme))": "æb pb æpb",
    "blomme(æble ELLER pære)": "æb pb æpb",
    # Without an operator they are how people write.
    "æble (pære)": "æp æpb",
    "(æble) (pære)": "æp æpb",
    "Blomme (æble pære)": "æpb",
    "æble (-pære)": "æp æpb",
    "()": ALL,
    "( ) æble ( )": "æ æp æb æpb",
}
UNBALANCED: Table = {
    "(æble": "æ æp æb æpb",
    "æble)": "æ æp æb æpb",
    ")æble(": "æ æp æb æpb",
    "((æble ELLER pære) OG blomme": "æb pb æpb",
    "(æble ELLER pære OG blomme": "æ æp æb pb æpb",
    "(æble ELLER pære)) OG blomme": "æb pb æpb",
    '"æble': "æ æp æb æpb",
    'æble"': "æ æp æb æpb",
    '"æble" "pære': "æp æpb",
    '("æble ELLER pære': "æ p æp æb pb æpb",
}
DANGLING: Table = {
    "OG": "kunst",
    "og": "kunst",
    "æble OG": "æ æp æb æpb",
    "æble ELLER": "æ æp æb æpb",
    "æble IKKE": "æ æp æb æpb",
    "OG æble": "æ æp æb æpb",
    "ELLER æble": "æ æp æb æpb",
    "æble OG OG pære": "æp æpb",
    "æble ELLER OG pære": "æ p æp æb pb æpb",
    "æble ELLER ELLER pære": "æ p æp æb pb æpb",
    "æble OG ()": "æ æp æb æpb",
    "æble OG (OG) pære": "æp æpb",
    "æble IKKE (IKKE)": "æ æp æb æpb",
    "æble OG !": "æ æp æb æpb",
    "æble -": "æ æp æb æpb",
    'æble OG ""': "æ æp æb æpb",
    "(æble OG) ELLER (OG pære)": "æ p æp æb pb æpb",
}
QUOTES: Table = {
    '"æble pære"': "æp æpb",
    '"æble blomme"': "æb",
    '"æble pære" blomme': "æpb",
    '"æble" "blomme"': "æb æpb",
    '"æble OG pære"': "",
    '"-pære"': "p æp pb æpb",
    '"" æble': "æ æp æb æpb",
    '"klude og kunst"': "kunst",
    "“klude og kunst”": "kunst",
    "„klude og kunst“": "kunst",
    '”klude og kunst"': "kunst",
    '"kunst klude"': "",
}
NEGATIVES: Table = {
    "-æble": "p b pb kunst klude",
    "IKKE æble": "p b pb kunst klude",
    "-æble -pære": "b kunst klude",
    "-æble OG -pære": "b kunst klude",
    "IKKE (æble OG pære)": "æ p b æb pb kunst klude",
    "-æble ELLER -pære": "æ p b æb pb kunst klude",
    "IKKE IKKE æble": "æ æp æb æpb",
    "-findesikke": ALL,
}
EMPTY: Table = {"": ALL, "   ": ALL, "\n\t": ALL, "!": ALL, "-": ALL, '""': ALL, "?!*()–…": ALL, "\0": ALL}
TABLES = {
    "operators": OPERATORS,
    "headlines": HEADLINES,
    "minus": MINUS,
    "parentheses": PARENTHESES,
    "unbalanced": UNBALANCED,
    "dangling": DANGLING,
    "quotes": QUOTES,
    "negatives": NEGATIVES,
    "empty": EMPTY,
}


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine(ARTICLES)


@pytest.mark.parametrize("table", TABLES)
def test_each_question_is_answered_by_what_it_means(table: str, engine: Engine) -> None:
    answers = {question: set(hits(engine, question, exact=True)) for question in TABLES[table]}
    assert answers == {question: set(ids.split()) for question, ids in TABLES[table].items()}

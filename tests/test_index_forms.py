"""The tables of irregular forms: each form meets its word, and nothing else does."""

from collections import Counter

import pytest

from index.danish import fold
from index.danish.irregular_forms import BEHIND_PREFIX, KEPT
from index.danish.stem import stem
from index.danish.tables import read_table
from tests.cases import assert_each, assert_none

LINES = [
    (table, word.removeprefix(KEPT), tuple(forms))
    for table in ("verbs", "nouns", "adjectives")
    for word, *forms in read_table(table)
]


def strays(line: tuple[str, str, tuple[str, ...]]) -> list[str]:
    """The forms of a line of a table that have another stem than its word, and what in it is not folded."""
    _, word, forms = line
    alone = [form for form in forms if not form.startswith(BEHIND_PREFIX)]
    behind = [form.removeprefix(BEHIND_PREFIX) for form in forms if form.startswith(BEHIND_PREFIX)]
    return [
        *(form for form in alone if stem(form) != stem(word)),
        *(form for form in behind if stem(f"af{form}") != stem(f"af{word}")),
        *(form for form in (word, *alone, *behind) if fold(form) != form),
    ]


def test_every_form_in_the_tables_has_the_stem_of_its_word() -> None:
    assert_none(strays, LINES)


@pytest.mark.parametrize("table", ["verbs", "nouns", "adjectives"])
def test_no_form_stands_twice_in_a_table(table: str) -> None:
    forms = Counter(form.lstrip(KEPT + BEHIND_PREFIX) for line in read_table(table) for form in line)
    assert [form for form, count in forms.items() if count > 1] == []


MEET = {
    "vowel changes": ["mand mænd mændene", "bog bøger bøgerne", "hånd hænder", "fod fødder", "barn børn", "ko køer"],
    "families": ["mor mødre moderen", "far fædre", "bror brødre", "søster søstre", "datter døtre"],
    "short nouns": ["år året årene", "by byen byer", "ø øen øer", "å åen", "sø søen søer", "idé ideen ideer"],
    "strong verbs": ["gå gik gået", "finde fandt fundne", "skrive skrev skrevet", "være er var", "spørge spurgte"],
    "verbs with a t": ["møde mødte mødt", "købe købte", "søge søgte søgt", "ramme ramte", "rejse rejste", "tale talte"],
    "verbs behind prefixes": [
        *("aftage aftog", "foretage foretog", "undgå undgik undgår", "planlægge planlagt planlagde"),
        *("ødelægge ødelagt", "indlede indledte indleder", "fortjene fortjente fortjener", "afbryde afbrød"),
    ],
    "comparison": ["stor større størst", "god bedre bedst", "gammel ældre ældst", "lille mindre små", "få færre"],
    "adjectives that lose an e": [
        "åben åbne åbent",
        "sikker sikre",
        "usikker usikre",
        "sjælden sjældne",
        "moden modne",
    ],
    "heads of compounds": [
        *("landsmand landsmænd", "kogebog kogebøger", "århundrede århundredet", "luftfart luftfarten"),
        *("børnehave børnehaven børnehaver", "rapport rapporten rapporter", "konkurs konkurser", "landjord landjorden"),
    ],
}


def stems(words: str) -> set[str]:
    """The stems of words."""
    return {stem(fold(word)) for word in words.split()}


@pytest.mark.parametrize("kind", MEET)
def test_the_irregular_forms_of_a_word_meet(kind: str) -> None:
    assert_each(stems, {forms: stems(forms.split()[0]) for forms in MEET[kind]})


APART = [
    *("haven havet", "hans han", "gods god", "sommer som", "hammer ham", "planet plan", "billet bil", "komet komme"),
    *("buket bukke", "ballet bal", "kabinet kabine", "datter datere", "kongres konge", "interesse intern"),
    *("tablet tabel", "konkurs kursus", "bekræfter kraft", "kristen krise", "verden værdi", "aften aftale"),
    *("tand tænde", "vandt vand", "mødte mod", "lys lyst", "ven vend"),
    # Er is an ending, and no form of være.
    *("deler delvære", "gener genvære", "aner anvære"),
    # Enden and orden are no heads of these.
    *("kalender kalende", "jorden orden"),
]


def test_other_words_stay_apart() -> None:
    def shared(words: str) -> set[str]:
        one, other = words.split()
        return {stem(one)} & {stem(other)}

    assert_none(shared, APART)


def test_a_form_that_is_another_word_more_often_counts_behind_a_prefix_alone() -> None:
    assert stem("tog") != stem("tage")
    assert stem("deltog") == stem("deltage")

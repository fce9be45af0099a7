"""Abbreviations and other spellings stand for the word that is meant."""

import pytest

from index.danish import fold
from index.danish.tables import read_table
from tests.cases import assert_each
from tests.terms import ranking, surface

ABBREVIATIONS = {
    "f.eks. f.eks F.eks. feks fx eksempel": "eksempel eksempel eksempel eksempel eksempel eksempel",
    "bl.a. bl.a Bl.a. bla.": "bla bla bla bla",
    "m.fl. mfl. p.t. pt. d.v.s. dvs. p.g.a. pga. o.lign.": "mfl mfl pt pt dvs dvs pga pga olign",
    "f.Kr. e.Kr.": "fkr ekr",
    "A.P. Møller AP Møller A. P. Møller": "ap møl ap møl ap møl",
    "J.R.R. Tolkien J. R. R. Tolkien U.S.A.": "jrr tolki jrr tolki usa",
    "Å.Ø. og Å. Ø. og A\u030a.Ø.": "åø og åø og åø",
    "ph.d. ph.d.-grad ph.d.'er": "phd phd grad phdgrad phd",
    "ca. cirka kl. klokken nr. nummer iflg. ifølge": "cirka cirka klok klok nummer nummer ifølg ifølg",
    "Gl. Strand Gammel Strand Skt. Hans Sankt Hans": "gamel strand gamel strand sank hans sank hans",
    # What is none.
    "kom.Så går.i www.dr.dk b.dk Ø.De": "kom så gå i www dr dk b dk ø de",
    "plan A. I dag. x.com 1.a a.1": "plan a i dag x com 1 a a 1",
    "min. minister St. Dr. DR": "min minis st dr dr",
}


def test_an_abbreviation_is_one_word_and_stands_for_what_it_is_short_for() -> None:
    assert_each(ranking, {text: expected.split() for text, expected in ABBREVIATIONS.items()})


SPELLINGS = [
    *("linje linie", "linjerne linierne", "linjens liniens"),
    *("gymnasium gymnasie gymnasiet gymnasier gymnasiums", "ministerium ministeriet ministerie", "studium studiet"),
    *("ressource resurse", "ressourcer resurser ressourcernes resursernes", "handicap handikap handicappet"),
    *("mayonnaise majonæse mayonnaisen", "kasino casino casinoer kasinoerne", "scanne skanne scanner"),
    *("Ægypten Egypten", "Kyiv Kiev Kievs", "egyptisk ægyptiske", "müsli musli mysli", "yoghurt yogurten"),
]


def test_the_spellings_of_a_word_are_one_word() -> None:
    assert_each(lambda forms: {*ranking(forms)}, {forms: {ranking(forms)[0]} for forms in SPELLINGS})
    assert_each(lambda forms: len({*surface(forms)}) > 1, dict.fromkeys(SPELLINGS, True))


ENDINGS = "e en ene enes ens er ere erne ernes ers es et ets ede ende n ne nes ns r rne rnes rs s t te ts"


def test_every_ending_may_follow_another_spelling() -> None:
    assert_each(
        lambda ending: ranking(f"handikap{ending}"),
        {ending: ranking(f"handicap{ending}") for ending in ["", *ENDINGS.split()]},
    )
    assert ranking("handikapfuld") != ranking("handicapfuld")


@pytest.mark.parametrize("words", ["check tjek", "casinoet kasket"])
def test_what_only_looks_like_a_spelling_is_a_word_of_its_own(words: str) -> None:
    assert len(set(ranking(words))) == 2


def test_no_table_of_the_analysis_has_a_word_twice() -> None:
    for name in ("abbreviations", "spellings"):
        words = [word for line in read_table(name) for word in line]
        assert sorted(set(words)) == sorted(words)
        assert [word for word in words if fold(word) != word] == []

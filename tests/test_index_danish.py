"""What a Danish word stands for in the index, rule by rule: folds, apostrophes, hyphens, short words."""

from collections.abc import Callable
from subprocess import CompletedProcess
from unicodedata import normalize

import pytest

from index.danish import SURFACE, fold
from tests.cases import assert_each, assert_none
from tests.terms import ranking, surface

SAME = {
    "case": ["FÆRGEN færgen Færgen", "ÅRHUS århus", "USA usa"],
    "aa": ["Århus Aarhus AARHUS aarhus", "Ålborg Aalborg", "får faar", "på paa"],
    "foreign æ and ø": ["Malmø Malmö", "Hændel Händel", "Ærø ÄRÖ", "ǿ ø", "ǽ æ"],
    "ü is y": ["Zürich Zyrich", "Lübeck Lybeck"],
    "accents": ["idé ide idè", "allé alle", "Sarić Saric", "Škoda Skoda", "São Sao", "Renée Renee"],
    "letters with strokes and ligatures": ["Erdoğan Erdogan", "Łódź Lodz", "Đoković Dokovic", "finale ﬁnale"],
    "ß is ss": ["Straße Strasse STRASSE STRAẞE"],
    "Turkish i": ["İstanbul istanbul", "Iğdır igdir"],
    "marks that are not seen": ["for\u00adsvar forsvar", "for\u200bsvar forsvar", "forsvar\u2060 forsvar"],
    "apostrophes": [
        "USA's USA’s USA",
        "EU'et EU’et EU",
        "pc'erne pc'en pc'ere pc",
        "1980'erne 1980",
        "Mattis' Mattis’",
    ],
    "genitives of names with an apostrophe": ["O'Brien's O’Brien O'Brien", "D'Ager's D'Ager"],
    "hyphens": ["Nato-chefen Nato‐chefen Nato‑chefen nato-chef"],
    "endings": ["soldaterne soldat soldats soldatens", "kommuner kommunernes kommune"],
}


@pytest.mark.parametrize("rule", SAME)
def test_spellings_of_one_word_are_one_word(rule: str) -> None:
    def others(words: str) -> list[list[str]]:
        first, *others = [ranking(word) for word in words.split()]
        assert first
        return [other for other in others if other != first]

    assert_none(
        others,
        [written for words in SAME[rule] for written in (words, *(normalize(form, words) for form in ("NFC", "NFD")))],
    )


DIFFERENT = [
    *("boede bøde", "oest øst", "naes næs", "aere ære", "blaa bla"),  # unsafe: oe to ø, ae to æ
    *("får far", "øst ost", "Ål al", "hår har", "læs las", "på pa"),  # unsafe: å to a, ø to o, æ to a
    *("dy du", "bly blu", "Mia mia.", "28-27 2827", "7,5 75", "14.30 1430", "1.2.2018 122018", "1 00 100"),
]


def test_different_words_stay_different() -> None:
    def shared(words: str) -> set[str]:
        one, other = words.rsplit(" ", 1)
        return set(ranking(one)) & set(ranking(other))

    assert_none(shared, DIFFERENT)


POSITIONS = {
    "Nato-chefen kom": "nato:0 chefen:1 natochefen:1 kom:2",
    "Nato-chefens EU-møde": "nato:0 chefens:1 natochefens:1 eu:2 møde:3 eumøde:3",
    "en Venstre-S-SF-regering nu": "en:0 venstre:1 s:2 sf:3 regering:4 venstressfregering:4 nu:5",
    "10-årig med covid-19": "10:0 årig:1 10årig:1 med:2 covid:3 19:4 covid19:4",
    "28-27 den 2018-02-15": "28:0 27:1 den:2 2018:3 02:4 15:5",
    "2.500-3.000 kroner": "2.500:0 3.000:1 kroner:2",
    "for- og eftermiddag": "for:0 for-eftermiddag:0 og:1 eftermiddag:2",
    "teknik- eller miljøudvalg": "teknik:0 teknik-miljøudvalg:0 eller:1 miljøudvalg:2",
    "børne-, unge- og ældreråd": "børne:0 børne-ældreråd:0 unge:1 unge-ældreråd:1 og:2 ældreråd:3",
    "im-/eksport, 12- til 14-årige": "im:0 im-eksport:0 eksport:1 12:2 12-14-årige:2 til:3 14:4 årige:5 14årige:5",
    "tv-avis- samt radiofolk": "tv:0 avis:1 tvavis:1 tvavis-radiofolk:1 samt:2 radiofolk:3",
    "boligkøb og -salg": "boligkøb:0 og:1 salg:2 salg--boligkøb:2",
    "Skattelove, -regler eller -satser": (
        "skattelove:0 regler:1 regler--skattelove:1 eller:2 satser:3 satser--skattelove:3"
    ),
    "køb/-salg og 5 -grader": "køb:0 salg:1 salg--køb:1 og:2 5:3 grader:4",
    "for- og, for-\nog x og -7 - og y": "for:0 og:1 for:2 og:3 x:4 og:5 7:6 og:7 y:8",
    "f.eks. H.C. Andersen": "feks:0 hc:1 andersen:2",
    "en ph.d.-grad": "en:0 phd:1 grad:2 phdgrad:2",
    "- Vi går, siger hun – nu": "vi:0 går:1 siger:2 hun:3 nu:4",
    "Øst–Vest a--b": "øst:0 vest:1 a:2 b:3",
    "O'Brien taler": "o:0 brien:1 obrien:1 taler:2",
    "O'Brien's tale": "o:0 brien:1 obrien:1 tale:2",
    "rock'n'roll-musik": "rock:0 n:1 roll:2 musik:3 rocknrollmusik:3",
    "USA's EU'et 'ja' Mattis' hat": "usa:0 eu:1 ja:2 mattis:3 hat:4",
    "www.avis.dk skriv_til post@avis.dk": "www:0 avis:1 dk:2 skriv:3 til:4 post:5 avis:6 dk:7",
    "AC/DC C++ #færge @havn": "ac:0 dc:1 c:2 færge:3 havn:4",
}


def test_words_have_positions_and_joined_forms_stand_on_the_last_part() -> None:
    def positions(text: str) -> str:
        return " ".join(f"{term}:{position}" for term, position in SURFACE.words(text))

    assert_each(positions, POSITIONS)


SHORT_OR_COMMON = {
    "TV 2": "tv 2",
    "Venstre (V)": "venstre v",
    "Enhedslisten Ø: i å": "enhedslisten ø i å",
    "at være eller ikke at være": "at være eller ikke at være",
    "jeg er den det de en et og på i af som han hun vi": "jeg er den det de en et og på i af som han hun vi",
    "кот 三 الله": "кот 三 الله",
}


def test_no_word_is_too_short_or_too_common() -> None:
    assert_each(surface, {text: words.split() for text, words in SHORT_OR_COMMON.items()})
    assert_each(lambda text: len(ranking(text)), {text: len(words.split()) for text, words in SHORT_OR_COMMON.items()})


def test_surface_words_keep_their_endings_and_ranking_words_do_not() -> None:
    text = "Soldaterne bevogter kommunernes 7.500 fregatter"
    assert surface(text) == ["soldaterne", "bevogter", "kommunernes", "7.500", "fregatter"]
    assert ranking(text) == ["soldat", "bevog", "kommun", "7500", "fregat"]


def test_folding_a_folded_letter_changes_nothing() -> None:
    letters = filter(str.isalnum, map(chr, range(0x110000)))
    assert [letter for letter in letters if fold(fold(letter)) != fold(letter) or not fold(letter)] == []


def test_analyze_shows_what_each_step_does(opslag: Callable[..., CompletedProcess[str]]) -> None:
    done = opslag("analyze", "USA's forsvarsministre i Århus", env={"COLUMNS": "160"})
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in done.stdout.splitlines() if "│" in line]
    assert done.returncode == 0
    assert [(name, words) for name, _, words in rows] == [
        ("DanishTokenizer", "USA's | forsvarsministre | i | Århus"),
        ("Joints", "USA's | forsvarsministre | i | Århus"),
        ("Fold", "usa's | forsvarsministre | i | århus"),
        ("Points", "usa's | forsvarsministre | i | århus"),
        ("Inflection", "usa | forsvarsministre | i | århus"),
        ("SharedHeads", "usa | forsvarsministre | i | århus"),
        ("Numbers", "usa | forsvarsministre | i | århus"),
        ("Numerals", "usa | forsvarsministre | i | århus"),
        ("Abbreviations", "usa | forsvarsministre | i | århus"),
        ("Variants", "usa | forsvarsministre | i | århus"),
        ("Compounds", "usa | forsvars|ministre | i | århus"),
        ("Stems", "usa | forsvarsminis + forsvar + minis | i | århus"),
    ]
    assert all(purpose for _, purpose, _ in rows)


@pytest.mark.parametrize("text", ["", "-", "[bold]fed[/bold] \x1b[31mrød \udcff", "x" * 100_000])
def test_analyze_takes_any_text(opslag: Callable[..., CompletedProcess[str]], text: str) -> None:
    done = opslag("analyze", "--", text)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout

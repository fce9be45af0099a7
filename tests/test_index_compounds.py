"""Compounds are cut into the words that they are made of, simple words and names are left whole, and articles are found
and marked by that."""

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from index import Store, rebuild
from index.danish import Lexicon, fold
from index.danish.compounds import split_all
from index.danish.stem import stem
from index.danish.tables import read_table
from search import Engine
from tests.asking import ask, hits, ids


@cache
def danish() -> Lexicon:
    """What is known of Danish without any article."""
    return Lexicon.learned({})


def parts(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The parts of each word, with a bar between them."""
    found = split_all({word: stem(word) for word in map(fold, words)}, lexicon)
    return ["|".join(part.word for part in of_word) for of_word in found]


COMPOUNDS = {
    "two words": {
        "energipriser": "energi|priser",
        "miljøminister": "miljø|minister",
        "cykelsti": "cykel|sti",
        "elevråd": "elev|råd",
        "militærakademi": "militær|akademi",
        "sommerferie": "sommer|ferie",
    },
    "an s between them": {
        "folketingsvalg": "folketing|valg",
        "træningsmission": "træning|mission",
        "ungdomsuddannelse": "ungdom|uddannelse",
        "fredsaftale": "fred|aftale",
        "krigsskib": "krig|skib",
    },
    "an e between them": {"barnevogn": "barn|vogn", "bøgeskov": "bøg|skov", "mælkeproduktion": "mælk|produktion"},
    "an n between them": {"øjenlæge": "øje|læge"},
    "a dropped e": {"arbejdsmarked": "arbejde|marked", "arbejdsmøde": "arbejde|møde"},
    "plurals first": {"børnehave": "børne|have", "hundehvalp": "hunde|hvalp", "drengeskole": "drenge|skole"},
    "inflected heads": {
        "folketingsvalget": "folketing|valget",
        "boligpriserne": "bolig|priserne",
        "sundhedsvæsenet": "sundhed|væsenet",
        "landsmænd": "land|mænd",
        "finansministeriet": "finans|ministeriet",
        "togtrafikken": "tog|trafikken",
    },
    "several cuts": {
        "forsvarsministermøde": "forsvar|minister|møde",
        "havvindmøllepark": "hav|vind|mølle|park",
        "landbrugsarealer": "land|brug|arealer",
    },
    "short words that we list": {"bybusser": "by|busser", "juletræ": "jule|træ"},
    "our corrections": {
        "verdenskrigen": "verden|krig",
        "landsretten": "land|ret",
        "socialdemokraterne": "social|demokrat",
        "ytringsfriheden": "ytring|frihed",
    },
}


@pytest.mark.parametrize("words", COMPOUNDS.values(), ids=COMPOUNDS)
def test_compounds_are_cut_into_their_words(words: dict[str, str]) -> None:
    assert dict(zip(words, parts([*words], danish()), strict=True)) == words


WHOLE = {
    "simple words": "minister ministeren soldat soldaterne universitet station billeder billetten kultur roman romaner",
    "simple words that begin as others do": "standarden tilstanden formanden engelske konstante talenter hundreder",
    "endings": "regeringen undersøgelser lykkelig kærlighed venskab arbejderen danskerne tidligste farligste billigste",
    "small words first": "udvikling indkomst fortælling opmærksomhed desuden anderledes betydning",
    "names": "Frederiksen Rasmussen Shakespeare Andersen Frederiksberg Silkeborg Afghanistan Thorning Kierkegaard",
    "short words": "løbe huset bilen",
    "nonsense, numbers and other letters": "xqzwvkjh 7500 кот ordetordetordetordetordetordetordetordetordet",
}


@pytest.mark.parametrize("words", WHOLE.values(), ids=WHOLE)
def test_what_is_no_compound_is_left_whole(words: str) -> None:
    assert [word for word, cut in zip(words.split(), parts(words.split(), danish()), strict=True) if cut] == []


def test_every_correction_is_made_also_in_the_genitive() -> None:
    for word, *expected in read_table("compounds"):
        assert fold(word) == word
        itself, genitive = parts([word, f"{word}s"], danish())
        assert itself == "|".join(expected)
        assert genitive.count("|") == itself.count("|"), word
        assert bool(genitive) == bool(itself), word


def test_parts_have_places_in_their_word() -> None:
    for words in COMPOUNDS.values():
        for word, (*before, last) in zip(words, split_all({word: stem(word) for word in words}, danish()), strict=True):
            assert before[0].start == 0
            assert last.end == len(word)
            for part, after in zip(before, [*before[1:], last], strict=True):
                assert word[part.start : part.end][:3] == part.word[:3]
                assert 0 <= after.start - part.end <= 2


def test_nothing_is_cut_without_a_lexicon() -> None:
    assert parts(["forsvarsminister"], Lexicon.learned({}, {})) == [""]


def test_words_of_the_articles_are_parts_too(make_store: Callable[..., Store]) -> None:
    store = make_store(
        [{"body": "Kvirren og en kvirremølle. " * 9}, {"body": "En kvirre er en kvirre, ja en kvirre. " * 9}]
    )
    with closing(store.open()) as generation:
        assert parts(["kvirremølle"], generation.analysis.lexicon) == ["kvirre|mølle"]
    assert parts(["kvirremølle"], danish()) == [""]


def boundaries(marked: str) -> tuple[str, set[int], set[int]]:
    """The word of `eks~politi+direktør`, and after how many letters it must, and may, be cut."""
    word, must, may = "", set[int](), set[int]()
    for letter in fold(marked):
        if letter in "+~":
            (must if letter == "+" else may).add(len(word))
        else:
            word += letter
    return word, must, may


@pytest.fixture(scope="module")
def of_newspapers(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """The lexicon of an index of newspaper samples."""
    store = Store(tmp_path_factory.mktemp("newspapers") / "index")
    rebuild([shared / "eval" / "parole_dk" / "docs.jsonl.gz"], store)
    with closing(store.open()) as generation:
        return generation.analysis.lexicon


@pytest.mark.parametrize("learned_from", ["Danish alone", "newspapers"])
def test_compounds_are_cut_as_by_hand(learned_from: str, shared: Path, request: pytest.FixtureRequest) -> None:
    lexicon = danish() if learned_from == "Danish alone" else request.getfixturevalue("of_newspapers")
    lines = (shared / "lex" / "compounds_gold.tsv").read_text(encoding="utf-8").splitlines()
    gold = [boundaries(line.split("\t")[1]) for line in lines if not line.startswith("#")]
    words = [word for word, _, _ in gold]
    cuts = dict(zip(words, split_all({word: stem(word) for word in words}, lexicon), strict=True))
    right = wrong = missed = whole = split = 0
    for word, must, may in gold:
        found = {part.start for part in cuts[word][1:]}
        right += len(found & must)
        wrong += len(found - must - may)
        missed += len(must - found)
        if not must | may:
            whole += 1
            split += bool(found)
    f1 = 2 * right / (2 * right + wrong + missed)
    said = f"{len(gold)} words: F1 {f1:.3f}; of {whole} simple ones {split} are split ({split / whole:.1%})"
    assert len(gold) > 600, said
    assert f1 >= 0.92, said
    assert split / whole <= 0.03, said


ARTICLES = [
    {"id": "solid", "body": "Et militærakademi i Odense."},
    {"id": "apart", "body": "Et militær akademi i Odense."},
    {"id": "ministers", "body": "Forsvarsministermødet endte i Bruxelles."},
    {"id": "minister", "body": "Ministeren for forsvaret holdt ferie."},
    {"id": "election", "body": "Folketingsvalget kom bag på mange."},
    {"id": "chief", "body": "Nato-chefen rejste hjem."},
    {"id": "eu", "body": "De holdt et EU-møde om 5G-net i går."},
    {"id": "years", "body": "En 10-års plan for trafikken."},
    {"id": "aarhus", "body": "Aarhuskajen og Blåvandskysten."},
]


@pytest.fixture(scope="module")
def engine(make_shared_engine: Callable[..., Engine]) -> Engine:
    return make_shared_engine(ARTICLES)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("forsvarsministermøde", "ministers"),
        ("forsvarsminister", "minister ministers"),
        ("forsvar", "minister ministers"),
        ("minister", "minister ministers"),
        ("møde", "eu ministers"),
        ("valg", "election"),
        ("folketing", "election"),
        ("valget i folketinget", ""),
        ("valget folketinget", "election"),
        ("chef", "chief"),
        ("natochef", "chief"),
        ("eu-møde", "eu"),
        ("eumøde", "eu"),
        ("net", "eu"),
        ("5g", "eu"),
        ("10års", "years"),
        ("10-års-plan", "years"),
    ],
)
def test_a_compound_answers_to_itself_to_its_parts_and_to_all_of_them(
    question: str, found: str, engine: Engine
) -> None:
    assert sorted(hits(engine, question, exact=True)) == found.split()


def test_solid_and_apart_find_each_other_and_what_was_typed_comes_first(engine: Engine) -> None:
    assert hits(engine, "militærakademi") == ["solid", "apart"]
    assert hits(engine, "militær akademi") == ["apart", "solid"]


def test_one_part_alone_leaves_the_word_missing(engine: Engine) -> None:
    answer = ask(engine, "forsvarsminister bruxelles ferie")
    missing = {hit.article.id: hit.missing for hit in (*answer.hits, *answer.partial)}
    assert missing["ministers"] == ("ferie",)
    assert missing["minister"] == ("bruxelles",)
    lacking = ask(engine, "miljøminister ferie")
    assert ids(lacking.hits) == ["minister"]
    assert lacking.hits[0].missing == ("miljøminister",)


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("valg", "Folketings[valget] kom bag på mange."),
        ("folketing", "[Folketing]svalget kom bag på mange."),
        ("valget folketinget", "[Folketingsvalget] kom bag på mange."),
        ("folketingsvalg", "[Folketingsvalget] kom bag på mange."),
        ("minister bruxelles", "Forsvars[minister]mødet endte i [Bruxelles]."),
    ],
)
def test_the_part_that_was_found_is_marked(question: str, marked: str, engine: Engine) -> None:
    snippet = ask(engine, question).hits[0].snippet
    assert "".join(f"[{text}]" if is_match else text for text, is_match in snippet) == marked


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ('"at være eller ikke at være"', "At være eller ikke at være, sagde han."),
        ('"TV 2"', "Det viser TV 2 i aften."),
        ('"Enhedslisten Ø"', "Enhedslisten Ø stemte imod."),
        ('"kogebøger"', "Der er kogebøger i hylden."),
    ],
)
def test_what_is_in_quotes_stays_exact(question: str, body: str, make_engine: Callable[..., Engine]) -> None:
    others = ["At er eller ikke at var.", "TV, 22 af dem.", "Enhedslisternes ø.", "En kogebog og en bog, bøgerne."]
    engine = make_engine([{"id": "it", "body": body}, *({"body": other} for other in others)])
    assert hits(engine, question) == ["it"]

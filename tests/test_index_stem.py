"""Stems: Snowball's where that is said, word for word; what our own rules bring together, and what they keep apart."""

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from pathlib import Path

import pytest

from index.danish import fold
from index.danish.stem import snowball, stem
from tests.cases import assert_each, assert_none


def words(path: Path) -> Sequence[str]:
    return path.read_text(encoding="utf-8").split()


def test_the_published_vocabulary_maps_without_a_difference(shared: Path) -> None:
    vocabulary, stems = words(shared / "lex" / "snowball_da_voc.txt"), words(shared / "lex" / "snowball_da_output.txt")
    assert len(vocabulary) > 20_000
    assert [word for word, expected in zip(vocabulary, stems, strict=True) if snowball(word) != expected] == []


def stems(forms: str) -> set[str]:
    """The stems of forms."""
    return {stem(form) for form in forms.split()}


def test_the_forms_of_a_word_have_one_stem() -> None:
    assert_each(
        stems,
        {
            "soldat soldaten soldater soldaterne soldaternes soldats": {"soldat"},
            "kommune kommunen kommuner kommunerne kommunernes": {"kommun"},
            "undersøgelse undersøgelsen undersøgelser undersøgelserne": {"undersøgels"},
            "lykkelig lykkelige lykkeligt": {"lykkelig"},
        },
    )


def test_threads_stem_alike() -> None:
    forms = [
        f"{word}{ending}" for word in ("soldat", "kommun", "fregat", "havn") for ending in ("en", "er", "erne", "s")
    ]
    many = [f"{number}{form}" for number in range(500) for form in forms]
    with ThreadPoolExecutor(4) as pool:
        stems = list(pool.map(stem.__wrapped__, many))
    assert stems == [stem(word) for word in many]


MEET = {
    "the past, -ede": ["standsede standse standser standset", "arbejdede arbejde", "forventede forvente forventet"],
    "the past, -te": ["oplyste oplyse oplyser oplyst", "brugte bruge", "kørte køre", "fremstillede fremstille"],
    "no past": ["kompetente kompetent", "intelligente intelligent", "indhente indhenter indhentet"],
    "superlatives": ["smukkeste smuk", "vigtigste vigtig vigtigst", "langsomste langsom"],
    "neuter": ["stort stor", "kommunalt kommunal", "dansk danske", "blåt blå", "mildt mild milde"],
    "consonants that are doubled": ["let lette lettere", "grøn grønne", "klub klubber klubben", "top toppe"],
    "-el and -l": ["regler regel reglen", "artikel artikler", "cykel cykler", "kapitel kapitler", "nøgle nøgler"],
    "-er and -re": ["ministre minister ministeren", "teater teatre teatret", "center centre", "orkester orkestre"],
    "-um": ["laboratorium laboratorier laboratoriet", "museum museer museet", "jubilæum jubilæer jubilæet"],
    "words that end with s": ["plads pladser pladsen", "krise kriser", "begrænse begrænsede begrænser"],
    "-lig": ["lykkelig lykkelige lykkeligt lykkeligste", "endelig endeligt"],
    "-hed": ["nyhed nyheder nyhedens nyhederne"],
    "-else": ["ledelse ledelsen ledelser ledelsernes"],
    "-itet": ["universitet universitetet universiteter", "kvalitet kvaliteten kvaliteter"],
}
APART = {
    "words made of others": ["lykkelig lykke", "ledelse led", "nyhed ny", "universitet univers", "kvalitet kval"],
    "words that look alike": ["haven havet", "hans han", "ministerium minister", "stor størrelse", "hest høst"],
    "common words": ["kun kunst", "hun hund", "sin sind", "med medie", "over overgå", "som sommer"],
}


@pytest.mark.parametrize("rule", MEET)
def test_the_rules_of_endings_bring_forms_together(rule: str) -> None:
    assert_each(stems, {forms: stems(forms.split()[0]) for forms in MEET[rule]})


@pytest.mark.parametrize("why", APART)
def test_the_rules_of_endings_keep_words_apart(why: str) -> None:
    def shared(words: str) -> set[str]:
        one, other = words.split()
        return {stem(one)} & {stem(other)}

    assert_none(shared, APART[why])


def forms_with_lemmas(shared: Path) -> Mapping[str, set[str]]:
    """The folded nouns, verbs and adjectives of the corpus, and its lemmas, each with all lemmas that it may have."""
    lemmas: dict[str, set[str]] = defaultdict(set)
    with (shared / "lex" / "parole_lemmas.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            form, lemma = row["form"], row["lemma"]
            if row["pos"] in {"NC", "VA", "AN"} and form.isalpha() and lemma.isalpha():
                lemmas[fold(form)].add(fold(lemma))
                lemmas[fold(lemma)].add(fold(lemma))
    return lemmas


def false_unions(lemmas: Mapping[str, set[str]], stemmer: Callable[[str], str]) -> int:
    """The pairs of forms that have one stem, but no lemma."""
    by_stem: dict[str, list[str]] = defaultdict(list)
    for form in lemmas:
        by_stem[stemmer(form)].append(form)
    return sum(
        lemmas[one].isdisjoint(lemmas[other]) for forms in by_stem.values() for one, other in combinations(forms, 2)
    )


def test_the_forms_of_a_corpus_meet_and_no_more_words_are_thrown_together_than_by_snowball(shared: Path) -> None:
    lemmas = forms_with_lemmas(shared)
    pairs = [(form, lemma) for form, of_form in lemmas.items() for lemma in of_form if lemma != form]
    share = {used: sum(used(one) == used(other) for one, other in pairs) / len(pairs) for used in (stem, snowball)}
    unions = {used: false_unions(lemmas, used) for used in (stem, snowball)}
    said = (
        f"{len(pairs)} pairs: {share[stem]:.1%} meet (Snowball: {share[snowball]:.1%}); "
        f"{unions[stem]} false unions (Snowball: {unions[snowball]})"
    )
    assert len(pairs) > 15_000, said
    assert share[stem] >= 0.93, said
    assert unions[stem] <= unions[snowball], said

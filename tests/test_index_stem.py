"""Stems are Snowball's, word for word, in every thread."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.danish.stem import snowball, stem


def words(path: Path) -> Sequence[str]:
    return path.read_text(encoding="utf-8").split()


def test_the_published_vocabulary_maps_without_a_difference(shared: Path) -> None:
    vocabulary, stems = words(shared / "lex" / "snowball_da_voc.txt"), words(shared / "lex" / "snowball_da_output.txt")
    assert len(vocabulary) > 20_000
    assert [word for word, expected in zip(vocabulary, stems, strict=True) if snowball(word) != expected] == []


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ("soldat soldaten soldater soldaterne soldaternes soldats", "soldat"),
        ("kommune kommunen kommuner kommunerne kommunernes", "kommun"),
        ("undersøgelse undersøgelsen undersøgelser undersøgelserne", "undersøgels"),
        ("lykkelig lykkelige lykkeligt", "lykkelig"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str, expected: str) -> None:
    assert {stem(form) for form in forms.split()} == {expected}


def test_threads_stem_alike() -> None:
    forms = [
        f"{word}{ending}" for word in ("soldat", "kommun", "fregat", "havn") for ending in ("en", "er", "erne", "s")
    ]
    many = [f"{number}{form}" for number in range(500) for form in forms]
    with ThreadPoolExecutor(4) as pool:
        stems = list(pool.map(stem.__wrapped__, many))
    assert stems == [stem(word) for word in many]

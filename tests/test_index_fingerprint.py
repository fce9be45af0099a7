"""An index is opened by the analysis that made it and by no other: whatever is changed in the analysis, its fingerprint
says so, and nothing else does."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from index import Store
from index.danish import fingerprint
from index.danish.fingerprint import fingerprint_of
from tests.danish_meanings import Meanings, complaint
from tests.danish_mutations import PACKAGE, ROOT, TABLES, mutations, unnoticed

# Slow for the sake of `make mutants`: the fingerprint notices each of them, which says nothing of the other tests.
pytestmark = pytest.mark.slow


def test_every_change_of_a_constant_an_operator_or_a_table_is_noticed() -> None:
    missed, tried = unnoticed(mutations())
    assert tried > 5_000
    assert [f"{change.file.name}, {change.what}" for change in missed] == []


def copied(paths: Iterable[Path], folder: Path, changed: Callable[[str], str] = str) -> Path:
    """Copies of some files in a folder, each with its text changed."""
    folder.mkdir()
    for path in paths:
        (folder / path.name).write_text(changed(path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def test_every_module_and_every_table_counts(tmp_path: Path) -> None:
    package, tables = copied(PACKAGE.glob("*.py"), tmp_path / "package"), copied(TABLES.glob("*"), tmp_path / "tables")
    assert fingerprint_of(package, tables) == fingerprint()
    for path in [*package.iterdir(), *tables.iterdir()]:
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\nADDED = 1\n", encoding="utf-8")
        assert fingerprint_of(package, tables) != fingerprint(), path.name
        path.write_text(text, encoding="utf-8")


class WithoutWords(ast.NodeTransformer):
    """Takes away what is there for readers alone: docstrings, those of constants too, and type hints."""

    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        return None if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str) else node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(node.arg)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        node.body = node.body or [ast.Pass()]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        return ast.copy_location(ast.Assign([node.target], node.value), node) if node.value else node


def bare(source: str) -> str:
    """A module without comments, docstrings and type hints, in another layout."""
    return ast.unparse(WithoutWords().visit(ast.parse(source)))


def test_comments_docstrings_hints_and_layout_do_not_count(tmp_path: Path) -> None:
    package = copied(PACKAGE.glob("*.py"), tmp_path / "package", bare)
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in package.iterdir()) < 1_600
    tables = copied(TABLES.glob("*"), tmp_path / "tables", lambda text: re.sub(r"\s*#.*|(?<=\w) (?=\w)", "  ", text))
    assert fingerprint_of(package, tables) == fingerprint()


def test_it_is_the_same_however_python_is_run_and_takes_no_frequencies_of_danish() -> None:
    command = "import sys; from index.danish import fingerprint; print(fingerprint(), 'wordfreq' in sys.modules)"
    for options in ((), ("-O",), ("-OO",)):
        run = subprocess.run([sys.executable, *options, "-c", command], capture_output=True, text=True, check=True)
        assert run.stdout.split() == [fingerprint(), "False"]


@pytest.mark.parametrize(
    ("file", "rule", "other"),
    [
        ("index/danish/stem.py", "(?<!e)[nr]))tes?", "(?<!e)[nr]))tess?"),
        ("index/danish/fold.py", '.replace("aa", "å")', ""),
        ("data/danish/nouns.txt", " mænd ", " "),
    ],
    ids=["a pattern", "a step", "a table"],
)
def test_a_program_with_another_rule_refuses_the_index(
    file: str, rule: str, other: str, sample_store: Store, tmp_path: Path
) -> None:
    for room in ("index", "search", "web", "data"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "opslag.py", tmp_path)

    def info() -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "opslag", "info", "--index", str(sample_store.path)]
        environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)

    assert info().returncode == 0
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert text.count(rule) == 1
    (tmp_path / file).write_text(text.replace(rule, other), encoding="utf-8")
    refused = info()
    assert refused.returncode == 5
    assert "the index was made with another Danish analysis; run opslag rebuild" in refused.stderr


def test_the_words_of_the_sample_articles_mean_what_was_written_down(sample_store: Store) -> None:
    assert complaint(Meanings.read(), Meanings.now(sample_store)) == ""


def test_a_change_that_the_fingerprint_does_not_notice_is_told_from_one_that_was_meant() -> None:
    was = Meanings("one", "articles", {"føltes": "føl", "og": "og"})
    other = replace(was, words={"føltes": "føltes", "og": "og"})
    assert complaint(was, was) == ""
    assert "the fingerprint of the analysis is the same" in complaint(was, other)
    meant = complaint(was, replace(other, fingerprint="two"))
    assert "1 words" in meant
    assert "python -m tests.danish_meanings" in meant
    assert "føltes: føl -> føltes" in meant
    assert "og: " not in meant
    assert "0 words" in complaint(was, replace(was, fingerprint="two"))
    assert "what the lexicon is learned from" in complaint(was, replace(other, learned_from="other articles"))

"""The documents are true: their sessions print what they say, and what they name is there."""

import re
from pathlib import Path

import pytest

from tests.documents import DOCUMENTS, ROOT, commands, run, run_examples
from tests.markdown import read_markdown

README_BYTES = 9_000

PAGES = [path for path in DOCUMENTS if path.parent == ROOT / "docs"]

MADE = ("var", ".venv", "INDEX")
"""Folders that are made by what the documents tell to do."""

_PATH = re.compile(r"(?!application/|text/)[\w.*-]+/(?:[\w.*-]+/?)*")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_sessions_print_what_the_document_says(path: Path, tmp_path: Path) -> None:
    for command, printed in commands(path.read_text(encoding="utf-8")):
        assert run(command, printed, tmp_path) == printed, command
    assert run_examples(path, tmp_path) == ""


def test_links_lead_somewhere() -> None:
    lost = []
    for path in DOCUMENTS:
        for target in read_markdown(path).targets:
            file, _, anchor = target.partition("#")
            if re.match(r"https?://", target):
                continue
            found = (path.parent / file) if file else path
            if not found.is_file() or (anchor and anchor not in read_markdown(found).anchors):
                lost.append(f"{name(path)}: {target}")
    assert lost == []


def test_files_and_folders_that_are_named_are_there() -> None:
    lost = [
        f"{name(path)}: {span}"
        for path in DOCUMENTS
        for span in read_markdown(path).spans
        if _PATH.fullmatch(span) and span.split("/")[0] not in MADE
        if not any(list(folder.glob(span)) for folder in (ROOT, path.parent))
    ]
    assert lost == []


def test_targets_of_make_that_are_named_are_there_and_all_are_named() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set()
    for path in DOCUMENTS:
        document = read_markdown(path)
        shells = "\n".join(block for language, block in document.blocks if language == "sh")
        named |= set(re.findall(r"^make ([a-z]+)", "\n".join((*document.spans, shells)), re.MULTILINE))
    assert named == targets


def test_the_readme_is_short_and_leads_to_every_document() -> None:
    readme, *others = DOCUMENTS
    assert readme.stat().st_size <= README_BYTES
    assert {str(path.relative_to(ROOT)) for path in others} <= {*read_markdown(readme).targets}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_begins_with_what_it_answers_and_ends_with_where_to_read_on(path: Path) -> None:
    page = read_markdown(path)
    assert [level for level, _ in page.headings if level == 1] == [1]
    assert re.fullmatch(r"[^.?]+\?", page.paragraphs[0])
    assert page.paragraphs[-1].startswith("Read on: ")


def test_every_folder_is_in_the_architecture() -> None:
    folders = [
        folder.parent.relative_to(ROOT)
        for room in ("data", "index", "search", "web", "tests")
        for folder in (ROOT / room).rglob("__init__.py")
    ]
    named = {row[0].strip("`") for row in read_markdown(ROOT / "ARCHITECTURE.md").rows}
    assert [f"{folder}/" for folder in folders if f"{folder}/" not in named] == []

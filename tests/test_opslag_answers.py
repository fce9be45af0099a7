"""What `opslag search` prints of an answer: hits with their snippets, what is lacking, what was put right, how many."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from index import Store, rebuild
from opslag import main
from tests.cases import assert_each

ARTICLES = (
    {
        "id": "færge",
        "title": "Færgen sejler",
        "body": "Færgen til Ærø sejler igen.",
        "source": "Havneposten",
        "section": "lokalt",
        "published": "2024-11-30",
    },
    {"id": "storm", "body": "Stormen ramte færgen.", "published": "2024-11-29"},
    {"id": "sne", "body": "Sneen dækker Ærø."},
)

FERRY = ("Færgen sejler", "Havneposten, lokalt, 2024-11-30, færge", "Færgen til Ærø sejler igen.")
STORM = ("Stormen ramte færgen.", "2024-11-29, storm", "Stormen ramte færgen.")
SNOW = ("Sneen dækker Ærø.", "sne", "Sneen dækker Ærø.")

PRINTED = {
    "sne": [f"1. {SNOW[0]}", *SNOW[1:], "", "1 article, N ms"],
    "intetsteds": ["0 articles, N ms"],
    "færge --limit 1 --page 2": [f"2. {STORM[0]}", *STORM[1:], "", "2 articles, N ms"],
    "færge_storm": [
        *(f"1. {STORM[0]}", *STORM[1:], ""),
        "Articles that lack a word:",
        *(f"2. {FERRY[0]}", *FERRY[1:], "Lacks: storm", ""),
        "1 article, N ms",
    ],
    "storm_sne": [
        *(f"1. {STORM[0]}", *STORM[1:], "Lacks: sne", ""),
        *(f"2. {SNOW[0]}", *SNOW[1:], "Lacks: storm", ""),
        "2 articles (no article holds every word), N ms",
    ],
    "sejelr": ["Showing results for sejler", f"1. {FERRY[0]}", *FERRY[1:], "", "1 article, N ms"],
    "færgxn": ["Did you mean færgen?", "0 articles, N ms"],
    "færge_storm --explain --limit 1": [
        *(f"1. {STORM[0]}", *STORM[1:]),
        *(" N% storm, in a form of its own (Stormen)", " N% færge, in a form of its own (færgen)", ""),
        "1 article, N ms",
    ],
}
"""For some questions, in which a line stands for a space, the lines that are printed; numbers that vary are N."""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    source = folder / "articles.jsonl"
    source.write_text("\n".join(json.dumps(article) for article in ARTICLES), encoding="utf-8")
    rebuild([source], Store(folder / "index"))
    return folder / "index"


def test_an_answer_is_printed_line_by_line(index: Path) -> None:
    def printed(command: str) -> list[str]:
        arguments = [word.replace("_", " ") for word in command.split()]
        result = CliRunner().invoke(main, ["search", *arguments, "--index", str(index)], env={"COLUMNS": "80"})
        assert (result.exit_code, result.stderr) == (0, "")
        return [re.sub(r"\d+(?=%| ms)", "N", line) for line in result.stdout.splitlines()]

    assert_each(printed, PRINTED)

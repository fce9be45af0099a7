"""Ctrl+C during a rebuild, pressed on a terminal: the command says that it was aborted, the draft is gone, the live
index is as it was, and workers say nothing at all."""

from pathlib import Path

import pytest

from index import Store
from tests.faults.process import MANY, Editions, children, content, generations, watch, write_articles
from tests.faults.terminal import Terminal

CTRL_C = b"\x03"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Enough articles for a rebuild that takes its time."""
    return write_articles(tmp_path_factory.mktemp("many") / "many.jsonl", "anden", MANY)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("stage", ["begun", "gathered"])
def test_ctrl_c_removes_the_draft_and_leaves_the_live_index(
    editions: Editions, index: Path, many: Path, workers: int, stage: str
) -> None:
    before = generations(index)
    terminal = Terminal("rebuild", "--workers", workers, "--index", index, many, folder=index.parent)

    def begun() -> bool:
        busy = [line for line in children(terminal.process.pid).values() if "spawn_main" in line]
        return len(busy) == (workers if workers > 1 else 0) and generations(index) > before

    def gathered() -> bool:
        return any(path.stat().st_size for path in index.glob("gen-*/batch-*.arrays"))

    assert watch(terminal.process, begun if stage == "begun" else gathered)
    terminal.press(CTRL_C)
    printed = terminal.printed()
    assert terminal.process.returncode == 1
    assert "Aborted!" in printed
    assert "Traceback" not in printed
    assert "KeyboardInterrupt" not in printed
    assert {path.name for path in index.iterdir()} == {"current", "lock", *before}
    assert content(Store(index)) == editions.old

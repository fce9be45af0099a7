"""The documents, and the sessions in them: `python -m tests.documents` writes down what the commands print now.

A session is a list of `$ command` lines, each followed by what it prints. Those of a document run in order in one empty
folder; `$ cat FILE` makes the file that it shows. Behind them its blocks of Python run there, each as a doctest.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.markdown import read_markdown

ROOT = Path(__file__).parent.parent

DOCUMENTS = (
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
)

_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ENDINGS = {"python": "py", "pycon": "txt"}
"""Languages of blocks that doctest runs, and how the names of its files end."""

_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)

# What differs from run to run.
_VARYING = [
    (re.compile(r"\d+ ms$", re.MULTILINE), "12 ms"),
    (re.compile(r'"took_ms": [\d.]+'), '"took_ms": 12.3'),
    (re.compile(r'"score": [\d.]+'), '"score": 12.3'),
    (re.compile(r"gen-\w+-\w+"), "gen-20261122T180000000000-0123abcd"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"), "2026-11-22T18:00:00+00:00"),
    (re.compile(r"\d+\.\d MB"), "1.6 MB"),
]


def commands(text: str) -> Iterator[tuple[str, str]]:
    """The commands in the sessions of a text, in order, and what each prints."""
    for session in _CONSOLE.finditer(text):
        yield from ((match[1], match[2]) for match in _COMMAND.finditer(session[1]))


def run(command: str, printed: str, folder: Path) -> str:
    """What `command` prints in `folder`, with what varies made the same; `printed` is what the document has."""
    if command.startswith("cat "):
        (folder / command.removeprefix("cat ")).write_text(printed, encoding="utf-8")
        return printed
    output = re.sub(r" +$", "", _started(command, folder), flags=re.MULTILINE)
    for pattern, same in _VARYING:
        output = pattern.sub(same, output)
    return output if not output or output.endswith("\n") else output + "\n"


def run_examples(path: Path, folder: Path) -> str:
    """What doctest has to say against the Python in a document: nothing, where it prints what it shows."""
    complaints = []
    for number, (language, code) in enumerate(read_markdown(path).blocks):
        if ending := _ENDINGS.get(language):
            (folder / f"example{number}.{ending}").write_text(code, encoding="utf-8")
            complaints.append(_started(f"python -P -W error -m doctest example{number}.{ending}", folder))
    return "".join(complaints)


def _started(command: str, folder: Path) -> str:
    # PYTHONPATH: an example may use what the tests share.
    environment = {
        **os.environ,
        "COLUMNS": "80",
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    environment.pop("OPSLAG_INDEX", None)
    return subprocess.run(
        command,
        shell=True,
        check=False,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ).stdout


def refreshed(text: str) -> str:
    """`text` with every session as its commands print now."""
    with tempfile.TemporaryDirectory(prefix="opslag-documents-") as folder:

        def replace(session: re.Match[str]) -> str:
            lines = [f"$ {m[1]}\n{run(m[1], m[2], Path(folder))}" for m in _COMMAND.finditer(session[1])]
            return f"```console\n{''.join(lines)}```"

        return _CONSOLE.sub(replace, text)


if __name__ == "__main__":
    for document in DOCUMENTS:
        document.write_text(refreshed(document.read_text(encoding="utf-8")), encoding="utf-8")

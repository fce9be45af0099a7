"""The README's console blocks, run: `python -m tests.readme` writes down what the commands print now.

A block is a list of `$ command` lines, each followed by what it prints. They run in order in one empty folder;
`$ cat FILE` makes the file that it shows. `tests/test_docs.py` asserts that nothing has changed.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)

# What differs from run to run.
_VARYING = [
    (re.compile(r"\d+ ms$", re.MULTILINE), "12 ms"),
    (re.compile(r'"took_ms": [\d.]+'), '"took_ms": 12.3'),
    (re.compile(r'"score": [\d.]+'), '"score": 12.3'),
    (re.compile(r"gen-\w+-\w+"), "gen-20261122T180000000000-0123abcd"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"), "2026-11-22T18:00:00+00:00"),
    (re.compile(r"\d+\.\d MB"), "3.7 MB"),
]


def blocks(text: str) -> Iterator[list[tuple[str, str]]]:
    """The console blocks of a text: for each its commands and what they print."""
    for block in _BLOCK.finditer(text):
        yield [(match[1], match[2]) for match in _COMMAND.finditer(block[1])]


def run(command: str, printed: str, folder: Path) -> str:
    """What `command` prints in `folder`, with what varies made the same."""
    if command.startswith("cat "):
        (folder / command.removeprefix("cat ")).write_text(printed, encoding="utf-8")
        return printed
    environment = {**os.environ, "COLUMNS": "80", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment.pop("OPSLAG_INDEX", None)
    process = subprocess.run(
        command, shell=True, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    output = re.sub(r" +$", "", process.stdout, flags=re.MULTILINE)
    for pattern, same in _VARYING:
        output = pattern.sub(same, output)
    return output if output.endswith("\n") else output + "\n"


def refreshed(text: str) -> str:
    """`text` with every console block as it prints now."""
    with tempfile.TemporaryDirectory(prefix="opslag-readme-") as folder:

        def replace(block: re.Match[str]) -> str:
            lines = [f"$ {m[1]}\n{run(m[1], m[2], Path(folder))}" for m in _COMMAND.finditer(block[1])]
            return f"```console\n{''.join(lines)}```"

        return _BLOCK.sub(replace, text)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")

"""The README is true: its commands print what it says, and nothing that can be set is left out."""

import re
from pathlib import Path

import click
import pytest

from opslag import main
from search import DEFAULT_LIMITS, limit_table
from tests.readme import README, blocks, run
from web.openapi import describe

TEXT = README.read_text(encoding="utf-8")
COMMANDS = sorted(main.commands)


@pytest.mark.slow
def test_commands_print_what_the_readme_says(tmp_path: Path) -> None:
    said = [entry for block in blocks(TEXT) for entry in block]
    assert len(said) > len(COMMANDS)
    for command, printed in said:
        assert run(command, printed, tmp_path) == printed, command


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    shown = [printed for block in blocks(TEXT) for command, printed in block if command == f"opslag {name} --help"]
    assert shown, name
    for option in main.commands[name].params:
        if isinstance(option, click.Option):
            assert option.opts[-1] in shown[0]


@pytest.mark.parametrize(("name", "default", "sentence"), limit_table())
def test_every_limit_is_documented(name: str, default: float, sentence: str) -> None:
    assert f"| `{name}` | {default:g} | {sentence} |" in TEXT


@pytest.mark.parametrize("setting", ["OPSLAG_INDEX", "INDEX", "LIMITS"])
def test_every_setting_is_documented(setting: str) -> None:
    assert re.search(rf"^\| .*\b{setting}\b.* \|$", TEXT, re.MULTILINE)


def test_every_parameter_of_the_api_is_documented() -> None:
    operation = describe("", DEFAULT_LIMITS)["paths"]["/api/search"]["get"]
    table = TEXT[TEXT.index("| parameter of `/api/search`") :]
    for parameter in operation["parameters"]:
        assert f"`{parameter['name']}`" in table


def test_every_folder_is_documented() -> None:
    root = README.parent
    for folder in (
        *root.iterdir(),
        *(root / "tests").iterdir(),
        *(root / "index").iterdir(),
        *(root / "search").iterdir(),
    ):
        if (folder / "__init__.py").is_file():
            assert f"| `{folder.relative_to(root)}/` |" in TEXT, folder

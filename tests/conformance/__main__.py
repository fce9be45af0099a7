"""Run Whoosh's own tests with its codec and with ours, and print what passes beside one another.

    WHOOSH_CHECKOUT=FOLDER python -m tests.conformance

FOLDER is a checkout of https://github.com/Sygil-Dev/whoosh-reloaded. A test counts as refused where our codec says, by
the name of a field, that it does not keep what the field asks for. Any other test that passes with Whoosh's codec and
not with ours is wrong: it is listed, and the program ends with 1 unless `tests.conformance.known` gives a reason.
"""

import os
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from tests.conformance.known import KNOWN
from tests.conformance.suite import Outcome, Results, run_suite

VARIABLE = "WHOOSH_CHECKOUT"


@click.command()
def main() -> None:
    """Run and print."""
    folder = os.environ.get(VARIABLE)
    if not folder or not (tests := Path(folder).resolve() / "tests").is_dir():
        raise click.ClickException(f"set {VARIABLE} to a checkout of whoosh-reloaded, a folder with tests in it")
    theirs, ours = run_suite(tests), run_suite(tests, "tests.conformance.ours")
    console = Console(width=120)
    console.print(table(theirs, ours))
    passing = [test for test, outcome in theirs.items() if outcome.kind == "passed"]
    wrong = {test: ours.get(test, Outcome("failed", "it was not run")) for test in passing}
    wrong = {test: outcome for test, outcome in wrong.items() if outcome.kind not in ("passed", "refused")}
    for title, some in (
        ("Refused by name", {test: outcome for test, outcome in ours.items() if outcome.kind == "refused"}),
        ("Wrong", wrong),
        ("Failing with Whoosh's own codec", {test: theirs[test] for test in theirs if test not in passing}),
    ):
        console.print(f"\n{title}: {len(some)}", highlight=False)
        for test, outcome in some.items():
            console.print(f"  {test}: {outcome.reason}", markup=False, highlight=False, soft_wrap=True)
            if title == "Wrong":
                console.print(f"    {KNOWN.get(test, 'no reason is known')}", markup=False, highlight=False)
    sys.exit(1 if set(wrong) - set(KNOWN) else 0)


def table(theirs: Results, ours: Results) -> Table:
    """What became of the tests of each file, and of all."""
    shown = Table("file", *(f"{whose} {what}" for whose, what in COLUMNS))
    for column in shown.columns[1:]:
        column.justify = "right"
    files = sorted({test.partition("::")[0] for test in theirs})
    for name in files:
        counts = counted(theirs, name), counted(ours, name)
        shown.add_row(name, *cells(*counts))
    shown.add_section()
    shown.add_row("all", *cells(counted(theirs), counted(ours)))
    return shown


COLUMNS = (
    ("theirs", "passed"),
    ("theirs", "failed"),
    ("ours", "passed"),
    ("ours", "refused"),
    ("ours", "failed"),
)


def cells(theirs: Mapping[str, int], ours: Mapping[str, int]) -> list[str]:
    """The cells of a row, empty where nothing is to be counted."""
    return [str({"theirs": theirs, "ours": ours}[whose].get(what) or "") for whose, what in COLUMNS]


def counted(results: Results, file: str = "") -> Counter[str]:
    """How many tests of a file, or of all, ended in each way."""
    return Counter(outcome.kind for test, outcome in results.items() if test.startswith(file))


if __name__ == "__main__":
    main()

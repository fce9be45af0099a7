"""The tables of the Danish analysis are what `data/README.md` says, and lie in the package."""

from pathlib import Path

from index.danish.tables import TABLES, read_table

TEXT = (Path(__file__).parent.parent / "data" / "README.md").read_text(encoding="utf-8")


def test_every_table_is_documented_with_a_line_that_it_holds() -> None:
    tables = sorted(table.name.removesuffix(".txt") for table in TABLES.iterdir())
    assert len(tables) == 10
    for name in tables:
        (row,) = (line for line in TEXT.splitlines() if line.startswith(f"| `{name}.txt` |"))
        lines = read_table(name)
        words = {word for line in lines for word in line}
        for example in row.split("|")[-2].replace("`", "").split(","):
            first, *others = example.split()
            assert {first, *others} <= words, example
            if name not in {"prefixes", "short_parts", "particles", "endings"}:
                assert any(line[0].lstrip("=") == first and {*others} <= {*line} for line in lines), example

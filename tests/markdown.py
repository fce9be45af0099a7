"""What a Markdown text consists of, as far as tests ask: headings, links, code, tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable("table")

_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Markdown:
    """A text: `headings` with their levels, `anchors` by which a link finds them, `paragraphs` (outside of tables) and
    `rows` of table bodies as they are written, `targets` of links and pictures, `spans` of code in lines, and `blocks`
    of code, each with its language."""

    headings: tuple[tuple[int, str], ...]
    anchors: frozenset[str]
    paragraphs: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    targets: tuple[str, ...]
    spans: tuple[str, ...]
    blocks: tuple[tuple[str, str], ...]

    @property
    def code(self) -> str:
        """All of its code."""
        return "\n".join((*self.spans, *(block for _, block in self.blocks)))


@cache
def read_markdown(path: Path) -> Markdown:
    """The text of a file."""
    tokens = _PARSER.parse(path.read_text(encoding="utf-8"))
    inline = [token for outer in tokens for token in outer.children or ()]
    headings = tuple((int(tag[1:]), text) for tag, text in _texts(tokens, "heading_open"))
    return Markdown(
        headings=headings,
        anchors=frozenset(_anchors(text for _, text in headings)),
        paragraphs=tuple(text for _, text in _texts(tokens, "paragraph_open")),
        rows=tuple(_rows(tokens)),
        targets=tuple(str(value) for token in inline for name, value in token.attrs.items() if name in ("href", "src")),
        spans=tuple(token.content for token in inline if token.type == "code_inline"),
        blocks=tuple((token.info, token.content) for token in tokens if token.type == "fence"),
    )


def _texts(tokens: list[Token], opening: str) -> Iterator[tuple[str, str]]:
    """The tag and the text of each block that begins with a token of such a type."""
    return ((token.tag, after.content) for token, after in pairwise(tokens) if token.type == opening)


def _rows(tokens: list[Token]) -> Iterator[tuple[str, ...]]:
    row: list[str] = []
    for token, after in pairwise(tokens):
        if token.type == "td_open":
            row.append(after.content)
        elif token.type == "tr_close" and row:
            yield tuple(row)
            row = []


def _anchors(headings: Iterator[str]) -> Iterator[str]:
    """The names that GitHub gives headings: small letters, hyphens for spaces; a name's second heading ends in -1."""
    seen: dict[str, int] = {}
    for heading in headings:
        anchor = _NOT_IN_ANCHORS.sub("", heading.lower()).replace(" ", "-")
        count = seen[anchor] = seen.get(anchor, -1) + 1
        yield f"{anchor}-{count}" if count else anchor

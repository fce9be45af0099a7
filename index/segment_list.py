"""The segments of a generation: `segments.json` names them, and says which of their articles were deleted since.

It is data, so that an index made elsewhere can be opened without running anything of it. Whoosh's table of contents,
which says the same to Whoosh's own tools, is a pickle: it is written beside the list, and never read here.

    {"segments": [{"name": "MAIN_...", "articles": 5, "deleted": [0, 2]}]}

The deleted articles are listed in ascending order, each by how many articles lie between it and the one before: those
above are the articles 0 and 3.
"""

import json
import re
from collections.abc import Sequence
from itertools import accumulate, count, pairwise
from operator import add
from pathlib import Path
from typing import Any

from index.columnar import ColumnarSegment
from index.columnar.whoosh.contents import write_contents
from index.danish import Analysis
from index.errors import DamagedIndex
from index.schema import make_schema

SEGMENTS_NAME = "segments.json"

_NAME = re.compile(r"MAIN_[0-9a-z]{1,64}", re.ASCII)
"""What a segment can be called: a file in the folder of its generation, and nothing else."""

MOST_ARTICLES = 2**32
"""Articles of a segment, at most: they are numbered in 32 bits."""


def write_segment_list(folder: Path, segments: Sequence[ColumnarSegment]) -> None:
    """Write the list of a generation's segments into its folder, and Whoosh's table of contents beside it.

    The schema in the latter has an empty analysis, so that no lexicon is pickled.
    """
    listed = [
        {
            "name": segment.segment_id(),
            "articles": segment.doc_count_all(),
            "deleted": [number - before - 1 for before, number in pairwise([-1, *sorted(segment.deleted_docs())])],
        }
        for segment in segments
    ]
    (folder / SEGMENTS_NAME).write_text(json.dumps({"segments": listed}, separators=(",", ":")) + "\n", "ascii")
    write_contents(folder, make_schema(Analysis()), segments)


def read_segment_list(folder: Path) -> list[ColumnarSegment]:
    """The segments that the list in a folder names, in its order. Raises DamagedIndex where it is missing, or is not
    what `write_segment_list` writes."""
    path = folder / SEGMENTS_NAME
    try:
        content = json.loads(path.read_bytes())
        segments = [_segment(**listed) for listed in content["segments"]]
        if not segments or len({*segments}) != len(segments):
            raise ValueError("no segment, or one that is listed twice")
    except OSError as error:
        raise DamagedIndex(f"{path}: {error.strerror}; run opslag rebuild") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DamagedIndex(f"{path}: the list of segments is damaged; run opslag rebuild") from None
    return segments


def _segment(name: Any, articles: Any, deleted: Any) -> ColumnarSegment:
    """A segment as it is listed. Raises ValueError or TypeError where it cannot be one."""
    if not _NAME.fullmatch(name):
        raise ValueError("no name of a segment")
    if {*map(type, (articles, *deleted))} != {int} or min(articles, *deleted, 0) < 0 or articles >= MOST_ARTICLES:
        raise ValueError("no number of articles")
    numbers = [*map(add, accumulate(deleted), count())]
    if numbers and numbers[-1] >= articles:
        raise ValueError("an article that the segment does not have")
    return ColumnarSegment.named(name, articles, numbers)

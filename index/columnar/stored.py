"""The stored fields of articles: JSON, each article compressed by itself with a dictionary that all share.

So one article is read without its neighbours, and still takes a third of its size.
"""

import json
from collections.abc import Sequence
from typing import Any

import zstandard

LEVEL = 3

SAMPLES = 1000
"""Articles that a dictionary is trained on, at most."""

FEWEST_SAMPLES = 100
"""Articles that are worth a dictionary."""

DICTIONARY_SIZE = 64 * 1024

Stored = dict[str, Any]
"""The stored fields of an article: what JSON can say."""


def train(articles: Sequence[Stored]) -> bytes:
    """A dictionary for articles like these; empty where they are few or have nothing in common."""
    step = -(-len(articles) // SAMPLES) or 1
    samples: list[bytes | bytearray | memoryview] = [pack(article) for article in articles[::step]]
    if len(samples) < FEWEST_SAMPLES:
        return b""
    try:
        return zstandard.train_dictionary(DICTIONARY_SIZE, samples).as_bytes()
    except zstandard.ZstdError:
        return b""


def pack(article: Stored) -> bytes:
    """The stored fields of an article as bytes. Raises TypeError where JSON cannot say them."""
    return json.dumps(article, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


class Compressor:
    """Compresses articles with one dictionary."""

    def __init__(self, dictionary: bytes) -> None:
        shared = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._compressor = zstandard.ZstdCompressor(level=LEVEL, dict_data=shared, write_dict_id=False)

    def compress(self, article: Stored) -> bytes:
        """The stored fields of an article, compressed."""
        return self._compressor.compress(pack(article))


class Decompressor:
    """Reads what a `Compressor` with the same dictionary wrote. One thread uses it at a time."""

    def __init__(self, dictionary: bytes) -> None:
        shared = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._decompressor = zstandard.ZstdDecompressor(dict_data=shared)

    def decompress(self, data: bytes | memoryview) -> Stored:
        """The stored fields of an article."""
        article: Stored = json.loads(self._decompressor.decompress(data).decode("utf-8", "surrogatepass"))
        return article

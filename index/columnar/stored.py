"""Stored fields: the JSON of each article, compressed by itself with a dictionary that all articles share.

So one article can be read without others; the dictionary makes up for what small inputs lose in compression. Each has a
checksum of its own, four bytes of its frame: a damaged article is noticed whenever it is read.
"""

import json
from collections.abc import Sequence
from typing import Any

import zstandard

LEVEL = 3
"""The compression level, zstd's default."""

SAMPLES = 1000
"""The most articles that a dictionary is trained on."""

FEWEST_SAMPLES = 100
"""With fewer articles than this there is no dictionary: it would take more space than it saves."""

DICTIONARY_SIZE = 64 * 1024
"""The size of a dictionary, in bytes. zstd advises about a hundredth of the size of the samples."""

StoredFields = dict[str, Any]
"""The stored fields of an article, by name; JSON must be able to express them."""


def train_dictionary(articles: Sequence[StoredFields]) -> bytes:
    """A compression dictionary for articles like these; empty where they are few, or zstd finds nothing in common."""
    step = -(-len(articles) // SAMPLES) or 1
    samples: list[bytes | bytearray | memoryview] = [pack(article) for article in articles[::step]]
    if len(samples) < FEWEST_SAMPLES:
        return b""
    try:
        return zstandard.train_dictionary(DICTIONARY_SIZE, samples).as_bytes()
    except zstandard.ZstdError:
        return b""


def pack(article: StoredFields) -> bytes:
    """The stored fields of an article as bytes. Raises TypeError where JSON cannot express them."""
    return json.dumps(article, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


class Compressor:
    """Compresses articles with one dictionary."""

    def __init__(self, dictionary: bytes) -> None:
        shared = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._compressor = zstandard.ZstdCompressor(
            level=LEVEL, dict_data=shared, write_dict_id=False, write_checksum=True
        )

    def compress(self, article: StoredFields) -> bytes:
        """The stored fields of an article, compressed."""
        return self._compressor.compress(pack(article))


class Decompressor:
    """Decompresses articles with the dictionary they were compressed with. Threads cannot share it."""

    def __init__(self, dictionary: bytes) -> None:
        shared = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
        self._decompressor = zstandard.ZstdDecompressor(dict_data=shared)

    def decompress(self, data: bytes | memoryview) -> StoredFields:
        """The stored fields of an article. Raises ValueError where they are not what was compressed."""
        try:
            article: StoredFields = json.loads(self._decompressor.decompress(data).decode("utf-8", "surrogatepass"))
        except (zstandard.ZstdError, MemoryError) as error:  # The latter where a damaged size is one of terabytes.
            raise ValueError(str(error)) from None
        return article

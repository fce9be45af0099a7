"""Invented news of any size: words as frequent as in Danish, gathered in topics, some 250 an article; always the same.

The long tail that a real vocabulary has is made of compounds of two words.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import wordfreq

SEED = 1
VOCABULARY, COMPOUNDS = 40_000, 200_000
"""Words by their frequency in Danish, and compounds behind them."""

TAIL = 0.04
"""Share of the words of a text that are compounds."""

TOPICS, TOPIC_WORDS, IN_TOPIC = 60, 400, 0.18
"""Topics, the words of each, and the share of an article's words that are of its topic."""

MEDIAN_LENGTH, SPREAD = 230, 0.45
"""Words of a body, log-normally distributed."""

SENTENCE = 14
AT_ONCE = 2000
FIRST_DAY, DAYS = datetime(2010, 1, 1, tzinfo=UTC), 15 * 365

SOURCES = (
    "Ritzau",
    "Havneposten",
    "Nordbureauet",
    "Kongeå Avis",
    "Sundets Tidende",
    "Ugebladet",
    "Øposten",
    "Vestbladet",
)
SECTIONS = ("indland", "udland", "politik", "kultur", "sport", "vejr", "videnskab")


def write_corpus(path: Path, articles: int) -> None:
    """Write so many articles as JSON Lines."""
    with path.open("w", encoding="utf-8") as stream:
        for record in generated(articles):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def generated(articles: int) -> Iterator[dict[str, str]]:
    """So many invented articles."""
    draw = np.random.default_rng(SEED)
    words, cumulative = _vocabulary(draw)
    topics = draw.integers(150, VOCABULARY // 2, (TOPICS, TOPIC_WORDS))
    within = np.cumsum(1 / np.arange(1, TOPIC_WORDS + 1) ** 0.8)
    for first in range(0, articles, AT_ONCE):
        count = min(AT_ONCE, articles - first)
        lengths = np.clip(draw.lognormal(np.log(MEDIAN_LENGTH), SPREAD, count), 40, 1500).astype(int)
        headlines = draw.integers(4, 11, count)
        moments = draw.integers(0, DAYS * 86_400, count)
        for at in range(count):
            topic = draw.integers(TOPICS)
            drawn = np.searchsorted(cumulative, draw.random(lengths[at] + headlines[at]))
            of_topic = np.flatnonzero(draw.random(len(drawn)) < IN_TOPIC)
            drawn[of_topic] = topics[topic][np.searchsorted(within, draw.random(len(of_topic)) * within[-1])]
            text = [words[number] for number in drawn]
            title, body = text[: headlines[at]], text[headlines[at] :]
            sentences = (" ".join(body[start : start + SENTENCE]) for start in range(0, len(body), SENTENCE))
            yield {
                "id": f"artikel-{first + at:07}",
                "title": " ".join(title).capitalize(),
                "body": " ".join(f"{sentence.capitalize()}." for sentence in sentences),
                "published": (FIRST_DAY + timedelta(seconds=int(moments[at]))).isoformat(),
                "source": SOURCES[int(draw.integers(len(SOURCES)))],
                "section": SECTIONS[int(topic) % len(SECTIONS)],
            }


def _vocabulary(draw: np.random.Generator) -> tuple[list[str], "np.ndarray[tuple[int], np.dtype[np.float64]]"]:
    """The words, and the chance that a word of a text is one of the first n of them."""
    simple = [word for word in wordfreq.top_n_list("da", VOCABULARY + 5000) if word.isalpha()][:VOCABULARY]
    parts = [word for word in simple[200:6000] if 3 <= len(word) <= 9]
    pairs = draw.integers(0, len(parts), (COMPOUNDS, 2))
    compounds = dict.fromkeys(parts[first] + parts[second] for first, second in pairs.tolist())
    known = set(simple)
    words = simple + [word for word in compounds if word not in known]
    frequencies = np.array([wordfreq.word_frequency(word, "da") for word in simple])
    tail = 1 / np.arange(20, len(words) - len(simple) + 20)
    shares = np.concatenate([(1 - TAIL) * frequencies / frequencies.sum(), TAIL * tail / tail.sum()])
    return words, np.cumsum(shares / shares.sum())

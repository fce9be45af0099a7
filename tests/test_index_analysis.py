"""The analysis of an index is shared by threads, and forgets when it has looked at too many words."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.danish import Analysis, analysis

WORDS = ("soldaterne", "broen", "storme", "husene", "skibet", "havnens", "byerne", "kongens")
STEMS = ["soldat", "bro", "storm", "hus", "skib", "havn", "by", "kong"]


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[Analysis]:
    """An analysis that remembers three words, in threads that take turns all the time."""
    monkeypatch.setattr(analysis, "MEMO_SIZE", 3)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield Analysis()
    sys.setswitchinterval(interval)


def stems(shared: Analysis) -> list[str]:
    return [meaning.whole if (meaning := shared.meaning(word)) else "" for word in WORDS]


def test_no_word_is_lost_while_another_thread_forgets(forgetful: Analysis) -> None:
    with ThreadPoolExecutor(8) as threads:
        assert [found for found in threads.map(stems, [forgetful] * 500) if found != STEMS] == []


def test_no_word_is_lost_of_more_than_are_remembered(forgetful: Analysis) -> None:
    forgetful.learn(WORDS)
    assert stems(forgetful) == STEMS

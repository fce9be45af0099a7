"""What the words of the sample articles mean, written down: `tests/danish_meanings.txt`. After a change of the Danish
analysis that is meant so, it is written anew:

    python -m tests.danish_meanings

The difference between the old and the new file then shows which words the change is about.
"""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import as_file
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import data
from index import Store, rebuild
from index.danish import SURFACE, fingerprint
from index.sources import Rejected, read_articles

PATH = Path(__file__).with_suffix(".txt")
RENEW = "python -m tests.danish_meanings"
MOST_SHOWN = 40
"""Words that a complaint shows."""


@dataclass(frozen=True)
class Meanings:
    """The meaning of each word, under the lexicon of the sample articles; the fingerprint of the analysis; and what
    else a meaning comes from: the articles and Danish frequencies that the lexicon is learned from."""

    fingerprint: str
    learned_from: str
    words: Mapping[str, str]

    @classmethod
    def now(cls, store: Store) -> Self:
        """Those of this analysis, in an index of the sample articles."""
        with as_file(data.ARTICLES) as folder, closing(store.open()) as generation:
            digest = hashlib.sha256()
            words = set[str]()
            for article in read_articles(folder):
                assert not isinstance(article, Rejected)
                for text in (article.title, article.text):
                    digest.update(text.encode())
                    words.update(word for word, _ in SURFACE.words(text))
            analysis = generation.analysis
            analysis.learn(words)
            learned_from = f"{digest.hexdigest()} wordfreq-{version('wordfreq')}"
            meanings = {word: analysis.meaning(word) for word in sorted(words)}
        described = {
            word: " ".join([meaning.whole, *(f"{part.word}:{part.start}-{part.end}" for part in meaning.parts)])
            for word, meaning in meanings.items()
            if meaning
        }
        return cls(fingerprint(), learned_from, {word: described.get(word, "") for word in meanings})

    @classmethod
    def read(cls) -> Self:
        """Those that were written down."""
        first, second, *lines = PATH.read_text(encoding="utf-8").splitlines()
        words = (line.partition(" ") for line in lines)
        return cls(
            first.removeprefix("fingerprint: "),
            second.removeprefix("learned from: "),
            {word: meaning for word, _, meaning in words},
        )

    def write(self) -> None:
        """Write them down."""
        lines = [f"{word} {meaning}".rstrip() for word, meaning in self.words.items()]
        head = [f"fingerprint: {self.fingerprint}", f"learned from: {self.learned_from}"]
        PATH.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")


def changed_words(was: Meanings, now: Meanings) -> Sequence[str]:
    """A line for each word that means something else: its meaning before, and now."""
    return [
        f"{word}: {was.words.get(word, 'not in the articles')} -> {now.words.get(word, 'not in the articles')}"
        for word in sorted(was.words.keys() | now.words.keys())
        if was.words.get(word) != now.words.get(word)
    ]


def complaint(was: Meanings, now: Meanings) -> str:
    """What is wrong between the meanings that were written down and those of now; an empty string where nothing is."""
    if was == now:
        return ""
    changed = changed_words(was, now)
    shown = "\n".join([*changed[:MOST_SHOWN], *["..."] * (len(changed) > MOST_SHOWN)])
    if (was.fingerprint, was.learned_from) == (now.fingerprint, now.learned_from):
        return (
            f"{len(changed)} words mean something else, but the fingerprint of the analysis is the same: an index that "
            f"was made before would be opened, and answer wrongly. See index/danish/fingerprint.py.\n{shown}"
        )
    what = "the Danish analysis" if was.fingerprint != now.fingerprint else "what the lexicon is learned from"
    return f"{what} has changed, and {len(changed)} words with it; if that is meant so: {RENEW}\n{shown}"


def main() -> None:
    """Write the file, and print which words mean something else than it said before."""
    was = Meanings.read() if PATH.exists() else None
    with TemporaryDirectory(prefix="opslag-meanings-") as folder, as_file(data.ARTICLES) as articles:
        store = Store(Path(folder) / "index")
        rebuild([articles], store)
        now = Meanings.now(store)
    now.write()
    changed = changed_words(was, now) if was else []
    sys.stdout.write("".join(f"{line}\n" for line in [*changed, f"{len(now.words)} words, {len(changed)} changed"]))


if __name__ == "__main__":
    main()

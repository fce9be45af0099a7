"""What a Danish text means to the index: from characters to terms, and from a text to its sentences.

`analyzer` composes the steps, each in a file of its own: `tokens`, `joints`, `fold`, `inflection`, `shared_heads`,
`numbers`, `numerals`, `abbreviations`, `spellings`, `stem`.
"""

from index.danish.abbreviations import without_points
from index.danish.analyzer import RANKING, SURFACE, Term, WordAnalyzer, ranking_terms, trace
from index.danish.fingerprint import fingerprint
from index.danish.fold import fold
from index.danish.sentences import sentence_spans
from index.danish.tokens import TOKEN, word_of, word_spans
from index.danish.trim import ELLIPSIS, trim

__all__ = [
    "ELLIPSIS",
    "RANKING",
    "SURFACE",
    "TOKEN",
    "Term",
    "WordAnalyzer",
    "fingerprint",
    "fold",
    "ranking_terms",
    "sentence_spans",
    "trace",
    "trim",
    "without_points",
    "word_of",
    "word_spans",
]

"""What a Danish text means to the index: from characters to terms, and from a text to its sentences.

Words as they are written come from `analyzer`, which composes `tokens`, `joints`, `fold`, `abbreviations` and
`inflection`. What they stand for comes from `ranking`: `shared_heads`, `numbers`, `numerals`, `abbreviations`,
`spellings`, then `compounds` (`candidates`, `ways`) and `stem` (`forms`), under the `lexicon` of the index. `analysis`
holds both together.
"""

from index.danish.abbreviations import without_points
from index.danish.analysis import Analysis
from index.danish.analyzer import SURFACE, Term, WordAnalyzer
from index.danish.beginnings import Beginnings
from index.danish.fingerprint import fingerprint
from index.danish.fold import fold
from index.danish.lexicon import LEXICON_NAME, Lexicon, WordCounts
from index.danish.ranking import Meaning, meanings, ranking_terms
from index.danish.sentences import sentence_spans
from index.danish.tokens import TOKEN, word_of, word_spans
from index.danish.trim import ELLIPSIS, trim

__all__ = [
    "ELLIPSIS",
    "LEXICON_NAME",
    "SURFACE",
    "TOKEN",
    "Analysis",
    "Beginnings",
    "Lexicon",
    "Meaning",
    "Term",
    "WordAnalyzer",
    "WordCounts",
    "fingerprint",
    "fold",
    "meanings",
    "ranking_terms",
    "sentence_spans",
    "trim",
    "without_points",
    "word_of",
    "word_spans",
]

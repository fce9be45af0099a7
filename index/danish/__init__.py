"""What a Danish text means to the index: from characters to terms, and from a text to its sentences.

Words as they are written come from `surface`: its filters are `tokenizer`, `joints`, `fold`, `abbreviations` and
`apostrophes`, and `pretokenizer` has it look at each distinct word once. What they stand for comes from `meaning`:
`shared_heads`, `numbers`, `numerals`, `abbreviations`, `variants`, then `compounds` (`lattice`, `viterbi`) and `stem`
(`irregular_forms`), under the `lexicon` of the index, which looks words up by their `rolling_hashes`. `analysis` is
both together for one index, and `fingerprint` says whether it is the same as another.
"""

from index.danish.abbreviations import without_points
from index.danish.analysis import Analysis
from index.danish.fingerprint import fingerprint
from index.danish.fold import fold
from index.danish.lexicon import LEXICON_NAME, Lexicon, WordCounts
from index.danish.meaning import Meaning, meanings, ranking_terms
from index.danish.prefilter import StemPrefilter
from index.danish.sentences import sentence_spans
from index.danish.surface import SURFACE, PlacedTerm, WordAnalyzer
from index.danish.tokenizer import TOKEN, word_of, word_spans
from index.danish.truncation import ELLIPSIS, truncate

__all__ = [
    "ELLIPSIS",
    "LEXICON_NAME",
    "SURFACE",
    "TOKEN",
    "Analysis",
    "Lexicon",
    "Meaning",
    "PlacedTerm",
    "StemPrefilter",
    "WordAnalyzer",
    "WordCounts",
    "fingerprint",
    "fold",
    "meanings",
    "ranking_terms",
    "sentence_spans",
    "truncate",
    "without_points",
    "word_of",
    "word_spans",
]

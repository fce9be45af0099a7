"""Which Danish an index was made with.

An index answers rightly only where questions are analysed as its articles were. So a generation records the
fingerprint of the analysis that made it, and one with another fingerprint is not opened.
"""

import hashlib
import json
from functools import cache
from operator import attrgetter

from index.danish.analysis import Analysis
from index.danish.analyzer import SURFACE
from index.danish.fold import LETTERS, MAX_WORD_LENGTH
from index.danish.lexicon import Lexicon, WordCounts
from index.danish.numbers import UNITS
from index.danish.numerals import NUMERALS
from index.danish.tables import TABLES, read_table

PROBES = (
    "USA's forsvarsministre i Århus, Aarhus og A\u030arhus",
    "Nato-chefen: EU'et, pc'erne, 1980'erne, O'Brien's, for- og eftermiddag, 10-årig, covid-19",
    "7.500 kr. 1 000,50 1.000.000 2.500-3.000 7,5 mio. 7 mia. kr. 42 pct. 42 % 28-27 kl. 14.30 Mia",
    "Malmö Zürich Łódź Erdoğan São Straße Idé Æbeltoft Ørsted",
    "TV 2, Venstre (V), Enhedslisten Ø: - Vi går, sagde mændene",
    "f.eks. bl.a. A.P. Møller, J. K. Ager, f.Kr. ph.d.-grad t.kr. kl. 5 mill. kom.Så www.b.dk ½ 2½ 60 m² km",
    "børne-, unge- og ældreråd, im-/eksport, 12- til 14-årige, boligkøb, -leje og -salg, køb/-salg",
    "forsvarsministermøde, Anders, Anders' salg, teknik- og miljøudvalget, boligkøb og -salg",
    "bøgerne, kommunernes, årenes, byens, teatrets, ministrene, resurser, linierne, gymnasium",
)
"""Texts that show every rule at work."""


PROBE_WORDS = {"forsvar": 90, "minister": 100, "møde": 200, "miljø": 90, "udvalg": 90, "bolig": 80, "salg": 70}
PROBE_NAMES = {"anders": 50}
"""Words of a lexicon that shows the rules that need one."""


@cache
def fingerprint() -> str:
    """SHA-256, in hex, of what the analysis makes of the probes, and of our tables."""
    corpus = {name: WordCounts(count, count, count) for name, count in PROBE_NAMES.items()}
    analysis = Analysis(Lexicon.learned(corpus, PROBE_WORDS))
    surface = [list(SURFACE.words(probe)) for probe in PROBES]
    ranking = [[analysis.meaning(term) for term, _ in words] for words in surface]
    tables = [read_table(path.name.removesuffix(".txt")) for path in sorted(TABLES.iterdir(), key=attrgetter("name"))]
    made_with = [surface, ranking, LETTERS, MAX_WORD_LENGTH, UNITS, NUMERALS, tables]
    return hashlib.sha256(json.dumps(made_with, ensure_ascii=True).encode("ascii")).hexdigest()

"""A word that ends or begins with a hyphen has the head of the one beside it: *for- og eftermiddag*."""

import pytest

from index.danish import SURFACE, Meaning
from index.danish.shared_heads import shared_head
from tests.cases import assert_each
from tests.terms import ANALYSIS

SPLIT = {
    "eftermiddag": ["efter", "middag"],
    "miljøudvalget": ["miljø", "udvalget"],
    "ældreområdet": ["ældre", "området"],
    "arbejdsmarkedsområdet": ["arbejds", "markeds", "området"],
    "eksport": ["eks", "port"],
    "miljøudvalgsformand": ["miljø", "udvalgs", "formand"],
    "boligkøb": ["bolig", "køb"],
    "skattelove": ["skatte", "love"],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for- og eftermiddag", "formiddag"),
        ("teknik- og miljøudvalget", "teknikudvalget"),
        ("im- og eksport", "import"),
        ("im-/eksport", "import"),
        ("børne-, unge- samt ældreområdet", "børneområdet ungeområdet"),
        ("sundheds- eller arbejdsmarkedsområdet", "sundhedsområdet"),
        ("teknik- og miljøudvalgsformand", "teknikudvalgsformand"),
        ("boligkøb og -salg", "boligsalg"),
        ("skattelove, -regler og -satser", "skatteregler skattesatser"),
        ("10- til 12-årige", "10årige"),
        ("CNN- og CBS-kameraer", "cnnkameraer"),
        ("Nato-styrker og -fly", "natofly"),
        ("før- og nu", ""),
        ("kom og -gik", ""),
    ],
)
def test_a_shared_head_makes_the_word_that_is_meant(text: str, expected: str) -> None:
    lacking = [term for term, _ in SURFACE.words(text) if "-" in term]
    meant = (shared_head(term, lambda word: SPLIT.get(word, [word]), set[str]().__contains__) for term in lacking)
    assert " ".join(filter(None, meant)) == expected


def test_a_head_that_makes_a_known_word_has_three_letters_at_least() -> None:
    def meant(known: str) -> str | None:
        return shared_head("mor-havfar", lambda word: [word], {known}.__contains__)

    assert_each(meant, {"morfar": "morfar", "moravfar": "moravfar", "morar": None, "morr": None})


def test_a_term_whose_head_nobody_knows_stands_for_nothing() -> None:
    assert ANALYSIS.meaning("for-eftermiddag") is ANALYSIS.meaning("salg--boligkøb") is None
    assert ANALYSIS.meaning("10-12-årige") == Meaning("10år")

"""Where sentences end: at full stops that are no abbreviation's, at blank lines, before quotes that begin a line."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.danish import sentence_spans
from tests.cases import assert_each

TEXTS = [
    # What ends a sentence.
    "Færgen sejler. | Den er fuld.",
    "Sejler færgen? | Ja! | Den er fuld… | Vi venter",
    "Hvad?! | Det var sent ...  |  Så kom den.",
    "Det var i 2018. | Siden er alt gået godt.",
    "Det kostede 450. | 12 andre fik mere.",
    "- Vi sejler. | - Vi venter, siger hun. | – Nå.",
    "Han sagde: «Kom!» | Så gik de.",
    "Hun sagde: ”Kom.” | ”Nej,” sagde han.",
    "(Færgen er fuld.) | [Alle venter.] | Så går det løs.",
    "De er i EU. | Vi er i Nato. | Æblet er rødt. | Ålen er fredet.",
    "Der var æbler, pærer m.m. | Desuden var der blommer.",
    "Det koster 2 mia. | Det er for meget.",
    "Det var år 44 f.Kr. | Siden kom 500 t.kr. | Så var der æbler o.lign. | Det var alt.",
    # What does not.
    "Det sker den 15. februar. | Så er det den 1. maj.",
    "Det er kl. 12 og ca. 5 grader, jf. nr. 7 af hr. Ager.",
    "Det er f.eks. Ager, bl.a. Berg og dvs. Dal.",
    "Iflg. Ritzau bor fhv. Ombudsmand Chr. Ager pr. Maj i Ndr. Frihavnsgade, iht. Loven.",
    "J.K. Ager og H. Berg går. | Den A. er fredag.",
    "Han tog 7.500 kr. med. | Klokken var 14.30.",
    "Se www.avis.dk for mere. | Skriv til post@avis.dk i dag.",
    "Vent ... og se. | Kom nu... så går vi.",
    "Den store (sic!) færge er her.",
    "Dr. Ager og prof. Berg bor i Skt. Peders Stræde.",
    # Lines.
    "Overskrift uden punktum\n\n | Færgen sejler",
    "En linje der\nfortsætter her. | Og slutter.",
    "Vi sejler, siger hun\n | - Og vi er glade.",
    "Det siger hun:\n | Vi sejler.",
    "Han sagde ”ja”\n | Så gik de.",
    "Vi\n\n\n | - | \n\n | kom.",
    " \n | Kom. | Nu.\n | \t",
    "",
    " \n ",
]


def test_a_text_is_cut_into_its_sentences() -> None:
    def sentences(marked: str) -> list[str]:
        text = marked.replace(" | ", " ").replace("|", "")
        return [text[start:end] for start, end in sentence_spans(text)]

    assert_each(
        sentences,
        {marked: [sentence.strip() for sentence in marked.split("|") if sentence.strip()] for marked in TEXTS},
    )


PIECES = st.sampled_from([*" \n\t.!?…-–:\"»«”')(1xXæ", "f.eks.", "\n\n", "- ", "J. ", "15. ", "/", "\u00a0", "Ord "])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join))
@example(". ")
@example("\n- ")
def test_sentences_hold_everything_but_the_white_space_between_them(text: str) -> None:
    end_before = 0
    for start, end in sentence_spans(text):
        assert text[start:end].strip() == text[start:end] != ""
        assert not text[end_before:start].strip()
        end_before = end
    assert not text[end_before:].strip()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param(" " * 1_000_000, 0, id="spaces"),
        pytest.param("\n" * 1_000_000, 0, id="lines"),
        pytest.param("." * 1_000_000, 1, id="full stops"),
        pytest.param("x" * 1_000_000, 1, id="one word"),
        pytest.param('."' * 500_000, 1, id="stops and quotes"),
        pytest.param("Ja." + '"' * 1_000_000 + " Nej.", 2, id="quotes"),
        pytest.param("Ja" + "." * 1_000_000 + " Nej.", 2, id="stops between words"),
        pytest.param("Ja" + " " * 1_000_000 + "nej.", 1, id="spaces between words"),
        pytest.param("x. " * 300_000, 1, id="stops and spaces"),
        pytest.param(("X" * 50 + ". ") * 20_000, 20_000, id="many sentences"),
    ],
)
def test_a_megabyte_of_anything_is_cut(text: str, sentences: int) -> None:
    assert sum(1 for _ in sentence_spans(text)) == sentences

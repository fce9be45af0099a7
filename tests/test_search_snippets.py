"""What is shown of a hit: whole sentences that cover most of the question, with its words marked as they were found.

In the tables a mark is written in brackets, and paragraphs are joined by spaces as snippets are.
"""

import re
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.danish import Analysis, sentence_spans
from search import Engine, Marker, Segment
from search.snippets import snippet
from tests.asking import ask

FILLER = "Det stod på i flere timer, og imens blev der hverken sagt eller gjort noget, som siden er blevet husket."
"""A sentence of more than a hundred characters without a word that is asked for."""


def bracketed(segments: Iterable[Segment]) -> str:
    return "".join(f"[{text}]" if is_match else text for text, is_match in segments)


@pytest.fixture
def show(make_engine: Callable[..., Engine]) -> Callable[..., str]:
    """The snippet of an article that is asked for."""

    def shown(body: str, question: str, **fields: str) -> str:
        (hit,) = ask(make_engine([{"body": body, **fields}]), question).hits
        return bracketed(hit.snippet)

    return shown


MARKS = [
    ("soldat", "Soldaterne og soldatens hund.", "[Soldaterne] og [soldatens] hund."),
    ("soldat hund", "Soldaterne og soldatens hund.", "[Soldaterne] og [soldatens] [hund]."),
    ("århus", "I Aarhus, A\u030arhus og ÅRHUS.", "I [Aarhus], [A\u030arhus] og [ÅRHUS]."),
    ("usa", "USA’s flåde.", "[USA’s] flåde."),
    ("nato", "Nato-chefen kom.", "[Nato]-chefen kom."),
    ("natochef", "Nato-chefen kom.", "[Nato-chefen] kom."),
    ("Nato-chefen", "Nato-chefen kom til Nato.", "[Nato-chefen] kom til [Nato]."),
    ("7500 procent", "Over 7.500 kr. og 7 % mere.", "Over [7.500] kr. og 7 [%] mere."),
    ("7 mia kr", "Til 7 mia kr i alt. Siger Mia.", "Til [7] [mia] [kr] i alt. Siger Mia."),
    ('"den hvide hest"', "Den hvide hest så hesten.", "[Den hvide hest] så hesten."),
    ('"hvide hest" IKKE ko', "En hvid hest, en hvide hest!", "En hvid hest, en [hvide hest]!"),
    ('"hvide hest" findesikke', "En hvid hest, en hvide hest.", "En [hvid] [hest], en [hvide hest]."),
    ("sold* OG hund", "Soldaterne og soldyrkernes hund.", "[Soldaterne] og [soldyrkernes] [hund]."),
    ("aar*", "Årene i Aarhus.", "[Årene] i [Aarhus]."),
    ("hund -kat", "Hunden og en mis.", "[Hunden] og en mis."),
    ('hund -titel:"mis"', "Hunden og en mis.", "[Hunden] og en mis."),
    ("hund kilde:ritzau", "Hunden hos Ritzau.", "[Hunden] hos Ritzau."),
    ("10årig", "De 10- og 12-årige.", "De [10]- og 12-årige."),
    ("børnehave børneh*", "Børnehaver og -huse.", "[Børnehaver] og -huse."),
    ('"bro- og tunnelpenge"', "Bro- og tunnelpenge.", "[Bro- og tunnelpenge]."),
    ("f.eks.", "Feks nu, f.eks. nu.", "[Feks] nu, [f.eks]. nu."),
    ("", "Hunden.", "Hunden."),
    ("hund", "Hunden hundrede gange.", "[Hunden] hundrede gange."),
    ("hund", "<b>Hund</b> & <script>hund()</script>", "<b>[Hund]</b> & <script>[hund]()</script>"),
    ("b", "<b>Hund</b>", "<[b]>Hund</[b]>"),
    ("hund", "En  hund\tkom\n\nhjem.", "En [hund] kom hjem."),
]


@pytest.mark.parametrize(("question", "body", "expected"), MARKS)
def test_what_was_found_is_marked_by_the_analysis_that_found_it(
    question: str, body: str, expected: str, show: Callable[..., str]
) -> None:
    assert show(body, question, source="Ritzau") == expected


def test_the_title_is_marked_too(make_engine: Callable[..., Engine]) -> None:
    engine = make_engine([{"title": "Soldater i <b>Irak</b>", "body": "De kom i går."}])
    (hit,) = ask(engine, "soldaten irak").hits
    assert bracketed(hit.title) == "[Soldater] i <b>[Irak]</b>"
    assert bracketed(hit.snippet) == "De kom i går."


SENTENCES = f"{FILLER} Soldaterne kom. {FILLER} Hunden gøede af dem alle. {FILLER} En soldat og en hund sov. {FILLER}"
PASSAGES = [
    ("soldat hund", f"… En [soldat] og en [hund] sov. {FILLER}"),
    ("soldat gøede", f"… [Soldaterne] kom. {FILLER} Hunden [gøede] af dem alle. {FILLER}"),
    ("husket", f"{FILLER[:-7]}[husket]. Soldaterne kom."),
    ("", f"{FILLER} Soldaterne kom. {FILLER} Hunden gøede af dem alle."),
    ("titel:vagt", f"{FILLER} Soldaterne kom. {FILLER} Hunden gøede af dem alle."),
]


@pytest.mark.parametrize(("question", "expected"), PASSAGES)
def test_whole_sentences_that_cover_most_are_shown(question: str, expected: str, show: Callable[..., str]) -> None:
    assert show(SENTENCES, question, title="Vagt") == expected


def test_rare_words_are_shown_before_common_ones(make_engine: Callable[..., Engine]) -> None:
    dogs = [{"id": f"hund-{number}", "body": "Hunden."} for number in range(20)]
    body = f"Hunden gøede. {FILLER} Katten sov. {FILLER} Musen løb. {FILLER}"
    (hit,) = ask(make_engine([{"title": "Tre dyr", "body": body}, *dogs]), "hund kat mus").hits
    assert bracketed(hit.snippet) == f"… [Katten] sov. {FILLER} [Musen] løb. {FILLER}"


def test_a_lead_that_stands_as_headline_is_shown_again_only_where_no_other_sentence_is_worth_as_much(
    show: Callable[..., str],
) -> None:
    body = f"Hunden og katten kom. {FILLER} Og hunden gik. {FILLER}"
    assert show(body, "hund", title="Dyr") == f"[Hunden] og katten kom. {FILLER}"
    assert show(body, "hund") == f"… Og [hunden] gik. {FILLER}"
    assert show(body, "hund kat") == f"[Hunden] og [katten] kom. {FILLER}"


def test_the_agency_line_is_never_shown(show: Callable[..., str]) -> None:
    assert show("Hunden kom.\n\n/ritzau/", "hund") == "[Hunden] kom."
    assert show("Hunden kom.\n\n/ritzau/", "kilde:ritzau") == "Hunden kom."


def test_a_long_sentence_is_trimmed_at_word_bounds_around_its_matches(show: Callable[..., str]) -> None:
    before, after = ("".join(f"{word}{number}, " for number in range(100)) for word in ("før", "efter"))
    shown = show(f"{before}soldaten fra Irak, {after}slut.", "soldat irak")
    assert re.fullmatch(r"… (?:før\d+, )+\[soldaten\] fra \[Irak\], (?:efter\d+, )+efter\d+ …", shown)
    assert 280 < len(shown.translate(dict.fromkeys(map(ord, "[]")))) <= 324


@pytest.mark.parametrize(("last", "is_shown"), [(119, True), (120, False)])
def test_a_snippet_has_three_hundred_and_twenty_characters_at_most(
    last: int, is_shown: bool, show: Callable[..., str]
) -> None:
    first, second = "a" * 200, "b" * last
    assert show(f"{first} {second} ccc", "") == (f"{first} {second} …" if is_shown else f"{first} …")


def test_what_lies_far_behind_in_a_long_text_is_found_and_its_beginning_shown(show: Callable[..., str]) -> None:
    assert show(f"Det begyndte her. {'x ' * 100_000} Soldaterne kom.", "soldat").startswith("Det begyndte her.")


QUESTION = ("soldat", "hund", "irak", "flåde", "hest")
MARKER = Marker(terms=frozenset(QUESTION), prefixes=("kom",), phrases=(("den", "hvide"),))
WORDS = st.sampled_from(
    [
        "soldaterne",
        "hunden",
        "Irak",
        "flådens",
        "heste",
        "kommer",
        "den hvide",
        "<b>",
        "28-27",
        "Nato-chefen",
        "en",
        "K.",
    ]
)
GAPS = st.sampled_from([" "] * 12 + [". ", ".\n", "\n\n", "!  ", ", ", " – ", ".\n- ", ": ", "; "])


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Words and what stands between them; each word but those of the question is there once."""
    pieces = draw(st.lists(st.tuples(WORDS | st.just("ord"), GAPS), min_size=1, max_size=200))
    return "".join(f"{word}{number if word == 'ord' else ''}{gap}" for number, (word, gap) in enumerate(pieces))


def passages(segments: Iterable[Segment]) -> list[str]:
    return [passage.strip() for passage in "".join(text for text, _ in segments).split("…") if passage.strip()]


@given(texts())
@settings(deadline=None, max_examples=200)
def test_passages_are_text_of_the_article_in_order_cut_at_word_bounds(text: str) -> None:
    shown = snippet(text, MARKER, {})
    plain, at = " ".join(text.split()), 0
    for passage in passages(shown):
        found = re.compile(rf"(?<!\S){re.escape(passage)}(?=[\s,;:–-]|\Z)").search(plain, at)
        assert found, f"{passage!r} is not in what follows {plain[:at]!r}"
        at = found.end()
    assert 1 <= len(passages(shown)) <= 2
    assert sum(map(len, passages(shown))) <= 320
    assert any(is_match for _, is_match in shown) == bool(MARKER.marks(text))


@given(st.text(min_size=1, max_size=600).filter(lambda text: text.strip() and "…" not in text))
@settings(deadline=None)
def test_any_text_has_a_snippet_that_is_text_of_it(text: str) -> None:
    shown = passages(snippet(text, MARKER, {}))
    assert shown
    assert all(passage in " ".join(text.split()) for passage in shown)


@given(texts())
@settings(deadline=None, max_examples=100)
def test_no_sentence_covers_more_of_the_question_than_the_snippet(text: str) -> None:
    def covered(passage: str) -> set[str]:
        return {mark.matched for mark in MARKER.marks(passage)}

    sentences = [text[start:end] for start, end in sentence_spans(text)]
    if max(map(len, sentences)) <= 160:
        shown = covered("".join(part for part, _ in snippet(text, MARKER, {})))
        most = max(len(covered(sentence)) for sentence in sentences)
        assert len(shown) > most or shown == set().union(*map(covered, sentences))


def test_of_sentences_that_are_worth_the_same_the_first_are_shown() -> None:
    words = re.findall(
        r"\w+", "bil hus ko hund kat ost sol hav by bro skib tog fisk hest sko hat bog brev stol bord lys"
    )
    terms = [Analysis().terms(word)[0].text for word in words]
    weights = {term: (0.1, 0.2, 0.3)[at % 3] for at, term in enumerate(terms)}  # Rounded sums depend on their order.
    sentences = [f"En {', en '.join(words[at : at + 3])}, og d{FILLER[1:]}" for at in range(0, len(words), 3)]
    shown = snippet(" ".join(sentences), Marker(terms=frozenset(terms)), weights)
    assert "".join(text for text, _ in shown) == f"{sentences[0]} {sentences[1]}"

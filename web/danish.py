"""Danish for readers: dates, numbers, and sentences about errors and matches."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from babel.dates import format_date
from babel.numbers import format_decimal

from index.dates import DANISH_TIME
from search import Limits, MatchedAs

LOCALE = "da_DK"

NAMED_DAYS = {0: "i dag", 1: "i går"}
"""Days that have a name, by how many days ago they are."""

ERRORS = {
    400: "Spørgsmålet kunne ikke læses.",
    404: "Siden findes ikke. Måske er artiklen fjernet, eller adressen skrevet forkert.",
    405: "Den slags forespørgsel tager siden ikke imod.",
    500: "Der gik noget galt hos os. Fejlen er noteret; prøv igen om lidt.",
    503: "Søgningen er ikke klar lige nu. Prøv igen om lidt.",
}
"""The sentence for an HTTP status, where nothing more specific is known."""

REFUSED = {
    "characters": "Spørgsmålet er for langt: der er plads til {limits.characters} tegn.",
    "words": "Spørgsmålet har for mange ord: der er plads til {limits.words}.",
    "nesting": "Spørgsmålet har for mange parenteser inden i hinanden: {limits.nesting} er det højeste.",
    "prefix": "Før en stjerne skal der stå mindst {limits.prefix} bogstaver, f.eks. færge*.",
    "page": "Der kan kun bladres fra side 1 til {limits.page}. Prøv at gøre spørgsmålet snævrere.",
    "size": "En side kan have fra 1 til {limits.size} artikler.",
    "filters": "Der er valgt for mange værdier i samme afgrænsning: {limits.filters} er det højeste.",
    "seconds": "Spørgsmålet tog for lang tid at besvare. Prøv med færre eller mere særprægede ord.",
    "q": "Der kan stilles ét spørgsmål ad gangen.",
    "sort": "Resultaterne kan ordnes efter relevans, nyeste eller ældste.",
    "from": "Den første dato skal være et år, en måned eller en dag, der findes, f.eks. 2018-02-15, "
    "og må ikke ligge efter den sidste.",
    "to": "Den sidste dato skal være et år, en måned eller en dag, der findes, f.eks. 2018-02-15.",
    "explain": "Det kan vises, hvorfor en artikel er fundet (explain=1), eller ikke (explain=0).",
    "exact": "Et spørgsmål kan tages, som det er skrevet (exact=1), eller ikke (exact=0).",
    "nr": "Et træfs nummer er et helt tal fra 1 og opad.",
    "fremhaev": "Ordene kan fremhæves (fremhaev=1) eller ej (fremhaev=0).",
    "index": "Der er ikke noget indeks at søge i lige nu. Prøv igen om lidt.",
}
"""The sentence for the limit or parameter that an error is about; `{limits.…}` are the limits in force."""

MATCHED_AS: dict[MatchedAs, str] = {
    "form": "som ordet selv",
    "part": "som del af et ord",
    "joined": "skrevet i ét",
    "spelling": "som det rettede ord",
    "near": "ved ord, der begynder ens",
    "prefix": "som begyndelse",
}
"""How an article matches a word of the question."""


def error_text(status: int, about: str, limits: Limits) -> str:
    """The sentence that a reader is shown: `about` is the limit or parameter that the error is about, or empty.

    >>> error_text(400, "page", Limits(page=5))
    'Der kan kun bladres fra side 1 til 5. Prøv at gøre spørgsmålet snævrere.'
    """
    if about in REFUSED:
        return REFUSED[about].format(limits=limits)
    return ERRORS.get(status) or ERRORS[400 if status < 500 else 500]


def danish_date(moment: datetime, now: datetime | None = None) -> str:
    """The day of a moment, in Danish time; today and yesterday, seen from `now` (None: the clock), have names.

    >>> from datetime import UTC
    >>> moment = datetime(2018, 2, 14, 23, 30, tzinfo=UTC)
    >>> danish_date(moment), danish_date(moment, now=datetime(2018, 2, 16, 12, tzinfo=UTC))
    ('15. februar 2018', 'i går')
    """
    day, today = (instant.astimezone(DANISH_TIME).date() for instant in (moment, now or datetime.now(UTC)))
    return NAMED_DAYS.get((today - day).days) or format_date(day, "d. MMMM y", locale=LOCALE)


def danish_period(text: str) -> str:
    """The year, month or day `YYYY[-MM[-DD]]` in Danish.

    >>> [danish_period(text) for text in ("2018", "2018-02", "2018-02-15", "0793")]
    ['2018', 'februar 2018', '15. februar 2018', '793']
    """
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    pattern = ("y", "MMMM y", "d. MMMM y")[text.count("-")]
    return format_date(date(year, month, day), pattern, locale=LOCALE)


def danish_duration(seconds: float) -> str:
    """A time in seconds or, below one second, in whole milliseconds, at least one.

    >>> danish_duration(0.0314), danish_duration(1.25), danish_duration(0.0001)
    ('31 ms', '1,2 s', '1 ms')
    """
    return f"{danish_number(round(seconds, 1))} s" if seconds >= 1 else f"{max(1, round(seconds * 1000))} ms"


def nowhere(words: Sequence[str]) -> str:
    """The sentence that says that no article has any of `words`.

    >>> nowhere(["bøvs"]), nowhere(["bøvs", "hik"])
    ('Ordet »bøvs« står ingen steder.', 'Ordene »bøvs« og »hik« står ingen steder.')
    """
    quoted = [f"»{word}«" for word in words]
    *others, last = quoted
    return f"Ordene {', '.join(others)} og {last} står ingen steder." if others else f"Ordet {last} står ingen steder."


def danish_number(number: float) -> str:
    """A number with Danish separators.

    >>> danish_number(28291), danish_number(0.25)
    ('28.291', '0,25')
    """
    return format_decimal(number, locale=LOCALE)


def danish_percent(share: float) -> str:
    """A share, from 0 to 1, in per cent; what rounds to 0 is "under 1 %".

    >>> danish_percent(0.416), danish_percent(0.004)
    ('42 %', 'under 1 %')
    """
    percent = round(100 * share)
    return f"{percent} %" if percent else "under 1 %"


def danish_match(matched_as: MatchedAs) -> str:
    """How an article matches a word of the question.

    >>> danish_match("part")
    'som del af et ord'
    """
    return MATCHED_AS[matched_as]


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun in the singular or plural.

    >>> counted(1, "artikel", "artikler"), counted(1200, "artikel", "artikler")
    ('1 artikel', '1.200 artikler')
    """
    return f"{danish_number(number)} {one if number == 1 else many}"

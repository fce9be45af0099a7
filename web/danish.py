"""What a reader sees in Danish: dates, numbers and what went wrong."""

from datetime import datetime

from babel.dates import format_date
from babel.numbers import format_decimal

from index.dates import DANISH_TIME
from search import Limits

LOCALE = "da_DK"

ERRORS = {
    400: "Spørgsmålet kunne ikke læses.",
    404: "Siden findes ikke. Måske er artiklen fjernet, eller adressen skrevet forkert.",
    405: "Den slags forespørgsel tager siden ikke imod.",
    500: "Der gik noget galt hos os. Fejlen er noteret; prøv igen om lidt.",
    503: "Søgningen er ikke klar lige nu. Prøv igen om lidt.",
}
"""What is said of a status when nothing more is known."""

REFUSED = {
    "characters": "Spørgsmålet er for langt: der er plads til {limits.characters} tegn.",
    "words": "Spørgsmålet har for mange ord: der er plads til {limits.words}.",
    "nesting": "Spørgsmålet har for mange parenteser inden i hinanden: {limits.nesting} er det højeste.",
    "prefix": "Før en stjerne skal der stå mindst {limits.prefix} bogstaver, f.eks. færge*.",
    "page": "Der kan kun bladres fra side 1 til {limits.page}. Prøv at gøre spørgsmålet snævrere.",
    "size": "En side kan have fra 1 til {limits.size} artikler.",
    "filters": "Der er valgt for mange kilder eller sektioner på én gang: {limits.filters} er det højeste.",
    "seconds": "Spørgsmålet tog for lang tid at besvare. Prøv med færre eller mere særprægede ord.",
    "q": "Der kan stilles ét spørgsmål ad gangen.",
    "sort": "Resultaterne kan ordnes efter relevans, nyeste eller ældste.",
    "from": "Den første dato skal være et år, en måned eller en dag, der findes, f.eks. 2018-02-15, "
    "og må ikke ligge efter den sidste.",
    "to": "Den sidste dato skal være et år, en måned eller en dag, der findes, f.eks. 2018-02-15.",
    "exact": "Et spørgsmål kan tages, som det er skrevet (exact=1), eller ikke (exact=0).",
    "index": "Der er ikke noget indeks at søge i lige nu. Prøv igen om lidt.",
}
"""What is said of a limit or parameter that a question goes against; the numbers come from the limits in force."""


def error_text(status: int, about: str, limits: Limits) -> str:
    """The sentence that a reader is shown of an error.

    >>> error_text(400, "page", Limits(page=5))
    'Der kan kun bladres fra side 1 til 5. Prøv at gøre spørgsmålet snævrere.'
    """
    if about in REFUSED:
        return REFUSED[about].format(limits=limits)
    return ERRORS.get(status) or ERRORS[400 if status < 500 else 500]


def danish_date(moment: datetime) -> str:
    """The day of a moment in Danish time.

    >>> from datetime import UTC
    >>> danish_date(datetime(2018, 2, 14, 23, 30, tzinfo=UTC))
    '15. februar 2018'
    """
    return format_date(moment.astimezone(DANISH_TIME).date(), "d. MMMM y", locale=LOCALE)


def danish_number(number: float) -> str:
    """A number with Danish separators.

    >>> danish_number(28291), danish_number(0.25)
    ('28.291', '0,25')
    """
    return format_decimal(number, locale=LOCALE)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> counted(1, "artikel", "artikler"), counted(1200, "artikel", "artikler")
    ('1 artikel', '1.200 artikler')
    """
    return f"{danish_number(number)} {one if number == 1 else many}"

"""Numbers, units and numbers in words are compared by what they say."""

import pytest

from tests.cases import assert_each
from tests.terms import ranking

NUMBERS = {
    "7.500 7500 7 500 7\u00a0500 7\u202f500": "7500 7500 7500 7500 7500",
    "1.000.000 1 000 000": "1000000 1000000",
    "7.500,25 7 500,25": "7500,25 7500,25",
    "7,5 0,5 14.30 1.2.2018 3.000.00 1.5000": "7,5 0,5 14.30 1.2.2018 3.000.00 1.5000",
    "i 2018 500 mand": "i 2018 500 mand",
    "70 10 20 30": "70 10 20 30",
    "12345 678 1 00": "12345 678 1 00",
    "42 procent 42 pct. 42 pct 42 % 42%": "42 procen 42 procen 42 procen 42 procen 42 procen",
    "5 millioner 5 mio. 5 mio": "5 million 5 million 5 million",
    "7 milliarder 7 mia. 7 mia kr": "7 milliard 7 milliard 7 milliard kron",
    "mia. Mia Mia. mia MIA.": "milliard mia mia mia mia",
    "9 kroner 9 kr. 9 kr": "9 kron 9 kron 9 kron",
    "7,5 mia. kr.": "7,5 milliard kron",
    "½ 2½ ¼ x½": "0,5 2,5 0,25 x½",
    "5 mill. 5 mill": "5 million 5 million",
    "mill. Mill Mill. mill": "million mil mil mil",
    "7,5 mio.kr. kr. 7.500 t.kr.": "7,5 million kron kron 7500 t kron",
    "9 km 9 kilometer 90 km/t": "9 kilometer 9 kilometer 90 kilometer t",
    "3 kg 3 kilo 3 kilogram": "3 kilo 3 kilo 3 kilo",
    "60 m² 60 kvm 60 kvadratmeter 60 m": "60 kvadratmeter 60 kvadratmeter 60 kvadratmeter 60 m",
    "２０１８ 5.": "2018 5",
}


IN_WORDS = {
    "tre ni ti tolv nitten": "3 9 10 12 19",
    "tredive tredve fyrre halvtreds tres halvfjerds firs halvfems": "30 30 40 50 60 70 80 90",
    "enogtyve toogtredive femoghalvtreds niognoghalvfems nioghalvfems": "21 32 55 niognoghalvfem 99",
    "den femtende den 15. i det enogtyvende tresindstyvende": "den 15 den 15 i det 21 60",
    "halvanden time, halvandet 1½": "1,5 tim 1,5 1,5",
    "Fem-seks mand og 5-6 mand": "5 6 femsek mand og 5 6 mand",
    "en et to første anden tredje tyve hundrede": "en et to første anden tredj tyv hundrede",
}


@pytest.mark.parametrize("texts", [NUMBERS, IN_WORDS], ids=["numbers and units", "numbers in words"])
def test_numbers_are_compared_by_what_they_say(texts: dict[str, str]) -> None:
    assert_each(ranking, {text: expected.split() for text, expected in texts.items()})

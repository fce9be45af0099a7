"""Endings after an apostrophe: *USA's*, *EU'et*, *pc'erne*, *1980'erne*."""

import re

from index.danish.word_filter import WordFilter

INFLECTED = re.compile(r"['’](?:s|e|en|ens|et|ets|er|ers|erne|ernes|ere|n|ns|ne|nes|t|ts)\Z", re.IGNORECASE)
"""An apostrophe and an ending, at the end of a word."""


class Inflection(WordFilter):
    """The ending after an apostrophe: *usa's* -> *usa*."""

    def word(self, text: str) -> str:
        return INFLECTED.sub("", text)

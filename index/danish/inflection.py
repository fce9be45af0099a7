"""Endings after an apostrophe: *USA's*, *EU'et*, *pc'erne*, *1980'erne*."""

import re

from index.danish.step import WordFilter

INFLECTED = re.compile(r"['’](?:s|e|en|ens|et|ets|er|ers|erne|ernes|ere|n|ns|ne|nes|t|ts)\Z", re.IGNORECASE)


class Inflection(WordFilter):
    """The ending after an apostrophe: *usa's* -> *usa*."""

    def word(self, text: str) -> str:
        return INFLECTED.sub("", text)

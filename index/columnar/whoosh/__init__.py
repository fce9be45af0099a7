"""A segment under Whoosh's own hands: its searcher, its writers and its matchers work on it article by article.

Nothing that answers questions needs this; it is what keeps the index one that Whoosh opens, searches and writes, slowly
but rightly. `reader` shows articles and terms, `matcher` steps through postings, `writer` gathers what any of Whoosh's
writers adds, and `contents` reads and writes the table of contents.
"""

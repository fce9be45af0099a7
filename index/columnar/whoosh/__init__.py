"""A segment under Whoosh's own hands: its searcher, its writers and its matchers work on it article by article.

Nothing that answers questions needs this; it is what keeps the index one that Whoosh opens, searches and writes, slowly
but rightly. What can be read: articles (`document_reader`), terms (`terms_reader`), postings (`matcher`), columns
(`columns`), stored values (`values`). What is written, by any of Whoosh's writers, is gathered in memory: articles
(`document_writer`), postings (`postings_writer`, of each field by `gathered`). `declared` refuses what a segment does
not keep, and `contents` writes the table of contents, which is a pickle: nothing outside of this room reads one.
"""

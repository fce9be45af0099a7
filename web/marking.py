"""Turn segments of text, each of which matches the question or does not, into HTML or plain text."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from search import Segment


def mark_up(segments: Iterable[Segment]) -> Markup:
    """HTML in which matches are in `<mark>`, the only tag, and all text is escaped.

    >>> mark_up([("Danske ", False), ("soldater", True), (" <3", False)])
    Markup('Danske <mark>soldater</mark> &lt;3')
    """
    return Markup("").join(
        Markup("<mark>{}</mark>").format(text) if is_match else escape(text) for text, is_match in segments
    )


def plain_text(segments: Iterable[Segment]) -> str:
    """The text alone."""
    return "".join(text for text, _ in segments)

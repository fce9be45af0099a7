"""Segments as HTML: escaped text whose only tag is `<mark>`."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from search import Segment


def mark_up(segments: Iterable[Segment]) -> Markup:
    """The HTML of segments.

    >>> mark_up([("Danske ", False), ("soldater", True), (" <3", False)])
    Markup('Danske <mark>soldater</mark> &lt;3')
    """
    return Markup("").join(
        Markup("<mark>{}</mark>").format(text) if is_match else escape(text) for text, is_match in segments
    )


def plain_text(segments: Iterable[Segment]) -> str:
    """The text of segments without their marks."""
    return "".join(text for text, _ in segments)

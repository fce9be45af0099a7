"""Truncate a text at the end of a word."""

ELLIPSIS = "…"


def truncate(text: str, length: int) -> str:
    """`text`, or its first words and an ellipsis: at most `length` characters in all.

    A single word that is longer than `length` is cut inside.

    >>> truncate("Færgen sejler igen efter tre uger", 20)
    'Færgen sejler igen…'
    """
    if len(text) <= length:
        return text
    room = length - len(ELLIPSIS)
    head = text[: room + 1]
    cut = head.rfind(" ")
    return (head[:cut] if cut > 0 else text[:room]).rstrip(" ,;:–-") + ELLIPSIS

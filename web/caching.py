"""What spares those who ask again: an answer that they have already is not sent another time."""

import hashlib

from flask import Response, request


def revalidated(response: Response, *identity: str) -> Response:
    """`response` with an ETag made of what it depends on, or 304. It is a weak one, as how long an answer took may be
    part of it."""
    response.set_etag(hashlib.sha256("\0".join(identity).encode()).hexdigest()[:32], weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response

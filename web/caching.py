"""HTTP revalidation: a client that still has the current response gets 304 instead of a second copy."""

import hashlib

from flask import Response, request


def revalidated(response: Response, *identity: str) -> Response:
    """`response` with an ETag, or 304 where the request's If-None-Match has it.

    `identity` is all that the response depends on, such as the generation and the question. The ETag is weak: bodies
    with the same ETag may differ in how long the answer took.
    """
    response.set_etag(hashlib.sha256("\0".join(identity).encode()).hexdigest()[:32], weak=True)
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response

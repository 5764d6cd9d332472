"""Public pages that are for one visitor only: never kept, never followed by search robots."""

from flask import Response


def private_page(html: str, status: int = 200) -> Response:
    """Answer a page that holds a token or what somebody typed."""
    response = Response(html, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    # No other site learns the address. Not « no-referrer »: with it browsers send forms from
    # nowhere (Origin: null), and the check of the origin refuses them.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response

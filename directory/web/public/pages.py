"""How a public page is answered: as HTML that the middleware may keep for a minute."""

from flask import Response

PUBLIC_FOR_A_MINUTE = "public, max-age=60"


def public_page(html: str) -> Response:
    """Answer a page that is the same for everyone."""
    response = Response(html, mimetype="text/html")
    response.headers["Cache-Control"] = PUBLIC_FOR_A_MINUTE
    return response

"""Pages of signed-in people: never kept anywhere, never followed by search robots."""

from flask import Blueprint, Response


def keep_private(area: Blueprint) -> None:
    """Mark every answer of an area as private to this browser and this moment."""

    @area.after_request
    def mark(response: Response) -> Response:
        response.headers["Cache-Control"] = "no-store"
        # Not « no-referrer »: with it browsers send forms from nowhere (Origin: null).
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

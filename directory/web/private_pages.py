"""Pages of signed-in people: never kept anywhere, never followed by search robots."""

from flask import Blueprint, Response, request


def keep_private(area: Blueprint) -> None:
    """Mark every answer under an area's address as private to this browser and this moment.

    By the address: what is missing there, or leads elsewhere, is answered by no view of the area.
    """
    first = area.url_prefix or ""

    @area.after_app_request
    def mark(response: Response) -> Response:
        if request.path == first or request.path.startswith(f"{first}/"):
            response.headers["Cache-Control"] = "no-store"
            # Not « no-referrer »: with it browsers send forms from nowhere (Origin: null).
            response.headers.setdefault("Referrer-Policy", "same-origin")
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

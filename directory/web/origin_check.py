"""Changes are only taken from our own pages: the browser says where a form comes from."""

from flask import Flask, abort, request

from directory.web.services import get_services

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def install_origin_check(app: Flask) -> None:
    """Refuse with 403 what a page of another site sends here."""
    app.before_request(_refuse_foreign_changes)


def _refuse_foreign_changes() -> None:
    if request.method in _READING:
        return
    origin = request.headers.get("Origin")
    if origin is not None:
        if origin not in (request.host_url.rstrip("/"), _own_origin()):
            abort(403)
    elif request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)


def _own_origin() -> str:
    scheme, _, rest = get_services().settings.base_url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"

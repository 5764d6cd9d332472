"""The sign NUL, which nobody types and PostgreSQL stores in no text: it comes no further than here.

`raw_query` puts another sign in its place after « ? »: a question always has an answer.
"""

from flask import Flask, abort, request

UNSTORABLE = "\0"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def install_sign_check(app: Flask) -> None:
    """Answer 404 to an address that holds it, and 400 to a form; after the limit of a request."""
    app.before_request(_refuse_unstorable_sign)


def _refuse_unstorable_sign() -> None:
    if UNSTORABLE in request.path:
        abort(404)
    if request.method not in _READING and any(
        UNSTORABLE in text for name, values in request.form.lists() for text in (name, *values)
    ):
        abort(400)

"""Tokens of public forms, which have no session: signed, dated, for one purpose each."""

from datetime import timedelta

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer

from directory.web.services import get_services

FIELD = "form_token"
_LONGEST = timedelta(hours=24)


def form_token(purpose: str) -> str:
    """Give the token that a form sends back in its field `form_token`."""
    return _signer(purpose).dumps(get_services().clock.now().timestamp())


def check_form_token(purpose: str, *, at_least: timedelta = timedelta(0)) -> bool:
    """Tell whether the form sent was given by us for this purpose, within a day.

    A form that comes back sooner than `at_least` was not filled in by a person.
    """
    try:
        made_at = float(_signer(purpose).loads(request.form.get(FIELD, "")))
    except (BadData, TypeError, ValueError):
        return False
    age = get_services().clock.now().timestamp() - made_at
    return at_least.total_seconds() <= age <= _LONGEST.total_seconds()


def _signer(purpose: str) -> URLSafeSerializer:
    # The last key signs; the others are still accepted.
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt=f"form {purpose}")

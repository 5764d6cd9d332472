"""Tokens of public forms for tests, as a page opened some seconds ago holds them."""

from flask import Flask
from itsdangerous import URLSafeSerializer

from tests.conftest import FRIDAY_EVENING


def token_of_form(app: Flask, purpose: str, *, seconds_ago: float = 60) -> str:
    """Give the field `form_token` of a form that was opened before the stopped clock's moment."""
    secret = app.config["SECRET_KEY"]
    made_at = FRIDAY_EVENING.timestamp() - seconds_ago
    return URLSafeSerializer(secret, salt=f"form {purpose}").dumps(made_at)

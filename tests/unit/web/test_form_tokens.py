"""Tokens of public forms: ours, for one purpose, of today, and not sent back in a blink."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from directory.app import create_app
from directory.values.clock import FixedClock
from directory.web.form_tokens import check_form_token, form_token
from tests.conftest import FRIDAY_EVENING, make_settings


@pytest.fixture
def later(tmp_path: Path) -> Callable[..., Flask]:
    """The site of the same instance, after a while."""

    def site(while_: timedelta, **changes: object) -> Flask:
        return create_app(
            make_settings(tmp_path, **changes), clock=FixedClock(FRIDAY_EVENING + while_)
        )

    return site


def _is_taken(app: Flask, token: str, purpose: str = "signaler", **rule: timedelta) -> bool:
    with app.test_request_context(method="POST", data={"form_token": token}):
        return check_form_token(purpose, **rule)


def _token(app: Flask) -> str:
    with app.test_request_context():
        return form_token("signaler")


def test_a_token_is_taken_for_its_purpose_only(later: Callable[..., Flask]) -> None:
    token = _token(later(timedelta(0)))

    assert _is_taken(later(timedelta(minutes=2)), token)
    assert not _is_taken(later(timedelta(minutes=2)), token, "autre")


def test_a_token_of_yesterday_is_refused(later: Callable[..., Flask]) -> None:
    token = _token(later(timedelta(0)))

    assert not _is_taken(later(timedelta(hours=25)), token)


def test_a_form_sent_in_a_blink_is_refused(later: Callable[..., Flask]) -> None:
    token = _token(later(timedelta(0)))

    assert not _is_taken(later(timedelta(seconds=1)), token, at_least=timedelta(seconds=3))
    assert _is_taken(later(timedelta(seconds=4)), token, at_least=timedelta(seconds=3))


@pytest.mark.parametrize("token", ["", "autre", "MTIz.abc", "nan", "é", "\x00"])
def test_a_made_up_token_is_refused(later: Callable[..., Flask], token: str) -> None:
    assert not _is_taken(later(timedelta(0)), token)


def test_a_former_key_is_still_accepted(later: Callable[..., Flask]) -> None:
    token = _token(later(timedelta(0), secret_key="ancienne"))
    rotated = {"secret_key": "nouvelle", "secret_key_fallbacks": ("ancienne",)}

    assert _is_taken(later(timedelta(0), **rotated), token)
    assert not _is_taken(later(timedelta(0), secret_key="nouvelle"), token)

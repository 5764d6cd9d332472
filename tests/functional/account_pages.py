"""What the errands through one's account share: a site whose clock moves, codes, letters."""

import re
from dataclasses import dataclass

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.models.account import Account
from directory.accounts.second_factor import enrol, make_secret
from directory.mail.models import OutboxMessage
from tests.factories.accounts import PASSWORD, post
from tests.factories.moving_clock import MovingClock

SIGN_IN = "/compte/connexion"
CODE = "/compte/second-facteur"
SET_UP = "/compte/second-facteur/installer"


@dataclass
class Telephone:
    """An application of codes, whose clock is the site's."""

    secret: str
    clock: MovingClock

    def code(self) -> str:
        """Give the six digits of this half minute."""
        return pyotp.TOTP(self.secret).at(self.clock.now())


def give_telephone(app: Flask, session: Session, account: Account, clock: MovingClock) -> Telephone:
    """Enrol a telephone for an account, a minute ago."""
    telephone = Telephone(make_secret(), clock)
    keys = [app.config["SECRET_KEY"]]
    clock.advance(minutes=-1)
    assert enrol(account, telephone.secret, telephone.code(), keys=keys, clock=clock)
    clock.advance(minutes=1)
    session.commit()
    return telephone


def send_password(
    client: FlaskClient, email: str, password: str = PASSWORD, *, path: str = SIGN_IN
) -> TestResponse:
    """Send the form of sign-in."""
    return post(client, path, {"email": email, "password": password})


def shown_secret(page: TestResponse) -> str:
    """Read the secret that the set-up page spells."""
    found = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', page.text)
    assert found
    return found[1].replace(" ", "")


def hidden_value(page: TestResponse, name: str) -> str:
    """Read a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page.text)
    assert found
    return found[1]


def shown_recovery_codes(page: TestResponse) -> list[str]:
    """Read the recovery codes that a page shows."""
    return re.findall(r"<li><code>([0-9A-Z-]+)</code></li>", page.text)


def sent_letters(session: Session) -> list[tuple[str, str]]:
    """Give the kind and recipient of every letter, the oldest first."""
    rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    return [(letter.kind, letter.recipient) for letter in rows]


def last_link(capsys: pytest.CaptureFixture[str]) -> str:
    """Read the path of the last link that was mailed: without a server, mail is printed."""
    found: list[str] = re.findall(r"https://annuaire\.example(/\S+)", capsys.readouterr().out)
    return found[-1]


def words(page: TestResponse) -> str:
    """Give a page without what differs each time: the nonce and the token of its forms."""
    return re.sub(r'nonce="[^"]+"|name="csrf_token" value="[^"]+"', "", page.text)

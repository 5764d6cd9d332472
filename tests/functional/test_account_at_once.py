"""Two browsers at the same moment: a code, a link and a recovery code each serve once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from directory.accounts.models.account import Account
from directory.accounts.models.account_session import AccountSession
from directory.accounts.models.one_time_link import LinkPurpose
from directory.accounts.one_time_links import issue_link
from directory.accounts.recovery_codes import make_recovery_codes
from directory.accounts.roles import Role
from tests.factories.accounts import make_account, post
from tests.factories.moving_clock import MovingClock
from tests.functional.account_pages import CODE, give_telephone, send_password

EMAIL = "animation@exemple.example"
BROWSERS = 4


@pytest.fixture
def account(session: Session) -> Account:
    """An animator."""
    return make_account(session, EMAIL)


def at_once(ask: Callable[[int], TestResponse]) -> list[int]:
    """Have several browsers ask at the same moment; give the statuses of their answers."""
    barrier = Barrier(BROWSERS)

    def wait_and_ask(number: int) -> int:
        barrier.wait()
        return ask(number).status_code

    with ThreadPoolExecutor(BROWSERS) as pool:
        return sorted(pool.map(wait_and_ask, range(BROWSERS)))


def test_one_code_lets_one_browser_in(
    app: Flask, session: Session, account: Account, moving_clock: MovingClock
) -> None:
    code = give_telephone(app, session, account, moving_clock).code()
    browsers = [app.test_client() for _ in range(BROWSERS)]
    for browser in browsers:
        send_password(browser, EMAIL)

    answers = at_once(lambda number: post(browsers[number], CODE, {"code": code}))

    assert answers == [200] * (BROWSERS - 1) + [303]
    assert _count_let_in(session) == 1


def test_one_recovery_code_lets_one_browser_in(
    app: Flask, session: Session, account: Account, moving_clock: MovingClock
) -> None:
    give_telephone(app, session, account, moving_clock)
    code = make_recovery_codes(session, account)[0]
    session.commit()
    browsers = [app.test_client() for _ in range(BROWSERS)]
    for browser in browsers:
        send_password(browser, EMAIL)

    answers = at_once(lambda number: post(browsers[number], CODE, {"code": code}))

    assert answers == [200] * (BROWSERS - 1) + [303]
    assert _count_let_in(session) == 1


def test_one_link_sets_one_password(
    app: Flask, session: Session, account: Account, moving_clock: MovingClock
) -> None:
    token = issue_link(session, account, LinkPurpose.RESET, clock=moving_clock)
    session.commit()
    browsers = [app.test_client() for _ in range(BROWSERS)]
    for browser in browsers:
        browser.get(f"/compte/nouveau-mot-de-passe/{token}")

    answers = at_once(
        lambda number: post(
            browsers[number],
            "/compte/nouveau-mot-de-passe",
            {"new_password": f"granit tempête pommier {number}"},
        )
    )

    assert answers == [303] + [410] * (BROWSERS - 1)


def test_signing_in_twice_at_once_is_no_conflict(app: Flask, session: Session) -> None:
    make_account(session, "editrice@exemple.example", role=Role.STRUCTURE_EDITOR, filieres=())
    browsers = [app.test_client() for _ in range(BROWSERS)]

    answers = at_once(lambda number: send_password(browsers[number], "editrice@exemple.example"))

    assert answers == [303] * BROWSERS


def _count_let_in(session: Session) -> int:
    session.rollback()
    rows = session.scalars(
        select(AccountSession).where(AccountSession.second_factor_at.is_not(None))
    )
    return len(rows.all())

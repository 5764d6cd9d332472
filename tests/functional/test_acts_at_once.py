"""What two people, or two clicks of one, do in the same instant is done once, and never a 500."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.queries import find_account_by_email
from directory.accounts.roles import Role
from directory.catalog.models.distinct_pair import DistinctPair
from directory.catalog.models.structure import Structure
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import make_source, make_structure
from tests.functional.structure_forms import sent_form

ROUNDS = range(2)  # what depends on the moment is tried several times
NEW = "/admin/structures/nouvelle"
INVITED = "nouvelle@exemple.example"

SendAtOnce = Callable[[str, Mapping[str, object], Account, Account], list[int]]


@pytest.fixture
def send_at_once(app: Flask, session: Session) -> SendAtOnce:
    """Send one form from two browsers in the same instant; give the two statuses in order."""

    def send(path: str, form: Mapping[str, object], first: Account, second: Account) -> list[int]:
        browsers = []
        for account in (first, second):
            browsers.append(app.test_client())
            sign_in(browsers[-1], session, account)
        barrier = Barrier(2)

        def press(number: int) -> int:
            barrier.wait()
            return post(browsers[number], path, form).status_code

        with ThreadPoolExecutor(2) as pool:
            statuses = sorted(pool.map(press, range(2)))
        session.expire_all()
        return statuses

    return send


@pytest.fixture
def animator(session: Session) -> Account:
    """Somebody who keeps Nord Finistère."""
    return make_account(session)


@pytest.mark.parametrize("number", ROUNDS)
def test_a_double_click_makes_one_structure(
    session: Session, animator: Account, send_at_once: SendAtOnce, number: int
) -> None:
    form = sent_form(name=f"Équipe {number}")

    assert send_at_once(NEW, form, animator, animator) == [303, 303]
    assert len(session.scalars(select(Structure)).all()) == 1


@pytest.mark.parametrize("number", ROUNDS)
def test_the_second_of_two_people_is_shown_the_structure_of_the_first(
    session: Session, animator: Account, send_at_once: SendAtOnce, number: int
) -> None:
    other = make_account(session, "seconde@exemple.example")
    form = sent_form(name=f"Équipe {number}")

    assert send_at_once(NEW, form, animator, other) == [303, 409]
    assert len(session.scalars(select(Structure)).all()) == 1


@pytest.mark.parametrize("number", ROUNDS)
def test_two_people_who_want_two_structures_of_one_name_have_them(
    session: Session, animator: Account, send_at_once: SendAtOnce, number: int
) -> None:
    other = make_account(session, "seconde@exemple.example")
    form = sent_form(name=f"Équipe {number}", action="create_anyway")

    assert send_at_once(NEW, form, animator, other) == [303, 303]
    slugs = {structure.slug for structure in session.scalars(select(Structure))}
    assert slugs == {f"equipe-{number}", f"equipe-{number}-2"}


@pytest.mark.parametrize("number", ROUNDS)
@pytest.mark.usefixtures("animator")
def test_two_structures_are_said_distinct_twice(
    session: Session, animator: Account, send_at_once: SendAtOnce, number: int
) -> None:
    first = make_structure(session, f"Équipe {number}", sources=[make_source()])
    second = make_structure(session, f"Equipe {number}", slug="bis", sources=[make_source()])
    path = f"/admin/doublons/{first.id}/{second.id}/distinctes"

    assert send_at_once(path, {}, animator, animator) == [303, 303]
    assert len(session.scalars(select(DistinctPair)).all()) == 1


@pytest.mark.parametrize("number", ROUNDS)
def test_one_address_is_invited_once(
    session: Session, send_at_once: SendAtOnce, number: int
) -> None:
    admin = make_account(session, "r@exemple.example", role=Role.REGIONAL_ADMIN, filieres=())
    form = {"email": f"{number}{INVITED}", "role": "animator", "filieres": ["armor"]}

    assert send_at_once("/admin/comptes/inviter", form, admin, admin) == [200, 303]
    assert find_account_by_email(session, f"{number}{INVITED}") is not None


@pytest.mark.parametrize("number", ROUNDS)
def test_two_administrators_who_close_each_other_leave_one(
    app: Flask, session: Session, number: int
) -> None:
    admins = [
        make_account(
            session, f"{name}-{number}@exemple.example", role=Role.REGIONAL_ADMIN, filieres=()
        )
        for name in ("une", "autre")
    ]
    browsers = [app.test_client() for _ in admins]
    for browser, admin in zip(browsers, admins, strict=True):
        sign_in(browser, session, admin)
    barrier = Barrier(2)

    def close_the_other(one: int) -> None:
        barrier.wait()
        post(browsers[one], f"/admin/comptes/{admins[1 - one].id}/fermer")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(close_the_other, range(2)))
    session.expire_all()

    assert sorted(admin.is_active for admin in admins) == [False, True]

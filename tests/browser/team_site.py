"""A site where a team works: fictional listings, an animator with a telephone, a mail server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyotp
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.accounts.second_factor import enrol, make_secret
from directory.catalog.corrections import Report, WrongFact, report_error
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import PhoneDraft
from directory.catalog.models.correction import Correction
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PhoneKind
from directory.database import make_session_factory, open_engine
from directory.search.indexing import drain
from directory.secret_key import secret_key
from directory.values.clock import Clock
from tests.browser.site_server import serve_site
from tests.conftest import make_settings
from tests.factories.accounts import make_account
from tests.factories.moving_clock import MovingClock
from tests.factories.structures import make_phone, make_source, make_structure, make_verification
from tests.letterbox import Letterbox, listening

ANIMATOR = "animation@exemple.example"
_LISTINGS = 7


@dataclass
class TeamSite:
    """The site's address, its letters, its database, and the animator's telephone."""

    address: str
    letterbox: Letterbox
    telephone: pyotp.TOTP
    clock: Clock
    instance: Path

    def code(self) -> str:
        """Give the six digits of this half minute."""
        return self.telephone.at(self.clock.now())

    @contextmanager
    def database(self) -> Iterator[Session]:
        """Look at what the site stored."""
        engine = open_engine(make_settings(self.instance).database_address)
        with make_session_factory(engine)() as session:
            yield session
        engine.dispose()


@contextmanager
def serve_team_site(instance: Path, clock: Clock) -> Iterator[TeamSite]:
    """Fill an instance that holds the territory, and serve it."""
    settings = make_settings(instance)
    letterbox = Letterbox()
    engine = open_engine(settings.database_address)
    with make_session_factory(engine)() as session:
        telephone = _enrolled(session, settings.instance, clock)
        _fill(session, clock)
        drain(session, settings.index_folder)
    engine.dispose()
    with listening(letterbox) as port:
        mailing = {"smtp_url": f"smtp://127.0.0.1:{port}", "mail_from": "annuaire@exemple.example"}
        with serve_site(instance, clock, demo=True, **mailing) as address:
            yield TeamSite(address, letterbox, telephone, clock, instance)


def _enrolled(session: Session, instance: Path, clock: Clock) -> pyotp.TOTP:
    """Make the animator and enrol a telephone some minutes ago."""
    account: Account = make_account(session, ANIMATOR)
    earlier = MovingClock(clock.now())
    earlier.advance(minutes=-5)
    telephone = pyotp.TOTP(make_secret())
    keys = [secret_key(instance, "")]
    assert enrol(account, telephone.secret, telephone.at(earlier.now()), keys=keys, clock=earlier)
    session.commit()
    return telephone


def _fill(session: Session, clock: Clock) -> None:
    """Make listings that nobody confirmed for long, and a visitor's correction of one of them."""
    for number in range(1, _LISTINGS + 1):
        structure = make_structure(
            session,
            f"Lits fictifs n° {number}",
            type_code="LISP",
            email=f"lits-{number}@exemple.example",
            phones=[make_phone(f"+332619100{number:02}")],
            sources=[make_source()],
            verifications=[make_verification(date(2024, 1, number))],
        )
    _report(session, structure, clock)
    session.commit()


def _report(session: Session, structure: Structure, clock: Clock) -> Correction:
    phones = (PhoneDraft("02 61 91 00 77", PhoneKind.DIRECT),)
    report = Report(
        replace(draft_of(structure), phones=phones),
        wrong=(WrongFact.PHONE,),
        words="Le numéro a changé.",
    )
    return report_error(session, structure, report, clock=clock)

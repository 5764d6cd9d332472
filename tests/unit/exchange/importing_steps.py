"""The steps of an import that its tests share: read a file, apply it, name what it would do."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.roles import Role
from directory.catalog.authorship import Author
from directory.exchange.file_reading import read_file
from directory.exchange.importing import (
    apply_import,
    open_import,
    plan_of,
)
from directory.exchange.models.import_run import ImportRun
from directory.exchange.plan import ImportPlan, Outcome
from directory.exchange.reach import Reach
from directory.values.clock import FixedClock
from tests.factories.import_files import make_csv

REGION = Reach(Actor(uuid4(), "Région", "region@exemple.example", Role.REGIONAL_ADMIN), 8)
ANIMATOR = Reach(
    Actor(uuid4(), "Nord", "nord@exemple.example", Role.ANIMATOR, frozenset({"nord-finistere"})),
    8,
)
AUTHOR = Author(uuid4(), "animator", ("nord-finistere",))
HEADER = ("Nom", "Type", "Code postal", "Commune", "Téléphone 1")
ROW = ("Équipe mobile de l’Exemple", "EMSP", "29600", "Morlaix", "02 61 91 00 01")


def open_file(
    session: Session,
    clock: FixedClock,
    rows: Sequence[Sequence[str]] = (ROW,),
    header: Sequence[str] = HEADER,
) -> ImportRun:
    run = open_import(
        session,
        read_file(make_csv(rows, header=header)),
        file_name="fiches.csv",
        author=AUTHOR,
        clock=clock,
    )
    session.flush()
    return run


def apply_run(
    session: Session, run: ImportRun, clock: FixedClock, reach: Reach = REGION
) -> ImportPlan:
    plan = plan_of(session, run, reach=reach)
    applied = apply_import(session, run, plan.digest, reach=reach, author=AUTHOR, clock=clock)
    session.commit()
    return applied


def outcomes_of(plan: ImportPlan) -> list[Outcome]:
    return [row.outcome for row in plan.rows]

"""An import of many rows asks the database no more of each row than one of few."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.roles import Role
from directory.catalog.authorship import Author
from directory.catalog.models.catalog_change import CatalogChange
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from directory.exchange.file_reading import read_file
from directory.exchange.importing import apply_import, open_import, plan_of, undo_import
from directory.exchange.models.import_run import ImportRun
from directory.exchange.reach import Reach
from directory.values.clock import FixedClock
from tests.factories.import_files import make_csv

AUTHOR = Author(uuid4(), "regional_admin", ())
REACH = Reach(Actor(uuid4(), "Région", "region@exemple.example", Role.REGIONAL_ADMIN), 8)
HEADER = ("Nom", "Type", "Code postal", "Commune", "Rue", "Identifiant")
FEW, MANY = 20, 200


class _Statements:
    def __init__(self) -> None:
        self.number = 0

    def count(self, *_of_the_event: object) -> None:
        self.number += 1


@contextmanager
def _statements(session: Session) -> Iterator[_Statements]:
    """Count what is sent to the database."""
    statements = _Statements()
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", statements.count)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", statements.count)


def _apply(
    session: Session, clock: FixedClock, rows: int, *, names: str, street: str = ""
) -> ImportRun:
    """Import rows whose names share a beginning; those that are known name their listing."""
    place = ("EMSP", "29600", "Morlaix") if rows == FEW else ("HAD", "29200", "Brest")
    known = dict(session.execute(select(Structure.name, Structure.id)).all())
    called = [f"{names} {row}" for row in range(rows)]
    table = [(name, *place, street, str(known.get(name, ""))) for name in called]
    run = open_import(
        session,
        read_file(make_csv(table, header=HEADER)),
        file_name="fiches.csv",
        author=AUTHOR,
        clock=clock,
    )
    plan = plan_of(session, run, reach=REACH)
    assert plan.writes == rows
    apply_import(session, run, plan.digest, reach=REACH, author=AUTHOR, clock=clock)
    session.commit()
    return run


def _create(session: Session, clock: FixedClock, rows: int) -> Callable[[], object]:
    return lambda: _apply(session, clock, rows, names=f"Équipe {rows}")


def _change(session: Session, clock: FixedClock, rows: int) -> Callable[[], object]:
    _apply(session, clock, rows, names=f"Équipe {rows}")
    session.expunge_all()
    return lambda: _apply(session, clock, rows, names=f"Équipe {rows}", street="1 rue du Port")


def _undo_creation(session: Session, clock: FixedClock, rows: int) -> Callable[[], object]:
    run = _apply(session, clock, rows, names=f"Équipe {rows}")
    session.expunge_all()
    return lambda: _undo(session, clock, run)


def _undo_change(session: Session, clock: FixedClock, rows: int) -> Callable[[], object]:
    _apply(session, clock, rows, names=f"Équipe {rows}")
    run = _apply(session, clock, rows, names=f"Équipe {rows}", street="1 rue du Port")
    session.expunge_all()
    return lambda: _undo(session, clock, run)


def _undo(session: Session, clock: FixedClock, run: ImportRun) -> None:
    undo_import(session, session.merge(run), author=AUTHOR, clock=clock)
    session.commit()


@pytest.mark.parametrize("prepare", [_create, _change, _undo_creation, _undo_change])
def test_a_row_costs_no_more_statements_among_many_than_among_few(
    session: Session,
    clock: FixedClock,
    prepare: Callable[[Session, FixedClock, int], Callable[[], object]],
) -> None:
    numbers = {}
    for rows in (FEW, MANY):
        act = prepare(session, clock, rows)
        with _statements(session) as statements:
            act()
        session.expunge_all()
        numbers[rows] = statements.number

    assert numbers[MANY] / MANY <= numbers[FEW] / FEW
    assert numbers[MANY] / MANY < 7  # the listing, its parts, its revision, its change


def test_rows_of_one_name_get_numbered_addresses_in_their_order(
    session: Session, clock: FixedClock
) -> None:
    communes = [("29600", "Morlaix"), ("29200", "Brest"), ("29000", "Quimper")]
    for type_code in ("EMSP", "HAD"):
        table = [("Équipe", type_code, *commune, "", "") for commune in communes]
        run = open_import(
            session, read_file(make_csv(table, header=HEADER)), file_name="fiches.csv",
            author=AUTHOR, clock=clock,
        )  # fmt: skip
        digest = plan_of(session, run, reach=REACH).digest
        apply_import(session, run, digest, reach=REACH, author=AUTHOR, clock=clock)

    slugs = dict(session.execute(select(Structure.slug, Structure.postal_code)).all())

    assert slugs.keys() == {"equipe", *(f"equipe-{n}" for n in range(2, 7))}
    assert [slugs["equipe"], slugs["equipe-2"], slugs["equipe-3"]] == ["29600", "29200", "29000"]


def test_readers_are_told_of_every_listing_of_an_import_and_of_its_undoing(
    session: Session, clock: FixedClock
) -> None:
    run = _apply(session, clock, FEW, names="Équipe")
    applied = session.scalars(select(CatalogChange)).all()

    _undo(session, clock, run)

    undone = set(session.scalars(select(CatalogChange))) - set(applied)
    structures = session.scalars(select(Structure)).all()
    ids = {structure.id for structure in structures}
    assert ids <= {change.structure_id for change in applied}
    assert ids == {change.structure_id for change in undone}
    assert min(change.generation for change in undone) > max(c.generation for c in applied)
    assert {structure.state for structure in structures} == {PublicationState.ARCHIVED}

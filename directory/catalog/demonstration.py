"""Fictional listings for demonstrations and measurements, as many as asked, from a seed."""

from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from random import Random

from sqlalchemy import insert
from sqlalchemy.orm import Session

from directory.catalog.fictional_listing import FictionalWorld, Records, fictional_listing
from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.organization import Organization
from directory.catalog.models.phone import Phone
from directory.catalog.models.source import StructureSource
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.verification import Verification
from directory.catalog.queries import list_structure_types
from directory.data_files import read_rows
from directory.territory.queries import list_communes, list_filieres
from directory.values.clock import Clock

Progress = Callable[[int, int], None]

_BATCH = 2_000


def generate_structures(
    session: Session,
    folder: Path,
    *,
    structures: int,
    seed: int,
    clock: Clock,
    progress: Progress | None = None,
) -> None:
    """Add that many fictional structures, of which one APPUI line for each filière comes first.

    The same seed gives the same listings. Territory and vocabulary must be loaded. Nothing is
    committed. `progress` is told how many are made, of how many, batch by batch.
    """
    world = _world(session, folder, seed, clock)
    batch: Records = {}
    for number in range(structures):
        for noun, records in fictional_listing(world, number).items():
            batch.setdefault(noun, []).extend(records)
        if (number + 1) % _BATCH == 0:
            _write(session, batch)
            batch = {}
            if progress is not None:
                progress(number + 1, structures)
    _write(session, batch)


def _world(session: Session, folder: Path, seed: int, clock: Clock) -> FictionalWorld:
    communes = list(list_communes(session))
    return FictionalWorld(
        random=Random(seed),  # noqa: S311 (repeatable on purpose)
        clock=clock,
        names=[row.text("name") for row in read_rows(folder / "names.csv", ("name",))],
        types={kind.code: kind for kind in list_structure_types(session)},
        communes=communes,
        cumulated_population=list(accumulate(commune.population for commune in communes)),
        filieres=[filiere.slug for filiere in list_filieres(session)],
    )


def _write(session: Session, batch: Records) -> None:
    for noun in (
        Organization, Structure, Phone, CoverageArea, StructureFiliere, StructureSource,
        Verification,
    ):  # fmt: skip
        if records := batch.get(noun):
            session.execute(insert(noun), records)

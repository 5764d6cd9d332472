"""Fictional listings for demonstrations and measurements: seeded, plausible, plainly invented."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.organization import Organization
from directory.catalog.models.phone import Phone
from directory.catalog.models.source import StructureSource
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.structure_type import StructureType
from directory.catalog.models.verification import Verification
from directory.catalog.queries import list_structure_types
from directory.catalog.vocabulary import (
    CoverageBasis,
    FactGroup,
    PhoneAudience,
    PhoneKind,
    PublicationState,
    VerificationMeans,
)
from directory.data_files import read_rows
from directory.database import Base
from directory.territory.coverage import REGION_CODE, AreaKind
from directory.territory.models import Commune
from directory.territory.queries import list_communes, list_filieres
from directory.values.clock import Clock, in_paris
from directory.values.text import slugify

Record = dict[str, object]
Progress = Callable[[int, int], None]
Records = dict[type[Base], list[Record]]

_BATCH = 2_000
_WEIGHTS = {
    "EMSP": 8, "HAD": 6, "LISP": 18, "HDJ": 3, "USP": 5, "ERRSPP": 1, "DAC": 4, "CPTS": 8,
    "ASSOCIATION": 14, "DEUIL": 9, "MAISON": 1, "REGIONAL": 1,
}  # fmt: skip
_HOURS = {
    "HAD": "24/7",
    "USP": "24/7",
    "LISP": "24/7",
    "EMSP": "Mo-Fr 09:00-17:00; PH off",
    "DAC": "Mo-Fr 08:30-18:00; PH off",
    "CPTS": "Mo-Fr 09:00-12:30,13:30-17:00; PH off",
    "ASSOCIATION": "Tu,Th 14:00-18:00; PH off",
    "DEUIL": "We 10:00-12:00,14:00-17:00; PH off",
    "APPUI": "Mo-Fr 18:30-08:30; Sa,Su,PH 00:00-24:00",
}
_CAPACITY = {
    "LISP": ("lits identifiés", 2, 14),
    "USP": ("lits", 8, 16),
    "HAD": ("patients simultanés", 20, 140),
    "HDJ": ("places", 2, 4),
}
_REGIONAL_TYPES = ("ERRSPP", "REGIONAL")
_BEDS = ("LISP", "USP")


@dataclass(frozen=True)
class _World:
    """What fictional listings are made from."""

    random: Random
    clock: Clock
    names: list[str]
    types: dict[str, StructureType]
    communes: list[Commune]
    cumulated_population: list[int]
    filieres: list[str]


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
        for noun, records in _listing(world, number).items():
            batch.setdefault(noun, []).extend(records)
        if (number + 1) % _BATCH == 0:
            _write(session, batch)
            batch = {}
            if progress is not None:
                progress(number + 1, structures)
    _write(session, batch)


def _world(session: Session, folder: Path, seed: int, clock: Clock) -> _World:
    communes = list(list_communes(session))
    total = 0
    cumulated = []
    for commune in communes:
        total += commune.population
        cumulated.append(total)
    return _World(
        random=Random(seed),  # noqa: S311 (repeatable on purpose)
        clock=clock,
        names=[row.text("name") for row in read_rows(folder / "names.csv", ("name",))],
        types={kind.code: kind for kind in list_structure_types(session)},
        communes=communes,
        cumulated_population=cumulated,
        filieres=[filiere.slug for filiere in list_filieres(session)],
    )


def _write(session: Session, batch: Records) -> None:
    for noun in (
        Organization, Structure, Phone, CoverageArea, StructureFiliere, StructureSource,
        Verification,
    ):  # fmt: skip
        if records := batch.get(noun):
            session.execute(insert(noun), records)


def _listing(world: _World, number: int) -> Records:
    """Make the rows of one fictional structure."""
    random = world.random
    filiere = world.filieres[number] if number < len(world.filieres) else None
    code = "APPUI" if filiere else random.choices(*zip(*_WEIGHTS.items(), strict=True))[0]
    commune = _commune(world, filiere)
    structure = _structure(world, number, code, commune)
    slugs = (
        world.filieres
        if code in _REGIONAL_TYPES
        else [attachment.filiere_slug for attachment in commune.attachments]
    )
    key = {"structure_id": structure["id"]}
    return {
        Organization: [_organization(structure)],
        Structure: [structure],
        Phone: list(_phones(world, structure, code)),
        CoverageArea: [key | area for area in _coverage(world, code, commune, slugs)],
        StructureFiliere: [key | {"filiere_slug": slug} for slug in slugs],
        StructureSource: [key | {"title": "Donnée fictive de démonstration"}],
        Verification: [key | check for check in _verifications(world)],
    }


def _commune(world: _World, filiere: str | None) -> Commune:
    while True:
        commune: Commune = world.random.choices(
            world.communes, cum_weights=world.cumulated_population
        )[0]
        if filiere is None or filiere in [link.filiere_slug for link in commune.attachments]:
            return commune


def _structure(world: _World, number: int, code: str, commune: Commune) -> Record:
    random = world.random
    name = f"{world.types[code].words['fr']['label']} fictive {random.choice(world.names)}"
    moment = world.clock.now()
    value_range = _CAPACITY.get(code)
    return {
        "id": UUID(int=random.getrandbits(128), version=4),
        "organization_id": UUID(int=random.getrandbits(128), version=4),
        "slug": f"{slugify(name, length=60)}-{number + 1}",
        "name": f"{name} – {commune.name}",
        "type_code": code,
        "state": random.choices(list(PublicationState), weights=(2, 97, 1))[0],
        "street": f"{random.randint(1, 120)} rue {random.choice(world.names)}",
        "postal_code": commune.postal_codes[0].code,
        "insee": commune.insee,
        "latitude": round(commune.latitude + random.uniform(-0.008, 0.008), 5),
        "longitude": round(commune.longitude + random.uniform(-0.012, 0.012), 5),
        "position_is_approximate": random.random() < 0.2,
        "email": f"contact-{number + 1}@example.org" if random.random() < 0.6 else None,
        "website": f"https://example.org/{number + 1}" if random.random() < 0.4 else None,
        "opening_hours": _HOURS.get(code) if random.random() < 0.75 else None,
        "capacity_value": random.randint(*value_range[1:]) if value_range else None,
        "capacity_unit": value_range[0] if value_range else None,
        "source_date": in_paris(moment).date() - timedelta(days=random.randint(30, 900)),
        "confidence": random.choice(("high", "medium", "low")),
        "created_at": moment,
        "updated_at": moment - timedelta(days=random.randint(0, 400)),
        "published_at": moment,
        "version": 1,
    }


def _organization(structure: Record) -> Record:
    return {
        "id": structure["organization_id"],
        "name": f"Organisme fictif n° {str(structure['slug']).rpartition('-')[2]}",
        "kind": "fiction",
        "version": 1,
    }


def _phones(world: _World, structure: Record, code: str) -> Iterator[Record]:
    random = world.random
    if code != "APPUI" and random.random() < 0.08:
        return  # a listing without a number, since there are some
    for rank in range(random.choices((1, 2), weights=(8, 2))[0]):
        prefix = "+3326191" if rank == 0 else "+3363998"
        yield {
            "structure_id": structure["id"],
            "rank": rank,
            "number": f"{prefix}{random.randint(0, 9_999):04d}",
            "kind": PhoneKind.SWITCHBOARD if code in _BEDS and rank == 0 else PhoneKind.DIRECT,
            "label": "Ligne d’astreinte" if rank else None,
            "audience": PhoneAudience.PROFESSIONALS
            if code == "APPUI" or rank
            else PhoneAudience.PUBLIC,
            "hours": _HOURS["APPUI"] if rank else None,
        }


def _coverage(world: _World, code: str, commune: Commune, slugs: list[str]) -> Iterator[Record]:
    """Declare an area for half of them; suppose the filière for the others."""
    if code in _REGIONAL_TYPES:
        yield _area(AreaKind.REGION, REGION_CODE, CoverageBasis.DECLARED)
    elif code == "APPUI":
        yield _area(AreaKind.FILIERE, slugs[0], CoverageBasis.DECLARED)
    elif world.random.random() < 0.5:
        yield from (_area(AreaKind.FILIERE, slug, CoverageBasis.ASSUMED) for slug in slugs)
    elif commune.epci_code is not None and world.random.random() < 0.7:
        yield _area(AreaKind.EPCI, commune.epci_code, CoverageBasis.DECLARED)
    else:
        yield _area(AreaKind.COMMUNE, commune.insee, CoverageBasis.DECLARED)


def _area(kind: AreaKind, code: str, basis: CoverageBasis) -> Record:
    return {"kind": kind, "code": code, "basis": basis}


def _verifications(world: _World) -> Iterator[Record]:
    """Some were checked lately, some long ago, some never."""
    state = world.random.choice(("recent", "old", "never"))
    if state == "never":
        return
    days = world.random.randint(5, 120) if state == "recent" else world.random.randint(500, 900)
    day = in_paris(world.clock.now()).date() - timedelta(days=days)
    for facts in (FactGroup.IDENTITY, FactGroup.PHONES):
        yield {"facts": facts, "verified_on": day, "means": VerificationMeans.PHONE}

"""The rows of one fictional structure: plausible, and plainly invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

from directory.catalog.models.coverage_area import CoverageArea
from directory.catalog.models.organization import Organization
from directory.catalog.models.phone import Phone
from directory.catalog.models.source import StructureSource
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.models.structure_type import StructureType
from directory.catalog.models.verification import Verification
from directory.catalog.vocabulary import (
    CoverageBasis,
    FactGroup,
    PhoneAudience,
    PhoneKind,
    PublicationState,
    VerificationMeans,
)
from directory.database import Base
from directory.territory.coverage import REGION_CODE, AreaKind
from directory.territory.models import Commune
from directory.values.clock import Clock, in_paris
from directory.values.text import slugify

Record = dict[str, object]
Records = dict[type[Base], list[Record]]

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
    "LISP": ("beds", 2, 14),
    "USP": ("beds", 8, 16),
    "HAD": ("patients", 20, 140),
    "HDJ": ("places", 2, 4),
}
_REGIONAL_TYPES = ("ERRSPP", "REGIONAL")
_BEDS = ("LISP", "USP")


@dataclass(frozen=True)
class FictionalWorld:
    """What fictional listings are made from."""

    random: Random
    clock: Clock
    names: list[str]
    types: dict[str, StructureType]
    communes: list[Commune]
    cumulated_population: list[int]
    filieres: list[str]


def fictional_listing(world: FictionalWorld, number: int) -> Records:
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


def _commune(world: FictionalWorld, filiere: str | None) -> Commune:
    while True:
        commune: Commune = world.random.choices(
            world.communes, cum_weights=world.cumulated_population
        )[0]
        if filiere is None or filiere in [link.filiere_slug for link in commune.attachments]:
            return commune


def _structure(world: FictionalWorld, number: int, code: str, commune: Commune) -> Record:
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


def _phones(world: FictionalWorld, structure: Record, code: str) -> Iterator[Record]:
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


def _coverage(
    world: FictionalWorld, code: str, commune: Commune, slugs: list[str]
) -> Iterator[Record]:
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


def _verifications(world: FictionalWorld) -> Iterator[Record]:
    """Some were checked lately, some long ago, some never."""
    state = world.random.choice(("recent", "old", "never"))
    if state == "never":
        return
    days = world.random.randint(5, 120) if state == "recent" else world.random.randint(500, 900)
    day = in_paris(world.clock.now()).date() - timedelta(days=days)
    for facts in (FactGroup.IDENTITY, FactGroup.PHONES):
        yield {"facts": facts, "verified_on": day, "means": VerificationMeans.PHONE}

"""The places of the gazetteer, read by columns: a process starts with them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.territory.models import (
    Commune,
    Departement,
    Epci,
    Filiere,
    FiliereAttachment,
    FormerCommune,
    PostalCode,
)
from directory.territory.places import CommunePlace, FiliereLink, NamedPlace
from directory.values.geography import Position

Value = TypeVar("Value")


def load_communes(session: Session) -> list[CommunePlace]:
    """Read every commune with its postal codes, former names and filières."""
    postal_codes = _grouped(
        session.execute(select(PostalCode.insee, PostalCode.code).order_by(PostalCode.code))
    )
    former_names = _grouped(
        session.execute(
            select(FormerCommune.insee, FormerCommune.name).order_by(FormerCommune.name)
        )
    )
    links = _grouped(
        (row.insee, FiliereLink(row.filiere_slug, row.basis, row.confidence))
        for row in session.execute(
            select(
                FiliereAttachment.insee,
                FiliereAttachment.filiere_slug,
                FiliereAttachment.basis,
                FiliereAttachment.confidence,
            ).order_by(FiliereAttachment.filiere_slug)
        )
    )
    communes = session.execute(
        select(
            Commune.insee,
            Commune.name,
            Commune.name_br,
            Commune.slug,
            Commune.departement_code,
            Commune.epci_code,
            Commune.population,
            Commune.latitude,
            Commune.longitude,
        ).order_by(Commune.insee)
    )
    return [
        CommunePlace(
            insee=row.insee,
            name=row.name,
            name_br=row.name_br,
            slug=row.slug,
            departement=row.departement_code,
            epci=row.epci_code,
            population=row.population,
            position=Position(row.latitude, row.longitude),
            postal_codes=postal_codes.get(row.insee, ()),
            filieres=links.get(row.insee, ()),
            former_names=former_names.get(row.insee, ()),
        )
        for row in communes
    ]


def load_epci(session: Session) -> list[NamedPlace]:
    """Read the EPCI by name."""
    rows = session.execute(select(Epci.code, Epci.name).order_by(Epci.name))
    return [NamedPlace(code, name) for code, name in rows]


def load_departements(session: Session) -> list[NamedPlace]:
    """Read the départements by code."""
    rows = session.execute(
        select(Departement.code, Departement.name, Departement.name_br).order_by(Departement.code)
    )
    return [NamedPlace(code, name, name_br) for code, name, name_br in rows]


def load_filieres(session: Session) -> list[NamedPlace]:
    """Read the filières in their order of display."""
    rows = session.execute(select(Filiere.slug, Filiere.name).order_by(Filiere.rank))
    return [NamedPlace(slug, name) for slug, name in rows]


def _grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    groups: dict[str, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}

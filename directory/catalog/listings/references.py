"""What listings are held against: from the data files alone, or from the database."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog import data_versions
from directory.catalog.listings.outlines import km_outside_commune
from directory.catalog.models.organization import Organization
from directory.catalog.models.structure_type import StructureType
from directory.catalog.validation import KnownCommune, Reference
from directory.data_files import read_rows
from directory.paths import DATA
from directory.territory.models import Commune, Departement, Epci, Filiere, PostalCode


def reference_from_files(data: Path) -> Reference:
    """Read the vocabulary and the territory; outlines are read when asked for.

    Raises DamagedDataFileError.
    """
    filieres = read_rows(data / "territory" / "filieres.csv", ("slug",))
    communes = read_rows(data / "territory" / "communes.csv", ("insee", "name", "postal_codes"))
    return Reference(
        type_codes=_codes(data / "vocabulary" / "structure_types.csv"),
        filieres={row.text("slug") for row in filieres},
        communes={
            (insee := row.text("insee")): KnownCommune(
                row.text("name"),
                frozenset(row.listed("postal_codes")),
                partial(km_outside_commune, data, insee),
            )
            for row in communes
        },
        epci=_codes(data / "territory" / "epci.csv"),
        departements=_codes(data / "territory" / "departements.csv"),
    )


def reference_from_database(session: Session) -> Reference:
    """Read what the database knows; positions are not held against outlines."""
    postal_codes: dict[str, set[str]] = {}
    for code, insee in session.execute(select(PostalCode.code, PostalCode.insee)):
        postal_codes.setdefault(insee, set()).add(code)
    communes = session.execute(select(Commune.insee, Commune.name))
    return Reference(
        type_codes=set(session.scalars(select(StructureType.code))),
        filieres=set(session.scalars(select(Filiere.slug))),
        communes={
            insee: KnownCommune(name, frozenset(postal_codes.get(insee, ())))
            for insee, name in communes
        },
        epci=set(session.scalars(select(Epci.code))),
        departements=set(session.scalars(select(Departement.code))),
    )


def reference_for_editing(session: Session) -> Reference:
    """Read what people's edits are held against: the database, and the communes' outlines.

    Numbers kept for fiction are refused where the real listings are.
    """
    reference = reference_from_database(session)
    communes = {
        insee: replace(commune, km_outside=partial(km_outside_commune, DATA, insee))
        for insee, commune in reference.communes.items()
    }
    return replace(
        reference,
        communes=communes,
        organizations=set(session.scalars(select(Organization.id))),
        fictional_phones_allowed=not data_versions.holds(session, data_versions.STRUCTURES),
    )


def _codes(file: Path) -> set[str]:
    return {row.text("code") for row in read_rows(file, ("code",))}

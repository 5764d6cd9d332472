"""Every read of the territory."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.territory.models import (
    Commune,
    Departement,
    DoubtfulAttachment,
    Filiere,
    FiliereAttachment,
    FormerCommune,
)
from directory.values.text import fold


@dataclass(frozen=True, slots=True)
class CommuneAddress:
    """What a link to a commune needs."""

    insee: str
    name: str
    slug: str
    departement_code: str


def list_communes(session: Session) -> Sequence[Commune]:
    """Load every commune with its postal codes, former names and attachments."""
    return session.scalars(
        select(Commune)
        .options(
            joinedload(Commune.epci),
            joinedload(Commune.departement),
            selectinload(Commune.postal_codes),
            selectinload(Commune.former_communes),
            selectinload(Commune.attachments).joinedload(FiliereAttachment.filiere),
        )
        .order_by(Commune.insee)
    ).all()


def find_commune(session: Session, insee: str) -> Commune | None:
    """Load one commune with all that hangs on it."""
    return session.scalar(
        select(Commune)
        .where(Commune.insee == insee)
        .options(
            joinedload(Commune.epci),
            joinedload(Commune.departement),
            selectinload(Commune.postal_codes),
            selectinload(Commune.former_communes),
            selectinload(Commune.attachments).joinedload(FiliereAttachment.filiere),
            selectinload(Commune.doubts),
        )
    )


def list_filieres(session: Session) -> Sequence[Filiere]:
    """List the filières in their order of display."""
    return session.scalars(select(Filiere).order_by(Filiere.rank)).all()


def find_filiere(session: Session, slug: str) -> Filiere | None:
    """Load one filière."""
    return session.get(Filiere, slug)


def list_departements(session: Session) -> Sequence[Departement]:
    """List the départements by code."""
    return session.scalars(select(Departement).order_by(Departement.code)).all()


def list_communes_of_filiere(session: Session, slug: str) -> Sequence[Commune]:
    """Load the communes attached to a filière, by name, with their EPCI and attachments."""
    return session.scalars(
        select(Commune)
        .join(FiliereAttachment, FiliereAttachment.insee == Commune.insee)
        .where(FiliereAttachment.filiere_slug == slug)
        .options(joinedload(Commune.epci), selectinload(Commune.attachments))
        .order_by(Commune.name)
    ).all()


def insee_by_filiere(session: Session) -> dict[str, list[str]]:
    """Map each filière to the INSEE codes of its communes."""
    mapping: dict[str, list[str]] = {}
    for slug, insee in session.execute(
        select(FiliereAttachment.filiere_slug, FiliereAttachment.insee).order_by(
            FiliereAttachment.insee
        )
    ):
        mapping.setdefault(slug, []).append(insee)
    return mapping


def population_by_filiere(session: Session) -> dict[str, int]:
    """Count the inhabitants of each filière; a commune of two filières counts in both."""
    rows = session.execute(
        select(FiliereAttachment.filiere_slug, func.sum(Commune.population))
        .join(Commune, Commune.insee == FiliereAttachment.insee)
        .group_by(FiliereAttachment.filiere_slug)
    )
    return {slug: int(total) for slug, total in rows}


def list_commune_addresses(session: Session) -> Sequence[CommuneAddress]:
    """List every commune in the order of the alphabet, without loading what hangs on it."""
    rows = session.execute(
        select(Commune.insee, Commune.name, Commune.slug, Commune.departement_code)
    )
    communes = [CommuneAddress(*row) for row in rows]
    return sorted(communes, key=lambda commune: (fold(commune.name), commune.insee))


def find_commune_of_former(session: Session, insee_former: str) -> Commune | None:
    """Load today's commune of a former one, by the code that it used to have."""
    return session.scalar(
        select(Commune)
        .join(FormerCommune, FormerCommune.insee == Commune.insee)
        .where(FormerCommune.insee_former == insee_former)
        .order_by(Commune.insee)
        .limit(1)
    )


def list_doubts_touching(
    session: Session, slug: str
) -> Sequence[tuple[DoubtfulAttachment, Commune]]:
    """List the doubts that would add communes to a filière, or take some from it.

    Those that an animator settled are left out.
    """
    rows = session.execute(
        select(DoubtfulAttachment, Commune)
        .join(Commune, Commune.insee == DoubtfulAttachment.insee)
        .join(FiliereAttachment, FiliereAttachment.insee == Commune.insee)
        .where((DoubtfulAttachment.filiere_slug == slug) | (FiliereAttachment.filiere_slug == slug))
        .options(selectinload(Commune.attachments))
        .order_by(DoubtfulAttachment.sector, Commune.name)
    ).unique()
    return [(doubt, commune) for doubt, commune in rows if not commune.is_decided]

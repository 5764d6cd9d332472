"""Which communes are attached to which filières, read light for the pages that change it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.territory.models import Commune, Epci, FiliereAttachment
from directory.values.text import fold


@dataclass(frozen=True, slots=True)
class AttachedCommune:
    """A commune, where it lies, and the filières that hold it."""

    insee: str
    name: str
    departement_code: str
    epci_code: str | None
    epci_name: str | None
    population: int
    filieres: tuple[str, ...]


def list_attached_communes(
    session: Session, insees: Collection[str] | None = None
) -> Sequence[AttachedCommune]:
    """List communes, all or some, in the order of the alphabet."""
    statement = select(
        Commune.insee,
        Commune.name,
        Commune.departement_code,
        Commune.epci_code,
        Epci.name.label("epci_name"),
        Commune.population,
    ).outerjoin(Epci, Epci.code == Commune.epci_code)
    if insees is not None:
        statement = statement.where(Commune.insee.in_(insees))
    filieres = _filieres_by_commune(session)
    communes = [
        AttachedCommune(*row, filieres=tuple(filieres[row.insee]))
        for row in session.execute(statement)
    ]
    return sorted(communes, key=lambda commune: (fold(commune.name), commune.insee))


def lock_communes(session: Session, insees: Collection[str]) -> None:
    """Keep others from attaching or detaching these communes until the transaction ends."""
    session.execute(
        select(Commune.insee)
        .where(Commune.insee.in_(insees))
        .order_by(Commune.insee)
        .with_for_update()
    ).all()


def _filieres_by_commune(session: Session) -> dict[str, list[str]]:
    filieres: dict[str, list[str]] = defaultdict(list)
    for insee, slug in session.execute(
        select(FiliereAttachment.insee, FiliereAttachment.filiere_slug).order_by(
            FiliereAttachment.filiere_slug
        )
    ):
        filieres[insee].append(slug)
    return filieres

"""Which other filières lie nearest to communes, and so could take them."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.territory.models import Commune, Filiere, FiliereAttachment
from directory.values.geography import Position, distance_km


def list_nearest_filieres(
    session: Session, insees: Collection[str], *, but: str
) -> Sequence[Filiere]:
    """List the filières of the nearest communes that are not in the filière `but`, in order."""
    rows = session.execute(
        select(Commune.latitude, Commune.longitude, FiliereAttachment.filiere_slug)
        .join(FiliereAttachment, FiliereAttachment.insee == Commune.insee)
        .where(FiliereAttachment.filiere_slug != but, Commune.insee.not_in(insees))
    ).all()
    around = [(Position(row.latitude, row.longitude), row.filiere_slug) for row in rows]
    if not around:
        return []
    leaving = session.execute(
        select(Commune.latitude, Commune.longitude).where(Commune.insee.in_(insees))
    )
    slugs = {
        min(around, key=lambda other: distance_km(here, other[0]))[1]
        for here in [Position(row.latitude, row.longitude) for row in leaving]
    }
    return session.scalars(
        select(Filiere).where(Filiere.slug.in_(slugs)).order_by(Filiere.rank)
    ).all()

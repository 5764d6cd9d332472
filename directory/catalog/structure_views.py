"""How often listings are read: added up by day, read back over the last thirty days."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_view import StructureView

DAYS_COUNTED = 30


def add_views(session: Session, views: Mapping[tuple[str, date], int]) -> None:
    """Add readings by slug and day; an address that leads nowhere any more counts for nothing."""
    rows = session.execute(
        select(Structure.slug, Structure.id).where(Structure.slug.in_({slug for slug, _ in views}))
    )
    ids = {row.slug: row.id for row in rows}
    values = [
        {"structure_id": ids[slug], "day": day, "count": number}
        for (slug, day), number in sorted(views.items())  # one order: no deadlock of two workers
        if slug in ids
    ]
    if not values:
        return
    # Two workers may add to the same day: the database adds, nobody reads before writing.
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(StructureView)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["structure_id", "day"],
            set_={"count": StructureView.count + statement.excluded.count},
        ),
        values,
    )


def recent_views(session: Session, *, today: date) -> dict[UUID, int]:
    """Give how often each listing was read in the last thirty days, those never read left out."""
    rows = session.execute(
        select(StructureView.structure_id, func.sum(StructureView.count))
        .where(StructureView.day > today - timedelta(days=DAYS_COUNTED))
        .group_by(StructureView.structure_id)
    )
    return {structure_id: int(number) for structure_id, number in rows}

"""What an export holds: structures loaded by batches, and the columns that may leave."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from directory.catalog.models.structure import Structure
from directory.catalog.queries import get_structures
from directory.exchange.columns import COLUMNS, Column

_BATCH = 500


def columns_for(*, is_public: bool) -> tuple[Column, ...]:
    """Give the columns of a public export, or all of them."""
    return tuple(column for column in COLUMNS if column.is_public or not is_public)


def structures_in_order(session: Session, ids: Sequence[UUID]) -> Iterator[Structure]:
    """Give structures whole, in the order asked, loaded some at a time."""
    for start in range(0, len(ids), _BATCH):
        some = ids[start : start + _BATCH]
        loaded = {structure.id: structure for structure in get_structures(session, some)}
        yield from (loaded[identifier] for identifier in some if identifier in loaded)

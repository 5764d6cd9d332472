"""The public records of the structures shown last, kept by version and day."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from threading import Lock
from uuid import UUID

from sqlalchemy.orm import Session

from directory.catalog.public_record import PublicStructure, public_structure
from directory.catalog.queries import get_structures
from directory.search.queries import Listing

_KEPT = 20_000


class RecordCache:
    """Thread-safe enough: a lost or doubled entry only costs a read."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, date], PublicStructure] = OrderedDict()
        self._lock = Lock()  # over the count only

    def clear(self) -> None:
        """Forget everything: types or organizations may have changed."""
        self._kept = OrderedDict()

    def load(
        self, session: Session, listings: Sequence[Listing], *, today: date
    ) -> list[PublicStructure | None]:
        """Give the records in the order asked, None for one that is no longer published."""
        kept = self._kept
        missing = [
            UUID(listing.id)
            for listing in listings
            if (listing.id, listing.version, today) not in kept
        ]
        loaded: dict[str, PublicStructure] = {}
        if missing:
            loaded = {
                str(structure.id): public_structure(structure, today=today)
                for structure in get_structures(session, missing)
                if structure.is_published
            }
        records = []
        for listing in listings:
            key = (listing.id, listing.version, today)
            record = kept.get(key) or loaded.get(listing.id)
            if record is not None:
                kept[key] = record
            records.append(record)
        with self._lock:
            while len(kept) > _KEPT:
                kept.popitem(last=False)
        return records

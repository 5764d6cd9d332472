"""Knowing which version of each data folder the database holds, so as not to load it twice."""

from sqlalchemy.orm import Session

from directory.catalog.models.loaded_data import LoadedData
from directory.values.clock import Clock

TERRITORY = "territory"
VOCABULARY = "vocabulary"
STRUCTURES = "structures"
DEMONSTRATION = "demo"


def is_loaded(session: Session, name: str, digest: str) -> bool:
    """Tell whether this version of a data folder is in the database."""
    stored = session.get(LoadedData, name)
    return stored is not None and stored.digest == digest


def holds(session: Session, name: str) -> bool:
    """Tell whether any version of a data folder is in the database."""
    return session.get(LoadedData, name) is not None


def mark_loaded(session: Session, name: str, digest: str, *, clock: Clock) -> None:
    """Remember that this version was loaded."""
    session.merge(LoadedData(name=name, digest=digest, loaded_at=clock.now()))

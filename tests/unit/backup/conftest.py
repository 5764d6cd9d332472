"""An instance with a listing, a document and a secret key, and a backup of it."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from directory.backup.creating import create_backup
from directory.catalog.models.document import Document
from directory.database import make_session_factory, open_engine
from directory.settings import Settings
from directory.values.clock import FixedClock
from tests.factories.structures import make_structure

CONTENT = b"%PDF-1.7 the charter of the network"


@pytest.fixture
def full_settings(settings: Settings, session: Session, clock: FixedClock) -> Settings:
    """The settings of an instance that holds a bit of everything."""
    make_structure(session)
    document = Document(
        id=uuid4(),
        filiere_slug="nord-finistere",
        title="Charte",
        file_name="charte.pdf",
        media_type="application/pdf",
        size=len(CONTENT),
        digest=sha256(CONTENT).hexdigest(),
        added_at=clock.now(),
    )
    session.add(document)
    session.commit()
    (settings.instance / "documents").mkdir()
    (settings.instance / "documents" / str(document.id)).write_bytes(CONTENT)
    (settings.instance / "secret_key").write_text("5" * 64)
    session.close()
    session.get_bind().dispose()  # type: ignore[union-attr]  # an engine, in our tests
    return settings


@pytest.fixture
def backup(full_settings: Settings, tmp_path: Path, clock: FixedClock) -> Path:
    """A backup of that instance."""
    file = tmp_path / "backup.tar.gz"
    create_backup(full_settings, file, clock=clock)
    return file


@pytest.fixture
def change_listing(full_settings: Settings) -> Callable[[], None]:
    """Add a listing to the instance after its backup."""

    def change() -> None:
        engine = open_engine(full_settings.database_address)
        with make_session_factory(engine)() as session:
            make_structure(session, "Équipe mobile d’après")
        engine.dispose()

    return change

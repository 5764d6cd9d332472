"""Which version of each data folder the database holds."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base, UtcDateTime


class LoadedData(Base):
    """The digest of a data folder when it was last loaded; equal digest, nothing to load."""

    __tablename__ = "loaded_data"

    name: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)

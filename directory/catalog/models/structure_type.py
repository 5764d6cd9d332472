"""A kind of structure: a row of the vocabulary, with its words in three languages."""

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from directory.database import Base


class StructureType(Base):
    """One kind of structure; `words` maps a language to label, plural, plain, call, access_note."""

    __tablename__ = "structure_type"

    code: Mapped[str] = mapped_column(primary_key=True)
    rank: Mapped[int]
    level: Mapped[str | None]  # « 1 », « 2 », « 3 » or « all »
    short: Mapped[str | None]  # the acronym as people write it
    marker_shape: Mapped[str]
    marker_letter: Mapped[str]
    access_public: Mapped[str | None]  # vocabulary.PublicAccess
    access_professionals: Mapped[bool]
    audiences: Mapped[list[str]] = mapped_column(JSON)
    settings: Mapped[list[str]] = mapped_column(JSON)
    doors: Mapped[list[str]] = mapped_column(JSON)
    ladder_professional: Mapped[int | None]  # its rung on the ladder « Qui appeler ? », from 1
    ladder_public: Mapped[int | None]
    review_months: Mapped[int]
    coverage_default: Mapped[str]
    ans_code: Mapped[str | None]
    words: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)

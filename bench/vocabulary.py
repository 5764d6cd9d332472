"""What the questions of a measurement are made of: the words and places of the instance itself."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from directory.catalog.models.organization import Organization
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from directory.database import SessionFactory
from directory.search.words import folded_words
from directory.territory.queries import list_communes, list_filieres

_SHORTEST_WORD = 5
_MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words as written in names, and codes that filters take."""

    words: tuple[str, ...]
    communes: tuple[tuple[str, str], ...]  # (INSEE code, name)
    filieres: tuple[str, ...]
    types: tuple[str, ...]
    slugs: tuple[str, ...]


def read_vocabulary(sessions: SessionFactory) -> Vocabulary:
    """Read the words of names, streets and organizations, the most frequent first; and codes."""
    with sessions() as session:
        rows = session.execute(
            select(
                Structure.slug,
                Structure.type_code,
                Structure.name,
                Structure.street,
                Organization.name.label("organization"),
            )
            .outerjoin(Organization, Structure.organization_id == Organization.id)
            .where(Structure.state == PublicationState.PUBLISHED)
            .order_by(Structure.slug)
        ).all()
        words = Counter(
            word
            for row in rows
            for text in (row.name, row.street, row.organization)
            for word in set((text or "").replace("’", " ").split())
            if len(word) >= _SHORTEST_WORD and word.isalpha() and folded_words(word)
        )
        return Vocabulary(
            words=tuple(word for word, _ in words.most_common(_MOST_WORDS)),
            communes=tuple((commune.insee, commune.name) for commune in list_communes(session)),
            filieres=tuple(filiere.slug for filiere in list_filieres(session)),
            types=tuple(sorted({row.type_code for row in rows})),
            slugs=tuple(row.slug for row in rows),
        )

"""What the page of a filière says, prepared: its sheet, structures, territory and documents."""

from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from sqlalchemy.orm import Session

from directory.catalog.document_queries import list_documents
from directory.catalog.public_record import public_structure
from directory.catalog.queries import get_structures, list_published_of_filiere
from directory.territory import queries as territory
from directory.territory.models import Filiere
from directory.values.clock import in_paris
from directory.web.cards import make_card
from directory.web.document_words import DocumentLink, document_link
from directory.web.filiere_structures import LevelOfCare, chosen_ids, levels_of_care
from directory.web.filiere_territory import FiliereTerritory, territory_of
from directory.web.opening_words import OpeningWords, opening_words
from directory.web.services import get_services
from directory.web.structure_types import structure_types


@dataclass(frozen=True, slots=True)
class FilierePage:
    """One filière; `filiere_names` holds the names of all of them by slug."""

    filiere: Filiere
    filiere_names: dict[str, str]
    recognised_on: str | None
    professional_line: OpeningWords
    levels: list[LevelOfCare]
    structure_count: int
    territory: FiliereTerritory
    documents: list[DocumentLink]


def make_filiere_page(session: Session, filiere: Filiere) -> FilierePage:
    """Prepare the page of a filière, stored or proposed."""
    now = get_services().clock.now()
    listed = list_published_of_filiere(session, filiere.slug)
    names = {each.slug: each.name for each in territory.list_filieres(session)}
    today, types = in_paris(now).date(), structure_types()
    cards = {
        structure.id: make_card(
            public_structure(structure, today=today),
            types[structure.type_code],
            moment=now,
            filiere_names=names,
        )
        for structure in get_structures(session, chosen_ids(listed))
    }
    return FilierePage(
        filiere=filiere,
        filiere_names=names,
        recognised_on=_display_month(filiere.recognised_on),
        professional_line=opening_words(filiere.professional_line_hours, now),
        levels=levels_of_care(listed, cards, types),
        structure_count=len(listed),
        territory=territory_of(
            filiere.slug,
            territory.list_communes_of_filiere(session, filiere.slug),
            territory.list_doubts_touching(session, filiere.slug),
        ),
        documents=[document_link(each) for each in list_documents(session, filiere.slug)],
    )


def _display_month(text: str | None) -> str | None:
    """Write « 2025-10 » or « 2025-10-03 » as people do; None when the date is not known."""
    if text is None:
        return None
    is_month = text.count("-") == 1
    day = date.fromisoformat(f"{text}-01" if is_month else text)
    return str(format_date(day, "MMMM y" if is_month else "d MMMM y"))

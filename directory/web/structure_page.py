"""What the page of a structure says, prepared: facts in words, and each unknown said."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from directory.catalog.models.structure import Structure
from directory.catalog.public_change import last_public_change
from directory.catalog.public_record import PublicStructure, public_structure
from directory.catalog.vocabulary import CoverageBasis, PublicAccess
from directory.values.clock import in_paris
from directory.values.language import Language
from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours
from directory.web.area_names import coverage_sentences, filiere_names
from directory.web.cards import StructureCard, make_card
from directory.web.change_sentences import change_sentence
from directory.web.labels import (
    audience_label,
    capacity_sentence,
    setting_label,
)
from directory.web.localization import current_language
from directory.web.neighbours import NeighbourLink, list_neighbours
from directory.web.opening_words import WeekDayWords, holiday_words, week_words
from directory.web.services import get_finder, get_services
from directory.web.structure_types import TypeWords, structure_types
from directory.web.structured_data import JsonLd, structure_data
from directory.web.templating import absolute_url, page_url

LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class FiliereLink:
    """A filière that a structure belongs to."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Presentation:
    """What a structure says of itself, in Markdown, and in which language."""

    text: str
    language: Language

    @property
    def is_a_note(self) -> bool:
        """Whether it is a short paragraph, read before the number rather than after."""
        is_one_line = "\n" not in self.text.strip()
        return is_one_line and len(self.text) <= LONGEST_NOTE and not self.text.startswith("#")


@dataclass(frozen=True, slots=True)
class StructurePage:
    """One listing; `week` is empty when no hours are known."""

    structure: PublicStructure
    card: StructureCard
    presentation: Presentation | None
    access_note: str
    filieres: tuple[FiliereLink, ...]
    is_regional: bool
    coverage: list[tuple[CoverageBasis, str]]
    audiences: list[str]
    settings: list[str]
    capacity: str | None
    week: list[WeekDayWords]
    holidays: str | None
    changed: str
    neighbours: list[NeighbourLink]
    json_ld: JsonLd


def make_structure_page(
    session: Session, structure: Structure, *, is_unsaved: bool = False
) -> StructurePage:
    """Prepare the page of a structure loaded whole; `is_unsaved` when nobody stored its words."""
    services = get_services()
    gazetteer = get_finder().gazetteer(session)
    moment = services.clock.now()
    record = public_structure(structure, today=in_paris(moment).date())
    if is_unsaved:
        # Words are kept by version: those of a preview belong to a version that nobody stores.
        record = replace(record, version=-secrets.randbits(62))
    kind = structure_types()[record.type_code]
    names = filiere_names(gazetteer)
    own_filieres = tuple(
        FiliereLink(slug, names[slug]) for slug in record.filieres if slug in names
    )
    url = absolute_url(page_url(f"/structures/{record.slug}"))
    return StructurePage(
        structure=record,
        card=make_card(record, kind, moment=moment, filiere_names=names),
        presentation=presentation_of(record, current_language()),
        access_note=_access_note(record, kind),
        filieres=own_filieres,
        is_regional=len(own_filieres) == len(names),
        coverage=coverage_sentences(gazetteer, record.coverage),
        audiences=[audience_label(audience) for audience in record.audiences],
        settings=[setting_label(setting) for setting in record.settings],
        capacity=None if record.capacity is None else capacity_sentence(record.capacity),
        week=_week(record, moment),
        holidays=holiday_words(record.opening_hours),
        changed=change_sentence(
            last_public_change(session, structure),
            in_paris(record.updated_at).date(),
            {filiere.slug: filiere.name for filiere in own_filieres},
        ),
        neighbours=list_neighbours(session, record),
        json_ld=structure_data(record, gazetteer, url=url, clock=services.clock),
    )


def presentation_of(structure: PublicStructure, wanted: Language) -> Presentation | None:
    """Choose the presentation in a language, else the French one, if there is any."""
    texts = {
        Language.FRENCH: structure.presentation,
        Language.BRETON: structure.presentation_br,
        Language.ENGLISH: structure.presentation_en,
    }
    for language in (wanted, Language.FRENCH):
        if text := texts[language]:
            return Presentation(text, language)
    return None


def _access_note(structure: PublicStructure, kind: TypeWords) -> str:
    """Give the words of the kind on who may call, unless this structure does otherwise."""
    rule = structure.access.public
    if rule != kind.access_public or (rule is PublicAccess.YES and not structure.phones):
        return ""
    return kind.access_note


def _week(structure: PublicStructure, moment: datetime) -> list[WeekDayWords]:
    if structure.opening_hours is None:
        return []
    try:
        hours = OpeningHours.parse(structure.opening_hours)
        return week_words(hours, moment, structure.closed_days)
    except InvalidOpeningHoursError:
        return []

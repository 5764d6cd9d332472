"""The ladders of a commune in words: rungs, cards, and why each structure is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import format_date

from directory.catalog.ladder import Ladder, LadderEntry, Rung
from directory.catalog.opening import UNKNOWN_OPENING, Opening, opening_at
from directory.catalog.public_record import PublicAccessRule
from directory.catalog.vocabulary import Profile
from directory.territory.coverage import Area, AreaKind
from directory.territory.models import Commune
from directory.values.clock import in_paris
from directory.values.opening_hours import OpeningState
from directory.web.cards import Reason, StructureCard, make_card
from directory.web.labels import coverage_sentence, distance_label, level_label
from directory.web.opening_words import OpeningWords
from directory.web.structure_types import TypeWords
from directory.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class RungWords:
    """One step: the kind of structure, who serves the commune, else who is nearest."""

    type: TypeWords
    why: str
    cards: tuple[StructureCard, ...]
    nearest: tuple[StructureCard, ...]
    total: int


@dataclass(frozen=True, slots=True)
class LadderWords:
    """A ladder as the page shows it."""

    profile: Profile
    rungs: tuple[RungWords, ...]


@dataclass(frozen=True, slots=True)
class LadderPlace:
    """For whom, where and when a ladder is; `is_now` is false for a moment that was typed."""

    profile: Profile
    commune: Commune
    moment: datetime
    is_now: bool
    filiere_names: dict[str, str]


def ladder_words(ladder: Ladder, types: Mapping[str, TypeWords], place: LadderPlace) -> LadderWords:
    """Put a ladder into words."""
    return LadderWords(
        ladder.profile, tuple(_rung(rung, types[rung.type_code], place) for rung in ladder.rungs)
    )


def _rung(rung: Rung, kind: TypeWords, place: LadderPlace) -> RungWords:
    return RungWords(
        type=kind,
        why=_why(kind, place.profile),
        cards=tuple(_card(entry, kind, place) for entry in rung.entries),
        nearest=tuple(_card(entry, kind, place) for entry in rung.nearest),
        total=rung.total,
    )


def _why(kind: TypeWords, profile: Profile) -> str:
    """Say to the public what happens when they call; a professional knows, and wants it short."""
    if profile is Profile.PUBLIC:
        return f"{kind.call} {kind.access_note}".strip()
    return level_label(kind.level) if kind.level else ""


def _card(entry: LadderEntry, kind: TypeWords, place: LadderPlace) -> StructureCard:
    card = make_card(
        entry.structure,
        kind,
        moment=place.moment,
        filiere_names=place.filiere_names,
        reason=_reason(entry, place),
    )
    card = replace(card, insee=None)  # this page already says who else can help
    if place.profile is Profile.PROFESSIONAL:
        card = replace(card, access=_access_of_professionals(entry.structure.access))
    if place.is_now:
        return card
    hours = [phone.hours for phone in card.phones] or [entry.structure.opening_hours]
    return replace(card, openings=tuple(_words_at(text, place.moment) for text in hours))


def _access_of_professionals(access: PublicAccessRule) -> str:
    if access.professionals:
        return _("Les professionnels peuvent appeler.")
    return _("Nous ne savons pas si les professionnels peuvent appeler.")


def _reason(entry: LadderEntry, place: LadderPlace) -> Reason:
    commune = place.commune.name
    distance = "" if entry.distance_km is None else distance_label(entry.distance_km)
    if entry.area is None or entry.basis is None:
        return Reason(
            _("Ne couvre pas %(commune)s, à notre connaissance.", commune=commune),
            distance=distance,
        )
    names = [_area_name(entry.area, place)]
    return Reason(
        _("Couvre %(commune)s.", commune=commune),
        basis=entry.basis,
        basis_label=coverage_sentence(entry.area.kind, names, entry.basis),
        distance=distance,
    )


def _area_name(area: Area, place: LadderPlace) -> str:
    """Name one of the areas that hold the commune."""
    match area.kind:
        case AreaKind.FILIERE:
            return place.filiere_names.get(area.code, area.code)
        case AreaKind.EPCI:
            return area.code if place.commune.epci is None else place.commune.epci.name
        case AreaKind.DEPARTEMENT:
            return place.commune.departement.name
        case AreaKind.COMMUNE:
            return place.commune.name
        case AreaKind.REGION:
            return ""


def _words_at(hours: str | None, moment: datetime) -> OpeningWords:
    """Say whether somebody answers at another moment than now."""
    opening = UNKNOWN_OPENING if hours is None else opening_at(hours, moment)
    return OpeningWords(opening.state, _sentence_at(opening))


def _sentence_at(opening: Opening) -> str:
    match opening.state:
        case OpeningState.OPEN:
            return _("Ouvert à ce moment-là.")
        case OpeningState.UNKNOWN if opening.hours is None:
            return _("Nous ne connaissons pas ses horaires.")
        case OpeningState.UNKNOWN:
            return _("Horaires à vérifier par téléphone.")
    if opening.next_opening is None:
        return _("Fermé à ce moment-là.")
    opens = in_paris(opening.next_opening)
    return _(
        "Fermé à ce moment-là, ouvre le %(day)s à %(hour)s.",
        day=format_date(opens.date(), "EEEE d MMMM"),
        hour=f"{opens:%H:%M}",
    )

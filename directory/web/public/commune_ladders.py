"""The ladders of a commune in words: rungs, cards, and why each structure is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import format_date

from directory.catalog.ladder import Ladder, LadderEntry, Rung
from directory.catalog.opening import UNKNOWN_OPENING, Opening, opening_at
from directory.catalog.public_facts import PublicAccessRule
from directory.catalog.public_record import PublicStructure
from directory.catalog.vocabulary import CoverageBasis, PhoneAudience, Profile, PublicAccess
from directory.territory.gazetteer import Gazetteer
from directory.territory.models import Commune
from directory.values.clock import in_paris
from directory.values.opening_hours import OpeningState
from directory.web.area_names import area_name
from directory.web.cards import Reason, StructureCard, make_card
from directory.web.labels import coverage_sentence, distance_label
from directory.web.opening_words import OpeningWords, hour_words, hours_of
from directory.web.structure_types import TypeWords
from directory.web.wording import gettext as _

FARTHEST_NEIGHBOUR_KM = 60
_ADVICE_LINE = "APPUI"


@dataclass(frozen=True, slots=True)
class RungWords:
    """One step: the kind of structure, who serves the commune, else who is near and has a number.

    `anchor` is its place in the page; `empty` is what a rung without any structure says.
    """

    type: TypeWords
    anchor: str
    why: str
    empty: str
    cards: tuple[StructureCard, ...]
    nearest: tuple[StructureCard, ...]
    total: int


@dataclass(frozen=True, slots=True)
class LadderWords:
    """A ladder as the page shows it, and whether it knows the hours of anybody."""

    profile: Profile
    rungs: tuple[RungWords, ...]
    has_hours: bool


@dataclass(frozen=True, slots=True)
class LadderPlace:
    """For whom, where and when a ladder is; `is_now` is false for a moment that was typed."""

    profile: Profile
    commune: Commune
    moment: datetime
    is_now: bool
    filiere_names: dict[str, str]
    gazetteer: Gazetteer


def ladder_words(ladder: Ladder, types: Mapping[str, TypeWords], place: LadderPlace) -> LadderWords:
    """Put a ladder into words."""
    return LadderWords(
        ladder.profile,
        tuple(_rung(rung, types[rung.type_code], place) for rung in ladder.rungs),
        any(_has_hours(entry.structure) for rung in ladder.rungs for entry in rung.entries),
    )


def _has_hours(structure: PublicStructure) -> bool:
    return bool(structure.opening_hours) or any(phone.hours for phone in structure.phones)


def _rung(rung: Rung, kind: TypeWords, place: LadderPlace) -> RungWords:
    is_public = place.profile is Profile.PUBLIC
    entries = sorted(rung.entries, key=_is_out_of_reach) if is_public else rung.entries
    return RungWords(
        type=kind,
        anchor=f"{'public' if is_public else 'professionnel'}-{kind.code.lower()}",
        # A professional knows what happens when one calls, and wants it short.
        why=f"{kind.call} {kind.access_note}".strip() if is_public else "",
        empty=_("Aucune ligne connue à ce jour pour cette filière.")
        if kind.code == _ADVICE_LINE
        else _("Aucune équipe connue à ce jour pour cette commune."),
        cards=tuple(_card(entry, kind, place) for entry in entries),
        nearest=tuple(_card(entry, kind, place) for entry in rung.nearest if _may_help(entry)),
        total=rung.total,
    )


def _is_out_of_reach(entry: LadderEntry) -> bool:
    """Say whether the public has no number to dial; those they may call come first."""
    structure = entry.structure
    return structure.access.public is not PublicAccess.YES or not any(
        phone.audience is PhoneAudience.PUBLIC for phone in structure.phones
    )


def _may_help(entry: LadderEntry) -> bool:
    """Keep those who do not cover the commune but can be called, not too far."""
    return (
        bool(entry.structure.phones)
        and entry.distance_km is not None
        and entry.distance_km <= FARTHEST_NEIGHBOUR_KM
    )


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
    hours = [phone.hours for phone in card.phones] or [hours_of(entry.structure, None)]
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
    names = [area_name(place.gazetteer, entry.area.kind, entry.area.code)]
    return Reason(
        _("Couvre %(commune)s.", commune=commune)
        if entry.basis is CoverageBasis.DECLARED
        else _("Couvre sans doute %(commune)s.", commune=commune),
        basis=entry.basis,
        basis_label=coverage_sentence(entry.area.kind, names, entry.basis),
        distance=distance,
    )


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
        hour=hour_words(opens),
    )

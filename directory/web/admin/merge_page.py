"""What the page that makes one listing of two shows, and the listing that its choices make."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from directory.catalog.conflicts import TOGETHER, whole_units, with_fields_of
from directory.catalog.draft_json import changed_fields, draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.duplicates import united_draft
from directory.catalog.joined_lists import JOINED
from directory.catalog.models.structure import Structure
from directory.web.admin.field_names import state_label
from directory.web.admin.structure_comparison import (
    BOTH,
    ComparedField,
    FieldChoice,
    compare,
    joined_lines,
)
from directory.web.labels import display_date
from directory.web.wording import gettext as _

KEPT, DROPPED = "kept", "dropped"
PLACE = "place"
_OF_PLACE = ("street", "cedex", "postal_code", "insee", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class ComparedListing:
    """What tells two listings of one name apart; texts are empty for what is unknown."""

    structure: Structure
    state: str
    address: str
    verified: str
    sources: tuple[str, ...]


def compared_listing(structure: Structure) -> ComparedListing:
    """Put what tells a listing apart into words."""
    commune = structure.commune.name if structure.commune else ""
    town = " ".join(part for part in (structure.postal_code, commune) if part)
    checked = max((check.verified_on for check in structure.verifications), default=None)
    return ComparedListing(
        structure,
        state_label(structure.state),
        ", ".join(part for part in (structure.street, town) if part),
        display_date(checked) if checked else _("jamais"),
        tuple(source.title for source in draft_of(structure).sources),
    )


def shows_today(kept: Structure, dropped: Structure, said: Mapping[str, str]) -> bool:
    """Tell whether the page that was sent showed both listings as they are."""
    return (said.get("kept_version"), said.get("dropped_version")) == (
        str(kept.version),
        str(dropped.version),
    )


def merge_choices(kept: Structure, dropped: Structure) -> list[FieldChoice]:
    """Give what must be chosen: each field that differs, where it is as one."""
    mine, other, united = draft_of(kept), draft_of(dropped), united_draft(kept, dropped)
    fields = whole_units(changed_fields(mine, other))
    alone = [name for name in fields if name not in TOGETHER and name not in _OF_PLACE]
    joined = joined_lines(mine, united)
    choices = [
        FieldChoice(field, joined.get(field.name), _proposed(field.name, mine, united))
        for field in compare(mine, other, alone)
    ]
    if any(name in _OF_PLACE for name in fields):
        choices.insert(
            1 if choices and choices[0].compared.name == "name" else 0, _place(mine, other)
        )
    return choices


def choices_after(
    kept: Structure, dropped: Structure, said: Mapping[str, str]
) -> list[FieldChoice]:
    """Give the same, proposing what was chosen already; `said` is that of `chosen_draft`."""
    return [
        replace(choice, proposed=side) if side in (KEPT, DROPPED, BOTH) else choice
        for choice in merge_choices(kept, dropped)
        for side in [said.get(f"choice_{choice.compared.name}")]
    ]


def chosen_draft(kept: Structure, dropped: Structure, said: Mapping[str, str]) -> StructureDraft:
    """Give what the structure that is left says; what was not asked is joined.

    `said` gives KEPT, DROPPED or BOTH by « choice_ » and the name of the choice.
    """
    mine, other, united = draft_of(kept), draft_of(dropped), united_draft(kept, dropped)
    sides: dict[str, str] = {}
    for choice in merge_choices(kept, dropped):
        name = choice.compared.name
        side = said.get(f"choice_{name}", choice.proposed if name == PLACE else BOTH)
        sides |= dict.fromkeys(_OF_PLACE if name == PLACE else whole_units((name,)), side)
    draft = with_fields_of(united, mine, [name for name, side in sides.items() if side == KEPT])
    return with_fields_of(draft, other, [name for name, side in sides.items() if side == DROPPED])


def _place(mine: StructureDraft, other: StructureDraft) -> FieldChoice:
    """Make one choice of an address and its position: half of each would be nowhere."""
    says_more = sum(getattr(other, name) is not None for name in _OF_PLACE) > sum(
        getattr(mine, name) is not None for name in _OF_PLACE
    )
    lines = compare(mine, other, [name for name in _OF_PLACE if name not in TOGETHER])
    return FieldChoice(
        ComparedField(
            PLACE,
            _("Adresse et position"),
            _place_lines(mine, [line for field in lines[:-1] for line in field.mine]),
            _place_lines(other, [line for field in lines[:-1] for line in field.theirs]),
        ),
        None,
        DROPPED if says_more else KEPT,
    )


def _place_lines(draft: StructureDraft, lines: list[str]) -> tuple[str, ...]:
    if draft.latitude is None or draft.longitude is None:
        return (*lines, _("sans position")) if lines else ()
    latitude, longitude = (f"{degrees:.5f}" for degrees in (draft.latitude, draft.longitude))
    return (
        *lines,
        _("position %(latitude)s ; %(longitude)s", latitude=latitude, longitude=longitude),
    )


def _proposed(name: str, mine: StructureDraft, united: StructureDraft) -> str:
    if name in JOINED:
        return BOTH
    return KEPT if getattr(united, name) == getattr(mine, name) else DROPPED

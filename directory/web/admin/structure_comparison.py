"""Two versions of what a listing says, field by field and in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from directory.catalog.conflicts import TOGETHER, whole_units
from directory.catalog.draft_json import draft_as_json
from directory.catalog.drafts import StructureDraft
from directory.catalog.joined_lists import JOINED
from directory.catalog.organization_queries import list_organizations
from directory.web.admin.field_names import field_label
from directory.web.admin.field_values import Names, value_lines
from directory.web.services import get_finder, get_session
from directory.web.wording import gettext as _

BOTH = "both"


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field on both sides, as lines for people, with those that are chosen together with it."""

    name: str
    label: str
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field that differs, what both values joined would say if they can be, and the proposal."""

    compared: ComparedField
    joined: tuple[str, ...] | None
    proposed: str


def compare(
    mine: StructureDraft, theirs: StructureDraft, fields: Iterable[str]
) -> list[ComparedField]:
    """Put fields of two drafts into words."""
    session = get_session()
    bodies = {body.id: body.name for body, _number in list_organizations(session)}
    names = Names(get_finder().gazetteer(session), bodies)
    first, second = draft_as_json(mine), draft_as_json(theirs)

    def lines(leader: str, said: dict[str, Any]) -> tuple[str, ...]:
        return tuple(
            line for name in whole_units([leader]) for line in value_lines(name, said[name], names)
        )

    return [
        ComparedField(name, _label(name), lines(name, first), lines(name, second))
        for name in whole_units(list(fields))
        if name not in TOGETHER
    ]


def joined_lines(mine: StructureDraft, joined: StructureDraft) -> dict[str, tuple[str, ...]]:
    """Put the lists of a draft that joins two others into words, by their fields."""
    return {field.name: field.theirs for field in compare(mine, joined, JOINED)}


def _label(name: str) -> str:
    return _("Position") if name == "latitude" else field_label(name)

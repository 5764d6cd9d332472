"""Two versions of what a listing says, field by field and in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.catalog.draft_json import draft_as_json
from directory.catalog.drafts import StructureDraft
from directory.catalog.organization_queries import list_organizations
from directory.web.admin.field_names import field_label
from directory.web.admin.field_values import Names, value_lines
from directory.web.services import get_finder, get_session


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field on both sides, as lines for people."""

    name: str
    label: str
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


def compare(
    mine: StructureDraft, theirs: StructureDraft, fields: Iterable[str]
) -> list[ComparedField]:
    """Put fields of two drafts into words."""
    session = get_session()
    bodies = {body.id: body.name for body, _number in list_organizations(session)}
    names = Names(get_finder().gazetteer(session), bodies)
    first, second = draft_as_json(mine), draft_as_json(theirs)
    return [
        ComparedField(
            name,
            field_label(name),
            value_lines(name, first[name], names),
            value_lines(name, second[name], names),
        )
        for name in fields
    ]

"""When somebody else changed the listing meanwhile: both versions side by side, nothing lost."""

from dataclasses import dataclass

from flask import render_template, request

from directory.accounts.queries import names_of_accounts
from directory.catalog.conflicts import Conflict, find_conflict, with_fields_of
from directory.catalog.draft_json import draft_as_json
from directory.catalog.drafts import StructureDraft
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.organization_queries import list_organizations
from directory.web.admin.field_names import field_label
from directory.web.admin.field_values import Names, value_lines
from directory.web.admin.forms.structure_draft import sent_fields
from directory.web.services import get_finder, get_session
from directory.web.wording import gettext as _

THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field on both sides, as lines for people."""

    name: str
    label: str
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


def show_conflict(
    structure: Structure, mine: StructureDraft, *, version: int, revision: Revision
) -> tuple[str, int]:
    """Write the page where the second person chooses; what was typed travels along."""
    session = get_session()
    conflict = find_conflict(session, structure, mine, version=version)
    names = names_of_accounts(session, {revision.editor_id} if revision.editor_id else set())
    page = render_template(
        "admin/resolve_conflict.html",
        structure=structure,
        revision=revision,
        editor=next(iter(names.values()), _("Quelqu’un")),
        compared=compare(conflict.mine, conflict.theirs, conflict.fields),
        taken=compare(conflict.mine, conflict.theirs, conflict.taken),
        typed=[
            (name, value)
            for name, values in sent_fields(request.form).lists()
            for value in values
            if name not in ("csrf_token", "version", "action")
        ],
        seen_version=version,
    )
    return page, 409


def resolved_draft(structure: Structure, mine: StructureDraft, *, version: int) -> StructureDraft:
    """Give the draft after the choices sent: theirs where chosen or where I changed nothing."""
    conflict: Conflict = find_conflict(get_session(), structure, mine, version=version)
    chosen = [name for name in conflict.fields if request.form.get(f"choice_{name}") == THEIRS]
    return with_fields_of(conflict.merged, conflict.theirs, chosen)


def compare(
    mine: StructureDraft, theirs: StructureDraft, fields: tuple[str, ...]
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

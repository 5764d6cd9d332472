"""When somebody else changed the listing meanwhile: both versions side by side, nothing lost."""

from flask import render_template, request

from directory.accounts.queries import names_of_accounts
from directory.catalog.conflicts import (
    Conflict,
    find_conflict,
    whole_units,
    with_fields_of,
)
from directory.catalog.drafts import StructureDraft
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.web.admin.structure_comparison import (
    BOTH,
    FieldChoice,
    compare,
    joined_lines,
)
from directory.web.sent_fields import sent_fields
from directory.web.services import get_session
from directory.web.wording import gettext as _

MINE, THEIRS = "mine", "theirs"
_CHOICE = "choice_"
_NOT_TYPED = ("csrf_token", "version", "shown_version", "action")


def show_conflict(
    structure: Structure, mine: StructureDraft, *, version: int, revision: Revision
) -> tuple[str, int]:
    """Write the page where the second person chooses; what was typed travels along."""
    session = get_session()
    conflict = find_conflict(session, structure, mine, version=version)
    names = names_of_accounts(session, {revision.editor_id} if revision.editor_id else set())
    page = render_template(
        "admin/structure/conflict.html",
        structure=structure,
        editor=next(iter(names.values()), _("Quelqu’un")),
        choices=_choices(conflict),
        taken=compare(conflict.mine, conflict.theirs, conflict.taken),
        typed=[
            (name, value)
            for name, values in sent_fields(request.form).lists()
            for value in values
            if name not in _NOT_TYPED and not name.startswith(_CHOICE)
        ],
        seen_version=version,
    )
    return page, 409


def resolved_draft(structure: Structure, mine: StructureDraft, *, version: int) -> StructureDraft:
    """Give the draft after the choices sent: what was not chosen loses nothing of either."""
    conflict = find_conflict(get_session(), structure, mine, version=version)
    draft = with_fields_of(conflict.merged, conflict.mine, _chosen(conflict, MINE))
    return with_fields_of(draft, conflict.theirs, _chosen(conflict, THEIRS))


def _choices(conflict: Conflict) -> list[FieldChoice]:
    joined = joined_lines(conflict.mine, conflict.merged)
    return [
        FieldChoice(field, joined.get(field.name), BOTH if field.name in joined else MINE)
        for field in compare(conflict.mine, conflict.theirs, conflict.fields)
    ]


def _chosen(conflict: Conflict, side: str) -> tuple[str, ...]:
    chosen = [name for name in conflict.fields if request.form.get(f"{_CHOICE}{name}") == side]
    return whole_units(chosen)

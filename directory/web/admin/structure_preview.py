"""A structure's page as the public would see it, from what is stored or from what was typed."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.editing_drafts import (
    DraftTooLargeError,
    find_editing_draft,
    keep_editing_draft,
    subject_of_structure,
)
from directory.catalog.listing_queries import get_structure
from directory.catalog.listings.storing import structure_saying
from directory.catalog.models.structure import Structure
from directory.values.numbers import read_number
from directory.web.admin.structure_form_page import make_form, read_form
from directory.web.permissions import get_actor, require, requires
from directory.web.sent_fields import LARGEST_VERSION, sent_fields
from directory.web.services import get_services, get_session
from directory.web.structure_page import make_structure_page

_NEVER_KEPT = {"csrf_token", "action", "version"}


@requires(Permission.STRUCTURE_READ)
def preview_structure(structure_id: UUID) -> Response | str:
    """Show the page of a structure in any state; with `brouillon`, as it was typed."""
    session = get_session()
    structure = get_structure(session, structure_id)
    if structure is None:
        abort(404)
    require(Permission.STRUCTURE_READ, structure=structure)
    typed = _as_typed(structure) if request.args.get("brouillon") else None
    return render_template(
        "admin/preview_structure.html",
        page=make_structure_page(session, typed or structure, is_unsaved=typed is not None),
        is_typed=typed is not None,
        state=structure.state,
        structure_id=structure_id,
    )


def keep_for_preview(structure: Structure) -> Response:
    """Keep what was sent as this person's draft, and go and look at it."""
    fields = {
        name: values
        for name, values in sent_fields(request.form).lists()
        if name not in _NEVER_KEPT
    }
    session = get_session()
    try:
        keep_editing_draft(
            session,
            get_actor().account_id,
            subject_of_structure(structure.id),
            fields=fields,
            based_on=read_number(request.form.get("version"), most=LARGEST_VERSION),
            clock=get_services().clock,
        )
    except DraftTooLargeError:
        abort(413)
    session.commit()
    address = url_for("admin.preview_structure", structure_id=structure.id, brouillon=1)
    return redirect(address, 303)


def _as_typed(structure: Structure) -> Structure | None:
    """Give the structure as this person's draft says it; None without a draft that can be shown."""
    session = get_session()
    kept = find_editing_draft(session, get_actor().account_id, subject_of_structure(structure.id))
    if kept is None:
        return None
    draft, said = read_form(make_form(sent_fields(MultiDict(kept.fields))), structure)
    return None if said.errors else structure_saying(session, structure, draft)

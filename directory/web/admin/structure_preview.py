"""A structure's page as the public would see it, from what is stored or from what was typed."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.editing_drafts import subject_of_structure
from directory.catalog.listing_queries import get_structure
from directory.catalog.listings.storing import structure_saying
from directory.catalog.models.editing_draft import EditingDraft
from directory.catalog.models.structure import Structure
from directory.values.numbers import read_number
from directory.web.admin.kept_forms import draft_asked_for, keep_sent_form
from directory.web.admin.structure_form_page import make_form, read_form
from directory.web.permissions import require, requires
from directory.web.sent_fields import LARGEST_VERSION, sent_fields
from directory.web.services import get_session
from directory.web.structure_page import make_structure_page


@requires(Permission.STRUCTURE_READ)
def preview_structure(structure_id: UUID) -> Response | str:
    """Show the page of a structure in any state; with `brouillon`, as it was typed."""
    session = get_session()
    structure = get_structure(session, structure_id)
    if structure is None:
        abort(404)
    require(Permission.STRUCTURE_READ, structure=structure)
    kept = draft_asked_for(subject_of_structure(structure_id), "brouillon")
    typed = None if kept is None else _as_typed(structure, kept)
    return render_template(
        "admin/preview_structure.html",
        page=make_structure_page(session, typed or structure, is_unsaved=typed is not None),
        typed_key=None if kept is None or typed is None else kept.key,
        state=structure.state,
        structure_id=structure_id,
    )


def keep_for_preview(structure: Structure) -> Response:
    """Keep what was sent as this person's draft, and go and look at it."""
    version = read_number(request.form.get("version"), most=LARGEST_VERSION)
    key = keep_sent_form(subject_of_structure(structure.id), based_on=version)
    address = url_for("admin.preview_structure", structure_id=structure.id, brouillon=key)
    return redirect(address, 303)


def _as_typed(structure: Structure, kept: EditingDraft) -> Structure | None:
    """Give the structure as a draft says it; None when the draft cannot be shown."""
    draft, said = read_form(make_form(sent_fields(MultiDict(kept.fields))), structure)
    return None if said.errors else structure_saying(get_session(), structure, draft)

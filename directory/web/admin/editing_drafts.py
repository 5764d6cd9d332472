"""Keeping what somebody types: asked by the forms every few seconds."""

import re
from typing import Any

from flask import abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.editing_drafts import (
    DraftTooLargeError,
    FormOnPage,
    filiere_of_subject,
    keep_editing_draft,
    structure_of_subject,
    subject_of_structure,
    throw_editing_draft_away,
)
from directory.catalog.listing_queries import get_structure
from directory.territory.queries import find_filiere
from directory.web.admin.kept_forms import KEY, is_key, page_of, read_stamp
from directory.web.notices import say
from directory.web.opening_words import hour_words
from directory.web.permissions import get_actor, require, requires
from directory.web.sent_fields import FIELD_NAME
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _

_SUBJECT = re.compile(r"(structure|filiere) [a-z0-9-]{1,80}", re.ASCII)
# Half of a sign outside the basic plane, as a script can cut it, cannot be written out; nor NUL.
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


@requires(Permission.STRUCTURE_EDIT)
def keep_draft() -> Response:
    """Keep the fields of a form as this person's draft."""
    # Any: JSON of any shape, looked at below.
    sent: Any = request.get_json(silent=True)
    if not isinstance(sent, dict):
        abort(400)
    subject, fields, based_on = sent.get("subject"), sent.get("fields"), sent.get("based_on")
    if not isinstance(subject, str) or not isinstance(fields, dict) or not _are_fields(fields):
        abort(400)
    if not (based_on is None or (type(based_on) is int and 0 <= based_on < 2**31)):
        abort(400)
    if not is_key(sent.get(KEY)):
        abort(400)
    _require_editable(subject)
    session, clock = get_session(), get_services().clock
    try:
        draft = keep_editing_draft(
            session,
            get_actor().account_id,
            FormOnPage(subject, sent[KEY], read_stamp(sent)),
            fields=_writable(fields),
            based_on=based_on,
            clock=clock,
        )
    except DraftTooLargeError:
        abort(413)
    session.commit()
    return jsonify(hour=hour_words(draft.saved_at))


@requires(Permission.STRUCTURE_EDIT)
def throw_draft_away() -> Response:
    """Forget this person's draft of a form, and show the form as it is stored."""
    subject = request.form.get("subject", "")
    if not _SUBJECT.fullmatch(subject):
        abort(400)
    session = get_session()
    throw_editing_draft_away(session, get_actor().account_id, page_of(subject))
    session.commit()
    say(_("Le brouillon est jeté."))
    slug, structure_id = filiere_of_subject(subject), structure_of_subject(subject)
    if slug is not None:
        return redirect(url_for("admin.edit_filiere", slug=slug), 303)
    if structure_id is None:
        return redirect(url_for("admin.create_structure"), 303)
    return redirect(url_for("admin.edit_structure", structure_id=structure_id), 303)


def _require_editable(subject: str) -> None:
    """Refuse what is not the form of a structure or filière that this person may edit."""
    if not _SUBJECT.fullmatch(subject):
        abort(400)
    slug, structure_id = filiere_of_subject(subject), structure_of_subject(subject)
    if slug is not None:
        if find_filiere(get_session(), slug) is None:
            abort(404)
        require(Permission.FILIERE_EDIT, filiere=slug)
        return
    if structure_id is None:
        if subject != subject_of_structure(None):
            abort(400)
        require(Permission.STRUCTURE_CREATE)
        return
    structure = get_structure(get_session(), structure_id)
    if structure is None:
        abort(404)
    require(Permission.STRUCTURE_EDIT, structure=structure)


# Any: JSON of any shape.
def _are_fields(fields: dict[str, Any]) -> bool:
    return all(
        FIELD_NAME.fullmatch(name)
        and isinstance(values, list)
        and all(isinstance(value, str) for value in values)
        for name, values in fields.items()
    )


def _writable(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    return {
        name: [_UNWRITABLE.sub("", value) for value in values] for name, values in fields.items()
    }

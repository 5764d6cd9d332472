"""What a page that shows a form says of its draft, and what becomes of it when the form is sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from flask import abort, flash, request

from directory.catalog.editing_drafts import (
    DraftTooLargeError,
    FormOnPage,
    find_editing_draft,
    keep_editing_draft,
    newest_editing_draft,
    throw_editing_draft_away,
)
from directory.catalog.models.editing_draft import EditingDraft
from directory.web.permissions import get_actor
from directory.web.sent_fields import sent_fields
from directory.web.services import get_services, get_session

KEY, TAKEN_UP = "draft_key", "draft_taken_up"
SAVED = "saved_key"  # a notice for the device, not for the person: the text of this page is stored
_KEY_FORM = re.compile("[0-9a-f]{16}", re.ASCII)
_LONGEST_STAMP = 60
_NEVER_KEPT = {"csrf_token", "action", "version", KEY, TAKEN_UP}


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A page that shows a form, and what was typed before in another page of the same form."""

    page: FormOnPage
    offered: EditingDraft | None = None


def kept_form(subject: str) -> KeptForm:
    """Name the page that is about to be shown; the same one comes back when it was sent."""
    if request.method == "POST":
        return KeptForm(page_of(subject))
    if (asked := draft_asked_for(subject)) is not None:
        return KeptForm(FormOnPage(subject, _new_key(), asked.stamp))
    newest = newest_editing_draft(get_session(), get_actor().account_id, subject)
    return KeptForm(FormOnPage(subject, _new_key()), newest)


def page_of(subject: str) -> FormOnPage:
    """Give the page from which a form was sent, else a new one."""
    key = request.form.get(KEY, "")
    return FormOnPage(subject, key if is_key(key) else _new_key(), read_stamp(request.form))


def is_key(text: object) -> bool:
    """Tell whether a text is such a key as we make."""
    return isinstance(text, str) and _KEY_FORM.fullmatch(text) is not None


def read_stamp(sent: Mapping[str, Any]) -> str:
    """Read what a page was taken up from (Any: JSON of any shape, or a form)."""
    stamp = sent.get(TAKEN_UP, "")
    is_short = isinstance(stamp, str) and len(stamp) <= _LONGEST_STAMP
    return stamp if is_short and is_key(stamp.partition(" ")[0]) else ""


def draft_asked_for(subject: str, parameter: str = "reprendre") -> EditingDraft | None:
    """Find the draft of this person that the address names: the one they take up."""
    key = request.args.get(parameter, "")
    if not is_key(key):
        return None
    return find_editing_draft(get_session(), get_actor().account_id, subject, key)


def keep_sent_form(subject: str, *, based_on: int | None) -> str:
    """Keep what was sent as this person's draft; give the key to take it up with. It commits."""
    page = page_of(subject)
    fields = {
        name: values
        for name, values in sent_fields(request.form).lists()
        if name not in _NEVER_KEPT
    }
    try:
        keep_editing_draft(
            get_session(),
            get_actor().account_id,
            page,
            fields=fields,
            based_on=based_on,
            clock=get_services().clock,
        )
    except DraftTooLargeError:
        abort(413)
    get_session().commit()
    tell_device_it_is_stored()
    return page.key


def throw_sent_form_away(subject: str) -> None:
    """Forget the draft of the page that was sent, in the transaction that stores what it says."""
    throw_editing_draft_away(get_session(), get_actor().account_id, page_of(subject))


def tell_device_it_is_stored() -> None:
    """Have the next page tell the device to forget what it kept of the page that was sent."""
    key = request.form.get(KEY, "")
    if is_key(key):
        flash(key, SAVED)


def _new_key() -> str:
    return token_hex(8)

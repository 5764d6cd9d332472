"""What somebody says of an import before it is applied: its columns, what its rows are about."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.exchange import importing
from directory.exchange.importing import ImportClosedError, PlanChangedError
from directory.values.numbers import read_number
from directory.web.admin.import_returns import back_to_rows, say_closed
from directory.web.admin.imports import load_import, reach
from directory.web.notices import say, warn
from directory.web.permissions import requires
from directory.web.services import get_session
from directory.web.wording import gettext as _
from directory.web.wording import ngettext

_COLUMN, _ROW = "column_", "row_"
_LARGEST_PLACE = 999_999


@requires(Permission.IMPORT)
def match_columns(import_id: UUID) -> Response:
    """Take which column of the file is which of ours."""
    run = load_import(import_id)
    choices = {place: code for place, code in _numbered(_COLUMN) if code}
    try:
        importing.choose_columns(run, choices)
    except ImportClosedError:
        return say_closed(run)
    get_session().commit()
    return back_to_rows(run)


@requires(Permission.IMPORT)
def decide_rows(import_id: UUID) -> Response:
    """Take what somebody says of rows that resemble a listing."""
    run = load_import(import_id)
    try:
        importing.decide_rows(run, dict(_numbered(_ROW)))
    except ImportClosedError:
        return say_closed(run)
    get_session().commit()
    return back_to_rows(run)


@requires(Permission.IMPORT)
def accept_proposals(import_id: UUID) -> Response:
    """Take all rows that resemble one listing for it, but those said otherwise on the page."""
    run, session = load_import(import_id), get_session()
    digest, said = request.form.get("proposals", ""), dict(_numbered(_ROW))
    try:
        accepted = importing.accept_proposals(session, run, digest, said, reach=reach())
    except ImportClosedError:
        return say_closed(run)
    except PlanChangedError:
        warn(
            _(
                "Aucune ressemblance n’a été acceptée : des fiches ont changé depuis l’essai. En "
                "voici un nouveau, relisez-le."
            )
        )
        return back_to_rows(run)
    session.commit()
    say(
        ngettext(
            "%(num)s ressemblance acceptée : relisez les lignes modifiées, puis appliquez.",
            "%(num)s ressemblances acceptées : relisez les lignes modifiées, puis appliquez.",
            accepted,
        )
    )
    return back_to_rows(run)


def _numbered(prefix: str) -> list[tuple[int, str]]:
    """Give the fields of the form that are numbered behind a prefix."""
    numbered = (
        (read_number(name.removeprefix(prefix), most=_LARGEST_PLACE), value)
        for name, value in request.form.items()
        if name.startswith(prefix)
    )
    return [(place, value) for place, value in numbered if place is not None]

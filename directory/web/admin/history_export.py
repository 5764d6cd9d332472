"""The history as a table for spreadsheets: one line per field that changed, oldest first."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from flask import Response, request
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from directory.catalog.history_queries import stream_revisions
from directory.catalog.models.revision import Revision
from directory.exchange.formulas import neutralised
from directory.web.admin.history_filter import read_choice, revision_filter
from directory.web.admin.history_lines import HistoryLine, history_lines
from directory.web.permissions import get_actor, requires
from directory.web.services import get_session
from directory.web.wording import gettext as _

_AT_ONCE = 500  # revisions put into words together
_BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know UTF-8


@requires(Permission.HISTORY_READ)
def export_history() -> Response:
    """Send the changes that the list shows as CSV."""
    session = get_session()
    revisions = stream_revisions(session, revision_filter(read_choice(request.args), get_actor()))
    table = io.StringIO()
    table.write(_BYTE_ORDER_MARK)
    writer = csv.writer(table, delimiter=";")
    writer.writerow(_header())
    writer.writerows(
        [neutralised(cell) for cell in row]
        for line in _lines(session, revisions)
        for row in _rows(line)
    )
    response = Response(table.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="historique.csv"'
    return response


def _header() -> list[str]:
    return [
        _("Date"),
        _("Acte"),
        _("Sujet"),
        _("Personne"),
        _("Rôle"),
        _("Par quel moyen"),
        _("Motif"),
        _("Ce qui change"),
        _("Avant"),
        _("Après"),
    ]


def _lines(session: Session, revisions: Iterator[Revision]) -> Iterator[HistoryLine]:
    while together := list(islice(revisions, _AT_ONCE)):
        yield from history_lines(session, together)


def _rows(line: HistoryLine) -> Iterable[list[str]]:
    first = [
        line.at.isoformat(timespec="seconds"),
        line.act_label,
        line.subject_name,
        line.person,
        line.author,
        line.origin,
        line.reason or "",
    ]
    if not line.changes:
        return [[*first, "", "", ""]]
    return [
        [*first, change.label, "\n".join(change.before), "\n".join(change.after)]
        for change in line.changes
    ]

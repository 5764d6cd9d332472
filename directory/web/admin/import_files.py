"""Files around an import: the template to fill in, the refused rows to mend."""

import csv
import io
from collections.abc import Mapping
from uuid import UUID

from flask import Response

from directory.accounts.permissions import Permission
from directory.exchange.exporters.template_csv import template_csv
from directory.exchange.exporters.workbook import template_workbook
from directory.exchange.formulas import neutralised
from directory.exchange.importing import plan_of, table_of_run
from directory.exchange.plan import Outcome
from directory.web.admin.download import CSV, XLSX, download
from directory.web.admin.import_page import row_problems
from directory.web.admin.imports import load_import, reach
from directory.web.permissions import requires
from directory.web.services import get_session
from directory.web.wording import gettext as _


@requires(Permission.IMPORT)
def download_template_csv() -> Response:
    """Send the template as CSV."""
    return download(template_csv(), "modele-import.csv", CSV)


@requires(Permission.IMPORT)
def download_template_workbook() -> Response:
    """Send the template as a workbook, with its instructions."""
    return download(template_workbook(), "modele-import.xlsx", XLSX)


@requires(Permission.IMPORT)
def download_refused_rows(import_id: UUID) -> Response:
    """Send the rows that are refused, as the file had them, each with its line and the reason."""
    run = load_import(import_id)
    table = table_of_run(run)
    reasons: Mapping[int, str] = {
        row.line: " ".join(f"{item.column} : {item.sentence}" for item in row_problems(row))
        for row in plan_of(get_session(), run, reach=reach()).rows
        if row.outcome is Outcome.REFUSED
    }
    ours = (_("Ligne du fichier"), _("Pourquoi la ligne est refusée"))
    # A file that we gave back before, mended and sent again, has ours already.
    theirs = [number for number, name in enumerate(table.header) if name not in ours]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([*(neutralised(table.header[number]) for number in theirs), *ours])
    for row in table.rows:
        if row.line in reasons:
            cells = [neutralised(row.cells[number]) for number in theirs]
            writer.writerow([*cells, row.line, neutralised(reasons[row.line])])
    content = f"\ufeff{stream.getvalue()}".encode()
    return download(content, "lignes-refusees.csv", CSV)

"""Where an act on an import leads back to."""

from urllib.parse import urlencode

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from directory.exchange.models.import_run import ImportRun
from directory.web.notices import warn
from directory.web.wording import gettext as _


def back_to_rows(run: ImportRun) -> Response:
    """Go back to the page of the import, to the rows that were being looked at."""
    chosen = {name: value for name in ("lignes", "page") if (value := request.form.get(name))}
    address = url_for("admin.show_import", import_id=run.id)
    return redirect(f"{address}?{urlencode(chosen)}" if chosen else address, 303)


def say_closed(run: ImportRun) -> Response:
    """Say that an import was applied, undone or abandoned already."""
    warn(_("Cet import est déjà terminé : rien n’a été changé."))
    return back_to_rows(run)

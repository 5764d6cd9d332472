"""The filières in the admin area: their list, their identity sheets, their pages to come."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.filiere_editing import (
    FiliereEditedMeanwhileError,
    SheetRefusedError,
    filiere_saying,
)
from directory.catalog.filiere_editing import (
    edit_filiere as store_sheet,
)
from directory.catalog.filiere_sheet import FiliereDraft, sheet_of, sheet_problems
from directory.territory import queries as territory
from directory.territory.models import Filiere
from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours
from directory.web.admin.forms.filiere_form import (
    FiliereForm,
    add_empty_rows,
    draft_in,
    form_of,
    link_errors,
    say_problems,
)
from directory.web.after_response import after_change
from directory.web.filiere_page import make_filiere_page
from directory.web.notices import say
from directory.web.opening_words import OpeningWords, WeekDayWords, opening_words, week_words
from directory.web.permissions import author_of, get_actor, may, require, requires
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class ReadHours:
    """Hours in OpenStreetMap syntax, said in words."""

    now: OpeningWords
    week: list[WeekDayWords]


@requires(Permission.FILIERE_EDIT)
def list_filieres() -> str:
    """List the filières that this person keeps."""
    session = get_session()
    communes = territory.insee_by_filiere(session)
    return render_template(
        "admin/list_filieres.html",
        filieres=[
            filiere
            for filiere in territory.list_filieres(session)
            if may(Permission.FILIERE_EDIT, filiere=filiere.slug)
        ],
        commune_counts={slug: len(found) for slug, found in communes.items()},
        populations=territory.population_by_filiere(session),
    )


@requires(Permission.FILIERE_EDIT)
def edit_filiere(slug: str) -> str | Response:
    """Show the identity sheet as a form, and take it back."""
    filiere = filiere_or_404(slug)
    require(Permission.FILIERE_EDIT, filiere=slug)
    if request.method == "GET":
        return _form_page(filiere, form_of(sheet_of(filiere), filiere.version))
    form = FiliereForm(request.form)
    add_empty_rows(form)
    if "read_hours" in request.form or not form.validate():
        return _form_page(filiere, form)
    services, session = get_services(), get_session()
    try:
        revision = store_sheet(
            session,
            filiere,
            draft_in(form),
            expected_version=form.expected_version,
            author=author_of(get_actor()),
            clock=services.clock,
            fictional_phones_allowed=services.settings.demo,
        )
    except SheetRefusedError as error:
        say_problems(form, error.problems)
        return _form_page(filiere, form)
    except FiliereEditedMeanwhileError as error:
        form.version.data = str(error.version)
        return _form_page(filiere, form, current=error.current)
    session.commit()
    after_change()
    say(_("La fiche est enregistrée.") if revision else _("Rien n’a changé dans cette fiche."))
    return redirect(url_for("admin.edit_filiere", slug=slug), 303)


@requires(Permission.FILIERE_EDIT)
def preview_filiere(slug: str) -> str:
    """Show the page as the public would see it with what the form holds, without keeping it."""
    filiere = filiere_or_404(slug)
    require(Permission.FILIERE_EDIT, filiere=slug)
    if request.method == "POST":
        form = FiliereForm(request.form)
        add_empty_rows(form)
        problems = sheet_problems(
            draft_in(form), fictional_phones_allowed=get_services().settings.demo
        )
        if not form.validate() or problems:
            say_problems(form, problems)
            return _form_page(filiere, form)
        filiere = filiere_saying(filiere, draft_in(form))
    page = make_filiere_page(get_session(), filiere)
    return render_template("admin/preview_filiere.html", page=page)


def filiere_or_404(slug: str) -> Filiere:
    """Give a filière; stop with 404 when there is none of this name."""
    filiere = territory.find_filiere(get_session(), slug)
    if filiere is None:
        abort(404)
    return filiere


def _form_page(filiere: Filiere, form: FiliereForm, *, current: FiliereDraft | None = None) -> str:
    hours = form.professional_line_hours.known
    return render_template(
        "admin/edit_filiere.html",
        filiere=filiere,
        form=form,
        link_errors=link_errors(form),
        current=None if current is None else form_of(current, filiere.version),
        hours=None if hours is None else _read(hours),
    )


def _read(hours: str) -> ReadHours | None:
    moment = get_services().clock.now()
    try:
        opening = OpeningHours.parse(hours)
    except InvalidOpeningHoursError:
        return None
    return ReadHours(opening_words(opening.text, moment), week_words(opening, moment))

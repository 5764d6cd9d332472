"""The filières in the admin area: their list, their identity sheets, their pages to come."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.editing_drafts import subject_of_filiere
from directory.catalog.filiere_editing import (
    FiliereEditedMeanwhileError,
    SheetRefusedError,
    cleaned,
    filiere_saying,
    joined_sheet,
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
from directory.web.admin.forms.hours_table import line_hours
from directory.web.admin.kept_forms import (
    draft_asked_for,
    keep_sent_form,
    kept_form,
    tell_device_it_is_stored,
    throw_sent_form_away,
)
from directory.web.admin.others_at_work import others_at_work
from directory.web.after_response import after_change
from directory.web.filiere_page import make_filiere_page
from directory.web.notices import say
from directory.web.opening_words import OpeningWords, WeekDayWords, opening_words, week_words
from directory.web.permissions import author_of, get_actor, may, require, requires
from directory.web.sent_fields import sent_fields
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _

Answer = str | tuple[str, int] | Response


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
def edit_filiere(slug: str) -> Answer:
    """Show the identity sheet as a form, and take it back."""
    filiere = filiere_or_404(slug)
    require(Permission.FILIERE_EDIT, filiere=slug)
    if request.method == "GET":
        return _form_page(filiere, _taken_up(filiere) or _stored(filiere))
    form = _sent_form()
    if "read_hours" in request.form:
        return _form_page(filiere, form)
    if not form.validate():
        return _form_page(filiere, form), 422
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
        return _form_page(filiere, form), 422
    except (FiliereEditedMeanwhileError, StaleDataError):
        session.rollback()
        return _conflict(filiere, form), 409
    throw_sent_form_away(subject_of_filiere(slug))
    session.commit()
    tell_device_it_is_stored()
    after_change()
    say(_("La fiche est enregistrée.") if revision else _("Rien n’a changé dans cette fiche."))
    return redirect(url_for("admin.edit_filiere", slug=slug), 303)


@requires(Permission.FILIERE_EDIT)
def preview_filiere(slug: str) -> Answer:
    """Show the page as the public would see it with what the form holds, without keeping it."""
    filiere = filiere_or_404(slug)
    require(Permission.FILIERE_EDIT, filiere=slug)
    typed_key = None
    if request.method == "POST":
        form = _sent_form()
        problems = sheet_problems(
            draft_in(form), fictional_phones_allowed=get_services().settings.demo
        )
        if not form.validate() or problems:
            say_problems(form, problems)
            return _form_page(filiere, form), 422
        typed_key = keep_sent_form(subject_of_filiere(slug), based_on=form.expected_version)
        filiere = filiere_saying(filiere, draft_in(form))
    page = make_filiere_page(get_session(), filiere)
    return render_template("admin/preview_filiere.html", page=page, typed_key=typed_key)


def filiere_or_404(slug: str) -> Filiere:
    """Give a filière; stop with 404 when there is none of this name."""
    filiere = territory.find_filiere(get_session(), slug)
    if filiere is None:
        abort(404)
    return filiere


def _stored(filiere: Filiere) -> FiliereForm:
    return form_of(sheet_of(filiere), filiere.version)


def _sent_form() -> FiliereForm:
    form = FiliereForm(sent_fields(request.form))
    add_empty_rows(form)
    return form


def _taken_up(filiere: Filiere) -> FiliereForm | None:
    """Give the form as this person left it, when they ask for it."""
    kept = draft_asked_for(subject_of_filiere(filiere.slug))
    if kept is None:
        return None
    form = FiliereForm(sent_fields(MultiDict(kept.fields)))
    form.version.data = str(kept.based_on or filiere.version)
    add_empty_rows(form)
    return form


def _conflict(filiere: Filiere, form: FiliereForm) -> str:
    """Show what was typed and what only the other person changed, beside what is stored."""
    mine = cleaned(draft_in(form))
    joined = joined_sheet(get_session(), filiere, mine, version=form.expected_version)
    return _form_page(
        filiere,
        form_of(joined, filiere.version),
        current=sheet_of(filiere),
        taken=[
            field.name
            for field in fields(joined)
            if getattr(joined, field.name) != getattr(mine, field.name)
        ],
    )


def _form_page(
    filiere: Filiere,
    form: FiliereForm,
    *,
    current: FiliereDraft | None = None,
    taken: Sequence[str] = (),
) -> str:
    subject = subject_of_filiere(filiere.slug)
    hours = line_hours(form.professional_line_hours.known)
    return render_template(
        "admin/edit_filiere.html",
        filiere=filiere,
        form=form,
        others=others_at_work(subject),
        kept=kept_form(subject),
        link_errors=link_errors(form),
        current=None if current is None else form_of(current, filiere.version),
        taken=taken,
        hours=None if hours is None else _read(hours),
    )


def _read(hours: str) -> ReadHours | None:
    moment = get_services().clock.now()
    try:
        opening = OpeningHours.parse(hours)
    except InvalidOpeningHoursError:
        return None
    return ReadHours(opening_words(opening.text, moment), week_words(opening, moment))

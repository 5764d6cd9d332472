"""The territory of a filière in the admin area: chosen, previewed, then changed."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from flask import Response as FileResponse
from flask import redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.filiere_editing import FiliereEditedMeanwhileError
from directory.catalog.territory_change import TerritoryChange, TerritoryEffect
from directory.catalog.territory_editing import (
    TerritoryProblem,
    TerritoryRefusedError,
)
from directory.catalog.territory_editing import change_territory as store_change
from directory.catalog.territory_editing import preview_territory as work_out
from directory.paths import DATA
from directory.territory.attachment_queries import AttachedCommune
from directory.territory.models import Filiere
from directory.territory.nearest_filieres import list_nearest_filieres
from directory.territory.queries import insee_by_filiere, list_filieres
from directory.territory.shapes import home_topology
from directory.values.clock import in_paris
from directory.web.admin.filieres import filiere_or_404
from directory.web.admin.forms.territory_form import TerritoryForm
from directory.web.admin.territory_page import Taker, territory_page
from directory.web.admin.territory_problems import meanwhile_sentence, refused_sentence
from directory.web.admin.territory_request import change_in, fields_of, query_of
from directory.web.after_response import after_change
from directory.web.notices import say, warn
from directory.web.permissions import author_of, get_actor, may, require, requires
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _

_LONGEST_WORDS = 100


@requires(Permission.TERRITORY_EDIT)
def edit_territory(slug: str) -> str:
    """Show what a filière holds and let people choose what comes and goes."""
    filiere = filiere_or_404(slug)
    require(Permission.TERRITORY_EDIT, filiere=slug)
    session, change = get_session(), change_in(request.args)
    words = request.args.get("q", "")[:_LONGEST_WORDS]
    return render_template(
        "admin/edit_territory.html",
        filiere=filiere,
        page=territory_page(session, filiere, words=words, change=change),
        filiere_names=_filiere_names(),
        words=words,
        change=change,
    )


@requires(Permission.TERRITORY_EDIT)
def preview_territory(slug: str) -> str | Response:
    """Show what a change would do: communes, inhabitants, shared communes, the map."""
    filiere = filiere_or_404(slug)
    require(Permission.TERRITORY_EDIT, filiere=slug)
    change = change_in(request.args)
    if not change:
        warn(_("Cochez d’abord des communes à rattacher ou à détacher."))
        return redirect(url_for("admin.edit_territory", slug=slug), 303)
    today = in_paris(get_services().clock.now()).date()
    form = TerritoryForm(data={"version": str(filiere.version), "on": today})
    return _preview_page(filiere, change, form)


@requires(Permission.TERRITORY_EDIT)
def change_territory(slug: str) -> str | tuple[str, int] | Response:
    """Attach and detach what was previewed, with its date and its reason."""
    filiere = filiere_or_404(slug)
    require(Permission.TERRITORY_EDIT, filiere=slug)
    change, form = change_in(request.form), TerritoryForm(request.form)
    if not form.validate() or form.on.data is None:
        form.say_of_date()
        return _preview_page(filiere, change, form), 422
    try:
        has_changed = _store(filiere, change, form)
    except TerritoryRefusedError as error:
        get_session().rollback()
        form.say(error.problem, refused_sentence(error))
        return _preview_page(filiere, change, form), 422
    except (FiliereEditedMeanwhileError, StaleDataError):
        get_session().rollback()
        form.version.data = str(filiere.version)
        form.form_errors.append(meanwhile_sentence())
        return _preview_page(filiere, change, form), 409
    get_session().commit()
    after_change()
    say(_("Le territoire est enregistré.") if has_changed else _("Rien n’a changé."))
    return redirect(url_for("admin.edit_territory", slug=slug), 303)


@requires(Permission.TERRITORY_EDIT)
def show_territory_shapes(slug: str) -> FileResponse:
    """Send the contours as they would be after a change."""
    filiere = filiere_or_404(slug)
    require(Permission.TERRITORY_EDIT, filiere=slug)
    effect = work_out(get_session(), filiere, change_in(request.args))
    after = {**insee_by_filiere(get_session()), slug: list(effect.insees)}
    return FileResponse(home_topology(DATA, after), mimetype="application/json")


def _store(filiere: Filiere, change: TerritoryChange, form: TerritoryForm) -> bool:
    """Change this filière, and those that its new communes leave; tell if anything changed."""
    session, clock, author = get_session(), get_services().clock, author_of(get_actor())
    left = _leaving(work_out(session, filiere, change), frozenset(request.form.getlist("leave")))
    changes = [(filiere, change, form.expected_version)]
    for other, communes in left.items():
        require(Permission.TERRITORY_EDIT, filiere=other)
        detached = TerritoryChange(detach=frozenset(commune.insee for commune in communes))
        changes.append((filiere_or_404(other), detached, None))
    batch_id = uuid4() if len(changes) > 1 else None
    revisions = [
        store_change(
            session,
            each,
            asked,
            on=form.day,
            reason=form.reason.data,
            expected_version=version,
            author=author,
            clock=clock,
            batch_id=batch_id,
        )
        for each, asked, version in changes
    ]
    return any(revision is not None for revision in revisions)


def _leaving(effect: TerritoryEffect, chosen: frozenset[str]) -> dict[str, list[AttachedCommune]]:
    """Give by other filière the new communes that it holds, for the filières chosen."""
    left: dict[str, list[AttachedCommune]] = {}
    for commune in effect.attached:
        for slug in commune.filieres:
            if slug in chosen:
                left.setdefault(slug, []).append(commune)
    return left


def _preview_page(filiere: Filiere, change: TerritoryChange, form: TerritoryForm) -> str:
    effect = work_out(get_session(), filiere, change)
    names = _filiere_names()
    others = _leaving(effect, frozenset(names))
    return render_template(
        "admin/preview_territory.html",
        filiere=filiere,
        effect=effect,
        form=form,
        fields=fields_of(change),
        back=f"{url_for('admin.edit_territory', slug=filiere.slug)}?{query_of(change)}",
        shapes_url=(
            f"{url_for('admin.show_territory_shapes', slug=filiere.slug)}?{query_of(change)}"
        ),
        filiere_names=names,
        takers=_takers(effect, filiere),
        others={
            slug: (communes, may(Permission.TERRITORY_EDIT, filiere=slug))
            for slug, communes in others.items()
        },
        leave=frozenset(request.values.getlist("leave")),
        refused=_refusals(effect),
    )


def _takers(effect: TerritoryEffect, filiere: Filiere) -> list[Taker]:
    """Name the filières that could take what would be left without any."""
    orphans = [commune.insee for commune in effect.orphans]
    if not orphans:
        return []
    return [
        Taker(other, _address_to_take(other, orphans, filiere))
        for other in list_nearest_filieres(get_session(), orphans, but=filiere.slug)
    ]


def _address_to_take(other: Filiere, orphans: Sequence[str], left: Filiere) -> str | None:
    """Give the page where both steps are one, to who keeps both filières."""
    if not may(Permission.TERRITORY_EDIT, filiere=other.slug):
        return None
    return url_for("admin.preview_territory", slug=other.slug, attach=orphans, leave=left.slug)


def _refusals(effect: TerritoryEffect) -> list[str]:
    """Say what forbids the change, before anybody tries."""
    found = (
        (TerritoryProblem.UNKNOWN, bool(effect.unknown), ()),
        (TerritoryProblem.CONTRADICTED, bool(effect.contradicted), effect.contradicted),
        (TerritoryProblem.ORPHANS, bool(effect.orphans), effect.orphans),
    )
    return [
        refused_sentence(TerritoryRefusedError(problem, communes))
        for problem, is_so, communes in found
        if is_so
    ]


def _filiere_names() -> Mapping[str, str]:
    return {filiere.slug: filiere.name for filiere in list_filieres(get_session())}

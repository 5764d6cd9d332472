"""The bodies that carry structures: their list, and the form of one of them."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from directory.accounts.actor import subject_of
from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision, decide, may_name_organization
from directory.catalog.editing import DraftRefusedError
from directory.catalog.models.organization import Organization
from directory.catalog.organization_queries import (
    get_organization,
    list_carried_structures,
)
from directory.catalog.organization_queries import list_organizations as read_organizations
from directory.catalog.organizations import (
    OrganizationEditedMeanwhileError,
    changed_by_others_only,
    organization_draft_of,
)
from directory.catalog.organizations import create_organization as write_new_organization
from directory.catalog.organizations import edit_organization as write_organization
from directory.values.numbers import read_number
from directory.web.admin.field_names import organization_kind_labels
from directory.web.admin.forms.organization_form import OrganizationForm, form_of
from directory.web.admin.forms.structure_draft import add_error
from directory.web.admin.forms.structure_problems import list_errors, problem_sentence
from directory.web.admin.kept_forms import page_of, tell_device_it_is_stored
from directory.web.admin.revision_rights import carried_subjects
from directory.web.after_response import after_change
from directory.web.notices import say
from directory.web.permissions import author_of, filiere_count, get_actor, requires
from directory.web.sent_fields import LARGEST_VERSION
from directory.web.services import get_services, get_session
from directory.web.structure_types import structure_types
from directory.web.wording import gettext as _

Answer = Response | str | tuple[str, int]

_LONGEST_WORDS = 200
_SHOWN = ("name", "finess_ej", "siren", "rna", "website")  # by every listing that it carries


@requires(Permission.ORGANIZATION_EDIT)
def list_organizations() -> str:
    """List the bodies, narrowed by words."""
    words = request.args.get("q", "")[:_LONGEST_WORDS]
    own = get_actor().visible_filieres
    return render_template(
        "admin/list_organizations.html",
        words=words,
        organizations=read_organizations(
            get_session(), filieres=None if own is None else sorted(own), words=words
        ),
        kinds=organization_kind_labels(),
    )


@requires(Permission.ORGANIZATION_EDIT)
def create_organization() -> Answer:
    """Show an empty form; make a body of what it sends."""
    if request.method == "GET":
        return _page(OrganizationForm(), None)
    form = OrganizationForm(request.form)
    session = get_session()
    try:
        organization = write_new_organization(
            session, form.to_draft(), author=author_of(get_actor()), clock=get_services().clock
        )
    except DraftRefusedError as error:
        return _refused(form, None, error)
    session.commit()
    tell_device_it_is_stored()
    after_change()
    say(_("L’organisme est créé. Vous pouvez le choisir dans la fiche d’une structure."))
    address = url_for("admin.edit_organization", organization_id=organization.id)
    return redirect(address, 303)


@requires(Permission.ORGANIZATION_EDIT)
def edit_organization(organization_id: UUID) -> Answer:
    """Show the form of a body; what it carries follows its changes."""
    session = get_session()
    organization = get_organization(session, organization_id)
    if organization is None:
        abort(404)
    _require_own(organization)
    if request.method == "GET":
        return _page(form_of(organization), organization)
    form = OrganizationForm(request.form)
    if _refuse_names(form, organization):
        return _page(form, organization), 422
    try:
        revision = write_organization(
            session,
            organization,
            form.to_draft(),
            expected_version=_version(form),
            author=author_of(get_actor()),
            clock=get_services().clock,
        )
        session.commit()
    except DraftRefusedError as error:
        return _refused(form, organization, error)
    except OrganizationEditedMeanwhileError as error:
        return _conflict(form, organization, error.version)
    except StaleDataError:
        session.rollback()
        return _conflict(form, organization, organization.version)
    tell_device_it_is_stored()
    if revision is not None:
        after_change()
    say(_("L’organisme est enregistré."))
    return redirect(url_for("admin.edit_organization", organization_id=organization_id), 303)


def _require_own(organization: Organization) -> None:
    """Stop with 403 when none of what it carries is this person's."""
    linked = {
        slug
        for structure in list_carried_structures(get_session(), organization.id)
        for slug in structure.filieres
    }
    if not linked:
        return
    subject = subject_of(linked, structure_id=None, filiere_count=filiere_count())
    if decide(get_actor(), Permission.ORGANIZATION_EDIT, subject) is Decision.REFUSED:
        abort(403)


def _refuse_names(form: OrganizationForm, organization: Organization) -> bool:
    """Say beside each changed field that it is shown by listings of others."""
    if may_name_organization(get_actor(), carried_subjects(get_session(), organization)):
        return False
    form.validate()
    stored = organization_draft_of(organization)
    changed = [name for name in _SHOWN if (form[name].data or None) != getattr(stored, name)]
    for name in changed:
        add_error(
            form[name],
            _(
                "Cet organisme porte aussi des structures d’autres filières : "
                "demandez ce changement à la cellule régionale."
            ),
        )
    return bool(changed)


def _version(form: OrganizationForm) -> int:
    version = read_number(form.version.data, most=LARGEST_VERSION)
    if version is None:
        abort(400)
    return version


def _refused(
    form: OrganizationForm, organization: Organization | None, error: DraftRefusedError
) -> Answer:
    form.validate()
    for problem in error.problems:
        add_error(form[problem.field], problem_sentence(problem))
    return _page(form, organization), 422


def _conflict(form: OrganizationForm, organization: Organization, version: int) -> Answer:
    """Somebody else's words stand beside what was typed; saving again takes what was typed.

    Where nothing else was typed, theirs take the place.
    """
    form.validate()
    stored = organization_draft_of(organization)
    taken = changed_by_others_only(
        get_session(), organization, form.to_draft(), version=_version(form)
    )
    for name in taken:
        form[name].data = getattr(stored, name) or ""
    for name in ("name", "kind", "finess_ej", "siren", "rna", "website"):
        if (form[name].data or None) != getattr(stored, name):
            add_error(
                form[name],
                _(
                    "Quelqu’un d’autre vient d’enregistrer : %(value)s. "
                    "Enregistrez de nouveau pour garder ce que vous avez tapé.",
                    value=getattr(stored, name) or _("rien"),
                ),
            )
    form.version.data = str(version)
    return _page(form, organization), 409


def _page(form: OrganizationForm, organization: Organization | None) -> str:
    carried = (
        [] if organization is None else list_carried_structures(get_session(), organization.id)
    )
    name = "create_organization" if organization is None else "edit_organization"
    return render_template(
        f"admin/{name}.html",
        form=form,
        organization=organization,
        kept=page_of(f"organization {organization.id if organization else 'new'}"),
        errors=list(list_errors(form)),
        carried=carried,
        types={code: kind.label for code, kind in structure_types().items()},
        kinds=organization_kind_labels(),
    )

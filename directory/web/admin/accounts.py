"""Accounts: who may come in, as what; inviting them, changing their role, closing them."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.invitations import (
    InvitationProblem,
    InvitationRefusedError,
    invite,
    invite_again,
)
from directory.accounts.managing import LastAdminError, change_role
from directory.accounts.models.account import Account
from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision, decide_invitation, is_held_to_structures
from directory.accounts.queries import find_account
from directory.accounts.queries import list_accounts as read_accounts
from directory.values.contact import InvalidEmailError
from directory.web.account_letters import write_invitation
from directory.web.account_words import role_name
from directory.web.admin.account_places import (
    StructureChoices,
    filiere_choices,
    structure_choices,
    subjects_of,
)
from directory.web.admin.forms.invitation_form import InvitationForm, PlacesForm
from directory.web.after_response import after_change
from directory.web.confirmation import requires_confirmation
from directory.web.moment_words import moment_words
from directory.web.notices import say
from directory.web.permissions import get_actor, requires
from directory.web.services import get_services, get_session
from directory.web.wording import gettext


@requires(Permission.ACCOUNT_INVITE)
def list_accounts() -> str:
    """Show who has an account: everybody, or the people of one's filières."""
    found = read_accounts(get_session(), get_actor().visible_filieres)
    return render_template(
        "admin/list_accounts.html",
        accounts=found,
        role_name=role_name,
        moment_words=moment_words,
        filieres=dict(filiere_choices()),
    )


@requires(Permission.ACCOUNT_INVITE)
@requires_confirmation
def invite_account() -> Response | str:
    """Invite somebody by e-mail."""
    actor, form = get_actor(), InvitationForm(request.form)
    form.offer_roles(actor)
    if request.method == "GET" or _searches(form):
        return _invitation_page(form)
    role = form.chosen_role()
    if role is None:
        return _invitation_page(form)
    structures = form.chosen_structures() if is_held_to_structures(role) else ()
    if structures and decide_invitation(actor, role, subjects_of(structures)) is Decision.REFUSED:
        abort(403)
    session, clock = get_session(), get_services().clock
    try:
        invitation = invite(
            session,
            form.email.data or "",
            role,
            form.filieres.data or (),
            structures,
            by=actor,
            clock=clock,
        )
    except InvalidEmailError:
        form.email.errors = [gettext("Cette adresse e-mail n’est pas bien écrite.")]
        return _invitation_page(form)
    except InvitationRefusedError as error:
        form.note(error.problem)
        return _invitation_page(form)
    write_invitation(invitation, inviter=actor.name)
    session.commit()
    after_change()
    say(gettext("L’invitation part vers %(email)s.", email=invitation.account.email))
    return redirect(url_for("admin.list_accounts"), 303)


@requires(Permission.ACCOUNT_INVITE)
@requires_confirmation
def invite_account_again(account_id: UUID) -> Response:
    """Send a new link to somebody who has not answered."""
    actor, account, session = get_actor(), account_or_404(account_id), get_session()
    subjects = subjects_of(link.structure_id for link in account.structures)
    if decide_invitation(actor, account.role, subjects) is Decision.REFUSED:
        abort(403)
    try:
        invitation = invite_again(session, account, by=actor, clock=get_services().clock)
    except InvitationRefusedError as error:
        is_closed = error.problem is InvitationProblem.CLOSED
        say(
            gettext("Ce compte est fermé : son invitation ne peut pas être renvoyée.")
            if is_closed
            else gettext("Ce compte est déjà ouvert : il n’a plus besoin d’invitation.")
        )
        return redirect(url_for("admin.list_accounts"), 303)
    write_invitation(invitation, inviter=actor.name)
    session.commit()
    after_change()
    say(gettext("Une nouvelle invitation part vers %(email)s.", email=account.email))
    return redirect(url_for("admin.list_accounts"), 303)


@requires(Permission.ACCOUNT_MANAGE)
@requires_confirmation
def edit_account(account_id: UUID) -> Response | str:
    """Change somebody's role and what it is for."""
    account, form = account_or_404(account_id), PlacesForm(request.form)
    form.offer_roles(get_actor())
    if request.method == "GET":
        form.show(account)
        return _account_page(account, form)
    if _searches(form):
        return _account_page(account, form)
    role = form.chosen_role()
    if role is None:
        return _account_page(account, form)
    session, clock = get_session(), get_services().clock
    filieres, structures = form.filieres.data or (), form.chosen_structures()
    try:
        change_role(session, account, role, filieres, structures, by=get_actor(), clock=clock)
    except InvitationRefusedError as error:
        form.note(error.problem)
        return _account_page(account, form)
    except LastAdminError:
        form.role.errors = [gettext("La région doit garder au moins une personne administratrice.")]
        return _account_page(account, form)
    session.commit()
    say(gettext("Le compte est modifié ; la personne devra se reconnecter."))
    return redirect(url_for("admin.edit_account", account_id=account.id), 303)


def account_or_404(account_id: UUID) -> Account:
    """Load an account whole, or stop with 404."""
    account = find_account(get_session(), account_id)
    if account is None:
        abort(404)
    return account


def _searches(form: PlacesForm) -> bool:
    """Tell whether a structure is looked for; Enter elsewhere presses the same hidden button."""
    return "chercher" in request.form and is_held_to_structures(form.role.data)


def _structures(form: PlacesForm) -> StructureChoices:
    return structure_choices(request.form.get("mots", ""), form.structures.data or ())


def _invitation_page(form: InvitationForm) -> str:
    return render_template(
        "admin/invite_account.html",
        form=form,
        filieres=filiere_choices(),
        structures=_structures(form),
    )


def _account_page(account: Account, form: PlacesForm) -> str:
    return render_template(
        "admin/edit_account.html",
        account=account,
        form=form,
        filieres=filiere_choices(),
        structures=_structures(form),
        moment_words=moment_words,
    )

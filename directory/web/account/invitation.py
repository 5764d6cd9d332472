"""Answering an invitation: a name, a password, and the account is open."""

from flask import render_template, request
from werkzeug.wrappers import Response

from directory.accounts.invitations import accept_invitation as open_account
from directory.accounts.models.one_time_link import LinkPurpose
from directory.accounts.one_time_links import LinkNotValidError, find_account_of_link
from directory.web.account.arrival import go_on, let_in
from directory.web.account.forms import InvitationForm
from directory.web.account.link_pages import keep_link, kept_token, show_dead_link
from directory.web.services import get_services, get_session


def open_invitation(token: str) -> Response:
    """Take the token out of the address."""
    return keep_link(LinkPurpose.INVITATION, token, "account.accept_invitation")


def accept_invitation() -> Response | str:
    """Choose a name and a password; the second factor follows where it is mandatory."""
    session, clock, token = get_session(), get_services().clock, kept_token(LinkPurpose.INVITATION)
    form = InvitationForm(request.form)
    try:
        account = find_account_of_link(session, token, LinkPurpose.INVITATION, clock=clock)
        if request.method == "GET" or not form.check_for(account.email):
            page = "account/accept_invitation.html"
            return render_template(page, form=form, email=account.email, role=account.role)
        open_account(
            session,
            token,
            name=form.name.data or "",
            password=form.new_password.data or "",
            clock=clock,
        )
    except LinkNotValidError:
        return show_dead_link(LinkPurpose.INVITATION)
    let_in(account, by="invitation")
    session.commit()
    return go_on()

"""One's own account."""

from flask import render_template

from directory.accounts.permissions import Permission
from directory.accounts.recovery_codes import count_recovery_codes
from directory.web.account.signed_in import this_session
from directory.web.account_words import role_name
from directory.web.permissions import requires
from directory.web.services import get_session


@requires(Permission.OWN_ACCOUNT)
def show_account() -> str:
    """Show what the directory knows of the person signed in."""
    account = this_session().account
    return render_template(
        "account/show_account.html",
        account=account,
        role=role_name(account.role),
        codes_left=count_recovery_codes(get_session(), account),
    )

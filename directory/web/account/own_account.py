"""One's own account."""

from flask import render_template

from directory.accounts.permissions import Permission
from directory.web.permissions import requires


@requires(Permission.OWN_ACCOUNT)
def show_account() -> str:
    """Show what the directory knows of the person signed in."""
    return render_template("account/show_account.html")

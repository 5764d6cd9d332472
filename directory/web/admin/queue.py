"""« À faire »: the start page of the admin area."""

from flask import render_template

from directory.accounts.permissions import Permission
from directory.web.permissions import requires


@requires(Permission.ADMIN_ENTER)
def show_queue() -> str:
    """Show what needs checking."""
    return render_template("admin/show_queue.html")

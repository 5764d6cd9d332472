"""Every address of the admin area."""

from flask import Blueprint

from directory.web.admin.queue import show_queue
from directory.web.private_pages import keep_private

admin = Blueprint("admin", __name__, url_prefix="/admin")
keep_private(admin)

admin.add_url_rule("/", view_func=show_queue)

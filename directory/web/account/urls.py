"""Every address of signing in."""

from flask import Blueprint

from directory.web.account.own_account import show_account
from directory.web.account.sign_in import sign_in, sign_out
from directory.web.private_pages import keep_private

account = Blueprint("account", __name__, url_prefix="/compte")
keep_private(account)

account.add_url_rule("/", view_func=show_account)
account.add_url_rule("/connexion", view_func=sign_in, methods=["GET", "POST"])
account.add_url_rule("/deconnexion", view_func=sign_out, methods=["POST"])

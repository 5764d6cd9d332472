"""Every address of signing in and of one's own account."""

from flask import Blueprint

from directory.web.account.confirming import confirm
from directory.web.account.identity import finish_identity, start_identity
from directory.web.account.identity_linking import link_identity, start_linking, unlink_identity
from directory.web.account.invitation import accept_invitation, open_invitation
from directory.web.account.own_account import show_account
from directory.web.account.passwords import (
    ask_password_reset,
    change_own_password,
    choose_password,
    open_password_reset,
)
from directory.web.account.second_factor import (
    give_second_factor,
    renew_recovery_codes,
    set_up_second_factor,
)
from directory.web.account.sessions import end_one_session, end_other_sessions, list_sessions
from directory.web.account.sign_in import sign_in, sign_out
from directory.web.private_pages import keep_private

_FORM = ["GET", "POST"]

account = Blueprint("account", __name__, url_prefix="/compte")
keep_private(account)

account.add_url_rule("/connexion", view_func=sign_in, methods=_FORM)
account.add_url_rule("/deconnexion", view_func=sign_out, methods=["POST"])
account.add_url_rule("/second-facteur", view_func=give_second_factor, methods=_FORM)
account.add_url_rule("/second-facteur/installer", view_func=set_up_second_factor, methods=_FORM)
account.add_url_rule("/codes-de-secours", view_func=renew_recovery_codes, methods=_FORM)
account.add_url_rule("/identite", view_func=start_identity)
account.add_url_rule("/identite/retour", view_func=finish_identity)
account.add_url_rule("/identite/relier", view_func=start_linking)
account.add_url_rule("/identite/relier/confirmer", view_func=link_identity, methods=_FORM)
account.add_url_rule("/identite/delier", view_func=unlink_identity, methods=["POST"])

account.add_url_rule("/invitation/<token>", view_func=open_invitation)
account.add_url_rule("/invitation", view_func=accept_invitation, methods=_FORM)
account.add_url_rule("/mot-de-passe-oublie", view_func=ask_password_reset, methods=_FORM)
account.add_url_rule("/nouveau-mot-de-passe/<token>", view_func=open_password_reset)
account.add_url_rule("/nouveau-mot-de-passe", view_func=choose_password, methods=_FORM)

account.add_url_rule("/", view_func=show_account)
account.add_url_rule("/confirmer", view_func=confirm, methods=_FORM)
account.add_url_rule("/mot-de-passe", view_func=change_own_password, methods=_FORM)
account.add_url_rule("/appareils", view_func=list_sessions)
account.add_url_rule("/appareils/autres/fin", view_func=end_other_sessions, methods=["POST"])
account.add_url_rule(
    "/appareils/<uuid:session_id>/fin", view_func=end_one_session, methods=["POST"]
)

"""Who else is typing in a form, in words."""

from directory.accounts.queries import names_of_accounts
from directory.catalog.editing_drafts import list_others_at_work
from directory.web.opening_words import hour_words
from directory.web.permissions import get_actor
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _


def others_at_work(subject: str) -> list[str]:
    """Say who else has been typing lately in the form of this name, the last one first."""
    session, now = get_session(), get_services().clock.now()
    others = list_others_at_work(session, get_actor().account_id, subject, now=now)
    names = names_of_accounts(session, {other.account_id for other in others})
    return [
        _(
            "%(name)s est en train de modifier cette fiche (dernière frappe à %(hour)s).",
            name=names.get(other.account_id, _("Quelqu’un")),
            hour=hour_words(other.saved_at),
        )
        for other in others
    ]

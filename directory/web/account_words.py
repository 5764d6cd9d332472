"""Accounts in words: roles, moments, what was said of them."""

from datetime import datetime

from directory.accounts.roles import Role
from directory.values.clock import in_paris
from directory.web.labels import display_date
from directory.web.opening_words import hour_words
from directory.web.wording import gettext


def role_name(role: Role) -> str:
    """Name a role."""
    match role:
        case Role.REGIONAL_ADMIN:
            return gettext("Administration régionale")
        case Role.ANIMATOR:
            return gettext("Animation de filière")
        case Role.STRUCTURE_EDITOR:
            return gettext("Rédaction pour une structure")


def moment_words(moment: datetime) -> str:
    """Say a moment as the clocks of France show it."""
    local = in_paris(moment)
    return gettext("%(day)s à %(hour)s", day=display_date(local), hour=hour_words(moment))

"""Accounts in words: their roles."""

from directory.accounts.roles import Role
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

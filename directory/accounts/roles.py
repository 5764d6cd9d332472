"""The roles that an account can have, from the widest to the narrowest."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in the directory; `policies` says what that allows."""

    REGIONAL_ADMIN = "regional_admin"
    ANIMATOR = "animator"
    STRUCTURE_EDITOR = "structure_editor"


# Who publishes without anybody looking over it proves twice who they are.
WITH_SECOND_FACTOR = frozenset({Role.REGIONAL_ADMIN, Role.ANIMATOR})

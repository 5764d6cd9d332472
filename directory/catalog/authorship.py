"""Who a change is by, as the history keeps it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Author:
    """The account behind a change and what the public may know of it: its role and filières.

    `role` is a code of accounts, or « structure » and « visitor » for those who have no account.
    """

    editor_id: UUID | None
    role: str
    filieres: tuple[str, ...] = ()


VISITOR = Author(None, "visitor")
STRUCTURE = Author(None, "structure")  # through an update link

"""Taking one change out of a snapshot and leaving what came after it."""

from collections.abc import Mapping
from typing import Any

# Any, here and below: the stored columns of a subject, whatever their types in JSON.
Snapshot = Mapping[str, Any]

# These follow every change: they neither conflict nor go back.
_FOLLOWING = {"version", "updated_at", "loaded_digest"}


class ReverseConflictError(Exception):
    """The same fact changed again later."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Changed again later: {name}.")
        self.name = name


def reversed_change(before: Snapshot, after: Snapshot, current: Snapshot) -> dict[str, Any]:
    """Give the current snapshot without what a change did, from its `before` and its `after`.

    Of lists of parts (phones, checks…) only the parts that it added or took away go back.
    Raises ReverseConflictError.
    """
    target = dict(current)
    for name in before.keys() & after.keys():
        if name in _FOLLOWING or before[name] == after[name]:
            continue
        if _is_list_of_parts(before[name], after[name]):
            target[name] = _reversed_parts(name, before[name], after[name], current[name])
        elif current.get(name) == after[name]:
            target[name] = before[name]
        else:
            raise ReverseConflictError(name)
    return target


def is_mere_mention(before: Snapshot | None, after: Snapshot | None) -> bool:
    """Tell whether a revision only says something of a subject that stayed as it was."""
    if before is None or after is None or "note" in after:
        return False
    return all(before.get(name) == after[name] for name in after.keys() - _FOLLOWING)


def can_be_reversed(before: Snapshot, after: Snapshot, current: Snapshot) -> bool:
    """Tell whether taking a change out is possible and would change anything."""
    try:
        target = reversed_change(before, after, current)
    except ReverseConflictError:
        return False
    return any(target[name] != current[name] for name in target.keys() - _FOLLOWING)


def _is_list_of_parts(before: object, after: object) -> bool:
    return isinstance(before, list) and isinstance(after, list)


def _reversed_parts(name: str, before: list[Any], after: list[Any], now: list[Any]) -> list[Any]:
    if now == after:
        return before
    added = [part for part in after if part not in before]
    taken = [part for part in before if part not in after]
    if any(part not in now for part in added) or any(part in now for part in taken):
        raise ReverseConflictError(name)
    parts = [part for part in now if part not in added] + taken
    return sorted(parts, key=_rank)


def _rank(part: object) -> int:
    rank = part.get("rank", 0) if isinstance(part, dict) else 0
    return rank if isinstance(rank, int) else 0

"""Taking one change out of a snapshot and leaving what came after it."""

from collections.abc import Mapping
from typing import Any

from directory.catalog.draft_json import draft_of_snapshot
from directory.catalog.fact_groups import changed_groups

# Any, here and below: the stored columns of a subject, whatever their types in JSON.
Snapshot = Mapping[str, Any]

# These follow every change: they neither conflict nor go back.
_FOLLOWING = {"version", "updated_at", "loaded_digest"}
_CHECKS = "verifications"


class ReverseConflictError(Exception):
    """The same fact changed again later."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Changed again later: {name}.")
        self.name = name


def reversed_change(before: Snapshot, after: Snapshot, current: Snapshot) -> dict[str, Any]:
    """Give the current snapshot without what a change did, from its `before` and its `after`.

    Of lists of parts (phones, areas…) only the parts that it added or took away go back. Checks
    follow the facts: those that stood beside them come back with them. Raises
    ReverseConflictError.
    """
    target = dict(current)
    for name in before.keys() & after.keys() - {*_FOLLOWING, _CHECKS}:
        if before[name] == after[name]:
            continue
        if _is_list_of_parts(before[name], after[name]):
            target[name] = _reversed_parts(name, before[name], after[name], current[name])
        elif current.get(name) == after[name]:
            target[name] = before[name]
        else:
            raise ReverseConflictError(name)
    if any(snapshot.get(_CHECKS) for snapshot in (before, after, current)):
        target[_CHECKS] = _checks_that_hold(before, after, current, target)
    return target


def changes_something(target: Snapshot, current: Snapshot) -> bool:
    """Tell whether a snapshot says anything else than the current one."""
    return any(target[name] != current.get(name) for name in target.keys() - _FOLLOWING)


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
    return changes_something(target, current)


def _checks_that_hold(
    before: Snapshot, after: Snapshot, current: Snapshot, target: Snapshot
) -> list[Any]:
    """Give the checks of what the target says, group by group of facts."""
    said_then, said_next = draft_of_snapshot(before), draft_of_snapshot(target)
    turned = changed_groups(draft_of_snapshot(current), said_next)
    unlike = changed_groups(said_then, said_next)
    now = current[_CHECKS]
    added = [check for check in after[_CHECKS] if check not in before[_CHECKS]]
    taken = [check for check in before[_CHECKS] if check not in after[_CHECKS]]
    replaced = {check["facts"] for check in added if check not in now}
    kept = [check for check in now if check["facts"] not in turned and check not in added]
    returning = [
        check
        for check in before[_CHECKS]
        if check["facts"] not in unlike
        and (check["facts"] in turned or (check in taken and check["facts"] not in replaced))
    ]
    checks = kept + [check for check in returning if check not in kept]
    return sorted(checks, key=lambda check: str(check["verified_on"]))


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

"""What kind of change a revision is: told of one, or asked of the whole history."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, inspect

from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState

# Any: a snapshot holds the stored columns of its subject, whatever their types in JSON.
Snapshot = Mapping[str, Any]


SAID_DISTINCT = "Dite différente"  # how the reason begins of what changes nothing in a listing


class Way(StrEnum):
    """How a change came about when nobody typed it in a form: how its reason begins."""

    UNDOING = "Annulation"
    IMPORT_UNDOING = "Import annulé"
    RESTORING = "Retour à une version"
    MERGING = "Fusion"
    DUPLICATE = "Doublon de"


def way_of(reason: str | None) -> Way | None:
    """Tell from its reason how a change came about; None when it was simply made."""
    return next((way for way in Way if reason is not None and reason.startswith(way)), None)


class Act(StrEnum):
    """What a change did; every revision is exactly one of them."""

    CREATED = "created"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    REOPENED = "reopened"  # taken back as a draft
    VERIFIED = "verified"  # or a check taken back: no fact changed
    EDITED = "edited"


_CHECKS = "verifications"
_BESIDE_FACTS = {"version", "updated_at", "loaded_digest", "note"}  # they follow every change
_ACTS_OF_STATES = {
    PublicationState.PUBLISHED.value: Act.PUBLISHED,
    PublicationState.ARCHIVED.value: Act.ARCHIVED,
    PublicationState.DRAFT.value: Act.REOPENED,
}


def act_of(before: Snapshot | None, after: Snapshot | None) -> Act:
    """Tell what kind of change led from one snapshot to the other."""
    if before is None:
        return Act.CREATED
    new = after or {}
    if before.get("state") != new.get("state"):
        return _ACTS_OF_STATES.get(str(new.get("state")), Act.EDITED)
    changed = {name for name in before.keys() | new.keys() if before.get(name) != new.get(name)}
    return Act.VERIFIED if changed - _BESIDE_FACTS == {_CHECKS} else Act.EDITED


def is_act(act: Act) -> ColumnElement[bool]:
    """Give the condition that a stored revision is such an act."""
    if act is Act.CREATED:
        return Revision.before.is_(None)
    state_before = func.coalesce(Revision.before["state"].as_string(), "")
    state_after = func.coalesce(Revision.after["state"].as_string(), "")
    for state, act_of_state in _ACTS_OF_STATES.items():
        if act is act_of_state:
            return and_(
                Revision.before.is_not(None), state_after == state, state_before != state_after
            )
    is_same_state = state_before == state_after
    is_check = ~_is_same(_CHECKS) & and_(*map(_is_same, _names_of_facts()))
    if act is Act.VERIFIED:
        return and_(Revision.before.is_not(None), is_same_state, is_check)
    leads_nowhere_known = ~is_same_state & state_after.not_in(_ACTS_OF_STATES)
    is_edit = is_same_state & ~is_check
    return and_(Revision.before.is_not(None), is_edit | leads_nowhere_known)


def _is_same(name: str) -> ColumnElement[bool]:
    """Give the condition that a stored revision left a part of its subject as it was."""
    before, after = Revision.before[name].as_string(), Revision.after[name].as_string()
    return func.coalesce(before, "") == func.coalesce(after, "")


def _names_of_facts() -> list[str]:
    """Name what a snapshot of a structure holds besides its checks: only structures have any."""
    mapper = inspect(Structure)
    names = [*mapper.column_attrs.keys(), *mapper.relationships.keys()]
    return [name for name in names if name not in {*_BESIDE_FACTS, _CHECKS}]


def is_change() -> ColumnElement[bool]:
    """Give the condition that a stored revision changed its subject, were it only its version."""
    version_before = Revision.before["version"].as_integer()
    is_mention = and_(
        func.coalesce(Revision.reason, "").startswith(SAID_DISTINCT),
        func.coalesce(version_before, -1) == Revision.after["version"].as_integer(),
    )
    return ~is_mention

"""The fields of a correction: seen, today, proposed, and what the listing would then say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from directory.catalog.corrections import CLOSED
from directory.catalog.draft_json import draft_as_json, draft_from_json, draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.models.correction import Correction
from directory.catalog.vocabulary import PublicationState

_SETS = frozenset({"filieres", "audiences", "settings", "coverage"})


class FieldDecision(StrEnum):
    """What becomes of one proposed field."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A decision; `value` is the one to take when edited, as JSON of a draft (Any: any of them)."""

    decision: FieldDecision
    value: Any = None

    @property
    def is_taken(self) -> bool:
        """Whether the listing changes, as proposed or otherwise."""
        return self.decision is not FieldDecision.DECLINED

    @property
    def is_edited(self) -> bool:
        """Whether the animator wrote another value."""
        return self.decision is FieldDecision.EDITED


@dataclass(frozen=True, slots=True)
class ProposedField:
    """One field three times, as JSON of a draft: what the sender saw, today, what is proposed."""

    name: str
    seen: Any
    today: Any
    proposed: Any

    @property
    def changed_since(self) -> bool:
        """Whether the listing changed after the sender looked at it."""
        return bool(self.seen != self.today)

    @property
    def is_already_so(self) -> bool:
        """Whether the listing already says what is proposed."""
        return bool(self.proposed == self.today)


def proposed_fields(correction: Correction) -> tuple[ProposedField, ...]:
    """List what a correction would change, in the order of a draft, closure last."""
    structure = correction.structure
    today = draft_as_json(draft_of(structure))
    today[CLOSED] = structure.state is PublicationState.ARCHIVED
    return tuple(
        ProposedField(
            name,
            correction.current.get(name),
            today[name],
            _proposed_today(correction, name, today),
        )
        for name in today
        if name in correction.proposed
    )


def resulting_draft(correction: Correction, choices: Mapping[str, FieldChoice]) -> StructureDraft:
    """Give what the listing would say after these decisions. Raises InvalidDraftJsonError."""
    today = draft_as_json(draft_of(correction.structure))
    values = {
        name: choice.value if choice.is_edited else _proposed_today(correction, name, today)
        for name, choice in choices.items()
        if choice.is_taken and name in today
    }
    return draft_from_json({**today, **values})


def _proposed_today(correction: Correction, name: str, today: Mapping[str, Any]) -> Any:
    """Give what is proposed for a field; of a set, only what should come or go, put on today's."""
    seen, now, proposed = correction.current.get(name), today[name], correction.proposed[name]
    if name not in _SETS or seen is None or now is None or proposed is None:
        return proposed
    kept = [value for value in now if value in proposed or value not in seen]
    return kept + [value for value in proposed if value not in seen and value not in now]

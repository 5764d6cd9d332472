"""How the history is narrowed: the parameters of its address, and what somebody may see at all."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from werkzeug.datastructures import MultiDict

from directory.accounts.actor import Actor
from directory.catalog.history_queries import RevisionFilter
from directory.catalog.revision_acts import Act
from directory.catalog.vocabulary import Origin
from directory.values.clock import PARIS
from directory.web.admin.address_parameters import (
    read_code,
    read_page,
    read_text,
    read_uuid,
    write_parameters,
)
from directory.web.admin.visible_filieres import narrowed_filieres

_KINDS = ("structure", "organization", "filiere")


@dataclass(frozen=True, slots=True)
class HistoryChoice:
    """What was asked, as it is shown in the form again; a value that means nothing is left out."""

    filiere: str = ""
    kind: str = ""
    subject_id: str = ""
    editor_id: UUID | None = None
    origin: Origin | None = None
    act: Act | None = None
    first_day: date | None = None
    last_day: date | None = None
    batch_id: UUID | None = None
    page: int = 1
    unread_days: tuple[str, ...] = ()  # names of the parameters that hold no day

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the page was chosen, understood or not."""
        return bool(self.query() or self.unread_days)

    def query(self, page: int | None = None) -> str:
        """Write the choice as the parameters of an address, with another page if asked."""
        values = {
            "filiere": self.filiere,
            "sujet": self.kind,
            "fiche": self.subject_id,
            "personne": self.editor_id,
            "origine": self.origin,
            "acte": self.act,
            "du": self.first_day,
            "au": self.last_day,
            "lot": self.batch_id,
            "page": page,
        }
        return write_parameters(values)


def read_choice(asked: MultiDict[str, str]) -> HistoryChoice:
    """Read the parameters of the history's address."""
    kind = asked.get("sujet", "")
    days = {name: _day(asked.get(name, "")) for name in ("du", "au")}
    return HistoryChoice(
        filiere=read_text(asked, "filiere", longest=100),
        kind=kind if kind in _KINDS else "",
        subject_id=read_text(asked, "fiche", longest=100),
        editor_id=read_uuid(asked.get("personne", "")),
        origin=read_code(Origin, asked.get("origine", "")),
        act=read_code(Act, asked.get("acte", "")),
        first_day=days["du"],
        last_day=days["au"],
        batch_id=read_uuid(asked.get("lot", "")),
        page=read_page(asked),
        unread_days=tuple(name for name, day in days.items() if day is None and asked.get(name)),
    )


def revision_filter(choice: HistoryChoice, actor: Actor) -> RevisionFilter:
    """Give what the query takes, held to what this person may see."""
    structures = actor.visible_structures
    return RevisionFilter(
        filieres=narrowed_filieres(actor, choice.filiere),
        structures=None if structures is None else tuple(structures),
        subject_kind=choice.kind or None,
        subject_id=choice.subject_id or None,
        origin=choice.origin,
        editor_id=choice.editor_id,
        batch_id=choice.batch_id,
        act=choice.act,
        since=None if choice.first_day is None else _begins(choice.first_day),
        until=None if choice.last_day is None else _begins(choice.last_day + timedelta(days=1)),
    )


def _begins(day: date) -> datetime:
    """Give the first moment of a day in France."""
    return datetime.combine(day, time.min, PARIS).astimezone(UTC)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None

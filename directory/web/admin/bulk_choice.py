"""What a form of the list asks to do, and to which structures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import parse_qsl
from uuid import UUID

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from directory.accounts.actor import Actor, subject_of
from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision, decide, filieres_beyond
from directory.accounts.queries import filieres_of_structures
from directory.catalog.bulk_effect import (
    BulkAct,
    BulkArchive,
    BulkFilieres,
    BulkLine,
    BulkRefusal,
    BulkVerify,
)
from directory.catalog.listing_queries import list_structure_ids
from directory.catalog.vocabulary import FactGroup, VerificationMeans
from directory.values.clock import Clock, in_paris
from directory.values.numbers import read_number
from directory.web.admin.address_parameters import read_code, read_uuid
from directory.web.admin.listing_choice import ListingChoice, listing_filter, read_listing_choice
from directory.web.sent_fields import LARGEST_VERSION

_LONGEST_REASON = 500


class BulkAction(StrEnum):
    """The words of the form."""

    VERIFY = "verifier"
    ARCHIVE = "archiver"
    FILIERES = "filieres"
    LINKS = "liens"


PERMISSIONS: Mapping[BulkAction, Permission] = {
    BulkAction.VERIFY: Permission.STRUCTURE_VERIFY,
    BulkAction.ARCHIVE: Permission.STRUCTURE_PUBLISH,
    BulkAction.FILIERES: Permission.STRUCTURE_EDIT,
    BulkAction.LINKS: Permission.LINK_SEND,
}


@dataclass(frozen=True, slots=True)
class BulkChoice:
    """An action and what it needs; what was not said yet is empty."""

    action: BulkAction
    means: VerificationMeans = VerificationMeans.PHONE
    reason: str = ""
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    versions: Mapping[UUID, int] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to say before it can be done."""
        if self.action is BulkAction.ARCHIVE:
            return bool(self.reason)
        return self.action is not BulkAction.FILIERES or bool(self.add or self.remove)

    def act(self) -> BulkAct:
        """Give what the catalog does."""
        match self.action:
            case BulkAction.ARCHIVE:
                return BulkArchive(self.reason)
            case BulkAction.FILIERES:
                return BulkFilieres(self.add, self.remove)
        return BulkVerify(tuple(FactGroup), self.means)


def read_bulk_choice(sent: MultiDict[str, str], actor: Actor) -> BulkChoice | None:
    """Read what a form asks; None when it names no action. Foreign filières are left out."""
    action = read_code(BulkAction, sent.get("action", ""))
    if action is None:
        return None
    return BulkChoice(
        action,
        means=read_code(VerificationMeans, sent.get("moyen", "")) or VerificationMeans.PHONE,
        reason=sent.get("motif", "").strip()[:_LONGEST_REASON],
        add=_own(actor, sent.getlist("ajouter")),
        remove=_own(actor, sent.getlist("retirer")),
        versions=_versions(sent.get("fiches", "")),
    )


def chosen_ids(
    session: Session, sent: MultiDict[str, str], actor: Actor, *, clock: Clock
) -> list[UUID]:
    """Give the structures that a form names: those ticked, or all of the list it shows."""
    today = in_paris(clock.now()).date()
    if sent.get("cible") != "liste":
        return [found for text in sent.getlist("id") if (found := read_uuid(text)) is not None]
    choice = shown_list(sent)
    return list_structure_ids(session, listing_filter(choice, actor, today=today), today=today)


def shown_list(sent: MultiDict[str, str]) -> ListingChoice:
    """Give how the list was narrowed where the structures were chosen."""
    return read_listing_choice(MultiDict(parse_qsl(sent.get("liste", ""))))


def readable_ids(
    session: Session, ids: Sequence[UUID], actor: Actor, *, filiere_count: int
) -> list[UUID]:
    """Leave out the structures that somebody may not read: a page names none of them."""
    filieres = filieres_of_structures(session, ids)
    return [
        structure_id
        for structure_id in ids
        if decide(
            actor,
            Permission.STRUCTURE_READ,
            subject_of(
                filieres.get(structure_id, ()),
                structure_id=structure_id,
                filiere_count=filiere_count,
            ),
        )
        is Decision.ALLOWED
    ]


def refuse_foreign(
    actor: Actor,
    action: BulkAction,
    lines: Sequence[BulkLine],
    filieres: Mapping[UUID, frozenset[str]],
    *,
    filiere_count: int,
) -> list[BulkLine]:
    """Mark what the policies refuse to this person, whatever the catalog would allow."""
    return [
        line
        if line.refusal is not None
        or may_act(actor, action, line.structure_id, filieres, filiere_count=filiere_count)
        else _refused(line)
        for line in lines
    ]


def may_act(
    actor: Actor,
    action: BulkAction,
    structure_id: UUID,
    filieres: Mapping[UUID, frozenset[str]],
    *,
    filiere_count: int,
) -> bool:
    """Tell whether the policies let somebody do this to a structure."""
    linked = filieres.get(structure_id, frozenset())
    subject = subject_of(linked, structure_id=structure_id, filiere_count=filiere_count)
    return decide(actor, PERMISSIONS[action], subject) is Decision.ALLOWED


def written_versions(lines: Sequence[BulkLine]) -> str:
    """Write which version of each structure the preview showed, for the form that confirms."""
    return ",".join(f"{line.structure_id}:{line.version}" for line in lines)


def _refused(line: BulkLine) -> BulkLine:
    return replace(
        line, after=line.before, areas_after=line.areas_before, refusal=BulkRefusal.OUTSIDE
    )


def _own(actor: Actor, slugs: Sequence[str]) -> tuple[str, ...]:
    """Keep the filières that this person may give or take away."""
    return tuple(
        slug
        for slug in slugs
        if slug and not filieres_beyond(actor, frozenset(), frozenset({slug}))
    )


def _versions(text: str) -> dict[UUID, int]:
    versions = {}
    for part in text.split(","):
        identifier, _, number = part.partition(":")
        structure_id = read_uuid(identifier)
        version = read_number(number, most=LARGEST_VERSION)
        if structure_id is not None and version is not None:
            versions[structure_id] = version
    return versions

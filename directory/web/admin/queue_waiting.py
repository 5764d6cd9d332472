"""What waits beside the listings to check: corrections, links, imports, positions, duplicates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision, decide
from directory.catalog.campaign_queries import count_open_links, list_links_to_follow
from directory.catalog.correction_queries import list_waiting_corrections
from directory.catalog.models.correction import Correction, CorrectionOrigin
from directory.catalog.queue_queries import DoubtfulPosition, list_doubtful_positions
from directory.exchange.models.import_run import ImportState
from directory.exchange.queries import list_imports
from directory.paths import DATA
from directory.values.clock import in_paris
from directory.web.admin.duplicate_pairs import pairs_to_decide
from directory.web.labels import display_date
from directory.web.permissions import may
from directory.web.services import get_services
from directory.web.wording import gettext as _
from directory.web.wording import ngettext


class WaitingKind(StrEnum):
    """The words of the address of each group."""

    CORRECTIONS = "corrections"
    LINKS = "liens"
    IMPORTS = "imports"
    POSITIONS = "positions"
    DUPLICATES = "doublons"


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """One thing to do: what it is about, why, and where it is done."""

    name: str
    words: str
    path: str


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """The things to do of one kind."""

    kind: WaitingKind
    title: str
    empty: str
    entries: tuple[WaitingEntry, ...]


def waiting_groups(session: Session, actor: Actor) -> list[WaitingGroup]:
    """Give the groups that somebody may treat, empty ones included."""
    return [
        WaitingGroup(
            kind, _title(kind), _empty(kind, session, actor), tuple(_READERS[kind](session, actor))
        )
        for kind, permission in _PERMISSIONS.items()
        if decide(actor, permission) is Decision.ALLOWED
    ]


def _title(kind: WaitingKind) -> str:
    match kind:
        case WaitingKind.CORRECTIONS:
            return _("Corrections reçues")
        case WaitingKind.LINKS:
            return _("Liens de mise à jour")
        case WaitingKind.IMPORTS:
            return _("Imports à finir")
        case WaitingKind.POSITIONS:
            return _("Positions à vérifier")
        case WaitingKind.DUPLICATES:
            return _("Doublons possibles")


def _empty(kind: WaitingKind, session: Session, actor: Actor) -> str:
    match kind:
        case WaitingKind.CORRECTIONS:
            return _("Aucune correction n’attend votre décision.")
        case WaitingKind.LINKS:
            return _no_link_words(session, actor)
        case WaitingKind.IMPORTS:
            return _("Aucun import n’est resté en chemin.")
        case WaitingKind.POSITIONS:
            return _("Toutes les fiches sont bien placées sur la carte.")
        case WaitingKind.DUPLICATES:
            return _("Aucune structure ne semble être inscrite deux fois.")


def _no_link_words(session: Session, actor: Actor) -> str:
    now = get_services().clock.now()
    waiting = count_open_links(session, actor.visible_filieres, now=now)
    if not waiting:
        return _("Aucun lien n’attend de réponse : rien à faire.")
    return ngettext(
        "%(num)s lien attend une réponse : rien à faire pour l’instant.",
        "%(num)s liens attendent une réponse : rien à faire pour l’instant.",
        waiting,
    )


def _corrections(session: Session, actor: Actor) -> Sequence[WaitingEntry]:
    return [
        WaitingEntry(
            correction.structure.name,
            _correction_words(correction),
            url_for("admin.show_correction", correction_id=correction.id),
        )
        for correction in list_waiting_corrections(session, actor.visible_filieres)
        if may(Permission.CORRECTION_DECIDE, structure=correction.structure)
    ]


def _correction_words(correction: Correction) -> str:
    day = _day(correction.created_at)
    match correction.origin:
        case CorrectionOrigin.VISITOR:
            return _("signalé par un visiteur le %(day)s", day=day)
        case CorrectionOrigin.LINK:
            return _("répondu par la structure le %(day)s", day=day)
        case CorrectionOrigin.EDITOR:
            return _("proposé par la structure le %(day)s", day=day)


def _links(session: Session, actor: Actor) -> Sequence[WaitingEntry]:
    links = list_links_to_follow(session, actor.visible_filieres, now=get_services().clock.now())
    answered = [
        WaitingEntry(
            link.structure.name,
            _("a répondu avec des changements"),
            url_for("admin.show_correction", correction_id=link.correction_id),
        )
        for link in links.answered
        if may(Permission.CORRECTION_DECIDE, structure=link.structure)
    ]
    undelivered = [
        WaitingEntry(
            link.structure.name,
            _("lettre non remise à %(address)s : vérifiez l’adresse", address=link.recipient),
            url_for("admin.edit_structure", structure_id=link.structure_id, _anchor="update_email"),
        )
        for link in links.undelivered
        if may(Permission.LINK_SEND, structure=link.structure)
    ]
    silent = [
        WaitingEntry(
            link.structure.name,
            _(
                "lien envoyé le %(sent)s, resté sans réponse : appelez",
                sent=_day(link.created_at),
            ),
            url_for("admin.show_queue", fiche=link.structure_id),
        )
        for link in links.expired
        if may(Permission.LINK_SEND, structure=link.structure)
    ]
    return answered + undelivered + silent


def _imports(session: Session, actor: Actor) -> Sequence[WaitingEntry]:
    created_by = None if actor.visible_filieres is None else actor.account_id
    return [
        WaitingEntry(
            run.file_name,
            _("lu le %(day)s, pas encore appliqué", day=_day(run.created_at)),
            url_for("admin.show_import", import_id=run.id),
        )
        for run in list_imports(session, created_by=created_by)
        if run.state is ImportState.READ
    ]


def _positions(session: Session, actor: Actor) -> Sequence[WaitingEntry]:
    return [
        WaitingEntry(
            position.name,
            _position_words(position),
            url_for("admin.edit_structure", structure_id=position.id, _anchor="latitude"),
        )
        for position in list_doubtful_positions(session, actor.visible_filieres, data=DATA)
    ]


def _position_words(position: DoubtfulPosition) -> str:
    if not position.km_outside:
        return _("placée à la mairie de %(commune)s", commune=position.commune)
    return _(
        "placée à %(kilometres)s km de %(commune)s",
        kilometres=round(position.km_outside),
        commune=position.commune,
    )


def _duplicates(session: Session, _actor: Actor) -> Sequence[WaitingEntry]:
    return [
        WaitingEntry(
            pair.first.name,
            _("ressemble à « %(name)s »", name=pair.second.name),
            url_for("admin.merge_structures", first_id=pair.first.id, second_id=pair.second.id),
        )
        for pair in pairs_to_decide(session)
    ]


def _day(moment: datetime) -> str:
    return display_date(in_paris(moment).date())


_PERMISSIONS = {
    WaitingKind.CORRECTIONS: Permission.CORRECTION_DECIDE,
    WaitingKind.LINKS: Permission.LINK_SEND,
    WaitingKind.IMPORTS: Permission.IMPORT,
    WaitingKind.POSITIONS: Permission.STRUCTURE_CREATE,
    WaitingKind.DUPLICATES: Permission.STRUCTURE_MERGE,
}
_READERS: dict[WaitingKind, Callable[[Session, Actor], Sequence[WaitingEntry]]] = {
    WaitingKind.CORRECTIONS: _corrections,
    WaitingKind.LINKS: _links,
    WaitingKind.IMPORTS: _imports,
    WaitingKind.POSITIONS: _positions,
    WaitingKind.DUPLICATES: _duplicates,
}

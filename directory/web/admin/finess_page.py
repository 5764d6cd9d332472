"""What FINESS says differently, in words, one listing after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy.orm import Session

from directory.catalog.draft_json import draft_as_json
from directory.exchange.importers.finess_import import proposals_of
from directory.exchange.importers.finess_proposals import Proposal, ProposalKind
from directory.exchange.models.import_run import ImportRun
from directory.exchange.reach import Reach
from directory.web.admin.change_words import FieldChange, changes_between
from directory.web.admin.field_values import Names
from directory.web.admin.history_lines import names_for_changes
from directory.web.permissions import get_actor
from directory.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """One thing to tick; a closure changes no field."""

    key: str
    label: str
    changes: Sequence[FieldChange]


@dataclass(frozen=True, slots=True)
class ListingProposals:
    """A listing and what is proposed for it."""

    id: str
    name: str
    finess_et: str
    proposals: Sequence[ShownProposal]


def finess_proposals(session: Session, run: ImportRun, *, reach: Reach) -> list[ListingProposals]:
    """Put the proposals of a comparison into words."""
    names = names_for_changes(session)
    found = proposals_of(session, run, reach=reach)
    return [
        ListingProposals(
            str(structure.id),
            structure.name,
            structure.finess_et or "",
            [_shown(proposal, names) for proposal in proposals],
        )
        for structure, proposals in groupby(found, key=lambda proposal: proposal.structure)
    ]


def _shown(proposal: Proposal, names: Names) -> ShownProposal:
    changes: Sequence[FieldChange] = ()
    if proposal.after is not None:
        changes = changes_between(
            draft_as_json(proposal.before), draft_as_json(proposal.after), names, actor=get_actor()
        )
    return ShownProposal(proposal.key, _label(proposal.kind), changes)


def _label(kind: ProposalKind) -> str:
    match kind:
        case ProposalKind.ADDRESS:
            return _("Reprendre cette adresse")
        case ProposalKind.PHONE:
            return _("Reprendre ce téléphone")
        case ProposalKind.POSITION:
            return _("Reprendre cette position")
        case ProposalKind.CLOSURE:
            return _("Archiver la fiche : FINESS ne connaît plus cet établissement")

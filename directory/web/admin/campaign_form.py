"""Whom a campaign writes to, read from an address or a form, held to what somebody may do."""

from uuid import UUID

from werkzeug.datastructures import MultiDict

from directory.accounts.actor import Actor
from directory.accounts.permissions import Permission
from directory.catalog.campaigns import CampaignCriteria, CampaignPreview
from directory.values.numbers import read_number
from directory.web.permissions import may
from directory.web.structure_types import structure_types

LONGEST_NAME = 120
MOST_MONTHS = 60
USUAL_MONTHS = 6


def read_criteria(asked: MultiDict[str, str], actor: Actor) -> CampaignCriteria:
    """Read a filter; what is unknown is left out, and an animator stays in its filières."""
    known, structures = structure_types(), _ids(asked.getlist("structure"))
    return CampaignCriteria(
        type_codes=tuple(code for code in asked.getlist("type") if code in known),
        filiere=None if structures else _filiere(asked.get("filiere", ""), actor),
        months=_months(asked.get("mois", "")),
        structures=structures,
    )


def read_campaign_id(asked: MultiDict[str, str]) -> UUID | None:
    """Read the id that the preview gave to the campaign: sent twice, its form is known by it."""
    return next(iter(_ids(asked.getlist("campagne"))), None)


def read_recipients(asked: MultiDict[str, str]) -> frozenset[UUID]:
    """Read the structures that stayed ticked in the preview."""
    return frozenset(_ids(asked.getlist("destinataire")))


def held_to_rights(preview: CampaignPreview) -> CampaignPreview:
    """Keep the structures that the person signed in may write to."""
    return CampaignPreview(
        tuple(
            structure
            for structure in preview.recipients
            if may(Permission.LINK_SEND, structure=structure)
        ),
        tuple(
            out for out in preview.left_out if may(Permission.LINK_SEND, structure=out.structure)
        ),
    )


def _filiere(asked: str, actor: Actor) -> str | None:
    visible = actor.visible_filieres
    if visible is None:
        return asked or None
    return asked if asked in visible else min(visible, default="")


def _months(asked: str) -> int | None:
    return read_number(asked, most=MOST_MONTHS) or None


def _ids(asked: list[str]) -> tuple[UUID, ...]:
    ids = []
    for text in asked:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return tuple(ids)

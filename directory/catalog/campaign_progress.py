"""How far a campaign is: letters sent, opened, confirmed, changed, silent."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from directory.catalog.models.campaign import LinkAnswer, UpdateLink


@dataclass(frozen=True, slots=True)
class CampaignProgress:
    """Numbers of letters; opened ones may be answered or not, silent ones are not.

    Undelivered ones, which no mail server took, are neither sent nor silent.
    """

    sent: int
    opened: int
    confirmed: int
    changed: int
    silent: int
    undelivered: int


def progress_of(
    links: Collection[UpdateLink], undelivered: Collection[UUID] = ()
) -> CampaignProgress:
    """Count the links of a campaign; a withdrawn one is no longer waited for, thus not silent."""
    sent = [link for link in links if link.id not in undelivered]
    return CampaignProgress(
        sent=len(sent),
        opened=sum(link.opened_at is not None for link in sent),
        confirmed=sum(link.answer is LinkAnswer.CONFIRMED for link in sent),
        changed=sum(link.answer is LinkAnswer.CHANGED for link in sent),
        silent=sum(link.answered_at is None and link.withdrawn_at is None for link in sent),
        undelivered=len(links) - len(sent),
    )

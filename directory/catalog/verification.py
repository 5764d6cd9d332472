"""Checking facts: that somebody asked, on which day and how."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.models.verification import Verification
from directory.catalog.vocabulary import FactGroup, Origin, VerificationMeans
from directory.values.clock import Clock, in_paris


class CheckRefusedError(ValueError):
    """A check of nothing, or one that would have happened tomorrow."""


def verify_facts(
    session: Session,
    structure: Structure,
    groups: Collection[FactGroup],
    *,
    means: VerificationMeans,
    author: Author | None,
    clock: Clock,
    on: date | None = None,
    batch_id: UUID | None = None,
    origin: Origin = Origin.FORM,
) -> Revision:
    """Keep that groups of facts were found right, today unless said otherwise.

    A second check of a group on the same day replaces the first. Raises CheckRefusedError.
    """
    today = in_paris(clock.now()).date()
    verified_on = on or today
    if not groups or verified_on > today:
        raise CheckRefusedError("A check names facts, and a day that has come.")
    before = snapshot_of(structure)
    put_checks(structure, groups, means=means, author=author, on=verified_on)
    return record_revision(
        session,
        structure,
        before=before,
        origin=origin,
        clock=clock,
        author=author,
        batch_id=batch_id,
    )


def drop_checks(structure: Structure, groups: Collection[FactGroup]) -> None:
    """Take the checks of groups of facts from a structure, as a part of a change of these facts."""
    if any(check.facts in groups for check in structure.verifications):
        structure.verifications = [
            check for check in structure.verifications if check.facts not in groups
        ]


def put_checks(
    structure: Structure,
    groups: Collection[FactGroup],
    *,
    means: VerificationMeans,
    author: Author | None,
    on: date,
) -> None:
    """Put checks of a day on a structure, as a part of a change that somebody else records."""
    structure.verifications = [
        *(
            check
            for check in structure.verifications
            if check.facts not in groups or check.verified_on != on
        ),
        *(
            Verification(
                facts=group,
                verified_on=on,
                means=means,
                editor_id=None if author is None else author.editor_id,
            )
            for group in FactGroup
            if group in groups
        ),
    ]

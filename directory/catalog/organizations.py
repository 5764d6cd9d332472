"""Making and changing a body that carries structures; what it carries follows."""

from dataclasses import replace
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.carried_checks import record_change_of_body
from directory.catalog.conflicts import snapshot_at_version
from directory.catalog.drafts import OrganizationDraft
from directory.catalog.editing import DraftRefusedError
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.models.organization import Organization
from directory.catalog.models.revision import Revision
from directory.catalog.organization_validation import organization_problems
from directory.catalog.vocabulary import Origin
from directory.values.clock import Clock
from directory.values.contact import InvalidWebsiteError, parse_website

_FACTS = ("name", "kind", "finess_ej", "siren", "rna", "website")


class OrganizationEditedMeanwhileError(Exception):
    """Somebody else changed the body since the version that was shown; today's stands here."""

    def __init__(self, version: int) -> None:
        super().__init__(f"Edited meanwhile: version {version}.")
        self.version = version


def organization_draft_of(organization: Organization) -> OrganizationDraft:
    """Give what a body says today as a draft."""
    return OrganizationDraft(**{name: getattr(organization, name) for name in _FACTS})


def create_organization(
    session: Session,
    draft: OrganizationDraft,
    *,
    author: Author | None,
    clock: Clock,
    origin: Origin = Origin.FORM,
    batch_id: UUID | None = None,
) -> Organization:
    """Make a body. Raises DraftRefusedError."""
    draft = _accepted(draft)
    organization = Organization(id=uuid4())
    _write(organization, draft)
    session.add(organization)
    record_revision(
        session, organization, before=None, origin=origin, clock=clock, author=author,
        batch_id=batch_id,
    )  # fmt: skip
    return organization


def edit_organization(
    session: Session,
    organization: Organization,
    draft: OrganizationDraft,
    *,
    expected_version: int | None,
    author: Author | None,
    clock: Clock,
    origin: Origin = Origin.FORM,
    batch_id: UUID | None = None,
    reason: str | None = None,
) -> Revision | None:
    """Make a body say what the draft says; None when it says so already.

    Structures whose name was checked with what the public read of it lose that check, in the same
    batch.
    Raises DraftRefusedError, OrganizationEditedMeanwhileError, and StaleDataError when two edits
    are written in the same instant.
    """
    if _canonical(draft) == organization_draft_of(organization):
        return None
    if expected_version is not None and expected_version < organization.version:
        raise OrganizationEditedMeanwhileError(organization.version)
    draft = _accepted(draft)
    before = snapshot_of(organization)
    _write(organization, draft)
    return record_change_of_body(
        session, organization, before=before, origin=origin, clock=clock, author=author,
        batch_id=batch_id, reason=reason,
    )  # fmt: skip


def changed_by_others_only(
    session: Session, organization: Organization, mine: OrganizationDraft, *, version: int
) -> tuple[str, ...]:
    """Name the facts that others changed since a version and that my draft, made of it, did not."""
    seen = snapshot_at_version(session, organization, version)
    if seen is None:
        return ()
    mine = _canonical(mine)
    return tuple(
        name
        for name in _FACTS
        if getattr(mine, name) == seen[name] and getattr(organization, name) != seen[name]
    )


def _accepted(draft: OrganizationDraft) -> OrganizationDraft:
    draft = _canonical(draft)
    if found := organization_problems(draft):
        raise DraftRefusedError(found)
    return draft


def _canonical(draft: OrganizationDraft) -> OrganizationDraft:
    texts = {name: (getattr(draft, name) or "").strip() or None for name in _FACTS}
    numbers = {
        name: None if text is None else text.replace(" ", "").upper()
        for name, text in texts.items()
        if name in {"finess_ej", "siren", "rna"}
    }
    return replace(
        draft,
        **numbers,
        name=texts["name"] or "",
        kind=texts["kind"],
        website=_website(texts["website"]),
    )


def _website(text: str | None) -> str | None:
    try:
        return None if text is None else parse_website(text)
    except InvalidWebsiteError:
        return text


def _write(organization: Organization, draft: OrganizationDraft) -> None:
    for name in _FACTS:
        setattr(organization, name, getattr(draft, name))

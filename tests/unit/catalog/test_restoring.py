"""Going back: a version, one change, a batch; never over what somebody did since."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import OrganizationDraft, PhoneDraft, StructureDraft
from directory.catalog.editing import create_structure, edit_structure
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.organizations import edit_organization
from directory.catalog.publishing import archive_structure
from directory.catalog.restoring import (
    ChangedSinceError,
    restore_revision,
    undo_batch,
    undo_revision,
)
from directory.catalog.snapshots import CommunesLeftAloneError, RestorationRefusedError
from directory.catalog.verification import verify_facts
from directory.catalog.vocabulary import (
    FactGroup,
    Origin,
    PhoneKind,
    PublicationState,
    VerificationMeans,
)
from directory.territory.models import Confidence, Filiere, FiliereAttachment
from directory.values.clock import FixedClock
from tests.factories.structures import (
    ANIMATOR,
    FULL_DRAFT,
    make_draft,
    make_organization,
    make_structure,
)


def _edit(
    session: Session,
    structure: Structure,
    draft: StructureDraft,
    clock: FixedClock,
    batch_id: UUID | None = None,
) -> Revision:
    revision = edit_structure(
        session, structure, draft,
        expected_version=None, author=ANIMATOR, clock=clock, batch_id=batch_id,
    )  # fmt: skip
    assert revision is not None
    return revision


def _facts(structure: Structure) -> dict[str, object]:
    following = {"version", "updated_at"}
    return {name: value for name, value in snapshot_of(structure).items() if name not in following}


def test_a_version_with_every_fact_comes_back_whole(session: Session, clock: FixedClock) -> None:
    body = make_organization()
    session.add(body)
    session.flush()
    full = replace(FULL_DRAFT, organization_id=body.id)
    structure = create_structure(session, full, author=ANIMATOR, clock=clock)
    verify_facts(
        session, structure, [*FactGroup],
        means=VerificationMeans.VISIT, author=ANIMATOR, clock=clock,
    )  # fmt: skip
    archive_structure(session, structure, reason=None, author=ANIMATOR, clock=clock)
    wanted = _facts(structure)
    version = session.scalars(select(Revision).order_by(Revision.id.desc())).first()
    assert version is not None
    _edit(session, structure, make_draft("Tout autre chose", type_code="HAD"), clock)
    session.commit()

    restore_revision(session, version, author=ANIMATOR, clock=clock)
    session.commit()
    session.expire_all()

    assert _facts(structure) == wanted


def test_going_back_is_one_change_that_can_be_undone_too(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    change = _edit(session, structure, replace(draft_of(structure), alert="Déménagement"), clock)

    undoing = undo_revision(session, change, author=ANIMATOR, clock=clock, reason="Erreur")
    undone = structure.alert
    undo_revision(session, undoing, author=ANIMATOR, clock=clock)

    assert undone is None
    assert (undoing.reason, undoing.editor_id) == ("Erreur", ANIMATOR.editor_id)
    assert structure.alert == "Déménagement"
    assert structure.version == 4


def test_undoing_a_creation_withdraws_the_structure(session: Session, clock: FixedClock) -> None:
    structure = create_structure(session, make_draft(), author=ANIMATOR, clock=clock)
    creation = session.scalars(select(Revision)).one()

    undo_revision(session, creation, author=ANIMATOR, clock=clock)

    assert structure.state is PublicationState.ARCHIVED


def test_undoing_an_old_change_leaves_what_came_after_it(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    first = _edit(session, structure, replace(draft_of(structure), alert="Déménagement"), clock)
    _edit(session, structure, replace(draft_of(structure), hours_text="Le matin"), clock)

    undo_revision(session, first, author=ANIMATOR, clock=clock)

    assert (structure.alert, structure.hours_text) == (None, "Le matin")


def test_undoing_a_check_leaves_the_later_checks(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session)
    first, _second = [
        verify_facts(
            session, structure, [FactGroup.PHONES],
            means=VerificationMeans.PHONE, author=ANIMATOR, clock=clock, on=day,
        )
        for day in (date(2026, 11, 20), date(2026, 11, 25))
    ]  # fmt: skip

    undo_revision(session, first, author=ANIMATOR, clock=clock)

    assert [check.verified_on for check in structure.verifications] == [date(2026, 11, 25)]


@pytest.mark.parametrize("field", ["alert", "phones"])
def test_a_fact_that_changed_again_is_not_undone(
    session: Session, clock: FixedClock, field: str
) -> None:
    structure = make_structure(session)
    once: dict[str, Any] = {
        "alert": "Une fois",
        "phones": (PhoneDraft("02 61 91 00 02", PhoneKind.DIRECT),),
    }
    twice: dict[str, Any] = {
        "alert": "Deux fois",
        "phones": (PhoneDraft("02 61 91 00 03", PhoneKind.DIRECT),),
    }
    first = _edit(session, structure, replace(draft_of(structure), **{field: once[field]}), clock)
    _edit(session, structure, replace(draft_of(structure), **{field: twice[field]}), clock)
    version = structure.version

    with pytest.raises(ChangedSinceError) as refusal:
        undo_revision(session, first, author=ANIMATOR, clock=clock)

    assert refusal.value.names == (structure.name,)
    assert structure.version == version


def test_a_batch_is_undone_whole(session: Session, clock: FixedClock) -> None:
    batch = uuid4()
    edited = make_structure(session)
    before = _facts(edited)
    made = create_structure(
        session, make_draft("Nouvelle"), author=ANIMATOR, clock=clock, batch_id=batch
    )
    for alert in ("Une fois", "Deux fois"):
        _edit(session, edited, replace(draft_of(edited), alert=alert), clock, batch)

    undone = undo_batch(session, batch, author=ANIMATOR, clock=clock)

    assert _facts(edited) == before
    assert made.state is PublicationState.ARCHIVED
    assert len({revision.batch_id for revision in undone}) == 1
    assert undone[0].batch_id != batch


def test_a_batch_of_which_one_structure_changed_since_is_left_as_it_is(
    session: Session, clock: FixedClock
) -> None:
    batch = uuid4()
    one, other = make_structure(session, "Une"), make_structure(session, "Autre")
    for structure in (one, other):
        _edit(session, structure, replace(draft_of(structure), alert="Lot"), clock, batch)
    _edit(session, other, replace(draft_of(other), hours_text="Le matin"), clock)

    with pytest.raises(ChangedSinceError) as refusal:
        undo_batch(session, batch, author=ANIMATOR, clock=clock)

    assert refusal.value.names == ("Autre",)
    assert (one.alert, other.alert) == ("Lot", "Lot")


def test_an_undone_batch_is_not_undone_again(session: Session, clock: FixedClock) -> None:
    batch = uuid4()
    structure = make_structure(session)
    _edit(session, structure, replace(draft_of(structure), alert="Lot"), clock, batch)
    undo_batch(session, batch, author=ANIMATOR, clock=clock)

    with pytest.raises(ChangedSinceError):
        undo_batch(session, batch, author=ANIMATOR, clock=clock)


def test_a_body_comes_back_and_what_it_carries_is_told(session: Session, clock: FixedClock) -> None:
    body = make_organization()
    session.add(body)
    structure = make_structure(session, organization_id=body.id)
    change = edit_organization(
        session, body, OrganizationDraft("Autre nom", siren="552 100 554"),
        expected_version=None, author=ANIMATOR, clock=clock,
    )  # fmt: skip
    assert change is not None
    version = structure.version

    undo_revision(session, change, author=ANIMATOR, clock=clock)

    assert (body.name, body.siren) == ("Centre hospitalier de l’Exemple", None)
    assert structure.version == version + 1


def test_a_version_that_names_a_body_that_is_no_more_is_refused(
    session: Session, clock: FixedClock
) -> None:
    body = make_organization()
    session.add(body)
    structure = make_structure(session, organization_id=body.id)
    version = session.scalars(select(Revision)).one()
    _edit(session, structure, replace(draft_of(structure), organization_id=None), clock)
    session.delete(body)
    session.commit()

    with pytest.raises(RestorationRefusedError) as refusal:
        restore_revision(session, version, author=ANIMATOR, clock=clock)

    assert refusal.value.missing == (str(body.id),)


def _attach(session: Session, filiere: Filiere, insee: str, clock: FixedClock) -> Revision:
    before = snapshot_of(filiere)
    filiere.attachments.append(
        FiliereAttachment(
            insee=insee, basis="essai", confidence=Confidence.HIGH, via="commune",
            since=date(2026, 11, 27), reason="Essai",
        )
    )  # fmt: skip
    return record_revision(session, filiere, before=before, origin=Origin.FORM, clock=clock)


def test_the_territory_of_a_filiere_comes_back(session: Session, clock: FixedClock) -> None:
    filiere = session.get_one(Filiere, "armor")
    wanted = {attachment.insee for attachment in filiere.attachments}
    change = _attach(session, filiere, "29151", clock)

    undo_revision(session, change, author=ANIMATOR, clock=clock)
    session.commit()
    session.expire_all()

    assert {attachment.insee for attachment in filiere.attachments} == wanted


def test_no_commune_is_left_without_filiere_by_going_back(
    session: Session, clock: FixedClock
) -> None:
    filiere = session.get_one(Filiere, "armor")
    change = _attach(session, filiere, "29151", clock)
    for attachment in session.scalars(
        select(FiliereAttachment).where(
            FiliereAttachment.insee == "29151", FiliereAttachment.filiere_slug != "armor"
        )
    ):
        session.delete(attachment)
    session.flush()

    with pytest.raises(CommunesLeftAloneError) as refusal:
        undo_revision(session, change, author=ANIMATOR, clock=clock)

    assert refusal.value.names == ("Morlaix",)

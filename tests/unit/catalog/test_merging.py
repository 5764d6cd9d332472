"""What a merge of two structures keeps, moves and gives back."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from directory.catalog.draft_json import draft_of
from directory.catalog.duplicates import (
    MergeRefusedError,
    merge_structures,
    united_draft,
)
from directory.catalog.history_queries import list_revisions_of
from directory.catalog.models.campaign import UpdateLink
from directory.catalog.models.correction import Correction, CorrectionOrigin, CorrectionState
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_view import StructureView
from directory.catalog.queries import find_redirected_slug
from directory.catalog.restoring import restore_revision, undo_batch, undo_revision
from directory.catalog.vocabulary import FactGroup, PublicationState
from directory.values.clock import FixedClock
from tests.factories.structures import (
    ANIMATOR,
    make_draft,
    make_phone,
    make_source,
    make_structure,
    make_verification,
    redirect_slug,
)

SENT_AT = datetime(2026, 11, 20, tzinfo=UTC)


def test_two_drafts_are_united_fact_by_fact(session: Session) -> None:
    kept = make_structure(session, "Une", email=None, alert="De l’une", filieres=["armor"])
    dropped = make_structure(
        session, "Autre", email="contact@exemple.fr", alert="De l’autre",
        phones=[make_phone(), make_phone("+33261910002")], sources=[make_source()],
        do_not_contact=True,
    )  # fmt: skip

    united = united_draft(kept, dropped)

    assert (united.name, united.alert, united.email) == ("Une", "De l’une", "contact@exemple.fr")
    assert [phone.number for phone in united.phones] == ["+33261910001", "+33261910002"]
    assert [source.title for source in united.sources] == ["Registre d’exemple"]
    assert united.filieres == ("armor", "nord-finistere")
    assert united.do_not_contact


def _two(session: Session) -> tuple[Structure, Structure]:
    kept = make_structure(session, "Une", verifications=[make_verification(date(2026, 10, 1))])
    dropped = make_structure(
        session, "Autre",
        verifications=[
            make_verification(date(2026, 10, 1)), make_verification(date(2026, 11, 1))
        ],
    )  # fmt: skip
    return kept, dropped


def _link(structure: Structure) -> UpdateLink:
    return UpdateLink(
        id=uuid4(), structure_id=structure.id, recipient="contact@exemple.fr",
        created_at=SENT_AT, expires_at=SENT_AT,
    )  # fmt: skip


def _correction(structure: Structure) -> Correction:
    return Correction(
        id=uuid4(), structure_id=structure.id, origin=CorrectionOrigin.VISITOR,
        state=CorrectionState.WAITING, created_at=SENT_AT, wrong=["phone"],
        proposed={}, current={}, decisions={},
    )  # fmt: skip


def test_the_kept_one_takes_checks_records_views_and_addresses(
    session: Session, clock: FixedClock
) -> None:
    kept, dropped = _two(session)
    link, correction, day = _link(dropped), _correction(dropped), date(2026, 11, 2)
    session.add_all([
        link, correction,
        StructureView(structure_id=kept.id, day=day, count=2),
        StructureView(structure_id=dropped.id, day=day, count=3),
    ])  # fmt: skip
    redirect_slug(session, "ancienne", dropped)

    merge_structures(
        session, kept, dropped, draft=united_draft(kept, dropped), author=ANIMATOR, clock=clock
    )
    session.commit()
    session.expire_all()

    assert dropped.state is PublicationState.ARCHIVED
    assert [check.verified_on.month for check in kept.verifications] == [10, 11]
    assert (link.structure_id, correction.structure_id) == (kept.id, kept.id)
    assert session.get_one(StructureView, (kept.id, day)).count == 5
    assert [find_redirected_slug(session, slug) for slug in ("autre", "ancienne")] == ["une"] * 2


def test_a_check_does_not_follow_facts_that_the_merge_leaves_behind(
    session: Session, clock: FixedClock
) -> None:
    checked = [make_verification(date(2026, 11, 1), facts) for facts in FactGroup]
    kept = make_structure(session, "Une", phones=[make_phone("+33261910001")])
    dropped = make_structure(
        session, "Autre", phones=[make_phone("+33261910002")], verifications=checked
    )

    merge_structures(session, kept, dropped, draft=draft_of(kept), author=ANIMATOR, clock=clock)

    groups = {check.facts for check in kept.verifications}
    assert groups == {FactGroup.HOURS, FactGroup.AREA, FactGroup.ACCESS}


def test_a_merge_is_undone_in_one_go(session: Session, clock: FixedClock) -> None:
    kept, dropped = _two(session)
    link, correction, day = _link(dropped), _correction(dropped), date(2026, 11, 2)
    session.add_all([link, correction, StructureView(structure_id=dropped.id, day=day, count=3)])
    redirect_slug(session, "ancienne", dropped)
    before = draft_of(kept)
    batch = merge_structures(
        session, kept, dropped, draft=make_draft("Réunies"), author=ANIMATOR, clock=clock
    )
    session.commit()

    undo_batch(session, batch, author=ANIMATOR, clock=clock)
    session.commit()
    session.expire_all()

    assert draft_of(kept) == before
    assert len(kept.verifications) == 1
    assert dropped.state is PublicationState.PUBLISHED
    assert (link.structure_id, correction.structure_id) == (dropped.id, dropped.id)
    assert session.get_one(StructureView, (kept.id, day)).count == 0
    assert find_redirected_slug(session, "ancienne") == "autre"
    assert find_redirected_slug(session, "autre") is None


@pytest.mark.parametrize("is_restored", [True, False])
def test_undoing_the_return_of_a_merged_structure_brings_its_redirect_back(
    session: Session, clock: FixedClock, is_restored: bool
) -> None:
    kept, dropped = _two(session)
    made = list_revisions_of(session, dropped)[-1]
    merge_structures(session, kept, dropped, draft=draft_of(kept), author=ANIMATOR, clock=clock)
    session.commit()
    if is_restored:
        restore_revision(session, made, author=ANIMATOR, clock=clock)
    else:
        merging = list_revisions_of(session, dropped)[0]
        undo_revision(session, merging, author=ANIMATOR, clock=clock)
    session.commit()
    assert find_redirected_slug(session, dropped.slug) is None

    undo_revision(session, list_revisions_of(session, dropped)[0], author=ANIMATOR, clock=clock)
    session.commit()

    assert find_redirected_slug(session, dropped.slug) == kept.slug


def test_a_chain_of_merges_leads_to_the_last_one(session: Session, clock: FixedClock) -> None:
    first, second = make_structure(session, "Une"), make_structure(session, "Deux")
    third = make_structure(session, "Trois")
    for kept, dropped in ((second, first), (third, second)):
        merge_structures(session, kept, dropped, draft=draft_of(kept), author=ANIMATOR, clock=clock)

    assert [find_redirected_slug(session, slug) for slug in ("une", "deux")] == ["trois"] * 2


def test_a_structure_is_not_merged_with_itself_nor_into_an_archived_one(
    session: Session, clock: FixedClock
) -> None:
    one = make_structure(session, "Une")
    gone = make_structure(session, "Autre", state=PublicationState.ARCHIVED)

    for kept, dropped in ((one, one), (gone, one)):
        with pytest.raises(MergeRefusedError):
            merge_structures(
                session, kept, dropped, draft=draft_of(kept), author=ANIMATOR, clock=clock
            )

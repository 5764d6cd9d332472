"""The history, of one subject, of a filière, of the region."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import OrganizationDraft
from directory.catalog.editing import edit_structure
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.history_queries import (
    RevisionFilter,
    latest_revision_of,
    list_revisions,
    list_revisions_of,
    names_of_subjects,
    stream_revisions,
)
from directory.catalog.organizations import edit_organization
from directory.catalog.vocabulary import Origin
from directory.territory.models import Filiere
from directory.values.clock import FixedClock
from tests.factories.structures import ANIMATOR, MADE_AT, make_organization, make_structure

BATCH = UUID(int=9)


@pytest.fixture
def history(session: Session, clock: FixedClock) -> None:
    """A structure in each of two filières, an edit, a body's edit, a filière's edit."""
    body = make_organization("Hôpital des Ajoncs")
    session.add(body)
    edited = make_structure(session, "Une", filieres=["armor"], organization_id=body.id)
    make_structure(session, "Autre", filieres=["cornouaille"])
    edit_structure(
        session, edited, replace(draft_of(edited), alert="Déménagement"),
        expected_version=None, author=ANIMATOR, clock=clock, origin=Origin.IMPORT, batch_id=BATCH,
    )  # fmt: skip
    edit_organization(
        session, body, OrganizationDraft("Hôpital des Genêts"),
        expected_version=None, author=ANIMATOR, clock=clock,
    )  # fmt: skip
    filiere = session.get_one(Filiere, "cornouaille")
    before = snapshot_of(filiere)
    filiere.governance = "Comité"
    record_revision(session, filiere, before=before, origin=Origin.COMMAND, clock=clock)
    session.commit()


@pytest.mark.usefixtures("history")
@pytest.mark.parametrize(
    ("narrowed", "kinds"),
    [
        ({}, ["filiere", "organization", "structure", "structure", "structure"]),
        ({"filieres": ("armor",)}, ["organization", "structure", "structure"]),
        ({"filieres": ("cornouaille",)}, ["filiere", "structure"]),
        ({"filieres": ()}, []),
        ({"subject_kind": "organization"}, ["organization"]),
        ({"origin": Origin.IMPORT}, ["structure"]),
        ({"editor_id": ANIMATOR.editor_id}, ["organization", "structure"]),
        ({"batch_id": BATCH}, ["structure"]),
        ({"batch_id": UUID(int=404)}, []),
        ({"since": MADE_AT + timedelta(days=1)}, ["filiere", "organization", "structure"]),
        ({"until": MADE_AT + timedelta(days=1)}, ["structure", "structure"]),
    ],
    ids=str,
)
def test_each_filter_narrows_the_history(
    session: Session, narrowed: dict[str, Any], kinds: list[str]
) -> None:
    page = list_revisions(session, RevisionFilter(**narrowed))

    assert [revision.subject_kind for revision in page.items] == kinds
    assert page.total == len(kinds)


@pytest.mark.usefixtures("history")
def test_the_history_is_paged_newest_first_and_streamed_oldest_first(session: Session) -> None:
    page = list_revisions(session, RevisionFilter(), 2, per_page=2)
    streamed = [revision.id for revision in stream_revisions(session, RevisionFilter())]

    assert [revision.id for revision in page.items] == streamed[::-1][2:4]
    assert page.pages == 3


@pytest.mark.usefixtures("history")
def test_revisions_are_named_after_what_their_subjects_are_called_today(session: Session) -> None:
    page = list_revisions(session, RevisionFilter())

    names = names_of_subjects(session, page.items)

    assert set(names.values()) == {"Une", "Autre", "Hôpital des Genêts", "Cornouaille"}


def test_the_history_of_one_subject_is_its_own(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session, "Une")
    make_structure(session, "Autre")
    change = edit_structure(
        session, structure, replace(draft_of(structure), alert="Déménagement"),
        expected_version=None, author=ANIMATOR, clock=clock,
    )  # fmt: skip

    revisions = list_revisions_of(session, structure)

    assert revisions[0] is change
    assert len(revisions) == 2
    assert latest_revision_of(session, "structure", str(structure.id)) is change

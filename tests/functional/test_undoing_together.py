"""What changed together: taken back together first, and each way back told by its name."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.draft_json import draft_of
from directory.catalog.duplicates import merge_structures
from directory.catalog.editing import edit_structure
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import Origin, PublicationState
from directory.values.clock import FixedClock
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import ANIMATOR, make_draft, make_source, make_structure
from tests.functional.reading import links_of, read


@pytest.fixture
def merged(client: FlaskClient, session: Session, clock: FixedClock) -> tuple[Structure, Structure]:
    """Two listings that were made one; their animator is signed in."""
    sign_in(client, session, make_account(session))
    kept, dropped = make_structure(session, "Une"), make_structure(session, "Autre")
    draft = make_draft("Réunies")
    merge_structures(session, kept, dropped, draft=draft, author=ANIMATOR, clock=clock)
    session.commit()
    return kept, dropped


def _latest(session: Session, structure: Structure) -> Revision:
    return session.scalars(
        select(Revision)
        .where(Revision.subject_id == str(structure.id))
        .order_by(Revision.id.desc())
        .limit(1)
    ).one()


def test_the_first_button_takes_back_all_that_changed_together(
    client: FlaskClient, session: Session, merged: tuple[Structure, Structure]
) -> None:
    kept, dropped = merged
    revision = _latest(session, kept)
    page = read(client, f"/admin/historique/{revision.id}").partition("<main")[2]
    first = page.partition("<button")[2].partition("</button>")[0]

    post(client, page.partition('action="')[2].partition('"')[0])
    session.expire_all()

    assert "Annuler tout ce qui a changé en même temps" in first
    assert (kept.name, dropped.state) == ("Une", PublicationState.PUBLISHED)


def test_a_row_of_a_merge_leads_to_the_page_that_explains_both_ways_back(
    client: FlaskClient, session: Session, merged: tuple[Structure, Structure]
) -> None:
    revision = _latest(session, merged[0])

    page = read(client, f"/admin/structures/{merged[0].id}/historique")

    assert f"/admin/historique/{revision.id}/annuler" not in page
    assert f"/admin/historique/{revision.id}" in links_of(page, "Annuler…")


def test_what_can_only_be_taken_back_with_the_rest_has_that_button_alone(
    client: FlaskClient, session: Session, clock: FixedClock
) -> None:
    sign_in(client, session, make_account(session))
    changed, same, batch = make_structure(session, "Une"), make_structure(session, "Autre"), uuid4()
    for structure in (changed, same):
        before = snapshot_of(structure)
        changed.name = "Nouveau nom"
        record_revision(
            session, structure, before=before, origin=Origin.FORM, clock=clock, batch_id=batch
        )
    session.commit()

    page = read(client, f"/admin/historique/{_latest(session, same).id}")

    assert "Annuler tout ce qui a changé en même temps" in page
    assert "Annuler seulement ce changement" not in page


def test_a_row_changed_alone_is_taken_back_at_once(
    client: FlaskClient, session: Session, merged: tuple[Structure, Structure], clock: FixedClock
) -> None:
    draft = replace(draft_of(merged[0]), alert="Déménage lundi")
    edit_structure(
        session, merged[0], draft, expected_version=None, author=ANIMATOR, clock=clock,
        batch_id=uuid4(),
    )  # fmt: skip
    session.commit()

    page = read(client, f"/admin/structures/{merged[0].id}/historique")

    assert f"/admin/historique/{_latest(session, merged[0]).id}/annuler" in page


def test_the_message_of_a_merge_leads_to_its_way_back(
    client: FlaskClient, session: Session
) -> None:
    sign_in(client, session, make_account(session))
    kept, dropped = (
        make_structure(session, name, sources=[make_source()]) for name in ("Une", "Autre")
    )
    sent = {"kept_version": kept.version, "dropped_version": dropped.version}
    answer = post(client, f"/admin/doublons/{kept.id}/{dropped.id}", sent)
    (way_back,) = links_of(read(client, answer.location), "Annuler cette réunion")
    undo = re.findall(r'action="([^"]+/annuler)"', read(client, way_back))

    post(client, undo[0])

    session.expire_all()
    assert dropped.state is PublicationState.PUBLISHED


def test_taking_back_one_change_of_several_says_what_stays(
    client: FlaskClient, session: Session, merged: tuple[Structure, Structure]
) -> None:
    revision = _latest(session, merged[0])

    answer = post(client, f"/admin/historique/{revision.id}/annuler", follow_redirects=True)

    assert "1 autre, fait en même temps, reste en place" in answer.text
    assert "tout est comme avant" not in answer.text


def test_merges_and_ways_back_are_told_by_their_names(
    client: FlaskClient, session: Session, merged: tuple[Structure, Structure]
) -> None:
    merging = _latest(session, merged[1])
    after_merging = read(client, "/admin/historique") + read(
        client, f"/admin/historique/{merging.id}"
    )
    post(client, f"/admin/historique/lots/{merging.batch_id}/annuler")
    undone = read(client, f"/admin/historique/{_latest(session, merged[0]).id}")
    post(client, f"/admin/historique/{merging.id}/retablir")
    restored = read(client, f"/admin/historique/{_latest(session, merged[1]).id}")

    assert "merged_into" not in after_merging
    assert "· fusion" in after_merging
    assert "· annulation" in undone
    assert "· retour à une version" in restored

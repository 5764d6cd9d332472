"""A change that would take from a published listing what it needs is refused, in words."""

from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete
from sqlalchemy.orm import Session

from directory.catalog.corrections import Report, report_error
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import SourceDraft
from directory.catalog.editing import edit_structure
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.publishing import publish_structure
from directory.catalog.vocabulary import Origin, PublicationState
from directory.territory.models import Confidence, Filiere, FiliereAttachment
from directory.values.clock import FixedClock
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import ANIMATOR, make_source, make_structure
from tests.functional.reading import read
from tests.functional.structure_forms import address, send

NO_SOURCE = {"sources-0-title": ""}


@pytest.fixture
def animator(client: FlaskClient, session: Session) -> FlaskClient:
    sign_in(client, session, make_account(session, filieres=["nord-finistere", "armor"]))
    return client


def test_a_save_that_takes_the_source_away_is_refused_and_keeps_what_was_typed(
    animator: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, sources=[make_source()])

    answer = send(animator, structure, **NO_SOURCE, street="9 rue Neuve", alert="Travaux")

    session.refresh(structure)
    assert answer.status_code == 422
    assert "Aucune source." in answer.text.partition('class="error-summary__list"')[2]
    assert 'value="9 rue Neuve"' in answer.text
    assert "Travaux" in answer.text
    assert structure.street is None


def test_a_listing_without_source_is_saved_all_the_same_and_says_so(
    animator: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)

    answer = send(animator, structure, **NO_SOURCE, street="9 rue Neuve")
    page = read(animator, address(structure))

    session.refresh(structure)
    assert answer.status_code == 303
    assert structure.street == "9 rue Neuve"
    assert "Il manque à cette fiche publiée" in page


def test_a_correction_that_takes_the_only_contact_away_is_not_accepted(
    animator: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, sources=[make_source()])
    report = Report(replace(draft_of(structure), phones=()))
    correction = report_error(session, structure, report, clock=clock)
    session.commit()

    answer = post(
        animator,
        f"/admin/corrections/{correction.id}",
        {"version": structure.version, "decision-phones": "accepted"},
    )

    session.refresh(structure)
    assert answer.status_code == 422
    assert "Ni téléphone, ni courriel, ni site." in answer.text
    assert len(structure.phones) == 1


def test_undoing_what_publication_needs_says_why_not(
    animator: FlaskClient, session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session, state=PublicationState.DRAFT)
    draft = replace(draft_of(structure), sources=(SourceDraft("Registre"),))
    sourced = edit_structure(
        session, structure, draft, expected_version=None, author=ANIMATOR, clock=clock
    )
    publish_structure(session, structure, author=ANIMATOR, clock=clock)
    session.commit()

    assert sourced is not None
    path = f"/admin/historique/{sourced.id}/annuler"
    answer = post(animator, path, follow_redirects=True)

    assert "Rien n’est annulé" in answer.text
    assert "Aucune source." in answer.text


def test_undoing_an_attachment_names_the_communes_that_it_would_leave_alone(
    animator: FlaskClient, session: Session, clock: FixedClock
) -> None:
    filiere = session.get_one(Filiere, "armor")
    before = snapshot_of(filiere)
    filiere.attachments.append(
        FiliereAttachment(
            insee="29151", basis="essai", confidence=Confidence.HIGH, via="commune",
            since=date(2026, 11, 27), reason="Essai",
        )
    )  # fmt: skip
    attached = record_revision(
        session, filiere, before=before, origin=Origin.FORM, clock=clock, author=ANIMATOR
    )
    session.execute(
        delete(FiliereAttachment).where(
            FiliereAttachment.insee == "29151", FiliereAttachment.filiere_slug != "armor"
        )
    )
    session.commit()

    answer = post(animator, f"/admin/historique/{attached.id}/annuler", follow_redirects=True)

    assert "n’en auraient plus aucune : Morlaix." in answer.text.replace("\xa0", " ")

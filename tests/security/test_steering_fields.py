"""What only the region or an animator decides is told to no structure editor, on any page."""

from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.policies import may_change_field
from directory.accounts.roles import Role
from directory.catalog.drafts import StructureDraft
from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_filiere import StructureFiliere
from directory.catalog.vocabulary import Origin
from directory.values.clock import FixedClock
from tests.factories.accounts import make_account, sign_in
from tests.factories.structures import ANIMATOR, make_organization, make_source, make_structure

MARK = "jardinsecret"
# Each field that an animator decides, what they write in it, and its name on the pages.
STEERED: dict[str, tuple[Any, str]] = {
    "type_code": ("HAD", "Type"),
    "organization_id": (None, "Portée par"),
    "filieres": (None, "Filières"),
    "confidence": ("low", "Confiance"),
    "internal_note": (MARK, "Note interne"),
    "sources": (None, "Sources"),
    "source_date": (date(2019, 5, 13), "Date de la source"),
    "update_email": (f"{MARK}@exemple.example", "Courriel pour les demandes de mise à jour"),
    "do_not_contact": (True, "Ne souhaite pas recevoir de courrier"),
}


def change(session: Session, structure: Structure, field: str, clock: FixedClock) -> list[Revision]:
    """Write a field as an animator does; give the revisions of the listing, oldest first."""
    before = snapshot_of(structure)
    value = STEERED[field][0]
    if field == "organization_id":
        organization = make_organization(MARK)
        session.add(organization)
        session.flush()
        value = organization.id
    if field == "sources":
        value = [make_source(MARK)]
    if field == "filieres":
        value = [*structure.filieres, StructureFiliere(filiere_slug="armor")]
    setattr(structure, field, value)
    record_revision(
        session, structure, before=before, origin=Origin.FORM, clock=clock, author=ANIMATOR
    )
    session.commit()
    return list(
        session.scalars(
            select(Revision).where(Revision.subject_id == str(structure.id)).order_by(Revision.id)
        )
    )


def read_pages(client: FlaskClient, structure: Structure, seen: list[Revision]) -> dict[str, str]:
    """Give what every page says that tells a change of a listing."""
    first, last = seen[0].id, seen[-1].id
    addresses = {
        "form": f"/admin/structures/{structure.id}/modifier",
        "history": f"/admin/structures/{structure.id}/historique",
        "revision": f"/admin/historique/{last}",
        "comparison": f"/admin/structures/{structure.id}/comparer?de={first}&a={last}",
        "table": f"/admin/historique.csv?sujet=structure&fiche={structure.id}",
    }
    answers = {page: client.get(address) for page, address in addresses.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {page: answer.text for page, answer in answers.items()}


def pages_telling(field: str, pages: dict[str, str]) -> set[str]:
    """Name the pages that tell a change of a field, by its name or by its private words."""
    value, label = STEERED[field]
    signs = {
        "form": (f'name="{field}"', f'name="{field}-'),
        "history": (f'revision__fields">{label}<',),
        "revision": (f'<th scope="row">{label}</th>',),
        "comparison": (f'<th scope="row">{label}</th>',),
        "table": (f";{label};",),
    }
    private = (MARK,) if MARK in str(value) else ()
    return {
        page for page, text in pages.items() if any(sign in text for sign in signs[page] + private)
    }


def test_every_field_that_editors_may_not_touch_is_tried_here() -> None:
    editor = Actor(UUID(int=9), "Nom", "a@exemple.example", Role.STRUCTURE_EDITOR)

    refused = {
        each.name for each in fields(StructureDraft) if not may_change_field(editor, each.name)
    }

    assert refused == set(STEERED)


@pytest.mark.parametrize("field", STEERED)
def test_an_editor_reads_a_steering_field_nowhere(
    client: FlaskClient, session: Session, clock: FixedClock, field: str
) -> None:
    structure = make_structure(session)
    revisions = change(session, structure, field, clock)
    editor = make_account(
        session, role=Role.STRUCTURE_EDITOR, filieres=(), structures=[structure.id]
    )
    sign_in(client, session, editor)

    assert pages_telling(field, read_pages(client, structure, revisions)) == set()


@pytest.mark.parametrize("field", sorted(STEERED.keys() - {"confidence"}))
def test_an_animator_reads_every_steering_field(
    client: FlaskClient, session: Session, clock: FixedClock, field: str
) -> None:
    structure = make_structure(session)
    revisions = change(session, structure, field, clock)
    sign_in(client, session, make_account(session))

    pages = read_pages(client, structure, revisions)

    assert pages_telling(field, pages) >= {"form", "history", "revision", "comparison", "table"}

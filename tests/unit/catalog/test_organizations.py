"""Bodies that carry structures: their rules, their history, and what they carry."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.drafts import OrganizationDraft
from directory.catalog.editing import DraftRefusedError
from directory.catalog.models.catalog_change import CatalogChange
from directory.catalog.models.revision import Revision
from directory.catalog.organization_queries import list_carried_structures, list_organizations
from directory.catalog.organizations import (
    OrganizationEditedMeanwhileError,
    create_organization,
    edit_organization,
)
from directory.catalog.vocabulary import PublicationState
from directory.values.clock import FixedClock
from tests.factories.structures import ANIMATOR, make_organization, make_structure

SOUND = OrganizationDraft(
    "Hôpital des Ajoncs", "health_establishment", "290000017", "732829320", None, "exemple.fr"
)


def test_a_body_is_made_once_with_its_history(session: Session, clock: FixedClock) -> None:
    body = create_organization(session, SOUND, author=ANIMATOR, clock=clock)
    session.commit()

    revision = session.scalars(select(Revision)).one()
    assert (revision.subject_kind, revision.subject_id) == ("organization", str(body.id))
    assert body.website == "https://exemple.fr"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"finess_ej": "29"}, "finess_ej"),
        ({"siren": "732829321"}, "siren"),
        ({"rna": "W12"}, "rna"),
        ({"website": "javascript:x"}, "website"),
    ],
)
def test_a_wrong_fact_of_a_body_is_refused(
    session: Session, clock: FixedClock, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(DraftRefusedError) as refusal:
        create_organization(
            session, OrganizationDraft(**{"name": "Hôpital", **changes}),
            author=ANIMATOR, clock=clock,
        )  # fmt: skip

    assert [problem.field for problem in refusal.value.problems] == [field]


def test_an_edit_is_told_to_the_readers_of_every_structure_carried(
    session: Session, clock: FixedClock
) -> None:
    body = make_organization()
    session.add(body)
    carried = [make_structure(session, name, organization_id=body.id) for name in ("Une", "Deux")]
    make_structure(session, "Ailleurs")
    seen = session.scalars(select(CatalogChange)).all()

    edit_organization(session, body, SOUND, expected_version=1, author=ANIMATOR, clock=clock)
    session.commit()

    told = session.scalars(select(CatalogChange).order_by(CatalogChange.id)).all()[len(seen) :]
    assert {change.structure_id for change in told} == {structure.id for structure in carried}
    assert [structure.version for structure in carried] == [2, 2]


def test_spaces_in_numbers_and_a_second_sending_change_nothing(
    session: Session, clock: FixedClock
) -> None:
    body = create_organization(session, SOUND, author=ANIMATOR, clock=clock)
    retyped = OrganizationDraft(
        " Hôpital des Ajoncs", "health_establishment", "29 000 0017", "732 829 320", "",
        "https://exemple.fr",
    )  # fmt: skip

    assert (
        edit_organization(session, body, retyped, expected_version=1, author=ANIMATOR, clock=clock)
        is None
    )


def test_the_second_of_two_editors_is_told(session: Session, clock: FixedClock) -> None:
    body = create_organization(session, SOUND, author=ANIMATOR, clock=clock)
    seen = body.version
    first, second = OrganizationDraft("De l’une"), OrganizationDraft("De l’autre")
    edit_organization(session, body, first, expected_version=seen, author=ANIMATOR, clock=clock)

    with pytest.raises(OrganizationEditedMeanwhileError) as refusal:
        edit_organization(
            session, body, second, expected_version=seen, author=ANIMATOR, clock=clock
        )

    assert refusal.value.version == body.version
    assert body.name == first.name


def test_bodies_are_listed_with_what_they_carry(session: Session) -> None:
    ajoncs, genets = make_organization("Les Ajoncs", siren="732829320"), make_organization("Genêts")
    session.add_all([ajoncs, genets])
    make_structure(session, "Une", organization_id=ajoncs.id, filieres=["armor"])
    make_structure(session, "Deux", organization_id=ajoncs.id, state=PublicationState.ARCHIVED)

    assert [(body.name, count) for body, count in list_organizations(session)] == [
        ("Genêts", 0),
        ("Les Ajoncs", 1),
    ]
    assert [body for body, _ in list_organizations(session, filieres=["armor"])] == [ajoncs]
    assert [body for body, _ in list_organizations(session, words="genets")] == [genets]
    assert [body for body, _ in list_organizations(session, words="732829320")] == [ajoncs]
    assert [carried.name for carried in list_carried_structures(session, ajoncs.id)] == [
        "Deux",
        "Une",
    ]


def test_bodies_and_what_they_carry_are_listed_as_a_dictionary_would(session: Session) -> None:
    elorn, genets = make_organization("Établissement Elorn"), make_organization("Genêts")
    session.add_all([genets, elorn])
    make_structure(session, "Genêts", organization_id=elorn.id)
    make_structure(session, "Équipe", organization_id=elorn.id)

    assert [body.name for body, _ in list_organizations(session)] == [
        "Établissement Elorn",
        "Genêts",
    ]
    assert [carried.name for carried in list_carried_structures(session, elorn.id)] == [
        "Équipe",
        "Genêts",
    ]

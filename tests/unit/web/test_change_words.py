"""Changes in words: codes become names, lists become lines, and only what differs is said."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.roles import Role
from directory.catalog.revision_acts import Act, act_of
from directory.territory.gazetteer import Gazetteer
from directory.web.admin.change_words import author_words, changes_between
from directory.web.admin.field_values import Names

HOSPITAL = UUID(int=7)
REGION = Actor(UUID(int=8), "Région", "region@exemple.example", Role.REGIONAL_ADMIN)


@pytest.fixture
def names(app: Flask, session: Session) -> Iterator[Names]:
    with app.test_request_context("/"):
        yield Names(Gazetteer.from_session(session), {HOSPITAL: "Centre hospitalier de l’Exemple"})


@pytest.mark.parametrize(
    ("field", "value", "lines"),
    [
        ("name", "Équipe", ("Équipe",)),
        ("type_code", "HAD", ("Hospitalisation à domicile (HAD)",)),
        ("organization_id", str(HOSPITAL), ("Centre hospitalier de l’Exemple",)),
        ("insee", "29151", ("Morlaix",)),
        ("confidence", "high", ("forte",)),
        ("confidence", "medium", ("moyenne",)),
        ("confidence", "low", ("faible",)),
        ("kind", "health_establishment", ("Établissement de santé",)),
        ("recognised_on", "2024-05-13", ("13/05/2024",)),
        ("state", "archived", ("Archivée",)),
        ("access_professionals", True, ("oui",)),
        ("access_public", "through_doctor", ("par un médecin",)),
        ("audiences", ["child"], ("Enfants et adolescents",)),
        ("presentation", "Un.\nDeux.", ("Un.", "Deux.")),
        ("source_date", "2024-12-31", ("31/12/2024",)),
        ("filieres", [{"filiere_slug": "armor"}], ("Armor",)),
        ("filieres", ["armor"], ("Armor",)),
        (
            "phones",
            [
                {
                    "number": "+33261910001",
                    "kind": "standard",
                    "label": None,
                    "audience": "professionals",
                    "hours": "Mo-Fr 09:00-17:00",
                }
            ],
            (
                "02 61 91 00 01 · standard · réservé aux professionnels"
                " · du lundi au vendredi 9 h – 17 h",
            ),
        ),
        (
            "coverage",
            [
                {"kind": "filiere", "code": "armor", "basis": "assumed"},
                {"kind": "commune", "code": "29151", "basis": "declared"},
            ],
            ("commune Morlaix (déclarée)", "filière Armor (supposée)"),
        ),
        (
            "closures",
            [{"start": "2026-08-01", "end": "2026-08-15", "reason": "Congés"}],
            ("du 01/08/2026 au 15/08/2026 · Congés",),
        ),
        (
            "verifications",
            [{"facts": "hours", "verified_on": "2026-11-27", "means": "visit"}],
            ("Horaires : vérifié le 27/11/2026 sur place",),
        ),
    ],
)
def test_a_value_is_said_in_words(
    names: Names, field: str, value: object, lines: tuple[str, ...]
) -> None:
    (change,) = changes_between({field: None}, {field: value}, names, actor=REGION)

    assert tuple(line.replace("\xa0", " ") for line in change.after) == lines
    assert change.before == ()


def test_what_did_not_change_is_not_said(names: Names) -> None:
    before = {"name": "Ancien", "email": "a@exemple.example", "version": 1}

    changes = changes_between(
        before, {**before, "name": "Nouveau", "version": 2}, names, actor=REGION
    )

    assert [(change.label, change.before, change.after) for change in changes] == [
        ("Nom", ("Ancien",), ("Nouveau",))
    ]


def test_only_the_communes_that_came_and_went_are_said(names: Names) -> None:
    before = {"attachments": [{"insee": "29151"}, {"insee": "29019"}]}
    after = {"attachments": [{"insee": "29151"}, {"insee": "29103"}]}

    (change,) = changes_between(before, after, names, actor=REGION)

    assert (change.before, change.after) == (("Brest",), ("Landerneau",))


def test_a_creation_does_not_say_what_is_not(names: Names) -> None:
    changes = changes_between(
        None, {"name": "Équipe", "do_not_contact": False}, names, actor=REGION
    )

    assert [change.field for change in changes] == ["name"]


@pytest.mark.parametrize(
    ("before", "after", "act"),
    [
        (None, {"state": "draft"}, Act.CREATED),
        ({"state": "draft"}, {"state": "published"}, Act.PUBLISHED),
        ({"state": "published"}, {"state": "archived"}, Act.ARCHIVED),
        ({"state": "archived"}, {"state": "draft"}, Act.REOPENED),
        ({"verifications": []}, {"verifications": [{}]}, Act.VERIFIED),
        ({"name": "Ancien"}, {"name": "Nouveau"}, Act.EDITED),
        ({"version": 1, "verifications": [{}]}, {"version": 2, "verifications": []}, Act.VERIFIED),
        ({"phones": [], "verifications": []}, {"phones": [{}], "verifications": [{}]}, Act.EDITED),
    ],
)
def test_every_change_is_one_act(
    before: dict[str, object] | None, after: dict[str, object], act: Act
) -> None:
    assert act_of(before, after) is act


@pytest.mark.parametrize(
    ("role", "filieres", "words"),
    [
        (None, [], "chargement des données publiques"),
        (Role.REGIONAL_ADMIN.value, [], "la cellule régionale"),
        (Role.ANIMATOR.value, ["armor"], "l’animation de la filière Armor"),
        (Role.STRUCTURE_EDITOR.value, [], "la structure"),
        ("structure", [], "la structure"),
        ("visitor", [], "un visiteur"),
    ],
)
def test_an_author_is_said_by_role(
    names: Names, role: str | None, filieres: list[str], words: str
) -> None:
    assert author_words(role, filieres, names) == words

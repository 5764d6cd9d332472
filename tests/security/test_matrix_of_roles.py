"""Who may do what, cell by cell: the CSV files beside this one are the rule, the code follows."""

import csv
from collections.abc import Collection
from dataclasses import fields
from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

from directory.accounts.actor import Actor, Subject
from directory.accounts.permissions import Permission
from directory.accounts.policies import (
    decide,
    decide_invitation,
    filieres_beyond,
    may_change_field,
    roles_to_invite,
)
from directory.accounts.roles import Role
from directory.catalog.drafts import StructureDraft

HERE = Path(__file__).parent
OWN, OTHER, THIRD = "armor", "cornouaille", "saint-malo-dinan"
KEPT, ANY = UUID(int=1), UUID(int=2)

SUBJECTS = {
    "none": None,
    "own_filiere": Subject(frozenset({OWN}), ANY),
    "other_filiere": Subject(frozenset({OTHER}), ANY),
    "both_filieres": Subject(frozenset({OWN, OTHER}), ANY),
    "regional": Subject(frozenset({OWN, OTHER, THIRD}), ANY, is_regional=True),
    "own_structure": Subject(frozenset({OTHER}), KEPT),
}
INVITED_FOR: dict[str, Collection[Subject]] = {
    "none": (),
    "own_filiere": (Subject(frozenset({OWN}), ANY),),
    "other_filiere": (Subject(frozenset({OTHER}), ANY),),
    "own_and_other": (Subject(frozenset({OWN}), ANY), Subject(frozenset({OTHER}), KEPT)),
    "regional": (Subject(frozenset({OWN, OTHER}), ANY, is_regional=True),),
}


def cells(name: str) -> list[tuple[str, ...]]:
    """Read the lines of a matrix without their header."""
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return [tuple(line) for line in csv.reader(stream)][1:]


def actor(role: str) -> Actor:
    """Somebody of one role; filières and structures are given to all, so that only roles differ."""
    return Actor(UUID(int=9), "Nom", "a@b.example", Role(role), frozenset({OWN}), frozenset({KEPT}))


@pytest.mark.parametrize(("role", "permission", "subject", "decision"), cells("role_matrix.csv"))
def test_a_role_may_do_what_its_cell_says(
    role: str, permission: str, subject: str, decision: str
) -> None:
    assert decide(actor(role), Permission(permission), SUBJECTS[subject]) == decision


def test_every_role_permission_and_subject_has_one_cell() -> None:
    written = [cell[:3] for cell in cells("role_matrix.csv")]

    expected = product([*Role], [*Permission], SUBJECTS)
    assert sorted(written) == sorted((str(r), str(p), s) for r, p, s in expected)


@pytest.mark.parametrize(("role", "field", "answer"), cells("field_matrix.csv"))
def test_a_role_may_touch_the_fields_that_its_cell_says(role: str, field: str, answer: str) -> None:
    assert may_change_field(actor(role), field) is (answer == "yes")


def test_every_role_and_field_of_a_listing_has_one_cell() -> None:
    written = [cell[:2] for cell in cells("field_matrix.csv")]

    expected = product([*Role], fields(StructureDraft))
    assert sorted(written) == sorted((str(role), field.name) for role, field in expected)


@pytest.mark.parametrize(
    ("role", "invited", "structures", "decision"), cells("invitation_matrix.csv")
)
def test_a_role_may_invite_whom_its_cell_says(
    role: str, invited: str, structures: str, decision: str
) -> None:
    answer = decide_invitation(actor(role), Role(invited), INVITED_FOR[structures])

    assert answer == decision
    assert decision == "refused" or Role(invited) in roles_to_invite(actor(role))


def test_every_invitation_has_one_cell() -> None:
    written = [cell[:3] for cell in cells("invitation_matrix.csv")]

    expected = product([*Role], [*Role], INVITED_FOR)
    assert sorted(written) == sorted((str(r), str(i), s) for r, i, s in expected)


@pytest.mark.parametrize(
    ("before", "after", "beyond"),
    [
        ({OWN}, {OWN}, set()),
        ({OTHER}, {OTHER, OWN}, set()),
        ({OTHER, OWN}, {OTHER}, set()),
        ({OWN}, {OWN, OTHER}, {OTHER}),
        ({OWN, OTHER}, {OWN}, {OTHER}),
        (set(), {THIRD}, {THIRD}),
    ],
)
def test_an_animator_links_to_and_unlinks_from_the_own_filiere_only(
    before: set[str], after: set[str], beyond: set[str]
) -> None:
    found = filieres_beyond(actor("animator"), frozenset(before), frozenset(after))

    assert found == beyond
    assert not filieres_beyond(actor("regional_admin"), frozenset(before), frozenset(after))

"""Structures listed twice: which pairs are shown, and what a new one looks like."""

from itertools import islice, product

import pytest
from sqlalchemy.orm import Session

from directory.catalog.duplicates import (
    likely_duplicates,
    say_distinct,
)
from directory.catalog.history_queries import latest_revision_of, list_revisions_of
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.resemblance import ResemblanceReason, known_structures, structures_like
from directory.catalog.vocabulary import PublicationState
from directory.values.clock import FixedClock
from tests.factories.structures import (
    ANIMATOR,
    make_draft,
    make_phone,
    make_structure,
)


def _pairs(session: Session, filieres: list[str] | None = None) -> list[set[str]]:
    return [{pair.first.name, pair.second.name} for pair in likely_duplicates(session, filieres)]


@pytest.mark.parametrize(
    "other",
    [
        "Équipe mobile de soins palliatifs de Morlaix",
        "EQUIPE MOBILE SOINS PALLIATIFS — MORLAIX",
        "Équipe mobile de soins paliatifs, Morlaix",
        "Équipe mobile de soins palliatifs du pays de Morlaix",
    ],
)
def test_names_that_say_the_same_in_one_commune_are_a_pair(session: Session, other: str) -> None:
    make_structure(session, "Équipe mobile de soins palliatifs de Morlaix", slug="une")
    make_structure(session, other, slug="autre")

    (pair,) = likely_duplicates(session)

    assert pair.reason is ResemblanceReason.SIMILAR_NAME
    assert pair.score >= 90


@pytest.mark.parametrize(
    "facts",
    [
        {"insee": "29019"},
        {"type_code": "HAD"},
        {"state": PublicationState.ARCHIVED},
        {"name": "Réseau ville-hôpital", "phones": []},
    ],
)
def test_another_place_kind_or_name_is_no_pair(session: Session, facts: dict[str, object]) -> None:
    make_structure(session, slug="une")
    make_structure(session, **{"slug": "autre", **facts})  # type: ignore[arg-type] # by names

    assert likely_duplicates(session) == []


def test_one_establishment_and_kind_are_a_pair_whatever_the_names(session: Session) -> None:
    make_structure(session, "Une", finess_et="290000033")
    make_structure(session, "Tout autre", finess_et="290000033", insee="29019")
    make_structure(session, "Hospitalisation", finess_et="290000033", type_code="HAD")

    assert _pairs(session) == [{"Une", "Tout autre"}]


def test_two_sites_of_one_hospital_are_no_pair(session: Session) -> None:
    make_structure(session, "Lits – CHU de l’Exemple – hôpital du Bas", finess_et="290000033")
    make_structure(session, "Lits – CHU de l’Exemple – hôpital du Pré", finess_et="290000041")

    assert likely_duplicates(session) == []


def test_names_in_a_series_are_no_pairs(session: Session) -> None:
    for number in range(1, 5):
        make_structure(session, f"Association Exemple {number}")

    assert likely_duplicates(session) == []


def test_a_brief_name_of_another_establishment_is_no_pair(session: Session) -> None:
    make_structure(session, "Lits – CHU de l’Exemple", finess_et="290000033")
    make_structure(session, "Lits – CHU de l’Exemple – hôpital du Pré", finess_et="290000041")

    assert likely_duplicates(session) == []


def test_one_name_under_two_numbers_is_a_pair(session: Session) -> None:
    make_structure(session, "LISP – CHU de l’Exemple", finess_et="290000033")
    make_structure(session, "Lits – CHU de l’Exemple", finess_et="290000041", slug="autre")

    assert len(likely_duplicates(session)) == 1


def test_one_telephone_for_one_kind_in_one_commune_is_a_pair(session: Session) -> None:
    make_structure(session, "Équipe du Léon")
    make_structure(session, "Équipe des Abers")
    make_structure(session, "Équipe des Monts", phones=[make_phone("+33261910002")])
    make_structure(session, "Équipe du Cap", insee="29019")

    (pair,) = likely_duplicates(session)

    assert {pair.first.name, pair.second.name} == {"Équipe du Léon", "Équipe des Abers"}
    assert pair.reason is ResemblanceReason.SAME_PHONE


def test_two_numbered_teams_of_one_telephone_are_no_pair(session: Session) -> None:
    make_structure(session, "Équipe 1")
    make_structure(session, "Équipe 2")

    assert likely_duplicates(session) == []


def test_names_without_a_commune_are_held_against_one_another(session: Session) -> None:
    make_structure(session, "CPTS du Pays d’Exemple", insee=None, type_code="CPTS")
    make_structure(session, "CPTS Pays d’Exemple", insee=None, type_code="CPTS", slug="autre")
    make_structure(session, "CPTS Pays d’Ailleurs", insee=None, type_code="CPTS", phones=[])

    assert _pairs(session) == [{"CPTS du Pays d’Exemple", "CPTS Pays d’Exemple"}]


def test_hundreds_of_one_kind_in_one_commune_are_paired_by_one_name_only(session: Session) -> None:
    for letters in islice(product("abcdef", repeat=4), 200):
        make_structure(session, f"Équipe {''.join(letters)}")
    make_structure(session, "ÉQUIPE AAAA", slug="autre")

    assert _pairs(session) == [{"Équipe aaaa", "ÉQUIPE AAAA"}]


def test_an_animator_sees_the_pairs_that_touch_her_filieres(session: Session) -> None:
    make_structure(session, "Une", finess_et="290000033", filieres=["armor"])
    make_structure(session, "Autre", finess_et="290000033", filieres=["cornouaille"])

    assert _pairs(session, ["cornouaille"]) == [{"Une", "Autre"}]
    assert _pairs(session, ["brocéliande"]) == []


def test_a_pair_that_was_said_to_be_two_is_not_shown_again(
    session: Session, clock: FixedClock
) -> None:
    first = make_structure(session, "Une", finess_et="290000033")
    second = make_structure(session, "Autre", finess_et="290000033")

    for _ in range(2):
        say_distinct(session, second, first, author=ANIMATOR, clock=clock)
        session.flush()

    assert _pairs(session) == []


def test_saying_that_two_are_two_stands_in_the_history_of_both(
    session: Session, clock: FixedClock
) -> None:
    listed = make_structure(session, "Une", finess_et="290000033")
    draft = make_structure(session, "Autre", finess_et="290000033", state=PublicationState.DRAFT)
    versions, latest = (listed.version, draft.version), _latest(session, listed)

    for _ in range(2):
        say_distinct(session, draft, listed, author=ANIMATOR, clock=clock)
        session.flush()

    said = {each.name: list_revisions_of(session, each)[0] for each in (listed, draft)}
    assert said["Une"].reason == "Dite différente d’une autre fiche"
    assert said["Autre"].reason == "Dite différente de « Une »"
    assert said["Une"].editor_role == ANIMATOR.role
    assert (listed.version, draft.version) == versions
    assert len(list_revisions_of(session, listed)) == 2
    assert _latest(session, listed) == latest


def test_a_draft_is_held_against_all_structures(session: Session) -> None:
    structure = make_structure(session)

    found = structures_like(known_structures(session), make_draft("Equipe mobile de l'exemple"))

    assert [like.structure.id for like in found] == [structure.id]


def test_a_name_that_says_only_the_kind_comes_forward_when_no_other_resembles(
    session: Session,
) -> None:
    nameless = make_structure(session, "EMSP", phones=[])
    known = make_structure(session, "Équipe mobile du Léon", phones=[])

    def found(name: str) -> list[Structure]:
        likes = structures_like(known_structures(session), make_draft(name))
        return [session.get_one(Structure, like.structure.id) for like in likes]

    assert found("Équipe du Léon") == [known]
    assert found("Équipe des Abers") == [nameless]


def _latest(session: Session, structure: Structure) -> Revision | None:
    return latest_revision_of(session, "structure", str(structure.id))

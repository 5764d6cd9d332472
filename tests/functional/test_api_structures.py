"""A program's errands: searching structures, reading one, putting them on a map."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import CoverageBasis, PhoneAudience, PublicationState
from directory.territory.coverage import AreaKind
from tests.factories.structures import (
    MORLAIX,
    make_coverage,
    make_organization,
    make_phone,
    make_source,
    make_structure,
    redirect_slug,
    save,
)

STRUCTURES = "/api/v1/structures"


def found(client: FlaskClient, query: str) -> dict[str, Any]:
    answer = client.get(f"{STRUCTURES}?{query}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def test_a_question_in_words_is_understood_and_corrected(real_client: FlaskClient) -> None:
    answer = found(real_client, "q=had+morlai")

    assert answer["interpretation"] == {
        "text": "",
        "types": ["HAD"],
        "commune": {"insee": "29151", "name": "Morlaix"},
        "filieres": [],
        "departements": [],
        "audience": None,
        "corrections": [{"typed": "had morlai", "read": "had morlaix"}],
    }
    assert answer["items"][0]["slug"] == "had-des-pays-de-morlaix"


def test_a_former_commune_is_read_as_todays_and_said(real_client: FlaskClient) -> None:
    interpretation = found(real_client, "q=Lambézellec")["interpretation"]

    assert interpretation["commune"] == {"insee": "29019", "name": "Brest"}
    assert {"typed": "Lambézellec", "read": "Brest"} in interpretation["corrections"]


def test_literal_words_are_not_understood(real_client: FlaskClient) -> None:
    interpretation = found(real_client, "q=had+morlaix&literal=1")["interpretation"]

    assert interpretation["text"] == "had morlaix"
    assert interpretation["types"] == []
    assert interpretation["commune"] is None


def test_an_item_says_all_that_the_public_may_know(client: FlaskClient, session: Session) -> None:
    structure = make_structure(
        session,
        "HAD de l’Exemple",
        type_code="HAD",
        slug="had-exemple",
        organization=make_organization("Fondation de l’Exemple", finess_ej="290000001"),
        finess_et="290000002",
        street="1 rue de l’Exemple",
        email="accueil@exemple.example",
        website="https://exemple.example",
        capacity_value=12,
        capacity_unit="patients",
        coverage=[make_coverage(AreaKind.COMMUNE, MORLAIX, CoverageBasis.DECLARED)],
        phones=[make_phone(audience=PhoneAudience.PROFESSIONALS, hours="24/7")],
        sources=[make_source("Registre d’exemple", dated=date(2024, 12, 31))],
    )

    (item,) = found(client, f"commune={MORLAIX}")["items"]

    assert item == {
        "id": str(structure.id),
        "slug": "had-exemple",
        "url": "https://annuaire.example/structures/had-exemple",
        "type": "HAD",
        "type_label": "Hospitalisation à domicile",
        "name": "HAD de l’Exemple",
        "organization": {"name": "Fondation de l’Exemple", "finess_ej": "290000001"},
        "finess_et": "290000002",
        "filieres": ["nord-finistere"],
        "address": {
            "street": "1 rue de l’Exemple",
            "postal_code": "29600",
            "commune": "Morlaix",
            "insee": "29151",
        },
        "position": {"latitude": 48.5778, "longitude": -3.8283},
        "phones": [
            {
                "number": "+33261910001",
                "label": "Ligne directe",
                "audience": "professionals",
                "hours": "24/7",
            }
        ],
        "email": "accueil@exemple.example",
        "website": "https://exemple.example",
        "opening_hours": None,
        "access": {
            "public": False,
            "professionals": True,
            "conditions": "Sur prescription d’un médecin, de ville ou de l’hôpital.",
        },
        "audiences": ["adult"],
        "settings": ["home", "care_home"],
        "capacity": {"value": 12, "unit": "patients"},
        "coverage": [{"kind": "commune", "code": "29151", "basis": "declared"}],
        "verification": {
            "state": "unconfirmed",
            "date": None,
            "source_date": "2024-12-31",
            "sources": ["Registre d’exemple"],
        },
        "updated_at": "2026-11-20T10:00:00Z",
        "open_now": True,
        "match": {
            "covers": True,
            "reason": "Couvre Morlaix (couverture déclarée).",
            "distance_km": 0.0,
        },
    }


def test_a_structure_without_hours_is_neither_open_nor_closed(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session)

    (item,) = found(client, "")["items"]

    assert item["open_now"] is None


def test_a_moment_decides_what_is_open(client: FlaskClient, session: Session) -> None:
    make_structure(session, opening_hours="Mo-Fr 09:00-17:00")

    on_friday_evening = found(client, "open=2026-11-27T19:30")
    on_friday_morning = found(client, "open=2026-11-27T10:00")

    assert on_friday_evening["total"] == 0
    assert [item["open_now"] for item in on_friday_morning["items"]] == [True]


def test_a_search_without_place_says_no_match(client: FlaskClient, session: Session) -> None:
    make_structure(session)

    (item,) = found(client, "type=EMSP")["items"]

    assert item["match"] is None


def test_an_assumed_coverage_is_said(client: FlaskClient, session: Session) -> None:
    make_structure(session)

    (item,) = found(client, "commune=29019")["items"]

    assert item["match"]["covers"] is True
    assert item["match"]["reason"] == (
        "Couvre Brest (couverture supposée : filière Nord Finistère)."
    )


def test_a_near_structure_is_not_said_to_cover(client: FlaskClient, session: Session) -> None:
    make_structure(
        session, coverage=[make_coverage(AreaKind.COMMUNE, MORLAIX, CoverageBasis.DECLARED)]
    )

    (item,) = found(client, "commune=29207")["items"]

    assert item["match"]["covers"] is False
    assert 0 < item["match"]["distance_km"] < 10


def test_an_edit_shows_in_the_next_answer(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, "Ancien nom")
    before = found(client, "")["items"][0]["name"]

    structure.name = "Nouveau nom"
    save(session, structure)
    after = found(client, "")["items"][0]["name"]

    assert (before, after) == ("Ancien nom", "Nouveau nom")


def test_pages_follow_one_another_without_repeating(real_client: FlaskClient) -> None:
    first = found(real_client, "per_page=10&sort=name")
    second = found(real_client, "per_page=10&page=2&sort=name")

    ids = {item["id"] for item in first["items"] + second["items"]}
    assert len(ids) == 20
    assert first["total"] == second["total"] > 100


def test_a_page_beyond_the_last_is_empty(real_client: FlaskClient) -> None:
    answer = found(real_client, "page=99999")

    assert answer["items"] == []
    assert answer["total"] > 100


@pytest.mark.parametrize(
    ("query", "name", "code"),
    [
        ("couleur=bleu", "couleur", "unknown_parameter"),
        ("where=Brest", "where", "unknown_parameter"),
        ("per_page=101", "per_page", "too_large"),
        ("page=0", "page", "too_small"),
        ("page=un", "page", "unreadable"),
        ("page=1&page=2", "page", "repeated"),
        ("type=XYZ", "type", "unknown_value"),
        ("type=", "type", "unknown_value"),
        ("commune=75056", "commune", "unknown_value"),
        ("audience=old", "audience", "unknown_value"),
        ("near=nan,inf", "near", "unreadable"),
        ("near=91,0", "near", "unreadable"),
        ("radius_km=inf", "radius_km", "unreadable"),
        ("radius_km=501", "radius_km", "too_large"),
        ("open=2026-02-31T10:00", "open", "unreadable"),
        ("literal=oui", "literal", "unknown_value"),
    ],
)
def test_a_refused_parameter_is_named(
    real_client: FlaskClient, query: str, name: str, code: str
) -> None:
    answer = real_client.get(f"{STRUCTURES}?{query}")

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    refused = [(bad["name"], bad["code"]) for bad in answer.get_json()["invalid_parameters"]]
    assert refused == [(name, code)]


def test_every_refused_parameter_is_named_at_once(real_client: FlaskClient) -> None:
    answer = real_client.get(f"{STRUCTURES}?per_page=1000&couleur=bleu&sort=size")

    problem = answer.get_json()
    assert {bad["name"] for bad in problem["invalid_parameters"]} == {"per_page", "couleur", "sort"}
    (large,) = [bad for bad in problem["invalid_parameters"] if bad["name"] == "per_page"]
    assert large["reason"] == "Cette valeur doit être au plus 100."


@pytest.mark.parametrize(
    "words", ["%00", "%F0%9F%98%80", "%ED%A0%80", "%", "%25" * 300, "a+" * 2_000, "' OR 1=1 --"]
)
def test_hostile_words_are_answered(real_client: FlaskClient, words: str) -> None:
    answer = real_client.get(f"{STRUCTURES}?q={words}")

    assert answer.status_code == 200


def test_a_structure_is_read_by_its_id_and_by_its_slug(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, slug="equipe-exemple")

    by_id = client.get(f"{STRUCTURES}/{structure.id}").get_json()
    by_slug = client.get(f"{STRUCTURES}/equipe-exemple").get_json()

    assert by_id == by_slug
    assert by_id["id"] == str(structure.id)


def test_a_former_slug_redirects(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, slug="nouveau")
    redirect_slug(session, "ancien", structure)

    answer = client.get(f"{STRUCTURES}/ancien")

    assert (answer.status_code, answer.location) == (301, f"{STRUCTURES}/nouveau")


def test_the_id_of_a_merged_listing_redirects_to_the_one_that_is_left(
    client: FlaskClient, session: Session
) -> None:
    kept = make_structure(session, slug="gardee")
    merged = make_structure(session, slug="reunie", state=PublicationState.ARCHIVED)
    redirect_slug(session, "reunie", kept)

    answer = client.get(f"{STRUCTURES}/{merged.id}")

    assert (answer.status_code, answer.location) == (301, f"{STRUCTURES}/gardee")


@pytest.mark.parametrize("state", [PublicationState.DRAFT, PublicationState.ARCHIVED])
def test_what_is_not_published_is_not_found(
    client: FlaskClient, session: Session, state: PublicationState
) -> None:
    structure = make_structure(session, state=state)

    assert client.get(f"{STRUCTURES}/{structure.id}").status_code == 404
    assert client.get(f"{STRUCTURES}/{structure.slug}").status_code == 404
    assert found(client, "")["total"] == 0


@pytest.mark.parametrize("reference", ["%00", "%F0%9F%98%80", "a" * 5_000, "..%2f..%2fetc"])
def test_a_hostile_reference_is_not_found(real_client: FlaskClient, reference: str) -> None:
    assert real_client.get(f"{STRUCTURES}/{reference}").status_code == 404


def test_the_map_shows_every_result_that_has_a_position(real_client: FlaskClient) -> None:
    listed = found(real_client, "type=USP&per_page=100")
    points = real_client.get(f"{STRUCTURES}.geojson?type=USP").get_json()["features"]

    placed = {item["id"] for item in listed["items"] if item["position"]}
    assert {point["properties"]["id"] for point in points} == placed
    for point in points:
        longitude, latitude = point["geometry"]["coordinates"]
        assert -5.3 < longitude < -0.9
        assert 47.2 < latitude < 49.0

"""A program's errands: finding a commune, whom to call there, the filières."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import CoverageBasis
from directory.territory.coverage import AreaKind
from tests.factories.structures import MORLAIX, make_coverage, make_structure

COMMUNES = "/api/v1/communes"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("morl", "Morlaix"),
        ("St Bri", "Saint-Brieuc"),
        ("29600", "Morlaix"),
        ("Kemper", "Quimper"),
        ("qimper", "Quimper"),
    ],
)
def test_a_commune_is_proposed_from_what_is_typed(
    real_client: FlaskClient, typed: str, first: str
) -> None:
    items = real_client.get(COMMUNES, query_string={"q": typed}).get_json()["items"]

    assert items[0]["name"] == first


def test_a_former_commune_is_proposed_with_the_name_that_was_meant(
    real_client: FlaskClient,
) -> None:
    items = real_client.get(f"{COMMUNES}?q=lambez").get_json()["items"]

    assert (items[0]["name"], items[0]["former_name"]) == ("Brest", "Lambézellec")


def test_a_proposal_says_the_filiere_and_its_ground(real_client: FlaskClient) -> None:
    (item,) = real_client.get(f"{COMMUNES}?q=carhaix&limit=1").get_json()["items"]

    assert set(item) == {
        "insee",
        "name",
        "name_br",
        "postal_codes",
        "departement",
        "filieres",
        "former_name",
    }
    assert item["filieres"][0]["slug"] == "nord-finistere"
    assert item["filieres"][0]["basis"]


def test_nothing_typed_proposes_nothing(real_client: FlaskClient) -> None:
    assert real_client.get(f"{COMMUNES}?q=").get_json() == {"items": []}


def test_the_code_of_a_former_commune_redirects_with_the_question(
    real_client: FlaskClient,
) -> None:
    answer = real_client.get(f"{COMMUNES}/29118/contacts?profile=public")

    assert answer.status_code == 301
    assert answer.location.startswith(f"{COMMUNES}/")
    assert answer.location.endswith("/contacts?profile=public")


@pytest.mark.parametrize("insee", ["75056", "29999", "x", "%00", "2" * 3_000])
def test_a_commune_elsewhere_is_not_found(real_client: FlaskClient, insee: str) -> None:
    assert real_client.get(f"{COMMUNES}/{insee}").status_code == 404
    assert real_client.get(f"{COMMUNES}/{insee}/contacts").status_code == 404


def test_contacts_follow_the_order_of_the_profile(real_client: FlaskClient) -> None:
    address = f"{COMMUNES}/{MORLAIX}/contacts?profile="

    for_professionals = real_client.get(address + "professional").get_json()["rungs"]
    for_the_public = real_client.get(address + "public").get_json()["rungs"]

    assert [rung["code"] for rung in for_professionals][:4] == ["APPUI", "EMSP", "HAD", "LISP"]
    assert [rung["code"] for rung in for_the_public][:2] == ["DAC", "ASSOCIATION"]


def test_an_empty_rung_is_given_with_the_nearest_apart(
    client: FlaskClient, session: Session
) -> None:
    make_structure(
        session, coverage=[make_coverage(AreaKind.COMMUNE, MORLAIX, CoverageBasis.DECLARED)]
    )

    rungs = client.get(f"{COMMUNES}/29019/contacts?profile=professional").get_json()["rungs"]

    (teams,) = [rung for rung in rungs if rung["code"] == "EMSP"]
    assert teams["items"] == []
    assert [near["match"]["covers"] for near in teams["nearest"]] == [False]


def test_a_contact_is_open_or_closed_at_the_moment_asked(
    client: FlaskClient, session: Session
) -> None:
    make_structure(session, opening_hours="Mo-Fr 09:00-17:00")
    address = f"{COMMUNES}/{MORLAIX}/contacts?profile=professional&at="

    states = []
    for moment in ("now", "2026-11-27T10:00"):
        rungs = client.get(address + moment).get_json()["rungs"]
        states += [item["open_now"] for rung in rungs for item in rung["items"]]

    assert states == [False, True]


def test_a_misspelt_profile_is_refused(real_client: FlaskClient) -> None:
    answer = real_client.get(f"{COMMUNES}/{MORLAIX}/contacts?profile=doctor")

    assert answer.status_code == 422
    assert answer.get_json()["invalid_parameters"][0]["name"] == "profile"


def test_the_eight_filieres_hold_all_the_population(real_client: FlaskClient) -> None:
    items = real_client.get("/api/v1/filieres").get_json()["items"]

    assert len(items) == 8
    assert sum(item["population"] for item in items) >= 3_449_370
    assert all(item["structures"] > 0 for item in items)


def test_a_filiere_lists_its_communes(real_client: FlaskClient) -> None:
    filiere = real_client.get("/api/v1/filieres/nord-finistere").get_json()

    assert MORLAIX in filiere["insee_codes"]
    assert len(filiere["insee_codes"]) == filiere["communes"]
    assert filiere["recognised_on"] == "2025-10"


def test_an_unknown_filiere_is_not_found(real_client: FlaskClient) -> None:
    assert real_client.get("/api/v1/filieres/atlantide").status_code == 404


def test_the_contours_of_the_filieres_lie_in_brittany(real_client: FlaskClient) -> None:
    features = real_client.get("/api/v1/filieres.geojson").get_json()["features"]

    assert len(features) == 8
    for feature in features:
        rings = [ring for polygon in feature["geometry"]["coordinates"] for ring in polygon]
        assert all(ring[0] == ring[-1] for ring in rings)
        assert all(-5.3 < x < -0.9 and 47.2 < y < 49.0 for ring in rings for x, y in ring)

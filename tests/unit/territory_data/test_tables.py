"""The tables of the territory, as they ship."""

import csv
from collections import Counter
from pathlib import Path

ISLANDS_WITHOUT_EPCI = {"22016": "Île-de-Bréhat", "29083": "Île-de-Sein", "29155": "Ouessant"}
OFFICIAL_NAMES = [
    "Nord Finistère",
    "Cornouaille",
    "Lorient/Quimperlé",
    "Brocéliande Atlantique",
    "Haute Bretagne",
    "Saint-Malo/Dinan",
    "Armor",
    "Cœur de Breizh",
]


def rows(territory: Path, name: str) -> list[dict[str, str]]:
    with (territory / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_brittany_has_1202_communes_and_3449370_inhabitants(territory: Path) -> None:
    communes = {row["insee"]: int(row["population"]) for row in rows(territory, "communes.csv")}

    assert (len(communes), sum(communes.values())) == (1202, 3_449_370)


def test_only_three_islands_have_no_epci(territory: Path) -> None:
    epci = {row["code"] for row in rows(territory, "epci.csv")}

    without = {
        row["insee"]: row["name"]
        for row in rows(territory, "communes.csv")
        if row["epci"] not in epci
    }

    assert without == ISLANDS_WITHOUT_EPCI


def test_the_filieres_are_the_eight_that_the_agency_named(territory: Path) -> None:
    names = [row["name"] for row in rows(territory, "filieres.csv")]

    assert names == OFFICIAL_NAMES


def test_every_commune_lies_in_a_known_filiere(territory: Path) -> None:
    filieres = {row["slug"] for row in rows(territory, "filieres.csv")}
    communes = {row["insee"] for row in rows(territory, "communes.csv")}

    attached = {
        row["insee"] for row in rows(territory, "attachments.csv") if row["filiere"] in filieres
    }

    assert attached == communes


def test_a_commune_is_attached_through_its_own_epci(territory: Path) -> None:
    epci = {row["insee"]: row["epci"] or "commune" for row in rows(territory, "communes.csv")}

    via = {row["insee"]: row["via"] for row in rows(territory, "attachments.csv")}

    assert via == epci


def test_every_commune_has_a_postal_code(territory: Path) -> None:
    postal_codes = [
        code for row in rows(territory, "communes.csv") for code in (row["postal_codes"].split("|"))
    ]

    assert [code for code in postal_codes if not (len(code) == 5 and code.isdecimal())] == []


def test_places_that_people_still_name_lead_to_the_commune_of_today(territory: Path) -> None:
    today = {row["name"]: row["insee"] for row in rows(territory, "former_communes.csv")}

    assert {name: today[name] for name in ("Lambézellec", "Paramé", "Binic", "Pléven")} == {
        "Lambézellec": "29019",
        "Paramé": "35288",
        "Binic": "22055",
        "Pléven": "22237",
    }


def test_a_commune_that_lives_again_is_not_listed_as_a_former_one(territory: Path) -> None:
    alive = {(row["insee"], row["name"]) for row in rows(territory, "communes.csv")}

    former = {(row["insee_former"], row["name"]) for row in rows(territory, "former_communes.csv")}

    assert former & alive == set()


def test_a_doubtful_sector_is_not_applied(territory: Path) -> None:
    attached = {row["insee"]: row["filiere"] for row in rows(territory, "attachments.csv")}

    applied = [
        row["insee"]
        for row in rows(territory, "doubtful_sectors.csv")
        if attached[row["insee"]] != row["filiere"]
    ]

    assert applied == []


def test_the_largest_towns_are_named_on_the_first_map(territory: Path) -> None:
    zooms = {row["name"]: int(row["min_zoom"]) for row in rows(territory, "towns.csv")}

    prefectures_and_ports = ("Rennes", "Brest", "Quimper", "Vannes", "Saint-Brieuc", "Lorient")

    assert {zooms[name] for name in prefectures_and_ports} == {7}


def test_every_commune_is_named_at_some_zoom(territory: Path) -> None:
    named = Counter(row["insee"] for row in rows(territory, "towns.csv"))

    assert named == Counter(row["insee"] for row in rows(territory, "communes.csv"))

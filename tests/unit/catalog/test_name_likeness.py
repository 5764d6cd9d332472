"""Names of one structure are found alike, however they are written; names of two are not."""

import csv
from itertools import combinations

import pytest

from directory.catalog.name_likeness import ONLY_THE_KIND, SAME_WORDS, compared_name, likeness
from directory.paths import DATA

GUINGAMP = "Lits identifiés de soins palliatifs – Centre hospitalier de Guingamp"
SAINT_MALO = (
    "Équipe mobile de soins palliatifs – Groupe hospitalier Rance Émeraude – site de Saint-Malo "
    "(hôpital Broussais)"
)


def _likeness(first: str, second: str, insee: str | None = "35238") -> float:
    found = likeness(compared_name(first, insee), compared_name(second, insee))
    turned = likeness(compared_name(second, insee), compared_name(first, insee))
    assert found == pytest.approx(turned)
    return found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Association Exemple 1", "Association Exemple 2"),
        ("Association Exemple", "Association Exemple 2"),
        ("Association Exemple n° 12", "Association Exemple n° 21"),
        ("Association Exemple A", "Association Exemple B"),
        ("Association Exemple II", "Association Exemple III"),
        ("Équipe mobile Nord", "Équipe mobile Sud"),
        (
            "Équipe mobile de soins palliatifs du Léon",
            "Équipe mobile de soins palliatifs des Abers",
        ),
        ("USP – Clinique de la Baie", "USP – Hôpital de la Baie"),
        ("JALMALV 35", "JALMALV 22"),
        ("Lits – hôpital du Bas", "Lits – hôpital du Pas"),
    ],
)
def test_a_number_or_a_word_of_each_tells_two_houses(first: str, second: str) -> None:
    assert _likeness(first, second) == 0


def test_no_two_real_structures_of_one_kind_and_commune_look_alike() -> None:
    pairs = [
        (first["name"], second["name"])
        for first, second in combinations(_real_structures(), 2)
        if (first["type"], first["insee"]) == (second["type"], second["insee"])
        and _likeness(first["name"], second["name"], first["insee"] or None)
    ]

    assert pairs == []


def test_real_names_of_one_kind_hardly_need_a_commune_to_be_told_apart() -> None:
    pairs = [
        {first["name"].partition(" – ")[2], second["name"].partition(" – ")[2]}
        for first, second in combinations(_real_structures(), 2)
        if first["type"] == second["type"] and _likeness(first["name"], second["name"], None)
    ]

    assert pairs == [{"Centre hospitalier des Pays de Morlaix", "HAD des Pays de Morlaix"}]


def _real_structures() -> list[dict[str, str]]:
    with (DATA / "structures" / "structures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("LISP CH Guingamp", GUINGAMP),
        ("LITS IDENTIFIES SOINS PALLIATIFS C.H. GUINGAMP", GUINGAMP),
        ("LISP Hôpital de Guingamp", GUINGAMP),
        ("EMSP GH Rance Émeraude – St-Malo (Broussais)", SAINT_MALO),
        ("HAD 35", "Hospitalisation à domicile 35"),
        ("Association Exemple 2", "ASSOCIATION EXEMPLE N° 02"),
        ("DAC Nord Finistère", "Dispositif d’appui à la coordination du Nord Finistère"),
        ("CPTS du secteur de Vitré", "Communauté professionnelle territoriale de santé Vitré"),
        ("ASP-Armorique", "Asp armorique"),
        ("EMSP du Léon", "Équipe mobile de soins palliatifs du Léon"),
        ("EMASP du Léon", "Équipe mobile d’accompagnement et de soins palliatifs du Léon"),
        ("HDJ du Léon", "Hôpital de jour de médecine palliative du Léon"),
        ("ERRSPP Léon", "Équipe ressource régionale de soins palliatifs pédiatriques du Léon"),
        ("MASP du Léon", "Maison d’accompagnement et de soins palliatifs du Léon"),
        ("LISP – Polyclinique Saint-Laurent", "Lits identifiés – Clinique St Laurent"),
    ],
)
def test_one_structure_is_known_by_its_abbreviations(first: str, second: str) -> None:
    assert _likeness(first, second) == SAME_WORDS


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Lits identifiés de soins paliatifs – Centre hopsitalier de Guinguamp", GUINGAMP),
        ("HAD du Ponant – clinique du Grandlarge", "HAD du Ponant – site clinique du Grand Large"),
        ("Équipe mobile deLannion", "Équipe mobile de Lannion"),
        ("EMSP – CH de Lannion (P. Le Damany)", "EMSP – CH de Lannion (Pierre Le Damany)"),
        ("CH Yves Le Fol", "CH Yves Le Foll"),
    ],
)
def test_a_slip_of_the_hand_does_not_make_two_structures(first: str, second: str) -> None:
    assert _likeness(first, second) >= 75


@pytest.mark.parametrize(
    ("brief", "whole"),
    [
        ("JALMALV", "JALMALV 35"),
        ("HAD Vannes", "HAD Pays de Vannes – Hôpital privé Océane"),
        ("ASP Iroise", "ASP Iroise (Aide, soutien, présence)"),
        ("LISP CHU de Rennes", "Lits identifiés – CHU de Rennes – site de Pontchaillou"),
    ],
)
def test_a_brief_name_may_be_the_same_structure(brief: str, whole: str) -> None:
    assert ONLY_THE_KIND < _likeness(brief, whole) < SAME_WORDS


def test_a_name_that_says_only_the_kind_may_be_any_of_it() -> None:
    assert _likeness("HAD", "HAD du Ponant – site clinique du Grand Large") == ONLY_THE_KIND
    assert _likeness("EMSP", "Équipe mobile de soins palliatifs") == SAME_WORDS

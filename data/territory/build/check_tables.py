"""What must hold in the CSV files; each problem names its file, line and value."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

COMMUNES = 1202
TOTAL_POPULATION = 3_449_370
# The other 33 are missing from the source, or lie outside their commune there.
TOWN_HALLS = 1169
DEPARTEMENTS = {"22", "29", "35", "56"}
FILIERES = 8
ISLANDS_WITHOUT_EPCI = {"22016", "29083", "29155"}  # Bréhat, Sein, Ouessant
CONFIDENCES = {"high", "medium", "low"}
POSITION_KINDS = {"town_hall", "centroid"}
FORMER_KINDS = {"associated", "delegated", "merged", "merged_by_association"}
FORMER_KINDS |= {"merged_into_new_commune", "renamed"}
WEST, SOUTH, EAST, NORTH = -5.2, 47.2, -1.0, 49.0

Row = dict[str, str]


class Tables:
    """The CSV files of one folder, with the codes that the others refer to."""

    def __init__(self, territory: Path) -> None:
        self.territory = territory
        self.communes = {row["insee"]: row for _, row in self.rows("communes.csv")}
        self.epci = {row["code"] for _, row in self.rows("epci.csv")}
        self.filieres = {row["slug"] for _, row in self.rows("filieres.csv")}
        self.attached: dict[str, set[str]] = {}
        for _, row in self.rows("attachments.csv"):
            self.attached.setdefault(row["insee"], set()).add(row["filiere"])

    def rows(self, name: str) -> Iterator[tuple[str, Row]]:
        """Each row with the place to name when something is wrong in it."""
        with (self.territory / name).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restval="")
            for row in reader:
                yield f"{name}, line {reader.line_num}", row


def table_problems(territory: Path) -> Iterator[str]:
    """Every problem, as a sentence."""
    tables = Tables(territory)
    yield from _repeated(tables, "communes.csv", ("insee",))
    yield from _repeated(tables, "epci.csv", ("code",))
    yield from _repeated(tables, "filieres.csv", ("slug",))
    yield from _repeated(tables, "attachments.csv", ("insee", "filiere"))
    yield from _repeated(tables, "former_communes.csv", ("insee_former", "name"))
    yield from _commune_problems(tables)
    yield from _totals_problems(tables)
    yield from _attachment_problems(tables)
    yield from _former_commune_problems(tables)
    yield from _doubtful_sector_problems(tables)
    yield from _town_problems(tables)


def _repeated(tables: Tables, name: str, key: tuple[str, ...]) -> Iterator[str]:
    seen: set[tuple[str, ...]] = set()
    for place, row in tables.rows(name):
        value = tuple(row[column] for column in key)
        if value in seen:
            yield f"{place}: {', '.join(value)} is there twice."
        seen.add(value)


def _commune_problems(tables: Tables) -> Iterator[str]:
    for place, row in tables.rows("communes.csv"):
        insee, epci = row["insee"], row["epci"]
        if not re.fullmatch(r"\d{5}", insee) or insee[:2] not in DEPARTEMENTS:
            yield f"{place}: insee {insee!r} is not a commune of Brittany."
        if row["departement"] != insee[:2]:
            yield f"{place}: departement {row['departement']!r} is not that of {insee}."
        if not row["name"]:
            yield f"{place}: commune {insee} has no name."
        if (epci == "") != (insee in ISLANDS_WITHOUT_EPCI):
            yield f"{place}: epci {epci!r}, but only the listed islands have none."
        if epci and epci not in tables.epci:
            yield f"{place}: epci {epci!r} is not in epci.csv."
        for column in ("population", "area_hectares"):
            if not row[column].isdecimal() or int(row[column]) == 0:
                yield f"{place}: {column} {row[column]!r} is not a number above zero."
        if not re.fullmatch(r"\d{5}(\|\d{5})*", row["postal_codes"]):
            yield f"{place}: postal_codes {row['postal_codes']!r} is not a list of postal codes."
        yield from _position_problems(place, row)


def _position_problems(place: str, row: Row) -> Iterator[str]:
    for column, least, most in (("latitude", SOUTH, NORTH), ("longitude", WEST, EAST)):
        value = row[column]
        if not re.fullmatch(r"-?\d+\.\d+", value) or not least <= float(value) <= most:
            yield f"{place}: {column} {value!r} is not in Brittany."
    if row["position_kind"] not in POSITION_KINDS:
        yield f"{place}: position_kind {row['position_kind']!r} is unknown."


def _totals_problems(tables: Tables) -> Iterator[str]:
    communes = list(tables.communes.values())
    if len(communes) != COMMUNES:
        yield f"communes.csv: {len(communes)} communes, expected {COMMUNES}."
    population = sum(int(row["population"]) for row in communes if row["population"].isdecimal())
    if population != TOTAL_POPULATION:
        yield f"communes.csv: {population} inhabitants, expected {TOTAL_POPULATION}."
    halls = Counter(row["position_kind"] for row in communes)["town_hall"]
    if halls != TOWN_HALLS:
        yield f"communes.csv: {halls} town halls, expected {TOWN_HALLS}."
    for code in sorted(tables.epci - {row["epci"] for row in communes}):
        yield f"epci.csv: {code} has no commune."
    if len(tables.filieres) != FILIERES:
        yield f"filieres.csv: {len(tables.filieres)} filières, expected {FILIERES}."
    departements = {row["code"] for _, row in tables.rows("departements.csv")}
    if departements != DEPARTEMENTS:
        yield f"departements.csv: {sorted(departements)}, expected {sorted(DEPARTEMENTS)}."


def _attachment_problems(tables: Tables) -> Iterator[str]:
    for place, row in tables.rows("attachments.csv"):
        commune = tables.communes.get(row["insee"])
        if commune is None:
            yield f"{place}: insee {row['insee']!r} is not in communes.csv."
            continue
        if row["via"] != (commune["epci"] or "commune"):
            yield f"{place}: via {row['via']!r} is not the EPCI of {row['insee']}."
        if row["filiere"] not in tables.filieres:
            yield f"{place}: filiere {row['filiere']!r} is not in filieres.csv."
        if row["confidence"] not in CONFIDENCES:
            yield f"{place}: confidence {row['confidence']!r} is unknown."
        if not row["basis"]:
            yield f"{place}: {row['insee']} has no basis."
    for insee in sorted(tables.communes.keys() - tables.attached.keys()):
        yield f"attachments.csv: {insee} lies in no filière."


def _former_commune_problems(tables: Tables) -> Iterator[str]:
    for place, row in tables.rows("former_communes.csv"):
        if row["insee"] not in tables.communes:
            yield f"{place}: insee {row['insee']!r} is not in communes.csv."
        if row["kind"] not in FORMER_KINDS:
            yield f"{place}: kind {row['kind']!r} is unknown."
        if not re.fullmatch(r"(19[4-9]\d|20\d\d)?", row["year"]):
            yield f"{place}: year {row['year']!r} is not a year since 1943."
        if row["name"] == tables.communes.get(row["insee_former"], {}).get("name"):
            yield f"{place}: {row['name']!r} is a commune of today."


def _doubtful_sector_problems(tables: Tables) -> Iterator[str]:
    for place, row in tables.rows("doubtful_sectors.csv"):
        if row["filiere"] not in tables.attached.get(row["insee"], set()):
            yield f"{place}: {row['insee']} is not attached to {row['filiere']!r}."
        if row["alternative_filiere"] not in tables.filieres - {row["filiere"]}:
            yield f"{place}: {row['alternative_filiere']!r} is not another filière."


def _town_problems(tables: Tables) -> Iterator[str]:
    for place, row in tables.rows("towns.csv"):
        if row["name"] != tables.communes.get(row["insee"], {}).get("name"):
            yield f"{place}: {row['name']!r} is not the name of commune {row['insee']!r}."
        if not row["min_zoom"].isdecimal() or not 7 <= int(row["min_zoom"]) <= 14:
            yield f"{place}: min_zoom {row['min_zoom']!r} is not between 7 and 14."

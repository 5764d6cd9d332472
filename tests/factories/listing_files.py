"""Folders of listings for tests: one fictional structure, changed by keywords."""

import csv
from collections.abc import Sequence
from pathlib import Path

ORGANIZATION = {
    "key": "hopital-de-l-exemple",
    "name": "Hôpital de l’Exemple",
    "kind": "health_establishment",
    "finess_ej": "290000017",
    "siren": "",
    "rna": "",
    "website": "https://exemple.fr",
    "note": "",
}
SOURCE = {"key": "Source A", "title": "Source de l’exemple", "url": "", "dated": "2024-12-31"}
STRUCTURE = {
    "key": "emsp-de-l-exemple",
    "organization_key": "hopital-de-l-exemple",
    "type": "EMSP",
    "name": "Équipe mobile de l’Exemple",
    "finess_et": "290000033",
    "street": "1 rue de l’Exemple",
    "cedex": "",
    "postal_code": "29600",
    "commune": "Morlaix",
    "insee": "29151",
    "latitude": "48.57",
    "longitude": "-3.83",
    "phone": "02 98 62 61 60",
    "phone_kind": "standard",
    "email": "",
    "website": "",
    "capacity": "",
    "capacity_unit": "",
    "audiences": "",
    "coverage": "filiere",
    "filiere": "nord-finistere",
    "area_text": "",
    "hours_text": "",
    "access_conditions": "",
    "presentation": "",
    "source_date": "2024-12-31",
    "sources": "Source A",
    "confidence": "high",
    "publish": "yes",
    "internal_note": "",
}

Row = dict[str, str]


def write_listings(
    folder: Path,
    structures: Sequence[Row] = ({},),
    *,
    organizations: Sequence[Row] = ({},),
    sources: Sequence[Row] = ({},),
) -> Path:
    """Write the three files; each row is the example with some values changed. Give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "organizations.csv", ORGANIZATION, organizations)
    _write(folder / "sources.csv", SOURCE, sources)
    _write(folder / "structures.csv", STRUCTURE, structures)
    return folder


def _write(file: Path, example: Row, rows: Sequence[Row]) -> None:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(example), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**example, **row} for row in rows)

"""The eight filières, the commune-by-commune attachment to them, and the doubtful sectors."""

from collections.abc import Iterator

from packages import read_source
from places import Places

RECOGNISED_ON = "2025-10"
RECOGNITION_SOURCE = (
    "https://www.bretagne.ars.sante.fr/"
    "soins-palliatifs-lars-bretagne-reconnait-huit-filieres-territoriales-et-renforce-ses-financements"
)
FILIERES = {
    "nord-finistere": "Nord Finistère",
    "cornouaille": "Cornouaille",
    "lorient-quimperle": "Lorient/Quimperlé",
    "broceliande-atlantique": "Brocéliande Atlantique",
    "haute-bretagne": "Haute Bretagne",
    "saint-malo-dinan": "Saint-Malo/Dinan",
    "armor": "Armor",
    "coeur-de-breizh": "Cœur de Breizh",
}
CONFIDENCES = {"haute": "high", "moyenne": "medium", "faible": "low"}


def filiere_rows() -> Iterator[dict[str, object]]:
    """In the order in which the agency lists them."""
    for slug, name in FILIERES.items():
        yield {
            "slug": slug,
            "name": name,
            "recognised_on": RECOGNISED_ON,
            "recognition_source": RECOGNITION_SOURCE,
        }


def attachment_rows(places: Places) -> Iterator[dict[str, object]]:
    """One row per commune; `via` is its EPCI, or "commune" for an island without one."""
    given = {row["epci_code"]: row for row in read_source("epci_filiere.csv")}
    for insee in sorted(places.names):
        epci = places.epci_of.get(insee)
        row = given[epci or f"COM:{insee}"]
        yield {
            "insee": insee,
            "filiere": row["filiere_slug"],
            "basis": row["basis"],
            "confidence": CONFIDENCES[row["confidence"]],
            "via": epci or "commune",
        }


def doubtful_sector_rows(places: Places) -> Iterator[dict[str, object]]:
    """Communes that might belong to another filière than theirs."""
    rows = read_source("decoupes_possibles.csv")
    for row in sorted(rows, key=lambda each: (each["secteur"], each["insee"])):
        if row["filiere_actuelle"] != row["filiere_alternative"]:
            yield {
                "sector": row["secteur"],
                "insee": row["insee"],
                "name": places.names[row["insee"]],
                "filiere": row["filiere_actuelle"],
                "alternative_filiere": row["filiere_alternative"],
                "reason": row["justification"],
            }

"""Build data/territory/ from public packages: the same packages give the same bytes."""

import argparse
import tempfile
from pathlib import Path

from contours import complete_contours, mosaic_on_grid
from fetching import fetch_packages
from filieres import attachment_rows, doubtful_sector_rows, filiere_rows
from labels import first_zooms, town_rows, towns_of
from map_files import LAST_ZOOM_OF_HOME_LABELS, write_communes, write_home
from packages import write_table
from places import Places, commune_rows, departement_rows, epci_rows, former_commune_rows

TERRITORY = Path(__file__).resolve().parents[1]

DEPARTEMENT_COLUMNS = ["code", "name", "name_br"]
EPCI_COLUMNS = ["code", "name", "short_name", "nature"]
COMMUNE_COLUMNS = ["insee", "name", "name_br", "departement", "epci", "population"]
COMMUNE_COLUMNS += ["area_hectares", "latitude", "longitude", "position_kind", "postal_codes"]
FORMER_COMMUNE_COLUMNS = ["insee_former", "name", "kind", "year", "insee", "postal_codes"]
FILIERE_COLUMNS = ["slug", "name", "recognised_on", "recognition_source"]
ATTACHMENT_COLUMNS = ["insee", "filiere", "basis", "confidence", "via"]
TOWN_COLUMNS = ["insee", "name", "name_br", "latitude", "longitude", "population", "min_zoom"]
DOUBTFUL_COLUMNS = ["sector", "insee", "name", "filiere", "alternative_filiere", "reason"]


def build_tables(places: Places, output: Path) -> None:
    """Write the CSV files."""
    write_table(output / "departements.csv", DEPARTEMENT_COLUMNS, departement_rows(places))
    write_table(output / "epci.csv", EPCI_COLUMNS, epci_rows(places))
    communes = list(commune_rows(places, complete_contours(places)))
    write_table(output / "communes.csv", COMMUNE_COLUMNS, communes)
    former = former_commune_rows(places)
    write_table(output / "former_communes.csv", FORMER_COMMUNE_COLUMNS, former)
    write_table(output / "filieres.csv", FILIERE_COLUMNS, filiere_rows())
    write_table(output / "attachments.csv", ATTACHMENT_COLUMNS, attachment_rows(places))
    write_table(output / "doubtful_sectors.csv", DOUBTFUL_COLUMNS, doubtful_sector_rows(places))


def build_map(places: Places, output: Path) -> None:
    """Write the labels and the two TopoJSON files."""
    prefectures = {each["chefLieu"] for each in places.departements}
    towns = towns_of(commune_rows(places, complete_contours(places)), prefectures)
    zooms = first_zooms(towns)
    write_table(output / "towns.csv", TOWN_COLUMNS, town_rows(towns, zooms))
    shapes = output / "shapes"
    shapes.mkdir(exist_ok=True)
    communes, neighbours = mosaic_on_grid(places)
    write_communes(communes, shapes / "communes.topojson")
    labels = [(town, zooms[town.insee]) for town in towns]
    shown = [(town, zoom) for town, zoom in labels if zoom <= LAST_ZOOM_OF_HOME_LABELS]
    write_home(places, communes, neighbours, shown, shapes / "home.topojson")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default_cache = Path(tempfile.gettempdir()) / "territory-packages"
    parser.add_argument("--cache", type=Path, default=default_cache, help="where packages are kept")
    parser.add_argument("--output", type=Path, default=TERRITORY, help="where files are written")
    arguments = parser.parse_args()
    cache = arguments.cache.resolve()
    fetch_packages(cache)
    places = Places(cache)
    arguments.output.mkdir(parents=True, exist_ok=True)
    build_tables(places, arguments.output)
    build_map(places, arguments.output)
    print(f"{len(places.names)} communes written to {arguments.output}")


if __name__ == "__main__":
    main()

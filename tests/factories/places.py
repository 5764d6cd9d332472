"""A small gazetteer for tests: eight communes of today, real names and codes."""

from directory.territory.gazetteer import Gazetteer
from directory.territory.models import Confidence
from directory.territory.places import CommunePlace, FiliereLink, NamedPlace
from directory.values.geography import Position


def make_commune(
    insee: str,
    name: str,
    *,
    postal_codes: tuple[str, ...],
    population: int,
    position: Position,
    epci: str | None = None,
    filiere: str = "nord-finistere",
    former_names: tuple[str, ...] = (),
    name_br: str | None = None,
) -> CommunePlace:
    """Make a commune of one filière."""
    return CommunePlace(
        insee=insee,
        name=name,
        name_br=name_br,
        slug=name.lower(),
        departement=insee[:2],
        epci=epci,
        population=population,
        position=position,
        postal_codes=postal_codes,
        filieres=(FiliereLink(filiere, "essai", Confidence.HIGH),),
        former_names=former_names,
    )


def make_gazetteer() -> Gazetteer:
    """Make the gazetteer."""
    communes = [
        make_commune(
            "29019",
            "Brest",
            postal_codes=("29200",),
            population=140_000,
            position=Position(48.39, -4.49),
            epci="242900314",
            former_names=("Lambézellec", "Saint-Marc"),
        ),
        make_commune(
            "29151",
            "Morlaix",
            postal_codes=("29600",),
            population=15_000,
            position=Position(48.58, -3.83),
            epci="242900835",
            name_br="Montroulez",
        ),
        make_commune(
            "29024",
            "Carhaix-Plouguer",
            postal_codes=("29270",),
            population=7_000,
            position=Position(48.28, -3.57),
            former_names=("Carhaix",),
        ),
        make_commune(
            "29220",
            "Pont-l'Abbé",
            postal_codes=("29120",),
            population=8_000,
            position=Position(47.87, -4.22),
            filiere="cornouaille",
        ),
        make_commune(
            "22278",
            "Saint-Brieuc",
            postal_codes=("22000",),
            population=44_000,
            position=Position(48.51, -2.76),
            filiere="armor",
        ),
        make_commune(
            "22136",
            "Loudéac",
            postal_codes=("22600",),
            population=9_600,
            position=Position(48.18, -2.75),
            filiere="coeur-de-breizh",
        ),
        make_commune(
            "22155",
            "La Motte",
            postal_codes=("22600",),
            population=2_100,
            position=Position(48.23, -2.73),
            filiere="coeur-de-breizh",
        ),
        make_commune(
            "56057",
            "Le Faouët",
            postal_codes=("56320",),
            population=2_700,
            position=Position(48.03, -3.49),
            filiere="lorient-quimperle",
        ),
        make_commune(
            "22057",
            "Le Faouët",
            postal_codes=("22290",),
            population=400,
            position=Position(48.68, -3.07),
            filiere="armor",
        ),
    ]
    return Gazetteer(
        communes,
        epci=[
            NamedPlace("242900314", "Brest Métropole"),
            NamedPlace("242900835", "Communauté d'agglomération Morlaix Communauté"),
        ],
        departements=[
            NamedPlace("22", "Côtes-d'Armor"),
            NamedPlace("29", "Finistère"),
            NamedPlace("56", "Morbihan"),
        ],
        filieres=[
            NamedPlace("nord-finistere", "Nord Finistère"),
            NamedPlace("cornouaille", "Cornouaille"),
            NamedPlace("armor", "Armor"),
            NamedPlace("coeur-de-breizh", "Cœur de Breizh"),
            NamedPlace("lorient-quimperle", "Lorient/Quimperlé"),
        ],
    )

"""The one list of the columns of our files: import, export and template all follow it."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.exchange.cell_words import (
    ACCESS,
    AUDIENCES,
    CAPACITY_UNITS,
    CONFIDENCES,
    ERASE,
    PHONE_AUDIENCES,
    PHONE_KINDS,
    SETTINGS,
    words_for,
)

PHONES = 3  # columns for so many numbers; the further ones of a listing stay as they are


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its code, its French header and help, other headers that mean the same.

    What `is_public` is false of never leaves with a public export; `is_read` is false of what an
    import looks over.
    """

    name: str
    header: str
    help: str
    other_headers: tuple[str, ...] = ()
    is_public: bool = True
    is_read: bool = True


def _phone_columns() -> Iterator[Column]:
    for rank in range(1, PHONES + 1):
        prefix, header = f"phone_{rank}", f"Téléphone {rank}"
        others = ("Téléphone", "Tél", "Tel", "Numéro de téléphone") if rank == 1 else ()
        yield Column(
            f"{prefix}_number", header, "Numéro français, comme on le compose.",
            (f"Tél {rank}", f"Numéro {rank}", *others),
        )  # fmt: skip
        kinds = f"L’un de : {words_for(PHONE_KINDS)}."
        yield Column(f"{prefix}_kind", f"{header} : nature", kinds)
        yield Column(f"{prefix}_label", f"{header} : libellé", "Qui répond, par sa fonction.")
        yield Column(
            f"{prefix}_audience", f"{header} : pour qui",
            f"L’un de : {words_for(PHONE_AUDIENCES)}.",
        )  # fmt: skip
        yield Column(f"{prefix}_hours", f"{header} : horaires", _OSM)


_OSM = "Lun-Ven 9h-12h30, 14h-17h, ou la syntaxe d’OpenStreetMap : Mo-Fr 09:00-17:00; PH off."
_LIST = "Plusieurs valeurs : séparées par « | »."
_DAY = "Un jour : 30/11/2026 ou 2026-11-30."

COLUMNS: tuple[Column, ...] = (
    Column(
        "id", "Identifiant", "Celui de la fiche ; vide pour une nouvelle fiche.", ("id", "uuid")
    ),
    Column("slug", "Adresse de la page", "Écrite par l’annuaire.", ("slug",), is_read=False),
    Column("state", "État", "Écrit par l’annuaire.", is_read=False),
    Column(
        "type", "Type", "Code ou nom du type : EMSP, HAD, USP…", ("Type de structure", "Catégorie")
    ),
    Column(
        "name",
        "Nom",
        "Nom de la structure.",
        ("Nom de la structure", "Structure", "Libellé", "name"),
    ),
    Column(
        "organization",
        "Organisme",
        "Nom exact ou FINESS juridique d’un organisme de l’annuaire.",
        ("Établissement", "Organisme porteur"),
    ),
    Column(
        "finess_et",
        "FINESS",
        "FINESS géographique : neuf signes.",
        ("FINESS ET", "finess_et", "Numéro FINESS", "nofinesset"),
    ),
    Column("street", "Rue", "Numéro et voie.", ("Adresse", "Voie")),
    Column("cedex", "Code CEDEX", "Cinq chiffres.", ("CEDEX",)),
    Column("postal_code", "Code postal", "Cinq chiffres.", ("CP", "code_postal")),
    Column(
        "commune", "Commune", "Nom de la commune ; sert quand le code INSEE manque.", ("Ville",)
    ),
    Column(
        "insee", "Code INSEE", "Code de la commune, pas le code postal.", ("INSEE", "code_insee")
    ),
    Column("latitude", "Latitude", "En degrés : 48.5778.", ("lat",)),
    Column("longitude", "Longitude", "En degrés : -3.8283.", ("lon", "lng", "long")),
    Column(
        "approximate",
        "Position approximative",
        "« oui » : la mairie de la commune.",
    ),
    *_phone_columns(),
    Column(
        "email",
        "Courriel",
        "Boîte de la structure, pas d’une personne.",
        ("E-mail", "Mail", "Email", "Adresse électronique"),
    ),
    Column(
        "website",
        "Site internet",
        "Adresse en http ou https.",
        ("Site", "Site web", "URL", "website"),
    ),
    Column("opening_hours", "Horaires", _OSM, ("Horaires OSM", "opening_hours")),
    Column("hours_text", "Horaires en clair", "Une phrase."),
    Column("closures", "Fermetures", f"2026-12-24/2026-12-26 motif. {_LIST}"),
    Column("alert", "Message d’alerte", "Une phrase montrée en haut de la fiche."),
    Column("alert_until", "Alerte jusqu’au", _DAY),
    Column("presentation", "Présentation", "Texte en Markdown, en français.", ("Description",)),
    Column("presentation_br", "Présentation en breton", "Texte en Markdown."),
    Column("presentation_en", "Présentation en anglais", "Texte en Markdown."),
    Column(
        "access_public", "Ouvert au public", f"L’un de : {words_for(ACCESS)}. Vide : selon le type."
    ),
    Column(
        "access_professionals", "Ouvert aux professionnels", "oui ou non. Vide : selon le type."
    ),
    Column("access_conditions", "Conditions d’accès", "Une phrase."),
    Column("audiences", "Publics", f"Parmi : {words_for(AUDIENCES)}. {_LIST}", ("Public",)),
    Column("settings", "Lieux de soins", f"Parmi : {words_for(SETTINGS)}. {_LIST}"),
    Column("capacity_value", "Capacité", "Un nombre entier.", ("Nombre de lits", "Lits")),
    Column("capacity_unit", "Unité de capacité", f"L’un de : {words_for(CAPACITY_UNITS)}."),
    Column("filieres", "Filières", f"Nom ou code de la filière. {_LIST}", ("Filière",)),
    Column(
        "coverage",
        "Zones desservies",
        "commune Morlaix, intercommunalité Brest Métropole, filière Armor, département Finistère "
        f"ou région Bretagne, par le nom ou le code, suivi de (déclarée) ou (supposée). {_LIST}",
    ),
    Column("area_text", "Zone en clair", "Une phrase."),
    Column("sources", "Sources", f"Titre <adresse> (2024-12-31). {_LIST}", ("Source",)),
    Column("source_date", "Date de la source", _DAY),
    Column("confidence", "Confiance", f"L’un de : {words_for(CONFIDENCES)}.", is_public=False),
    Column("internal_note", "Note interne", "Jamais montrée au public.", is_public=False),
    Column("update_email", "Courriel de mise à jour", "Jamais montré au public.", is_public=False),
    Column("do_not_contact", "Ne pas solliciter", "oui ou non.", is_public=False),
    Column("verified_on", "Vérifiée le", "Écrit par l’annuaire.", is_read=False),
    Column("updated_at", "Modifiée le", "Écrit par l’annuaire.", is_read=False),
)

BY_NAME = {column.name: column for column in COLUMNS}

RULES = (
    "Une ligne par structure. La première feuille est lue, les autres non.",
    "Une colonne absente ou une cellule vide ne change rien à la fiche.",
    f"Pour vider une information, écrivez {ERASE} dans sa cellule.",
    "Une ligne sans identifiant crée une fiche, ou propose celle qui lui ressemble.",
    "Une fiche créée est un brouillon : elle n’est pas publiée par l’import.",
    f"Au-delà de {PHONES} numéros, les suivants de la fiche restent comme ils sont.",
    "Les formules et les macros sont refusées : collez des valeurs.",
)

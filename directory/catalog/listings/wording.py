"""Say in French what is wrong with a listing, for commands and damaged files."""

from directory.catalog.validation import Problem

_SENTENCES = {
    "access_unknown": "accès du public inconnu",
    "area_unknown": "zone inconnue ({kind})",
    "audience_unknown": "public inconnu",
    "capacity_not_positive": "capacité qui n’est pas un nombre positif",
    "capacity_without_unit": "capacité sans unité",
    "commune_name_differs": "le code INSEE est celui de {commune}",
    "commune_unknown": "code INSEE inconnu",
    "coverage_missing": "aucune zone desservie, ni filière",
    "email_invalid": "adresse électronique invalide",
    "filiere_unknown": "filière inconnue",
    "finess_shape": "un numéro FINESS a neuf signes et commence par un département",
    "name_missing": "nom manquant",
    "name_only_acronym": "nom qui n’est qu’un sigle",
    "opening_hours_invalid": "horaires illisibles ({reason})",
    "phone_invalid": "numéro de téléphone invalide ({reason})",
    "phone_twice": "numéro donné deux fois",
    "position_half": "latitude ou longitude manquante",
    "position_not_on_earth": "position hors de la Terre",
    "position_outside_brittany": "position hors de Bretagne",
    "position_outside_commune": "position à {distance_km} km de {commune}",
    "postal_code_of_elsewhere": "{commune} a pour code postal {known}",
    "postal_code_shape": "un code postal a cinq chiffres",
    "rna_shape": "un numéro RNA est fait de W et de neuf chiffres",
    "same_finess_and_type": "même FINESS et même type que {other}",
    "same_name_and_commune": "même nom et même commune que {other}",
    "setting_unknown": "lieu de soins inconnu",
    "siren_shape": "numéro SIREN invalide",
    "source_missing": "aucune source",
    "source_without_title": "source sans titre",
    "too_long": "texte de plus de {longest} signes",
    "type_unknown": "type de structure inconnu",
    "website_invalid": "adresse de site invalide ({reason})",
}


def sentence_for(problem: Problem) -> str:
    """Give the sentence of a problem; every code of the rules has one."""
    data = {**problem.data}
    if "distance_km" in data:
        data["distance_km"] = data["distance_km"].replace(".", ",")
    return _SENTENCES[problem.code].format(**data)

"""Say in French what is wrong with a listing, for commands and damaged files."""

from directory.catalog.problems import Problem, ProblemCode
from directory.values.contact import PhoneProblem, WebsiteProblem
from directory.values.opening_hours import OpeningHoursProblem

SENTENCES = {
    ProblemCode.ACCESS_UNKNOWN: "accès du public inconnu",
    ProblemCode.ALERT_PAST: "ce jour est déjà passé : l’alerte n’est plus montrée",
    ProblemCode.AREA_UNKNOWN: "zone inconnue ({kind})",
    ProblemCode.AUDIENCE_UNKNOWN: "public inconnu",
    ProblemCode.CAPACITY_NOT_POSITIVE: "capacité qui n’est pas un nombre positif",
    ProblemCode.CAPACITY_TOO_BIG: "capacité de plus de {most}",
    ProblemCode.CAPACITY_UNIT_UNKNOWN: "unité de capacité inconnue : {known} sont attendus",
    ProblemCode.CAPACITY_WITHOUT_UNIT: "capacité sans unité",
    ProblemCode.CLOSURE_BACKWARDS: "fermeture qui finit avant de commencer",
    ProblemCode.CLOSURE_PAST: "cette fermeture est déjà passée : elle n’est plus montrée",
    ProblemCode.COMMUNE_NAME_DIFFERS: "le code INSEE est celui de {commune}",
    ProblemCode.COMMUNE_UNKNOWN: "code INSEE inconnu",
    ProblemCode.CONTACT_MISSING: "ni téléphone, ni courriel, ni site",
    ProblemCode.CONTROL_CHARACTERS: "signes invisibles ou retour à la ligne interdits",
    ProblemCode.COVERAGE_MISSING: "aucune zone desservie",
    ProblemCode.EMAIL_INVALID: "adresse électronique invalide",
    ProblemCode.FILIERE_MISSING: "aucune filière",
    ProblemCode.FILIERE_UNKNOWN: "filière inconnue",
    ProblemCode.FINESS_SHAPE: "un numéro FINESS a neuf signes et commence par un département",
    ProblemCode.HOURS_WITHOUT_PHONE: "horaires d’un numéro qui manque",
    ProblemCode.LINK_WITHOUT_TITLE: "lien sans titre",
    ProblemCode.NAME_MISSING: "nom manquant",
    ProblemCode.NAME_ONLY_ACRONYM: "nom qui n’est qu’un sigle",
    ProblemCode.OPENING_HOURS_INVALID: "horaires illisibles ({reason})",
    ProblemCode.PERSON_NAMED: "nom d’une personne à la place d’une fonction",
    ProblemCode.ORGANIZATION_UNKNOWN: "organisme inconnu",
    ProblemCode.PHONE_INVALID: "numéro de téléphone invalide ({reason})",
    ProblemCode.PHONE_SHORT: "numéro court, qui n’est sans doute pas celui d’une structure",
    ProblemCode.PHONE_TWICE: "numéro donné deux fois",
    ProblemCode.PLACE_MISSING: "ni commune, ni zone desservie",
    ProblemCode.POSITION_HALF: "latitude ou longitude manquante",
    ProblemCode.POSITION_NOT_ON_EARTH: "position hors de la Terre",
    ProblemCode.POSITION_OUTSIDE_BRITTANY: "position hors de Bretagne",
    ProblemCode.POSITION_OUTSIDE_COMMUNE: "position à {distance_km} km de {commune}",
    ProblemCode.POSTAL_CODE_OF_ELSEWHERE: "{commune} a pour code postal {known}",
    ProblemCode.POSTAL_CODE_SHAPE: "un code postal a cinq chiffres",
    ProblemCode.RECOGNITION_DATE_SHAPE: "une date s’écrit AAAA-MM-JJ ou AAAA-MM",
    ProblemCode.RNA_SHAPE: "un numéro RNA est fait de W et de neuf chiffres",
    ProblemCode.SAME_FINESS_AND_TYPE: "même FINESS et même type que {other}",
    ProblemCode.SAME_NAME_AND_COMMUNE: "même nom et même commune que {other}",
    ProblemCode.SETTING_UNKNOWN: "lieu de soins inconnu",
    ProblemCode.SIREN_SHAPE: "numéro SIREN invalide",
    ProblemCode.SOURCE_MISSING: "aucune source",
    ProblemCode.SOURCE_WITHOUT_TITLE: "source sans titre",
    ProblemCode.TOO_LONG: "texte de plus de {longest} signes",
    ProblemCode.TOO_MANY: "plus de {most} valeurs",
    ProblemCode.TYPE_UNKNOWN: "type de structure inconnu",
    ProblemCode.WEBSITE_INVALID: "adresse de site invalide ({reason})",
}

_REASONS: dict[str, str] = {
    PhoneProblem.NOT_A_NUMBER: "ce n’est pas un numéro",
    PhoneProblem.WRONG_LENGTH: "il n’a pas le bon nombre de chiffres",
    PhoneProblem.NOT_ASSIGNED: "il n’est attribué à personne",
    PhoneProblem.FICTIONAL: "il est réservé aux œuvres de fiction",
    WebsiteProblem.NOT_AN_ADDRESS: "ce n’est pas une adresse",
    WebsiteProblem.NOT_HTTP: "elle ne commence ni par http ni par https",
    WebsiteProblem.CREDENTIALS: "elle contient un nom d’utilisateur",
    WebsiteProblem.TOO_LONG: "texte trop long",  # of opening hours too: the same code
    OpeningHoursProblem.EMPTY: "ils sont vides",
    OpeningHoursProblem.SYNTAX: "leur syntaxe n’est pas celle d’OpenStreetMap",
    OpeningHoursProblem.SCHOOL_HOLIDAYS: "les vacances scolaires ne sont pas connues ici",
    OpeningHoursProblem.SUN: "le lever et le coucher du soleil ne sont pas connus ici",
    OpeningHoursProblem.NO_END: "il manque une heure de fin",
    OpeningHoursProblem.REPEATED_TIME: "les heures répétées ne sont pas connues ici",
    OpeningHoursProblem.FALLBACK: "les règles de repli ne sont pas connues ici",
    OpeningHoursProblem.IMPOSSIBLE_DATE: "une date n’existe pas",
}


def sentence_for(problem: Problem) -> str:
    """Give the sentence of a problem; every code of the rules has one."""
    data = {**problem.data}
    if "distance_km" in data:
        data["distance_km"] = data["distance_km"].replace(".", ",")
    if "reason" in data:
        data["reason"] = _REASONS[data["reason"]]
    return SENTENCES[problem.code].format(**data)

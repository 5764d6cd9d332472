"""The names of what a listing says: fields, groups of facts, means of a check, states."""

from directory.catalog.vocabulary import FactGroup, PublicationState, VerificationMeans
from directory.web.wording import gettext as _


def field_label(field: str) -> str:
    """Name a field of a structure, organization or filière; a code of its own stays as it is."""
    labels = _labels()
    return labels.get(field, field)


def group_label(group: FactGroup, *, has_phone: bool = True) -> str:
    """Name a group of facts that are checked together."""
    match group:
        case FactGroup.IDENTITY:
            return _("Nom et adresse")
        case FactGroup.PHONES:
            return _("Téléphones et courriel") if has_phone else _("Courriel et site")
        case FactGroup.HOURS:
            return _("Horaires")
        case FactGroup.AREA:
            return _("Territoire couvert")
        case FactGroup.ACCESS:
            return _("Qui peut appeler")


def means_label(means: VerificationMeans) -> str:
    """Name how somebody checked."""
    match means:
        case VerificationMeans.PHONE:
            return _("par téléphone")
        case VerificationMeans.MAIL:
            return _("par courriel")
        case VerificationMeans.VISIT:
            return _("sur place")
        case VerificationMeans.LINK:
            return _("par la structure elle-même")


def state_label(state: PublicationState) -> str:
    """Name where a structure stands between an editor and the public."""
    match state:
        case PublicationState.DRAFT:
            return _("Brouillon")
        case PublicationState.PUBLISHED:
            return _("Publiée")
        case PublicationState.ARCHIVED:
            return _("Archivée")


def organization_kind_labels() -> dict[str, str]:
    """Name the kinds of bodies, by their codes."""
    return {
        "health_establishment": _("Établissement de santé"),
        "association": _("Association"),
        "coordination": _("Dispositif de coordination"),
        "foundation": _("Fondation"),
        "public_body": _("Organisme public"),
    }


def _labels() -> dict[str, str]:
    """In the order in which changes are shown."""
    return {
        "state": _("État"),
        "name": _("Nom"),
        "type_code": _("Type"),
        "organization_id": _("Portée par"),
        "finess_et": _("Numéro FINESS"),
        "slug": _("Adresse de la page"),
        "street": _("Rue"),
        "cedex": _("Code CEDEX"),
        "postal_code": _("Code postal"),
        "insee": _("Commune"),
        "latitude": _("Latitude"),
        "longitude": _("Longitude"),
        "position_is_approximate": _("Position approximative"),
        "phones": _("Téléphones"),
        "email": _("Courriel"),
        "website": _("Site internet"),
        "opening_hours": _("Horaires"),
        "hours_text": _("Horaires, en mots"),
        "closures": _("Fermetures annoncées"),
        "alert": _("Message d’alerte"),
        "alert_until": _("Alerte jusqu’au"),
        "access_public": _("Qui peut appeler"),
        "access_professionals": _("Les professionnels peuvent appeler"),
        "access_conditions": _("Conditions d’accès"),
        "audiences": _("Pour qui"),
        "settings": _("Où elle intervient"),
        "capacity_value": _("Capacité"),
        "capacity_unit": _("Unité de la capacité"),
        "coverage": _("Territoire couvert"),
        "area_text": _("Territoire, en mots"),
        "filieres": _("Filières"),
        "presentation": _("Présentation"),
        "presentation_br": _("Présentation en breton"),
        "presentation_en": _("Présentation en anglais"),
        "sources": _("Sources"),
        "source_date": _("Date de la source"),
        "confidence": _("Confiance"),
        "internal_note": _("Note interne"),
        "update_email": _("Courriel pour les demandes de mise à jour"),
        "do_not_contact": _("Ne souhaite pas recevoir de courrier"),
        "verifications": _("Vérifications"),
        "kind": _("Nature"),
        "finess_ej": _("Numéro FINESS de l’entité juridique"),
        "siren": _("Numéro SIREN"),
        "rna": _("Numéro RNA"),
        "carrier": _("Établissement porteur"),
        "governance": _("Gouvernance"),
        "coordinator_function": _("Fonction de la coordination"),
        "coordinator_phone": _("Téléphone de la coordination"),
        "coordinator_email": _("Courriel de la coordination"),
        "professional_line": _("Ligne des professionnels"),
        "professional_line_hours": _("Horaires de la ligne des professionnels"),
        "recognised_on": _("Reconnue le"),
        "recognition_source": _("Source de la reconnaissance"),
        "documents": _("Documents et liens"),
        "attachments": _("Communes rattachées"),
    }


def ordered_fields() -> list[str]:
    """Give the fields that have a name, in the order in which they are shown."""
    return list(_labels())

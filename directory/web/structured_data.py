"""A structure for search engines: schema.org, as JSON-LD."""

from directory.catalog.public_facts import PublicAddress, PublicPosition
from directory.catalog.public_record import PublicStructure
from directory.territory.coverage import AreaKind
from directory.territory.gazetteer import Gazetteer
from directory.values.clock import Clock
from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours, OpeningState
from directory.web.area_names import area_name

JsonLd = dict[str, object]

_CLINIC = "MedicalClinic"
_KINDS = {
    "association": "NGO",
    "foundation": "NGO",
    "public_body": "GovernmentOrganization",
    "health_establishment": _CLINIC,
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def structure_data(
    structure: PublicStructure, gazetteer: Gazetteer, *, url: str, clock: Clock
) -> JsonLd:
    """Describe a structure; what is unknown or approximate is left out."""
    organization = structure.organization
    kind = _KINDS.get(organization.kind or "", "Organization") if organization else "Organization"
    data: JsonLd = {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": url,
        "url": url,
        "name": structure.name,
        "dateModified": structure.updated_at.date().isoformat(),
        "address": _address(structure.address),
        "areaServed": _areas(structure, gazetteer),
    }
    if structure.phones:
        data["telephone"] = structure.phones[0].number
    if structure.email:
        data["email"] = structure.email
    if structure.website:
        data["sameAs"] = structure.website
    if structure.finess_et:
        data["identifier"] = _finess(structure.finess_et)
    if organization:
        data["parentOrganization"] = {"@type": "Organization", "name": organization.name}
    if kind == _CLINIC:
        data.update(_facts_of_place(structure, clock))
    return {name: value for name, value in data.items() if value}


def _address(address: PublicAddress) -> JsonLd:
    if not address.commune:
        return {}
    parts = {
        "streetAddress": address.street,
        "postalCode": address.postal_code,
        "addressLocality": address.commune,
    }
    return {
        "@type": "PostalAddress",
        "addressCountry": "FR",
        **{name: value for name, value in parts.items() if value},
    }


def _areas(structure: PublicStructure, gazetteer: Gazetteer) -> list[JsonLd]:
    return [
        {"@type": "AdministrativeArea", "name": area_name(gazetteer, area.kind, area.code)}
        for area in structure.coverage
        if area.kind is not AreaKind.FILIERE  # not an administrative area
    ]


def _finess(number: str) -> JsonLd:
    return {"@type": "PropertyValue", "propertyID": "FINESS", "value": number}


def _facts_of_place(structure: PublicStructure, clock: Clock) -> JsonLd:
    """Give what schema.org allows for places only."""
    facts: JsonLd = {}
    if structure.position and not structure.position.is_approximate:
        facts["geo"] = _coordinates(structure.position)
    if structure.opening_hours:
        facts["openingHoursSpecification"] = _ordinary_week(structure.opening_hours, clock)
    return facts


def _coordinates(position: PublicPosition) -> JsonLd:
    return {
        "@type": "GeoCoordinates",
        "latitude": position.latitude,
        "longitude": position.longitude,
    }


def _ordinary_week(hours: str, clock: Clock) -> list[JsonLd]:
    try:
        week = OpeningHours.parse(hours).weekly_table(clock.now(), with_public_holidays=False)
    except InvalidOpeningHoursError:
        return []
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{_WEEKDAYS[day.weekday]}",
            "opens": f"{span.start:%H:%M}",
            "closes": "23:59" if span.is_all_day else f"{span.end:%H:%M}",
        }
        for day in week
        for span in day.spans
        if span.state is OpeningState.OPEN
    ]

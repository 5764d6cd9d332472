"""GeoJSON, RFC 7946: longitude first, WGS 84."""

from typing import Annotated, Any, Literal

from pydantic import Field

from directory.web.api.models.codes import FiliereSlug, StructureTypeCode
from directory.web.api.models.shape import Shape

Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]


class PointGeometry(Shape):
    """Longitude puis latitude."""

    type: Literal["Point"]
    coordinates: tuple[Longitude, Latitude] = Field(examples=[[-3.8283, 48.5778]])


class StructureProperties(Shape):
    """Ce qu’il faut pour une marque sur une carte."""

    id: str = Field(json_schema_extra={"format": "uuid"})
    slug: str
    type: StructureTypeCode
    name: str
    url: str = Field(json_schema_extra={"format": "uri"})


class StructureFeature(Shape):
    """Une structure dont la position est connue."""

    type: Literal["Feature"]
    geometry: PointGeometry
    properties: StructureProperties


class StructureFeatures(Shape):
    """Toutes les structures qui répondent à la question et dont la position est connue."""

    type: Literal["FeatureCollection"]
    features: list[StructureFeature]


class AreaGeometry(Shape):
    """Un contour."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any]  # rings, or polygons of rings: tests hold the RFC


class FiliereProperties(Shape):
    """La filière d’un contour."""

    slug: FiliereSlug
    name: str
    url: str = Field(json_schema_extra={"format": "uri"})


class FiliereFeature(Shape):
    """Le contour d’une filière."""

    type: Literal["Feature"]
    id: FiliereSlug
    geometry: AreaGeometry
    properties: FiliereProperties


class FiliereFeatures(Shape):
    """Les contours des filières : indicatifs, à valider avec l’ARS."""

    type: Literal["FeatureCollection"]
    features: list[FiliereFeature]

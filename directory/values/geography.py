"""Points on the Earth and the distance between them."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

_EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


class InvalidPositionError(ValueError):
    """A latitude or a longitude that is not on the Earth, or a text that is not a position."""


@dataclass(frozen=True, slots=True)
class Position:
    """A point in degrees of WGS 84."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        # Written so that « not a number » is refused too.
        if not -90 <= self.latitude <= 90:
            raise InvalidPositionError(f"A latitude lies between -90 and 90: {self.latitude}.")
        if not -180 <= self.longitude <= 180:
            raise InvalidPositionError(f"A longitude lies between -180 and 180: {self.longitude}.")


def parse_position(text: str) -> Position:
    """Read « latitude,longitude » in degrees, as in `near=48.1,-2.8`.

    Raises InvalidPositionError.
    """
    parts = text.split(",")
    if len(parts) != 2 or len(text) > 60:
        raise InvalidPositionError("A position is written latitude,longitude: 48.1,-2.8.")
    try:
        latitude, longitude = float(parts[0]), float(parts[1])
    except ValueError as error:
        raise InvalidPositionError("A position is two numbers: 48.1,-2.8.") from error
    return Position(latitude, longitude)


def is_in_brittany_box(position: Position) -> bool:
    """Tell whether a point lies in the rectangle around the region, islands included.

    A coarse guard against swapped or mistyped coordinates, not a border.
    """
    return -5.3 <= position.longitude <= -0.9 and 47.2 <= position.latitude <= 49.0


def distance_km(start: Position, end: Position) -> float:
    """Give the distance as the crow flies, in kilometres (haversine)."""
    start_latitude, end_latitude = radians(start.latitude), radians(end.latitude)
    half_latitude = (end_latitude - start_latitude) / 2
    half_longitude = radians(end.longitude - start.longitude) / 2
    square = (
        sin(half_latitude) ** 2 + cos(start_latitude) * cos(end_latitude) * sin(half_longitude) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * asin(min(1.0, sqrt(square)))

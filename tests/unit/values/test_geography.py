import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.values.geography import (
    InvalidPositionError,
    Position,
    distance_km,
    is_in_brittany_box,
    parse_position,
)

BREST = Position(48.3904, -4.4861)
RENNES = Position(48.1173, -1.6778)
POSITIONS = st.builds(
    Position,
    latitude=st.floats(min_value=-90, max_value=90),
    longitude=st.floats(min_value=-180, max_value=180),
)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.1, 0), (-91, 0), (0, 180.5), (0, -200), (float("nan"), 0), (0, float("inf"))],
)
def test_a_point_outside_the_earth_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(InvalidPositionError):
        Position(latitude, longitude)


def test_brest_lies_two_hundred_and_eleven_kilometres_from_rennes() -> None:
    assert distance_km(BREST, RENNES) == pytest.approx(210.5, abs=1)


@given(POSITIONS, POSITIONS)
def test_a_distance_is_the_same_both_ways(start: Position, end: Position) -> None:
    assert distance_km(start, end) == pytest.approx(distance_km(end, start), abs=1e-6)


@given(POSITIONS, POSITIONS)
def test_no_distance_is_longer_than_half_the_earth(start: Position, end: Position) -> None:
    assert 0 <= distance_km(start, end) <= 20_016


@given(POSITIONS)
def test_a_point_is_at_no_distance_from_itself(position: Position) -> None:
    assert distance_km(position, position) == 0


def test_brest_and_rennes_are_in_the_brittany_box() -> None:
    assert is_in_brittany_box(BREST)
    assert is_in_brittany_box(RENNES)


@pytest.mark.parametrize(
    "position",
    [Position(48.8566, 2.3522), Position(-4.4861, 48.3904), Position(46.2, -2), Position(49.5, -2)],
)
def test_paris_and_swapped_coordinates_are_not_in_the_brittany_box(position: Position) -> None:
    assert not is_in_brittany_box(position)


def test_a_position_is_read_as_latitude_then_longitude() -> None:
    assert parse_position("48.3904, -4.4861") == BREST


@pytest.mark.parametrize(
    "text", ["", "48.1", "48.1,-2,3", "a,b", "nan,0", "1e400,0", "91,0", "48,1;-2,8", "1" * 999]
)
def test_what_is_not_a_position_is_refused(text: str) -> None:
    with pytest.raises(InvalidPositionError):
        parse_position(text)

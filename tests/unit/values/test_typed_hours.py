"""Hours typed in one line are read as people in France write them, and shown back the same way."""

import pytest

from directory.values.typed_hours import display_hours, read_hours
from directory.values.weekly_hours import UnreadableHoursError


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("9h-17h", "Mo-Su 09:00-17:00"),
        ("17h-9h", "Mo-Su 17:00-09:00"),
        ("17 h à 9 h", "Mo-Su 17:00-09:00"),
        ("Lun-Ven 9h-17h", "Mo-Fr 09:00-17:00"),
        ("du lundi au vendredi : de 9h à 12h30 et 14h-17h", "Mo-Fr 09:00-12:30,14:00-17:00"),
        ("lun-ven 9h-17h, sam 9h-12h", "Mo-Fr 09:00-17:00; Sa 09:00-12:00"),
        ("lun, mer et ven 9h-12h ; fériés fermé", "Mo,We,Fr 09:00-12:00; PH off"),
        ("tous les jours 9h-17h ; le dimanche fermé", "Mo-Sa 09:00-17:00"),
        ("week-end 8h-20h", "Sa-Su 08:00-20:00"),
        ("ven-lun 18h-8h", "Mo,Fr-Su 18:00-08:00"),
        ("jour et nuit", "24/7"),
        ("24h/24", "24/7"),
        ("24h/24 7j/7", "24/7"),
        ("24/7", "24/7"),
        ("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-17:00; PH off"),
        ("Dec-Feb Mo-Fr 09:00-17:00", "Dec-Feb Mo-Fr 09:00-17:00"),
    ],
)
def test_typed_hours_are_read(typed: str, text: str) -> None:
    assert read_hours(typed) == text


@pytest.mark.parametrize(
    "typed", ["", "le matin", "9h", "lundi", "fermé", "25h-26h", "lun- 9h-17h"]
)
def test_what_is_no_hours_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableHoursError):
        read_hours(typed)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("24/7", "tous les jours 24h/24"),
        ("Mo-Su 17:00-09:00", "tous les jours 17h-9h"),
        ("Mo-Fr 09:00-12:30,14:00-17:00; PH off", "Lun-Ven 9h-12h30, 14h-17h ; Fériés fermé"),
        ("Mo,We-Fr 09:00-17:00", "Lun, Mer-Ven 9h-17h"),
        ("Dec-Feb Mo-Fr 09:00-17:00", "Dec-Feb Mo-Fr 09:00-17:00"),
    ],
)
def test_hours_are_shown_as_they_are_typed_and_read_back_the_same(text: str, shown: str) -> None:
    assert display_hours(text) == shown
    assert read_hours(shown) == text

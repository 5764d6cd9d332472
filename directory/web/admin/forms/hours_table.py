"""The table of the week in a form, and the text in OpenStreetMap syntax that it stands for."""

from collections.abc import Mapping

from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours
from directory.values.typed_hours import display_hours, read_hours
from directory.values.weekly_hours import (
    DayOfSpans,
    UnreadableHoursError,
    WeeklyHours,
    display_day,
    read_day,
)
from directory.web.admin.forms.structure_form import DAY_CODES, TABLE, TEXT, StructureForm
from directory.web.wording import gettext as _

_HOLIDAYS = DAY_CODES[-1]


class UnreadableDaysError(ValueError):
    """Days of a table that cannot be read; `days` maps their codes to a sentence for people."""

    def __init__(self, days: Mapping[str, str]) -> None:
        super().__init__(", ".join(days))
        self.days = days


def day_names() -> dict[str, str]:
    """Name the rows of the table."""
    names = (
        _("Lundi"), _("Mardi"), _("Mercredi"), _("Jeudi"), _("Vendredi"), _("Samedi"),
        _("Dimanche"), _("Jours fériés"),
    )  # fmt: skip
    return dict(zip(DAY_CODES, names, strict=True))


def table_of(text: str | None) -> dict[str, str] | None:
    """Give what each row of the table holds for a text; None when it says more than a week."""
    if text is None:
        return dict.fromkeys(DAY_CODES, "")
    try:
        week = WeeklyHours.parse(text)
    except InvalidOpeningHoursError:
        return None
    if week is None:
        return None
    table = dict(zip(DAY_CODES, map(display_day, week.days), strict=False))
    closed = _("fermé")
    table[_HOLIDAYS] = "" if week.holidays is None else display_day(week.holidays) or closed
    return table


def text_of(table: Mapping[str, str]) -> str | None:
    """Give the text of a table; None for an empty one. Raises UnreadableDaysError."""
    spans: dict[str, DayOfSpans] = {}
    unreadable: dict[str, str] = {}
    for code in DAY_CODES:
        try:
            spans[code] = read_day(table.get(code, ""))
        except UnreadableHoursError:
            unreadable[code] = _(
                "%(day)s : écrivez les heures ainsi, 9h-12h30, 14h-17h. Rien si c’est fermé.",
                day=day_names()[code],
            )
    if unreadable:
        raise UnreadableDaysError(unreadable)
    holidays = spans.pop(_HOLIDAYS) if table.get(_HOLIDAYS, "").strip() else None
    week = WeeklyHours(tuple(spans[code] for code in DAY_CODES if code in spans), holidays)
    return None if week.is_empty else week.as_text()


def line_hours(typed: str | None) -> str | None:
    """Give the text of hours typed in one line; what cannot be read stays as typed, for the rules.

    The rules of the catalog refuse it, and its sentence is said beside the field.
    """
    try:
        return read_hours(typed) if typed else None
    except UnreadableHoursError:
        return typed


def text_hours(typed: str | None) -> str | None:
    """Give the text of hours typed in OpenStreetMap syntax, or in French as in one line.

    The syntax comes first: its « Mar » is March. What cannot be read stays as typed.
    """
    if typed is None:
        return None
    try:
        OpeningHours.parse(typed)
    except InvalidOpeningHoursError:
        return line_hours(typed)
    return typed


def unread_hours_sentence() -> str:
    """Say that a text of hours cannot be read, and what can be done instead."""
    return _(
        "Ces horaires ne se lisent pas. Écrivez par exemple « Lun-Ven 9h-17h », ou remplissez le "
        "tableau de la semaine, juste au-dessus."
    )


def shown_hours(text: str | None) -> str | None:
    """Give stored hours as they are typed in one line."""
    return None if text is None else display_hours(text)


def table_in(form: StructureForm) -> dict[str, str]:
    """Give the rows of the table as they were typed."""
    return {code: form[f"hours_{code}"].data for code in DAY_CODES}


def hours_values(text: str | None) -> dict[str, str]:
    """Give the values of the fields of hours for stored hours."""
    table = table_of(text)
    days = {f"hours_{code}": typed for code, typed in (table or {}).items()}
    return {**days, "opening_hours": text or "", "hours_by": TEXT if table is None else TABLE}

"""Buttons of a structure's form that change the form only: rows, areas, hours, position."""

from flask import request

from directory.web.admin.forms.hours_table import UnreadableDaysError, table_in, table_of, text_of
from directory.web.admin.forms.row_changes import change_rows
from directory.web.admin.forms.structure_draft import add_error, add_typed_areas
from directory.web.admin.forms.structure_form import DAY_CODES, TABLE, TEXT, StructureForm
from directory.web.services import get_finder, get_session


def form_after_step(form: StructureForm) -> str | None:
    """Do what such a button asks for; give the id that takes the focus, None for other buttons."""
    action = request.form.get("action", "")
    match action:
        case "preview_hours":
            return "tested_at"
        case "hours_to_text":
            return _write_text(form)
        case "hours_to_table":
            return _fill_table(form)
        case "add_area":
            add_typed_areas(form, get_finder().gazetteer(get_session()))
            return "area_choice"
        case "town_hall":
            form.latitude.data, form.longitude.data = None, None
            form.latitude.raw, form.longitude.raw = "", ""
            return "latitude"
    return change_rows(form, action)


def _write_text(form: StructureForm) -> str:
    try:
        form.opening_hours.data = text_of(table_in(form)) or ""
    except UnreadableDaysError as error:
        for code, sentence in error.days.items():
            add_error(form[f"hours_{code}"], sentence)
        return f"hours_{next(iter(error.days))}"
    form.hours_by.data = TEXT
    return "opening_hours"


def _fill_table(form: StructureForm) -> str:
    table = table_of(form.opening_hours.known)
    if table is not None:
        for code in DAY_CODES:
            form[f"hours_{code}"].data = table[code]
        form.hours_by.data = TABLE
    return "hours_mo"

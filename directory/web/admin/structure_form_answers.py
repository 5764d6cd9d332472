"""What the scripts of a structure's form ask while somebody types: hours, areas, position."""

from typing import Any

from flask import jsonify, request
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.drafts import StructureDraft
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.validation import problems
from directory.web.admin.forms.structure_form import DAY_CODES, TEXT
from directory.web.admin.forms.structure_problems import problem_sentence
from directory.web.admin.forms.structure_values import read_area
from directory.web.admin.forms.typed_fields import read_degrees
from directory.web.admin.structure_previews import (
    extent_sentence,
    preview_extent,
    preview_hours,
    tried_moment,
)
from directory.web.permissions import requires
from directory.web.services import get_finder, get_services, get_session

_LONGEST = 600
_MOST_AREAS = 1_500


@requires(Permission.STRUCTURE_EDIT)
def preview_typed_hours() -> Response:
    """Read hours from the table or the text, and say them in both forms and in words."""
    sent = {name: value[:_LONGEST] for name, value in request.form.items()}
    preview = preview_hours(
        sent.get("hours_by", TEXT),
        {code: sent.get(f"hours_{code}", "") for code in DAY_CODES},
        sent.get("opening_hours", "").strip() or None,
        now=get_services().clock.now(),
        tried=tried_moment(sent.get("tested_at", "")),
    )
    return jsonify(
        text=preview.text,
        table=None if preview.table is None else dict(preview.table),
        refused=preview.refused,
        now=None if preview.now is None else preview.now.sentence,
        state=None if preview.now is None else preview.now.state.value,
        week=[
            *(f"{day.day} : {day.hours}" for day in preview.week),
            *filter(None, [preview.holidays]),
        ],
    )


@requires(Permission.STRUCTURE_EDIT)
def preview_typed_areas() -> Response:
    """Count the communes and the inhabitants of the areas chosen."""
    areas = map(read_area, request.form.getlist("areas")[:_MOST_AREAS])
    gazetteer = get_finder().gazetteer(get_session())
    extent = preview_extent(gazetteer, [area for area in areas if area is not None])
    return jsonify(
        sentence=extent_sentence(extent), communes=[commune.insee for commune in extent.communes]
    )


@requires(Permission.STRUCTURE_EDIT)
def check_position() -> Response:
    """Say what is odd about a position, and where the town hall of its commune is."""
    insee = request.form.get("insee", "")[:5]
    commune = get_finder().gazetteer(get_session()).commune(insee)
    draft = StructureDraft(
        name="",
        type_code="",
        insee=None if commune is None else insee,
        latitude=request.form.get("latitude", type=read_degrees),
        longitude=request.form.get("longitude", type=read_degrees),
    )
    reference = reference_for_editing(get_session())
    # Any: a position or nothing.
    town_hall: dict[str, Any] | None = None
    if commune is not None:
        place = commune.position
        town_hall = {"latitude": place.latitude, "longitude": place.longitude}
    found = [problem for problem in problems(draft, reference) if problem.field == "latitude"]
    return jsonify(
        sentences=[problem_sentence(problem) for problem in found],
        town_hall=town_hall,
    )

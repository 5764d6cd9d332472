"""What a form shows of hours, areas and positions while they are typed: also asked by scripts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from directory.catalog.drafts import AreaDraft
from directory.catalog.listings.wording import sentence_for
from directory.catalog.problems import Problem, ProblemCode, Severity
from directory.territory.coverage import Area
from directory.territory.extents import Extent, extent_of
from directory.territory.gazetteer import Gazetteer
from directory.values.clock import parse_moment
from directory.values.opening_hours import (
    InvalidOpeningHoursError,
    OpeningHours,
    OpeningHoursProblem,
)
from directory.values.text import french_typography
from directory.web.admin.forms.hours_table import (
    UnreadableDaysError,
    day_names,
    table_of,
    text_hours,
    text_of,
    unread_hours_sentence,
)
from directory.web.admin.forms.structure_form import TEXT
from directory.web.admin.tried_moment import tried_words
from directory.web.opening_words import (
    OpeningWords,
    WeekDayWords,
    holiday_words,
    opening_words,
    week_words,
)
from directory.web.wording import gettext as _
from directory.web.wording import ngettext


@dataclass(frozen=True, slots=True)
class HoursPreview:
    """Hours in both their forms and in words; `table` is None when a week cannot hold them."""

    text: str | None
    table: Mapping[str, str] | None
    week: tuple[WeekDayWords, ...] = ()
    now: OpeningWords | None = None
    holidays: str | None = None
    refused: str | None = None


def preview_hours(
    hours_by: str,
    table: Mapping[str, str],
    text: str | None,
    *,
    now: datetime,
    tried: datetime | None = None,
) -> HoursPreview:
    """Read the hours from the side that counts and say them; what is wrong is said instead.

    They are said for the moment tried, else for now.
    """
    moment = tried or now
    if hours_by != TEXT:
        try:
            text = text_of(table)
        except UnreadableDaysError as error:
            return HoursPreview(None, table, refused=_refused_days(error.days))
    else:
        text = text_hours(text)
    if text is None:
        return HoursPreview(None, table_of(None))
    try:
        hours = OpeningHours.parse(text)
    except InvalidOpeningHoursError as error:
        return HoursPreview(text, None, refused=_refused_text(text, error))
    return HoursPreview(
        text=hours.text,
        table=table if hours_by != TEXT else table_of(text),
        week=tuple(week_words(hours, moment)),
        now=tried_words(hours, tried) if tried else opening_words(hours.text, now),
        holidays=holiday_words(hours.text),
    )


def tried_moment(typed: str) -> datetime | None:
    """Read the moment at which hours are tried; None when there is none that can be read."""
    try:
        return parse_moment(typed)
    except ValueError:
        return None


def preview_extent(gazetteer: Gazetteer, areas: Iterable[AreaDraft]) -> Extent:
    """Give the communes and the inhabitants of chosen areas together."""
    return extent_of(gazetteer, [Area(area.kind, area.code) for area in areas])


def extent_sentence(extent: Extent) -> str:
    """Say how many communes and inhabitants."""
    if not extent.communes:
        return _("Aucune commune n’est encore choisie.")
    population = f"{extent.population:,}".replace(",", "\u202f")
    return ngettext(
        "%(num)s commune, %(population)s habitants.",
        "%(num)s communes, %(population)s habitants.",
        len(extent.communes),
        population=population,
    )


def _refused_days(days: Mapping[str, str]) -> str:
    names = day_names()
    return _(
        "Ces heures ne se lisent pas : %(days)s. Écrivez par exemple 9h-12h30, 14h-17h.",
        days=", ".join(names[code].lower() for code in days),
    )


def _refused_text(text: str, error: InvalidOpeningHoursError) -> str:
    if error.problem is OpeningHoursProblem.SYNTAX:
        return unread_hours_sentence()
    problem = Problem(
        Severity.ERROR,
        ProblemCode.OPENING_HOURS_INVALID,
        "opening_hours",
        text,
        {"reason": error.problem.value},
    )
    words = french_typography(sentence_for(problem))
    return f"{words[:1].upper()}{words[1:]}."

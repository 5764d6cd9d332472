"""Moments in words."""

from datetime import datetime

from directory.values.clock import in_paris
from directory.web.labels import display_date
from directory.web.opening_words import hour_words
from directory.web.wording import gettext as _


def moment_words(moment: datetime) -> str:
    """Write a moment as the clocks of France show it: « 27/11/2026 à 19 h 30 »."""
    return _("%(day)s à %(hour)s", day=display_date(in_paris(moment)), hour=hour_words(moment))

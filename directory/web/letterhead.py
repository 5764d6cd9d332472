"""The site as a sender of letters, from its settings."""

from flask import current_app

from directory.catalog.letterhead import Letterhead
from directory.web.services import get_services


def get_letterhead() -> Letterhead:
    """Give what letters need of this site."""
    settings = get_services().settings
    keys = (*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"])
    return Letterhead(settings.base_url, settings.contact_email, keys)

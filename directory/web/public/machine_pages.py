"""Small files for robots and browsers: robots.txt, security.txt, the search description."""

from datetime import UTC, timedelta

from flask import Response, abort, render_template

from directory.values.language import Language
from directory.web.localization import current_language
from directory.web.public.pages import PUBLIC_FOR_A_MINUTE
from directory.web.services import get_services

_SECURITY_CONTACT_DAYS = 180  # RFC 9116: less than a year


def show_robots() -> Response:
    """Tell robots what to read: everything but endless results; nothing of a demonstration."""
    settings = get_services().settings
    if settings.demo:
        return _plain("User-agent: *\nDisallow: /\n")
    results = "".join(f"Disallow: {language.address_prefix}/recherche\n" for language in Language)
    return _plain(
        f"User-agent: *\n{results}Disallow: /api/\n\nSitemap: {settings.base_url}/sitemap.xml\n"
    )


def show_security_contact() -> Response:
    """Say whom to tell about a weakness of the site (RFC 9116), when a contact is set."""
    services = get_services()
    base_url, contact = services.settings.base_url, services.settings.contact_email
    if not contact:
        abort(404)
    expires = (services.clock.now() + timedelta(days=_SECURITY_CONTACT_DAYS)).astimezone(UTC)
    return _plain(
        f"Contact: mailto:{contact}\n"
        f"Expires: {expires:%Y-%m-%d}T00:00:00Z\n"
        "Preferred-Languages: fr, en\n"
        f"Canonical: {base_url}/.well-known/security.txt\n"
    )


def show_search_description() -> Response:
    """Describe the search to browsers, so that they can offer it (OpenSearch 1.1)."""
    language = current_language()
    document = render_template(
        "public/show_search_description.xml",
        language=language,
        site=get_services().settings.base_url,
        home=get_services().settings.base_url + language.address_prefix,
    )
    response = Response(document)
    response.content_type = "application/opensearchdescription+xml; charset=utf-8"
    response.headers["Cache-Control"] = PUBLIC_FOR_A_MINUTE
    return response


def _plain(text: str) -> Response:
    response = Response(text, mimetype="text/plain")
    response.headers["Cache-Control"] = PUBLIC_FOR_A_MINUTE
    return response

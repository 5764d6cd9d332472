"""The site map for search engines: an index, and files of some hundred pages in three languages.

https://www.sitemaps.org/protocol.html: a file holds at most 50,000 addresses.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from math import ceil

from flask import Response, abort
from sqlalchemy.orm import Session

from directory.catalog.queries import count_published_structures, list_published_addresses
from directory.territory.queries import list_commune_addresses, list_filieres
from directory.values.language import DEFAULT_LANGUAGE, Language
from directory.web.public.pages import PUBLIC_FOR_A_MINUTE
from directory.web.services import get_services, get_session

PAGES_PER_FILE = 500
_INFORMATION = (
    "/",
    "/filieres",
    "/communes",
    "/lexique",
    "/a-propos",
    "/donnees",
    "/accessibilite",
    "/mentions-legales",
    "/plan-du-site",
)
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Page = tuple[str, datetime | None]  # the path, and when it last changed


def show_sitemap() -> Response:
    """List the files of the site map."""
    session = get_session()
    base = escape(get_services().settings.base_url)
    counts = {
        "pages": len(_INFORMATION) + len(list_filieres(session)),
        "communes": len(list_commune_addresses(session)),
        "structures": count_published_structures(session),
    }
    files = "".join(
        f"<sitemap><loc>{base}/sitemaps/{kind}-{number}.xml</loc></sitemap>\n"
        for kind, count in counts.items()
        for number in range(1, ceil(count / PAGES_PER_FILE) + 1)
    )
    return _xml(f'<sitemapindex xmlns="{_NAMESPACE}">\n{files}</sitemapindex>\n')


def show_sitemap_file(kind: str, number: int) -> Response:
    """List some of the pages of a kind, each language with its alternates."""
    start = (number - 1) * PAGES_PER_FILE
    pages = _pages(get_session(), kind, start) if number >= 1 else ()
    if not pages:
        abort(404)
    base = get_services().settings.base_url
    urls = "".join(_page_in_every_language(base, path, changed) for path, changed in pages)
    return _xml(
        f'<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{urls}</urlset>\n'
    )


def _pages(session: Session, kind: str, start: int) -> Sequence[Page]:
    if kind == "structures":
        return [
            (f"/structures/{slug}", changed)
            for slug, changed in list_published_addresses(
                session, start=start, limit=PAGES_PER_FILE
            )
        ]
    if kind == "communes":
        communes = list_commune_addresses(session)[start : start + PAGES_PER_FILE]
        return [(f"/communes/{row.insee}-{row.slug}", None) for row in communes]
    if kind == "pages":
        filieres = (f"/filieres/{filiere.slug}" for filiere in list_filieres(session))
        return [(path, None) for path in (*_INFORMATION, *filieres)][start : start + PAGES_PER_FILE]
    return ()


def _page_in_every_language(base: str, path: str, changed: datetime | None) -> str:
    addresses = {
        language: escape(f"{base}{language.address_prefix}{path}") for language in Language
    }
    changed_on = "" if changed is None else f"<lastmod>{changed.date().isoformat()}</lastmod>"
    links = _alternates(addresses.items()) + (
        f'<xhtml:link rel="alternate" hreflang="x-default" href="{addresses[DEFAULT_LANGUAGE]}"/>'
    )
    return "".join(
        f"<url><loc>{address}</loc>{changed_on}{links}</url>\n" for address in addresses.values()
    )


def _alternates(addresses: Iterable[tuple[Language, str]]) -> str:
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>'
        for language, address in addresses
    )


def _xml(document: str) -> Response:
    response = Response(f'<?xml version="1.0" encoding="UTF-8"?>\n{document}')
    response.content_type = "application/xml; charset=utf-8"
    response.headers["Cache-Control"] = PUBLIC_FOR_A_MINUTE
    return response

"""The pages that explain: words, the site itself, its data, its duties."""

from flask import Response, render_template

from directory.catalog.lexicon import anchor_of, read_lexicon
from directory.catalog.queries import count_published_structures
from directory.paths import DATA
from directory.territory.queries import list_departements, list_filieres
from directory.web.public.pages import public_page
from directory.web.services import get_services, get_session
from directory.web.structure_types import structure_types

LEXICON = DATA / "vocabulary" / "lexicon.csv"


def show_lexicon() -> Response:
    """Explain the words."""
    page = render_template(
        "public/show_lexicon.html", entries=read_lexicon(LEXICON), anchor_of=anchor_of
    )
    return public_page(page)


def show_about() -> Response:
    """Say what the directory is, for whom, and what it is not."""
    session = get_session()
    page = render_template(
        "public/show_about.html",
        structure_count=count_published_structures(session),
        filieres=list_filieres(session),
    )
    return public_page(page)


def show_data() -> Response:
    """Say where the data comes from, under which licences, and how to take it."""
    return public_page(render_template("public/show_data.html"))


def show_accessibility() -> Response:
    """Give the accessibility statement that the law asks for."""
    return public_page(render_template("public/show_accessibility.html"))


def show_legal_notice() -> Response:
    """Say who publishes and hosts the site, and what it keeps of a visit: nearly nothing."""
    services = get_services()
    page = render_template(
        "public/show_legal_notice.html",
        publisher=services.settings.publisher,
        hosting=services.settings.hosting,
        contact_email=services.settings.contact_email,
    )
    return public_page(page)


def show_site_map() -> Response:
    """List the pages of the site."""
    session = get_session()
    page = render_template(
        "public/show_site_map.html",
        filieres=list_filieres(session),
        departements=list_departements(session),
        types=structure_types(),
    )
    return public_page(page)

"""What robots and browsers read: the site map, robots.txt, security.txt, the search description."""

from xml.etree import ElementTree

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.app import create_app
from directory.catalog.queries import count_published_structures
from directory.catalog.vocabulary import PublicationState
from directory.settings import Settings
from directory.values.clock import FixedClock
from tests.factories.structures import make_structure

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SITE = "https://annuaire.example"


def read_xml(client: FlaskClient, path: str) -> ElementTree.Element:
    """Read a document of ours."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return ElementTree.fromstring(answer.data)  # noqa: S314 (our own document)


def read_site_map(client: FlaskClient) -> list[ElementTree.Element]:
    """Read the entries of every file that the index names."""
    index = read_xml(client, "/sitemap.xml")
    files = [str(location.text) for location in index.iter(f"{SITEMAP}loc")]
    return [
        entry
        for file in files
        for entry in read_xml(client, file.removeprefix(SITE)).iter(f"{SITEMAP}url")
    ]


def addresses_of(entries: list[ElementTree.Element]) -> list[str]:
    """Give the address of each entry."""
    return [str(entry.findtext(f"{SITEMAP}loc")) for entry in entries]


def test_the_site_map_names_every_page_once_in_each_language(
    real_client: FlaskClient, real_session: Session
) -> None:
    addresses = addresses_of(read_site_map(real_client))

    pages = 9 + 8 + 1202 + count_published_structures(real_session)
    assert len(addresses) == 3 * pages
    assert len(set(addresses)) == len(addresses)
    assert f"{SITE}/communes/29151-morlaix" in addresses
    assert f"{SITE}/br/filieres/armor" in addresses
    assert f"{SITE}/en/structures/had-des-pays-de-morlaix" in addresses


def test_each_entry_gives_its_alternates_itself_included(real_client: FlaskClient) -> None:
    entries = read_site_map(real_client)

    entry = next(e for e in entries if e.findtext(f"{SITEMAP}loc") == f"{SITE}/br/lexique")

    alternates = {link.get("hreflang"): link.get("href") for link in entry.iter(LINK)}
    assert alternates == {
        "fr": f"{SITE}/lexique",
        "br": f"{SITE}/br/lexique",
        "en": f"{SITE}/en/lexique",
        "x-default": f"{SITE}/lexique",
    }


def test_entries_have_the_shape_of_the_protocol(real_client: FlaskClient) -> None:
    names = {
        tuple(child.tag.removeprefix(SITEMAP) for child in entry if child.tag != LINK)
        for entry in read_site_map(real_client)
    }

    assert names == {("loc",), ("loc", "lastmod")}


def test_some_addresses_of_the_site_map_open(real_client: FlaskClient) -> None:
    addresses = addresses_of(read_site_map(real_client))

    statuses = {real_client.get(a.removeprefix(SITE)).status_code for a in addresses[::150]}

    assert statuses == {200}


def test_a_draft_is_not_in_the_site_map(client: FlaskClient, session: Session) -> None:
    make_structure(session, "Équipe publiée")
    make_structure(session, "Équipe secrète", state=PublicationState.DRAFT)

    addresses = addresses_of(read_site_map(client))

    assert f"{SITE}/structures/equipe-publiee" in addresses
    assert f"{SITE}/structures/equipe-secrete" not in addresses


def test_a_file_beyond_the_last_is_not_found(real_client: FlaskClient) -> None:
    for path in ("communes-4", "communes-0", "structures-2", "pages-2", "autre-1"):
        assert real_client.get(f"/sitemaps/{path}.xml").status_code == 404


def test_a_file_is_small_enough_to_be_kept_in_memory(real_client: FlaskClient) -> None:
    answer = real_client.get("/sitemaps/communes-1.xml")

    assert answer.text.count("<url>") == 3 * 500
    assert len(answer.data) < 2_000_000


def test_robots_read_all_but_endless_results(real_client: FlaskClient) -> None:
    lines = real_client.get("/robots.txt").text.splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /recherche", "Disallow: /br/recherche", "Disallow: /api/"} <= set(lines)
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_robots_stay_out_of_a_demonstration(settings: Settings, clock: FixedClock) -> None:
    client = create_app(settings.model_copy(update={"demo": True}), clock=clock).test_client()

    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_security_txt_exists_only_with_a_contact(
    client: FlaskClient, settings: Settings, clock: FixedClock
) -> None:
    told = settings.model_copy(update={"contact_email": "securite@exemple.invalid"})
    told_client = create_app(told, clock=clock).test_client()

    answer = told_client.get("/.well-known/security.txt")

    assert client.get("/.well-known/security.txt").status_code == 404
    assert answer.mimetype == "text/plain"
    assert answer.text.splitlines() == [
        "Contact: mailto:securite@exemple.invalid",
        "Expires: 2027-05-26T00:00:00Z",
        "Preferred-Languages: fr, en",
        f"Canonical: {SITE}/.well-known/security.txt",
    ]


def test_the_search_description_leads_to_the_results(real_client: FlaskClient) -> None:
    description = read_xml(real_client, "/br/opensearch.xml")

    name = str(description.findtext(f"{OPENSEARCH}ShortName"))
    html = next(
        url for url in description.iter(f"{OPENSEARCH}Url") if url.get("type") == "text/html"
    )
    assert len(name) <= 16
    assert html.get("template") == f"{SITE}/br/recherche?q={{searchTerms}}"
    assert real_client.get("/br/recherche?q=had").status_code == 200


def test_files_for_machines_may_be_kept_for_a_minute(real_client: FlaskClient) -> None:
    for path in ("/sitemap.xml", "/sitemaps/pages-1.xml", "/robots.txt", "/opensearch.xml"):
        assert real_client.get(path).headers["Cache-Control"] == "public, max-age=60"

"""The pages that explain, and that say plainly what is missing."""

import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from directory.app import create_app
from directory.settings import Settings
from directory.values.clock import FixedClock

PAGES = (
    "/lexique",
    "/a-propos",
    "/donnees",
    "/accessibilite",
    "/mentions-legales",
    "/plan-du-site",
    "/communes",
    "/filieres",
    "/communes/29151-morlaix",
    "/filieres/armor",
)


@pytest.mark.parametrize("prefix", ["", "/br", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_in_every_language_and_may_be_kept(
    real_client: FlaskClient, prefix: str, path: str
) -> None:
    answer = real_client.get(prefix + path)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", PAGES)
def test_headings_never_skip_a_level(real_client: FlaskClient, path: str) -> None:
    page = real_client.get(path).text.split("<main")[1].split("</main>")[0]

    levels = [int(number) for number in re.findall(r"<h([1-6])[ >]", page)]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_no_anchor_is_used_twice_and_every_one_asked_for_exists(
    real_client: FlaskClient, path: str
) -> None:
    page = real_client.get(path).text

    anchors = re.findall(r'\sid="([^"]+)"', page)
    asked = re.findall(r'href="#([^"]+)"', page) + re.findall(r'aria-labelledby="([^"]+)"', page)

    assert len(anchors) == len(set(anchors))
    assert set(asked) <= set(anchors)


def test_every_link_of_these_pages_leads_somewhere(real_client: FlaskClient) -> None:
    pages = "".join(real_client.get(path).text for path in PAGES)
    links = set(re.findall(r'<a [^>]*href="(/[^"#?]*)', pages))
    communes = sorted(link for link in links if link.startswith("/communes/"))

    checked = (links - set(communes)) | set(communes[::400])

    assert "/structures/had-des-pays-de-morlaix" in checked
    assert [link for link in sorted(checked) if real_client.get(link).status_code >= 400] == []


def test_the_lexicon_explains_a_word_and_cites_its_source(real_client: FlaskClient) -> None:
    page = real_client.get("/lexique").text

    entry = page.split('<h2 id="personne-de-confiance">')[1].split("</section>")[0]
    assert "Code de la santé publique, article L. 1111-6" in entry
    assert 'href="#directives-anticipees"' in entry


def test_the_lexicon_is_in_the_order_of_the_alphabet(real_client: FlaskClient) -> None:
    page = real_client.get("/lexique").text

    anchors = re.findall(r'<h2 id="([^"]+)">', page)

    assert len(anchors) == 38
    assert anchors == sorted(anchors)


def test_french_definitions_are_marked_as_french_on_other_pages(real_client: FlaskClient) -> None:
    page = real_client.get("/br/lexique").text

    assert re.search(r'<h2 id="[^"]+" lang="fr">', page)
    assert '<p lang="fr">' in page
    assert '<div lang="fr">' not in real_client.get("/lexique").text


def test_the_data_page_names_sources_licences_and_dates(real_client: FlaskClient) -> None:
    page = real_client.get("/donnees").text

    for words in ("DREES", "FINESS", "Insee", "IGN", "La Poste", "DILA", "Licence Ouverte 2.0"):
        assert words in page
    assert "Non officiel." in page
    assert 'href="/api/v1/docs"' in page


def test_the_accessibility_statement_says_not_conform_and_gives_the_remedies(
    real_client: FlaskClient,
) -> None:
    page = real_client.get("/accessibilite").text

    assert "<strong>non conforme</strong>" in page
    assert "https://formulaire.defenseurdesdroits.fr/" in page
    assert "Libre réponse 71120, 75342 Paris CEDEX 07" in page


def test_an_instance_that_says_nothing_of_itself_is_told_so(real_client: FlaskClient) -> None:
    page = real_client.get("/mentions-legales").text

    assert "n’a pas encore indiqué qui la publie" in page
    assert "n’a pas encore indiqué qui l’héberge" in page
    assert "n’a pas encore indiqué d’adresse de contact" in page


def test_the_publisher_host_and_contact_of_an_instance_are_shown(
    settings: Settings, clock: FixedClock
) -> None:
    told = {
        "publisher": "Cellule <exemple>",
        "hosting": "Hébergeur d’exemple",
        "contact_email": "contact@exemple.invalid",
    }
    client = create_app(settings.model_copy(update=told), clock=clock).test_client()

    page = client.get("/mentions-legales").text

    assert "Cellule &lt;exemple&gt;" in page
    assert "Hébergeur d’exemple" in page
    assert 'href="mailto:contact@exemple.invalid"' in page
    assert "n’a pas encore indiqué" not in page


def test_tiles_from_elsewhere_are_admitted_in_the_legal_notice(
    settings: Settings, clock: FixedClock
) -> None:
    told = {
        "tiles_url": "https://tuiles.invalid/{z}/{x}/{y}.png",
        "tiles_attribution": "Tuiles d’exemple",
    }
    client = create_app(settings.model_copy(update=told), clock=clock).test_client()

    page = client.get("/mentions-legales").text

    assert "Tuiles d’exemple" in page
    assert "ne demandent rien à un autre site" not in page

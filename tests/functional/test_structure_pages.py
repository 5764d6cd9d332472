"""Errands of a visitor on the listing of a structure."""

import json
import re
from datetime import date
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import (
    CoverageBasis,
    FactGroup,
    PhoneAudience,
    PhoneKind,
    PublicationState,
)
from directory.territory.coverage import AreaKind
from tests.factories.structures import (
    make_coverage,
    make_organization,
    make_phone,
    make_source,
    make_structure,
    make_verification,
    redirect_slug,
    save,
)
from tests.functional.reading import links_of, read

GUINGAMP = "/structures/usp-centre-hospitalier-de-guingamp"


def data_of(page: str) -> dict[str, Any]:
    block = re.search(r'<script type="application/ld\+json">(.+?)</script>', page)
    assert block
    found: dict[str, Any] = json.loads(block[1])
    return found


def test_the_number_can_be_dialled_and_says_that_it_is_the_switchboard(
    real_client: FlaskClient,
) -> None:
    page = read(real_client, GUINGAMP)

    assert '<a class="phone__number" href="tel:+33296445656">02 96 44 56 56</a>' in page
    assert "Standard de l’établissement" in page
    assert "pas une ligne directe" in page


def test_a_direct_line_is_not_called_a_switchboard(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, phones=[make_phone(kind=PhoneKind.DIRECT)])

    page = read(client, f"/structures/{structure.slug}")

    assert "Ligne directe" in page
    assert "Standard" not in page


def test_a_number_for_professionals_says_so(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, phones=[make_phone(audience=PhoneAudience.PROFESSIONALS)])

    page = read(client, f"/structures/{structure.slug}")

    assert "Numéro réservé aux professionnels." in page


def test_who_may_call_and_what_happens_then_are_said(real_client: FlaskClient) -> None:
    page = read(real_client, GUINGAMP)

    assert "L’admission se demande par un médecin." in page
    assert "Que se passe-t-il quand on appelle ?" in page
    assert "Le standard passe l’appel au service." in page


def test_a_structure_that_differs_from_its_kind_says_its_own_rule(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, access_public="yes")

    page = read(client, f"/structures/{structure.slug}")

    assert "Vous pouvez appeler vous-même." in page
    assert "peut l’appeler pour vous" not in page


def test_each_unknown_is_said(client: FlaskClient, session: Session) -> None:
    structure = make_structure(
        session,
        phones=[],
        insee=None,
        postal_code=None,
        latitude=None,
        longitude=None,
        coverage=[],
        filieres=[],
        audiences=[],
        source_date=None,
    )

    page = read(client, f"/structures/{structure.slug}")

    for sentence in (
        "Nous n’avons pas son numéro.",
        "Nous ne connaissons pas ses horaires.",
        "Nous ne savons pas quel territoire cette structure couvre.",
        "Nous ne savons pas si elle s’occupe d’adultes, d’enfants ou des deux.",
        "Nous ne connaissons pas son adresse.",
        "Nous ne connaissons pas son adresse de courriel.",
        "Nous ne connaissons pas son site.",
        "Nous ne savons pas où la placer sur la carte.",
        "Nous ne savons pas à quelle filière elle appartient.",
        "Source publique sans date, pas encore confirmée par la structure.",
    ):
        assert sentence in page


def test_an_assumed_coverage_is_said_to_be_assumed(real_client: FlaskClient) -> None:
    page = read(real_client, GUINGAMP)

    assert "Couverture supposée : filière Armor" in page
    assert "nous le supposons d’après sa filière" in page


def test_declared_communes_are_named_together(client: FlaskClient, session: Session) -> None:
    declared = CoverageBasis.DECLARED
    structure = make_structure(
        session,
        coverage=[
            make_coverage(AreaKind.COMMUNE, "29151", declared),
            make_coverage(AreaKind.COMMUNE, "29019", declared),
        ],
    )

    page = read(client, f"/structures/{structure.slug}")

    assert "Couverture déclarée : communes Brest, Morlaix" in page
    assert "nous le supposons" not in page


def test_the_week_is_shown_with_today_marked(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, opening_hours="Mo-Th 09:00-17:30; Fr 09:00-12:00")

    page = read(client, f"/structures/{structure.slug}")

    assert "lundi : 9 h – 17 h 30" in page
    assert '<li aria-current="date"><strong>vendredi : 9 h – 12 h</strong></li>' in page
    assert "dimanche : fermé" in page


def test_a_listing_that_nobody_confirmed_says_where_it_comes_from(
    real_client: FlaskClient,
) -> None:
    page = read(real_client, GUINGAMP)

    assert "Source publique du 31/12/2023, pas encore confirmée par la structure." in page
    assert "Statistique annuelle des établissements de santé" in page


def test_a_recent_check_is_said(client: FlaskClient, session: Session) -> None:
    checks = [make_verification(date(2026, 11, 2), facts) for facts in FactGroup]
    structure = make_structure(session, verifications=checks)

    assert "Fiche vérifiée le 02/11/2026." in read(client, f"/structures/{structure.slug}")


def test_an_old_check_is_said_to_be_old(client: FlaskClient, session: Session) -> None:
    checks = [make_verification(date(2025, 1, 2), facts) for facts in FactGroup]
    structure = make_structure(session, verifications=checks)

    page = read(client, f"/structures/{structure.slug}")

    assert "Fiche vérifiée le 02/01/2025. Cette vérification est ancienne : à confirmer." in page


def test_sources_are_linked_and_dated(client: FlaskClient, session: Session) -> None:
    source = make_source(url="https://registre.example/1", dated=date(2024, 12, 31))
    structure = make_structure(session, sources=[source])

    page = read(client, f"/structures/{structure.slug}")

    assert (
        '<a href="https://registre.example/1" rel="noreferrer">Registre d’exemple</a> '
        "(source du 31/12/2024)"
    ) in page


def test_an_approximate_position_is_said(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, position_is_approximate=True)

    page = read(client, f"/structures/{structure.slug}")

    assert "Position approximative : c’est celle de la mairie." in page


def test_a_former_address_leads_to_the_listing_for_good(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session)
    redirect_slug(session, "ancien-nom", structure)

    response = client.get("/en/structures/ancien-nom")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/en/structures/{structure.slug}"


def test_a_draft_is_not_found(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, state=PublicationState.DRAFT)

    assert client.get(f"/structures/{structure.slug}").status_code == 404


def test_a_withdrawn_structure_is_said_gone(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session)
    structure.state = PublicationState.ARCHIVED
    save(session, structure)

    assert client.get(f"/structures/{structure.slug}").status_code == 410


def test_a_hostile_address_is_not_found(real_client: FlaskClient) -> None:
    assert real_client.get("/structures/%00").status_code == 404
    assert real_client.get("/structures/" + "a" * 5000).status_code == 404


def test_others_of_the_same_level_and_filiere_are_offered(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, "Équipe une")
    make_structure(session, "HAD deux", type_code="HAD")
    make_structure(session, "USP trois", type_code="USP")
    make_structure(session, "HAD ailleurs", type_code="HAD", filieres=["armor"])

    page = read(client, f"/structures/{structure.slug}")
    offered = page[page.index('id="voisines"') :]

    assert "HAD deux" in offered
    assert "USP trois" not in offered
    assert "HAD ailleurs" not in offered
    assert "Équipe une" not in offered


def test_search_engines_get_the_facts(client: FlaskClient, session: Session) -> None:
    structure = make_structure(
        session,
        finess_et="290000000",
        organization=make_organization(kind="health_establishment"),
        opening_hours="Mo-Fr 09:00-17:00",
    )

    data = data_of(read(client, f"/structures/{structure.slug}"))

    assert data["@type"] == "MedicalClinic"
    assert data["url"] == f"https://annuaire.example/structures/{structure.slug}"
    assert data["telephone"] == "+33261910001"
    assert data["identifier"] == {
        "@type": "PropertyValue",
        "propertyID": "FINESS",
        "value": "290000000",
    }
    assert data["geo"]["latitude"] == 48.5778
    assert [day["opens"] for day in data["openingHoursSpecification"]] == ["09:00"] * 5


def test_an_approximate_position_is_not_given_to_search_engines(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(
        session,
        organization=make_organization(kind="health_establishment"),
        position_is_approximate=True,
    )

    assert "geo" not in data_of(read(client, f"/structures/{structure.slug}"))


def test_a_name_cannot_close_the_data_block(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, "Piège </script><script>alert(1)</script>")

    response = client.get(f"/structures/{structure.slug}")

    assert "<script>alert" not in response.text


def test_a_listing_leads_to_telling_what_is_wrong(real_client: FlaskClient) -> None:
    page = read(real_client, GUINGAMP)

    assert links_of(page, "Signaler une erreur") == [f"{GUINGAMP}/signaler"]


def test_the_words_of_the_kind_follow_the_language(real_client: FlaskClient) -> None:
    assert "Palliative care unit" in read(real_client, f"/en{GUINGAMP}")


def test_untranslated_words_of_the_kind_fall_back_to_french(real_client: FlaskClient) -> None:
    assert "Unité de soins palliatifs" in read(real_client, f"/br{GUINGAMP}")


def test_both_audiences_read_who_may_call(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, access_public="through_doctor")
    sentence = "Professionnels : vous pouvez appeler. Patients et proches : par votre médecin."

    pages = [read(client, path) for path in (f"/structures/{structure.slug}", "/recherche")]

    assert all(sentence in page for page in pages)


def test_nobody_is_told_to_call_where_no_number_is_known(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(
        session,
        type_code="ASSOCIATION",
        access_public="yes",
        phones=[],
        website="https://benevoles.example/",
    )

    for path in (f"/structures/{structure.slug}", "/recherche"):
        page = read(client, path)
        assert "Ouvert à tous ; nous n’avons pas encore son numéro." in page
        assert 'href="https://benevoles.example/"' in page
        assert "pouvez appeler" not in page
        assert "quand on appelle" not in page


def test_what_a_note_says_of_its_public_comes_before_the_number(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, presentation="Pour les patients de l’hôpital seulement.")

    page = read(client, f"/structures/{structure.slug}")

    assert page.index("Pour les patients de l’hôpital") < page.index('id="appeler"')


def test_a_structure_for_children_offers_only_others_for_children(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, "Équipe des enfants", audiences=["child"])
    make_structure(session, "Autre équipe des enfants", audiences=["child"])
    make_structure(session, "Équipe des adultes", audiences=["adult"])

    page = read(client, f"/structures/{structure.slug}")
    offered = page[page.index('id="voisines"') :]

    assert "Autre équipe des enfants" in offered
    assert "Équipe des adultes" not in offered


def test_the_switchboard_is_asked_for_the_kind_by_its_name(real_client: FlaskClient) -> None:
    assert "demandez « Unité de soins palliatifs »." in read(real_client, GUINGAMP)


def test_french_data_says_so_in_the_other_languages(client: FlaskClient, session: Session) -> None:
    structure = make_structure(session, "Équipe du Léon", alert="Fermée en août.")
    path = f"/structures/{structure.slug}"

    french, english = read(client, path), read(client, f"/en{path}")

    assert "<h1>Équipe du Léon</h1>" in french
    assert '<h1 lang="fr">Équipe du Léon</h1>' in english
    assert '<div class="notice notice--caution" lang="fr"><p>Fermée en août.' in english


def test_a_number_in_an_alert_can_be_dialled(client: FlaskClient, session: Session) -> None:
    make_structure(session, alert="<b>Standard en panne</b> : appelez le 02 61 91 00 09.")

    page = client.get("/structures/equipe-mobile-de-l-exemple").text

    link = '<a class="phone-in-text" href="tel:+33261910009">02 61 91 00 09</a>'
    assert f"&lt;b&gt;Standard en panne&lt;/b&gt; : appelez le {link}." in page

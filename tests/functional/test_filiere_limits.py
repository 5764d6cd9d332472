"""Nobody gives a listing to a filière, or takes it away, that is not theirs, on any page."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from directory.catalog.models.correction import Correction, CorrectionState
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState
from tests.factories.accounts import make_account, post, sign_in
from tests.factories.structures import ALL_FILIERES, make_source, make_structure
from tests.functional.structure_forms import address, send, sent_form

REFUSED = "Vous ne pouvez ni ajouter ni retirer une filière qui n’est pas la vôtre"
OWN = "nord-finistere"


def slugs(session: Session, structure: Structure) -> list[str]:
    """Give the filières of a listing as they are stored."""
    session.expire_all()
    return sorted(link.filiere_slug for link in structure.filieres)


def sign_region_in(client: FlaskClient, session: Session) -> None:
    """Sign the region in."""
    region = make_account(session, "region@exemple.example", role=Role.REGIONAL_ADMIN, filieres=())
    sign_in(client, session, region)


def shown_versions(kept: Structure, dropped: Structure) -> dict[str, object]:
    """Give what the page of a pair says of what it showed."""
    return {"kept_version": kept.version, "dropped_version": dropped.version}


@pytest.mark.parametrize("side", ["both", "kept"])
def test_a_merge_changes_no_filiere_of_others(
    client: FlaskClient, session: Session, side: str
) -> None:
    kept = make_structure(session, "Équipe A", sources=[make_source()])
    dropped = make_structure(
        session, "Équipe A bis", filieres=[OWN, "armor"], sources=[make_source()]
    )
    sign_in(client, session, make_account(session))

    answer = post(
        client,
        f"/admin/doublons/{kept.id}/{dropped.id}",
        {
            "choice_filieres": side,
            "choice_coverage": "kept",
            "choice_name": "kept",
            **shown_versions(kept, dropped),
        },
    )

    assert answer.status_code == 422
    assert REFUSED in answer.text.partition("choice_filieres")[0]
    assert slugs(session, kept) == [OWN]
    assert dropped.state is PublicationState.PUBLISHED


def test_the_region_merges_listings_of_several_filieres(
    client: FlaskClient, session: Session
) -> None:
    kept = make_structure(session, "Équipe A", sources=[make_source()])
    dropped = make_structure(session, "Équipe A bis", filieres=["armor"], sources=[make_source()])
    sign_region_in(client, session)

    answer = post(client, f"/admin/doublons/{kept.id}/{dropped.id}", shown_versions(kept, dropped))

    assert answer.status_code == 303
    assert slugs(session, kept) == ["armor", OWN]


def propose_to_leave(client: FlaskClient, session: Session, structure: Structure) -> Correction:
    """Propose, for a listing of every filière, that the own one leaves it."""
    others = [slug for slug in ALL_FILIERES if slug != OWN]
    sign_in(client, session, make_account(session))
    areas = [f"assumed filiere {slug}" for slug in others]
    assert send(client, structure, filieres=others, areas=areas).status_code == 303
    return session.scalars(select(Correction)).one()


def test_a_correction_takes_away_only_what_was_proposed_to_leave(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, filieres=ALL_FILIERES, sources=[make_source()])
    correction = propose_to_leave(client, session, structure)
    sign_region_in(client, session)
    session.refresh(structure)
    left = [OWN, "armor"]
    areas = [f"assumed filiere {slug}" for slug in left]
    assert send(client, structure, filieres=left, areas=areas).status_code == 303
    session.expire_all()

    data = {"tout": "accepted", "version": structure.version}
    answer = post(client, f"/admin/corrections/{correction.id}", data)

    assert answer.status_code == 303
    assert slugs(session, structure) == ["armor"]


def test_a_correction_is_not_accepted_beyond_the_own_filieres(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, filieres=ALL_FILIERES, sources=[make_source()])
    correction = propose_to_leave(client, session, structure)
    sign_region_in(client, session)
    session.refresh(structure)
    left = [OWN, "armor"]
    areas = [f"assumed filiere {slug}" for slug in left]
    send(client, structure, filieres=left, areas=areas)
    sign_in(client, session, make_account(session, "armor@exemple.example", filieres=["armor"]))
    session.expire_all()

    data = {"tout": "accepted", "version": structure.version}
    answer = post(client, f"/admin/corrections/{correction.id}", data)

    assert answer.status_code == 422
    assert REFUSED in answer.text
    assert slugs(session, structure) == ["armor", OWN]
    assert correction.state is CorrectionState.WAITING


def test_a_form_opened_before_others_added_a_filiere_accuses_nobody(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, sources=[make_source()])
    opened = sent_form(structure)
    sign_region_in(client, session)
    post(client, address(structure), {**opened, "filieres": [OWN, "armor"]})
    sign_in(client, session, make_account(session))

    answer = post(client, address(structure), {**opened, "street": "3 rue du Port"})

    assert answer.status_code == 409
    assert REFUSED not in answer.text
    assert slugs(session, structure) == ["armor", OWN]


def test_a_conflict_is_not_resolved_beyond_the_own_filieres(
    client: FlaskClient, session: Session
) -> None:
    structure = make_structure(session, sources=[make_source()])
    opened = sent_form(structure)
    sign_region_in(client, session)
    post(client, address(structure), {**opened, "filieres": [OWN, "armor"]})
    sign_in(client, session, make_account(session))
    session.expire_all()
    mine = {**opened, "filieres": [OWN, "cornouaille"], "shown_version": structure.version}

    answer = post(
        client, address(structure), {**mine, "action": "resolve", "choice_filieres": "mine"}
    )

    assert answer.status_code == 422
    assert REFUSED in answer.text
    assert slugs(session, structure) == ["armor", OWN]

"""Bringing listings into the database, twice, changed, and beside what people edited."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.catalog.history import record_revision, snapshot_of
from directory.catalog.listings.loading import load_listings
from directory.catalog.listings.reading import read_listings, structure_id
from directory.catalog.models.organization import Organization
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.queries import current_generation
from directory.catalog.vocabulary import (
    CoverageBasis,
    FactGroup,
    Origin,
    PhoneKind,
    PublicationState,
)
from directory.data_files import DamagedDataFileError
from directory.paths import DATA
from directory.territory.coverage import AreaKind
from directory.territory.models import Commune, Filiere
from directory.values.clock import FixedClock
from tests.factories.listing_files import Row, write_listings
from tests.factories.structures import make_verification

KEY = "emsp-de-l-exemple"


def _load(session: Session, folder: Path, clock: FixedClock, *rows: Row) -> Structure:
    """Load a folder with these rows and give the structure of the example."""
    load_listings(session, write_listings(folder, rows or ({},)), clock=clock)
    session.commit()
    return _stored(session)


def _stored(session: Session) -> Structure:
    structure = session.get(Structure, structure_id(KEY))
    assert structure is not None
    return structure


def _edit(session: Session, clock: FixedClock, *, name: str) -> None:
    structure = _stored(session)
    before = snapshot_of(structure)
    structure.name = name
    session.flush()
    record_revision(session, structure, before=before, origin=Origin.FORM, clock=clock)
    session.commit()


def test_a_row_becomes_a_published_structure(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    structure = _load(session, tmp_path, clock)

    assert structure.is_published
    assert structure.slug == KEY
    assert structure.source_date == date(2024, 12, 31)
    assert [(phone.number, phone.kind) for phone in structure.phones] == [
        ("+33298626160", PhoneKind.SWITCHBOARD)
    ]
    assert structure.organization is not None
    assert structure.organization.name == "Hôpital de l’Exemple"
    assert [source.title for source in structure.sources] == ["Source de l’exemple"]


def test_addresses_are_stored_as_pages_can_link_to_them(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    row = {"website": "www.exemple.fr/equipe", "email": "Contact@EXEMPLE.fr"}

    structure = _load(session, tmp_path, clock, row)

    assert structure.website == "https://www.exemple.fr/equipe"
    assert structure.email == "Contact@exemple.fr"


def test_the_website_of_an_organization_is_stored_as_pages_can_link_to_it(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    write_listings(tmp_path, organizations=({"website": "www.exemple.fr"},))

    load_listings(session, tmp_path, clock=clock)

    assert session.scalars(select(Organization.website)).all() == ["https://www.exemple.fr"]


def test_a_loaded_structure_is_unconfirmed(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    structure = _load(session, tmp_path, clock)

    assert structure.verifications == []


def test_its_coverage_is_assumed(session: Session, tmp_path: Path, clock: FixedClock) -> None:
    structure = _load(session, tmp_path, clock)

    assert [(area.kind, area.code, area.basis) for area in structure.coverage] == [
        (AreaKind.FILIERE, "nord-finistere", CoverageBasis.ASSUMED)
    ]


def test_a_row_not_to_publish_becomes_a_draft(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    structure = _load(session, tmp_path, clock, {"publish": "no"})

    assert structure.state is PublicationState.DRAFT
    assert structure.published_at is None


def test_a_regional_structure_is_linked_to_every_filiere(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    structure = _load(session, tmp_path, clock, {"coverage": "region", "filiere": ""})

    assert len(structure.filieres) == session.scalar(select(func.count()).select_from(Filiere)) == 8


def test_a_structure_without_position_stands_at_the_town_hall(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    structure = _load(session, tmp_path, clock, {"latitude": "", "longitude": ""})

    town = session.get(Commune, "29151")
    assert town is not None
    assert (structure.latitude, structure.longitude) == (town.latitude, town.longitude)
    assert structure.position_is_approximate


def test_a_given_position_is_not_approximate(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    assert not _load(session, tmp_path, clock).position_is_approximate


def test_loading_twice_changes_nothing(session: Session, tmp_path: Path, clock: FixedClock) -> None:
    _load(session, tmp_path, clock)
    generation = current_generation(session)
    revisions = session.scalar(select(func.count()).select_from(Revision))

    report = load_listings(session, tmp_path, clock=clock)
    session.commit()

    assert report.unchanged == [KEY]
    assert current_generation(session) == generation
    assert session.scalar(select(func.count()).select_from(Revision)) == revisions


def test_a_changed_row_updates_its_structure_and_leaves_a_revision(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    _load(session, tmp_path, clock)

    structure = _load(
        session, tmp_path, clock, {"phone": "02 98 22 33 33", "filiere": "cornouaille"}
    )

    assert [phone.number for phone in structure.phones] == ["+33298223333"]
    assert [link.filiere_slug for link in structure.filieres] == ["cornouaille"]
    revision = session.scalars(select(Revision).order_by(Revision.id.desc())).first()
    assert revision is not None
    assert revision.origin is Origin.COMMAND
    assert revision.before is not None
    assert revision.before["phones"][0]["number"] == "+33298626160"


def test_a_changed_source_updates_the_structures_that_cite_it(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    _load(session, tmp_path, clock)
    write_listings(tmp_path, sources=[{"title": "Source corrigée"}])

    report = load_listings(session, tmp_path, clock=clock)

    assert report.updated == [KEY]


def test_an_edited_structure_is_kept_when_its_row_changes(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    _load(session, tmp_path, clock)
    _edit(session, clock, name="Nom donné par une personne")

    report = load_listings(
        session, write_listings(tmp_path, [{"name": "Nom du fichier"}]), clock=clock
    )

    assert report.kept == [KEY]
    assert _stored(session).name == "Nom donné par une personne"


def test_an_edited_structure_whose_row_did_not_change_is_not_reported(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    _load(session, tmp_path, clock)
    _edit(session, clock, name="Nom donné par une personne")

    report = load_listings(session, tmp_path, clock=clock)

    assert (report.kept, report.unchanged) == ([], [KEY])


def test_a_row_that_left_the_file_leaves_its_structure(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    _load(session, tmp_path, clock)

    report = load_listings(session, write_listings(tmp_path, [{"key": "autre"}]), clock=clock)

    assert report.absent == [KEY]
    assert _stored(session).is_published


def test_a_slug_already_taken_gets_a_number(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    taken = _load(
        session, tmp_path / "before", clock, {}, {"key": "autre", "finess_et": "290000058"}
    )
    other = session.get(Structure, structure_id("autre"))
    assert other is not None
    other.slug = "troisieme"
    session.commit()

    load_listings(session, write_listings(tmp_path, [{"key": "troisieme"}]), clock=clock)

    third = session.get(Structure, structure_id("troisieme"))
    assert third is not None
    assert (taken.slug, third.slug) == (KEY, "troisieme-2")


def test_an_organization_edited_by_a_person_is_kept(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    organization = _load(session, tmp_path, clock).organization
    assert organization is not None
    organization.name = "Nom donné par une personne"
    session.add(
        Revision(
            subject_kind="organization",
            subject_id=str(organization.id),
            at=clock.now(),
            origin=Origin.FORM,
        )
    )
    session.commit()

    load_listings(session, write_listings(tmp_path, organizations=[{"name": "Autre"}]), clock=clock)

    assert session.scalars(select(Organization.name)).all() == ["Nom donné par une personne"]


def test_a_name_checked_with_that_of_its_body_is_not_checked_once_the_body_has_another(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    structure = _load(session, tmp_path, clock)
    structure.verifications = [make_verification(date(2026, 11, 1), FactGroup.IDENTITY)]
    session.flush()

    load_listings(session, write_listings(tmp_path, organizations=[{"name": "Autre"}]), clock=clock)

    assert structure.verifications == []


def test_a_row_that_changes_a_fact_takes_its_check(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    structure = _load(session, tmp_path, clock)
    structure.verifications = [make_verification(date(2026, 11, 1), FactGroup.PHONES)]
    session.flush()

    structure = _load(session, tmp_path, clock, {"phone": "02 98 62 61 61"})

    assert structure.verifications == []


def test_a_changed_organization_is_told_to_readers(
    session: Session, tmp_path: Path, clock: FixedClock
) -> None:
    _load(session, tmp_path, clock)
    generation = current_generation(session)

    load_listings(session, write_listings(tmp_path, organizations=[{"name": "Autre"}]), clock=clock)

    assert session.scalars(select(Organization.name)).all() == ["Autre"]
    assert current_generation(session) == generation + 1


@pytest.mark.parametrize("changes", [{"latitude": "nord"}, {"phone": "02 98"}, {"type": "AUTRE"}])
def test_a_damaged_file_changes_nothing(
    session: Session, tmp_path: Path, clock: FixedClock, changes: Row
) -> None:
    folder = write_listings(tmp_path, [{"key": "premiere"}, changes])

    with pytest.raises(DamagedDataFileError, match=r"structures\.csv, ligne 3, colonne"):
        load_listings(session, folder, clock=clock)

    assert not session.new
    assert session.scalar(select(func.count()).select_from(Structure)) == 0
    assert session.scalar(select(func.count()).select_from(Organization)) == 0


def test_the_real_listings_load_with_their_drafts(session: Session, clock: FixedClock) -> None:
    report = load_listings(session, DATA / "structures", clock=clock)

    listings = read_listings(DATA / "structures").structures
    assert report.created == [listing.key for listing in listings]
    drafts = select(Structure.id).where(Structure.state == PublicationState.DRAFT)
    assert set(session.scalars(drafts)) == {
        listing.id for listing in listings if not listing.is_published
    }

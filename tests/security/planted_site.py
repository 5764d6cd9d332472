"""A directory where every text that somebody can write holds what the test says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy.orm import Session

from directory.accounts.models.account import Account
from directory.catalog.authorship import Author
from directory.catalog.letterhead import Letterhead
from directory.catalog.models.campaign import Campaign, UpdateLink
from directory.catalog.models.correction import Correction, CorrectionOrigin, CorrectionState
from directory.catalog.models.document import Document
from directory.catalog.models.structure import Structure
from directory.catalog.update_links import send_update_link
from directory.exchange.models.import_run import ImportRun, ImportState
from directory.territory.models import Filiere
from directory.values.clock import FixedClock
from tests.factories.structures import (
    make_organization,
    make_phone,
    make_source,
    make_structure,
    save,
)

Words = Callable[[str], str]
FILIERE = "nord-finistere"
# Forms and imports only take addresses that begin so (see test_typed_addresses).
WEBSITE = "https://exemple.example/"
_TEXTS = (
    "street", "cedex", "email", "hours_text", "alert", "presentation", "presentation_br",
    "presentation_en", "access_conditions", "area_text", "internal_note",
)  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """One listing and what hangs on it; `values` are the arguments of the addresses about it."""

    structure: Structure
    token: str
    values: Mapping[str, object]


def plant_listing(
    app: Flask, session: Session, clock: FixedClock, words: Words, *, number: int
) -> Planted:
    """Make a published listing, its body, a correction, a campaign, a link, an import."""
    structure = _plant_structure(session, words, number)
    correction = _plant_correction(session, structure, clock, words)
    campaign = Campaign(
        id=uuid4(),
        name=words("campaign.name"),
        filiere_slug=FILIERE,
        criteria={},
        created_at=clock.now(),
    )
    session.add(campaign)
    link = _plant_link(app, session, structure, campaign, clock)
    run = _plant_import(session, clock, words)
    document = _plant_document(session, clock, words)
    session.commit()
    return Planted(
        structure,
        _letterhead(app).link_address(link.id).rpartition("/")[2],
        {
            "structure_id": structure.id,
            "slug": structure.slug,
            "reference": structure.slug,
            "organization_id": structure.organization_id,
            "correction_id": correction.id,
            "campaign_id": campaign.id,
            "import_id": run.id,
            "document_id": document.id,
            "first_id": structure.id,
            "second_id": structure.id,
            "link_id": link.id,
        },
    )


def plant_filiere(session: Session, words: Words) -> None:
    """Write words in the identity sheet of a filière."""
    filiere = session.get_one(Filiere, FILIERE)
    for name in (
        "carrier", "governance", "coordinator_function",
        "coordinator_email", "presentation",
    ):  # fmt: skip
        setattr(filiere, name, words(f"filiere.{name}"))
    filiere.recognition_source = WEBSITE + words("filiere.recognition_source")
    filiere.documents = [{"title": words("filiere.link"), "url": WEBSITE + words("filiere.url")}]
    session.commit()


def plant_name(session: Session, account_id: UUID, words: Words) -> None:
    """Give an account a name."""
    session.get_one(Account, account_id).name = words("account.name")
    session.commit()


def _plant_structure(session: Session, words: Words, number: int) -> Structure:
    organization = make_organization(
        words("organization.name"), website=WEBSITE + words("organization.website")
    )
    session.add(organization)
    structure = make_structure(
        session,
        words("name"),
        phones=[make_phone(label=words("phone.label"))],
        slug=f"fiche-{number}",
    )
    for name in _TEXTS:
        setattr(structure, name, words(name))
    structure.organization = organization
    structure.website = WEBSITE + words("website")
    structure.update_email = f"equipe{number}@exemple.example"
    structure.closures = [{"start": "2026-12-24", "end": "2026-12-26", "reason": words("closure")}]
    structure.sources = [make_source(words("source.title"), url=WEBSITE + words("source.url"))]
    save(session, structure)
    return structure


def _plant_correction(
    session: Session, structure: Structure, clock: FixedClock, words: Words
) -> Correction:
    said = {"name": words("correction.name"), "alert": words("correction.alert")}
    correction = Correction(
        id=uuid4(),
        structure_id=structure.id,
        origin=CorrectionOrigin.VISITOR,
        state=CorrectionState.WAITING,
        created_at=clock.now(),
        wrong=["other"],
        words=words("correction.words"),
        proposed=said,
        current={"name": structure.name, "alert": structure.alert},
        decisions={},
        reply_email="visiteur@exemple.example",
    )
    session.add(correction)
    return correction


def _plant_link(
    app: Flask, session: Session, structure: Structure, campaign: Campaign, clock: FixedClock
) -> UpdateLink:
    return send_update_link(
        session,
        structure,
        letterhead=_letterhead(app),
        author=Author(uuid4(), "regional_admin"),
        clock=clock,
        campaign=campaign,
    )


def _plant_import(session: Session, clock: FixedClock, words: Words) -> ImportRun:
    run = ImportRun(
        id=uuid4(),
        kind="csv",
        file_name=words("import.file_name"),
        state=ImportState.READ,
        created_at=clock.now(),
        table={
            "header": ["Nom", words("import.header"), "Type", "Commune"],
            "rows": [[2, [words("import.cell"), words("import.other"), "EMSP", "Morlaix"], False]],
        },
        columns={"0": "name", "2": "type", "3": "commune"},
        decisions={},
        counts={"rows": 1},
    )
    session.add(run)
    return run


def _plant_document(session: Session, clock: FixedClock, words: Words) -> Document:
    document = Document(
        id=uuid4(),
        filiere_slug=FILIERE,
        title=words("document.title"),
        file_name="charte.pdf",
        media_type="application/pdf",
        size=1,
        digest="0" * 64,
        added_at=clock.now(),
    )
    session.add(document)
    return document


def _letterhead(app: Flask) -> Letterhead:
    return Letterhead("https://annuaire.example", "", (app.config["SECRET_KEY"],))

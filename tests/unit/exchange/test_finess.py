"""FINESS proposes what it says differently, and nothing happens by itself."""

import time
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.roles import Role
from directory.catalog.authorship import Author
from directory.catalog.models.structure import Structure
from directory.catalog.restoring import undo_batch
from directory.catalog.vocabulary import PhoneKind, PublicationState
from directory.exchange.importers.finess_file import read_finess
from directory.exchange.importers.finess_import import (
    apply_proposals,
    open_finess_import,
    proposals_of,
)
from directory.exchange.importers.finess_proposals import (
    Proposal,
    ProposalKind,
    comparable_street,
    readable_street,
)
from directory.exchange.importing import PlanChangedError
from directory.exchange.models.import_run import ImportRun, ImportState
from directory.exchange.reach import Reach
from directory.exchange.table import FileFault, UnreadableFileError
from directory.values.clock import FixedClock
from tests.factories.finess_files import make_finess
from tests.factories.structures import make_phone, make_structure

REGION = Reach(Actor(uuid4(), "Région", "region@exemple.example", Role.REGIONAL_ADMIN), 8)
ARMOR = Reach(
    Actor(uuid4(), "Armor", "armor@exemple.example", Role.ANIMATOR, frozenset({"armor"})), 8
)
AUTHOR = Author(uuid4(), "regional_admin")
NUMBER = "290000033"


def _make_listing(session: Session, **facts: object) -> Structure:
    values: dict[str, object] = {"finess_et": NUMBER, "street": "1 rue de l’Exemple", **facts}
    phones = [make_phone(kind=PhoneKind.SWITCHBOARD)]
    return make_structure(session, **{"phones": phones, **values})  # type: ignore[arg-type] # by name


def _open(session: Session, clock: FixedClock, content: bytes) -> ImportRun:
    run = open_finess_import(session, content, file_name="etalab.csv", author=AUTHOR, clock=clock)
    session.commit()
    return run


def _proposed(
    session: Session, clock: FixedClock, *establishments: dict[str, str]
) -> list[Proposal]:
    return proposals_of(session, _open(session, clock, make_finess(*establishments)), reach=REGION)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_an_establishment_is_read_with_its_place(encoding: str) -> None:
    extract = read_finess(make_finess({"name": "HÔPITAL"}, encoding=encoding), {NUMBER})

    found = extract.establishments[NUMBER]
    assert found.name == "HÔPITAL"
    assert (found.street, found.postal_code, found.cedex) == ("1 R DE L EXEMPLE", "29600", None)
    assert (found.insee, found.phone) == ("29151", "0261910001")
    assert found.latitude == pytest.approx(48.5778, abs=0.0001)
    assert found.longitude == pytest.approx(-3.8283, abs=0.0001)
    assert str(extract.dated) == "2026-09-07"


@pytest.mark.parametrize(
    ("x", "y"),
    [("1e308", "1e308"), ("6852608.0", "196929.1"), ("0", "0"), ("nan", "nan"), ("", "")],
    ids=["beyond measure", "swapped", "zero", "no number", "empty"],
)
def test_coordinates_outside_of_france_are_no_place(x: str, y: str) -> None:
    extract = read_finess(make_finess({"x": x, "y": y}), {"290000033"})

    (found,) = extract.establishments.values()
    assert (found.latitude, found.longitude) == (None, None)


def test_establishments_that_we_do_not_list_are_not_kept(
    session: Session, clock: FixedClock
) -> None:
    _make_listing(session)

    run = _open(session, clock, make_finess({}, {"number": "290000041"}))

    assert [item["number"] for item in run.table["establishments"]] == [NUMBER]


@pytest.mark.parametrize(
    "content",
    [b"", b"nom;type\n", b"finess;etalab;93;2026-09-07\n", b"finess;etalab\nstructureet;1"],
)
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read_finess(content, {"1"})

    assert refusal.value.fault is FileFault.NOT_FINESS


@pytest.mark.parametrize(
    ("rest", "fault"),
    [
        (b"\n" * 59_000_000, FileFault.TOO_MANY_ROWS),
        (b"x" * 60_000_000, FileFault.TOO_HEAVY),
        (b"structureet;290000033;" + b"x" * 59_000_000, FileFault.NOT_FINESS),
        (b"structureet;290000033" + b";" * 59_000_000, FileFault.NOT_FINESS),
        (b'structureet;290000033;"' * 400_000, FileFault.NOT_FINESS),
        (b"structureet;290000033;\0", FileFault.NULL_BYTE),
    ],
    ids=["blank lines", "too heavy", "one long line", "one line of separators", "quotes", "null"],
)
def test_a_hostile_extraction_is_refused_soon(rest: bytes, fault: FileFault) -> None:
    content = b"finess;etalab;93;2026-09-07\n" + rest
    start = time.monotonic()

    with pytest.raises(UnreadableFileError) as refusal:
        read_finess(content, {NUMBER})

    assert refusal.value.fault is fault
    assert time.monotonic() - start < 5


def test_nothing_is_proposed_when_finess_agrees(session: Session, clock: FixedClock) -> None:
    _make_listing(session)

    assert _proposed(session, clock) == []


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"street": "DU PORT"}, ProposalKind.ADDRESS),
        ({"routing": "29640 PLOUGONVEN", "commune": "191"}, ProposalKind.ADDRESS),
        ({"phone": "0261910099"}, ProposalKind.PHONE),
        ({"y": "6862608.0"}, ProposalKind.POSITION),
    ],
)
def test_each_difference_is_one_proposal(
    session: Session, clock: FixedClock, changes: dict[str, str], kind: ProposalKind
) -> None:
    _make_listing(session)

    assert [proposal.kind for proposal in _proposed(session, clock, changes)] == [kind]


def test_an_address_is_written_as_a_person_would(session: Session, clock: FixedClock) -> None:
    _make_listing(session)

    changes = {"kind": "BD", "street": "DU PORT", "routing": "29679 MORLAIX CEDEX"}
    (proposal,) = _proposed(session, clock, changes)

    assert proposal.after is not None
    assert proposal.after.street == "1 boulevard du Port"
    assert (proposal.after.postal_code, proposal.after.cedex) == ("29600", "29679")


def test_an_absent_number_is_a_closure_where_its_departement_is_in_the_file(
    session: Session, clock: FixedClock
) -> None:
    _make_listing(session)
    make_structure(session, "Ailleurs", finess_et="220000012")

    found = _proposed(session, clock, {"number": "290000041"})

    assert [(item.kind, item.structure.finess_et) for item in found] == [
        (ProposalKind.CLOSURE, NUMBER)
    ]


def test_a_direct_line_is_not_replaced_by_the_switchboard(
    session: Session, clock: FixedClock
) -> None:
    _make_listing(session, phones=[make_phone("+33261910005")])

    assert _proposed(session, clock) == []


def test_a_listing_without_number_is_offered_the_switchboard(
    session: Session, clock: FixedClock
) -> None:
    _make_listing(session, phones=[])

    (proposal,) = _proposed(session, clock)

    assert proposal.after is not None
    assert [(phone.number, phone.kind) for phone in proposal.after.phones] == [
        ("+33261910001", PhoneKind.SWITCHBOARD)
    ]


def test_only_listings_within_reach_are_proposed(session: Session, clock: FixedClock) -> None:
    _make_listing(session, phones=[])
    run = _open(session, clock, make_finess())

    assert proposals_of(session, run, reach=ARMOR) == []


def test_only_what_is_ticked_is_done_and_it_is_undone_together(
    session: Session, clock: FixedClock
) -> None:
    structure = _make_listing(session)
    closed = make_structure(session, "Fermée", finess_et="290000041")
    run = _open(session, clock, make_finess({"street": "DU PORT", "phone": "0261910099"}))
    keys = {proposal.kind: proposal.key for proposal in proposals_of(session, run, reach=REGION)}
    chosen = [keys[ProposalKind.PHONE], keys[ProposalKind.CLOSURE]]

    changed = apply_proposals(
        session, run, chosen, reach=REGION, reason="FINESS", author=AUTHOR, clock=clock
    )
    session.commit()

    assert changed == 2
    assert run.state is ImportState.APPLIED
    assert structure.street == "1 rue de l’Exemple"
    assert [phone.number for phone in structure.phones] == ["+33261910099"]
    assert closed.state is PublicationState.ARCHIVED
    undo_batch(session, run.id, author=AUTHOR, clock=clock)
    assert [phone.number for phone in structure.phones] == ["+33261910001"]
    assert closed.is_published


def test_a_proposal_made_on_an_older_version_is_not_done(
    session: Session, clock: FixedClock
) -> None:
    structure = _make_listing(session)
    run = _open(session, clock, make_finess({"phone": "0261910099"}))
    (proposal,) = proposals_of(session, run, reach=REGION)
    key = proposal.key
    structure.email = "nouveau@exemple.fr"
    session.commit()

    with pytest.raises(PlanChangedError):
        apply_proposals(
            session, run, [key], reach=REGION, reason="FINESS", author=AUTHOR, clock=clock
        )


@pytest.mark.parametrize(
    ("finess", "ours"),
    [
        ("1 R DE L EXEMPLE", "1, rue de l’Exemple"),
        ("12 B AV DU GAL DE GAULLE", "12 bis avenue du Gal de Gaulle"),
        ("2 BD ERNEST RENAN", "2 boulevard Ernest-Renan"),
    ],
)
def test_two_spellings_of_a_street_are_one(finess: str, ours: str) -> None:
    assert comparable_street(finess) == comparable_street(ours)


def test_a_street_in_capitals_is_readable() -> None:
    assert readable_street("12 AV DE LA REPUBLIQUE") == "12 avenue de la Republique"
    assert readable_street("3 R DE L EGLISE") == "3 rue de l’Eglise"

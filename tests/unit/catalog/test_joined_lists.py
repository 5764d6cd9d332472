"""What two people did to one list goes together: line by line, against what both saw."""

from dataclasses import replace
from datetime import date

import pytest

from directory.catalog.draft_json import changed_fields
from directory.catalog.drafts import (
    AreaDraft,
    ClosureDraft,
    PhoneDraft,
    SourceDraft,
    StructureDraft,
)
from directory.catalog.joined_lists import with_joined_lists
from directory.catalog.vocabulary import CoverageBasis, PhoneKind
from directory.territory.coverage import AreaKind
from tests.factories.structures import make_draft

ONE, TWO, THREE = (
    PhoneDraft(f"+3326191000{rank}", PhoneKind.DIRECT, label=None) for rank in (1, 2, 3)
)


def saying(*phones: PhoneDraft) -> StructureDraft:
    """Give a draft with some numbers."""
    return make_draft(phones=phones)


@pytest.mark.parametrize(
    ("seen", "mine", "theirs", "joined"),
    [
        ((ONE,), (ONE, TWO), (ONE, THREE), (ONE, TWO, THREE)),
        ((ONE, TWO), (ONE, THREE), (ONE,), (ONE, THREE)),
        ((ONE, TWO), (ONE,), (ONE, TWO, THREE), (ONE, THREE)),
        ((ONE,), (TWO,), (THREE,), (TWO, THREE)),
        ((ONE, TWO), (TWO,), (ONE,), ()),
        ((ONE,), (ONE, TWO), (ONE, TWO), (ONE, TWO)),
    ],
    ids=[
        "each added one",
        "they removed one",
        "I removed one",
        "each replaced it",
        "each removed the other one",
        "both added the same one",
    ],
)
def test_numbers_of_both_stay_but_those_that_one_removed(
    seen: tuple[PhoneDraft, ...],
    mine: tuple[PhoneDraft, ...],
    theirs: tuple[PhoneDraft, ...],
    joined: tuple[PhoneDraft, ...],
) -> None:
    found = with_joined_lists(saying(*mine), saying(*theirs), seen=saying(*seen))

    assert found.phones == joined


def test_a_number_typed_as_people_write_it_is_the_same_number() -> None:
    typed = replace(ONE, number="02 61 91 00 01")

    found = with_joined_lists(saying(typed, TWO), saying(ONE, THREE), seen=saying(ONE))

    assert found.phones == (ONE, TWO, THREE)


def test_what_one_removed_stays_when_the_other_changed_it() -> None:
    changed = replace(ONE, label="secrétariat")

    assert with_joined_lists(saying(), saying(changed), seen=saying(ONE)).phones == (changed,)
    assert with_joined_lists(saying(changed), saying(), seen=saying(ONE)).phones == (changed,)


def test_two_changes_of_one_number_go_together() -> None:
    mine, theirs = replace(ONE, label="secrétariat"), replace(ONE, kind=PhoneKind.SWITCHBOARD)

    found = with_joined_lists(saying(mine), saying(theirs), seen=saying(ONE))

    assert found.phones == (replace(ONE, label="secrétariat", kind=PhoneKind.SWITCHBOARD),)


def test_a_number_listed_twice_stays_twice() -> None:
    again = replace(ONE, label="la nuit")

    found = with_joined_lists(saying(ONE, again, TWO), saying(ONE, again, THREE), seen=None)

    assert found.phones == (ONE, again, TWO, THREE)


def test_areas_sources_closures_and_filieres_go_together_too() -> None:
    assumed, declared = (
        AreaDraft(AreaKind.FILIERE, "armor", basis)
        for basis in (CoverageBasis.ASSUMED, CoverageBasis.DECLARED)
    )
    commune = AreaDraft(AreaKind.COMMUNE, "29151", CoverageBasis.DECLARED)
    closed, longer = (
        ClosureDraft(date(2026, 12, 24), date(2026, 12, day), None) for day in (26, 31)
    )
    seen = make_draft(coverage=(assumed,), closures=(closed,), filieres=("armor",), sources=())
    mine = replace(
        seen,
        coverage=(assumed, commune),
        closures=(replace(closed, reason="Congés"),),
        filieres=("armor", "cornouaille"),
        sources=(SourceDraft("Un appel"),),
    )
    theirs = replace(
        seen,
        coverage=(declared,),
        closures=(longer,),
        filieres=("armor", "nord-finistere"),
        sources=(SourceDraft("Un site"),),
    )

    found = with_joined_lists(mine, theirs, seen=seen)

    expected = replace(
        seen,
        coverage=(declared, commune),
        closures=(replace(longer, reason="Congés"),),
        filieres=("armor", "cornouaille", "nord-finistere"),
        sources=(SourceDraft("Un appel"), SourceDraft("Un site")),
    )
    assert changed_fields(found, expected) == ()

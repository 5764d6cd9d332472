"""The table of the security standard names tests that exist, and forgets no section."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
TABLE = Path(__file__).with_name("ASVS.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (V\d+\.\d+) \| (.+?) \| (yes|no) \| (.+?) \|$", TABLE, re.MULTILINE)
SECTIONS_OF_CHAPTERS = (5, 4, 7, 4, 4, 8, 6, 4, 2, 7, 7, 3, 4, 3, 4, 5, 3)
NAMED = re.compile(r"`(test_\w+)`")


@pytest.fixture(scope="module")
def existing() -> set[str]:
    """The names of all tests."""
    return {
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


def test_no_section_is_forgotten() -> None:
    expected = [
        f"V{chapter}.{section}"
        for chapter, sections in enumerate(SECTIONS_OF_CHAPTERS, start=1)
        for section in range(1, sections + 1)
    ]

    assert [section for section, *_rest in ROWS] == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_section_is_held_by_tests_that_exist_or_by_a_reason(
    existing: set[str], row: tuple[str, str, str, str]
) -> None:
    _section, _asks, applies, held_by = row
    named = set(NAMED.findall(held_by))

    assert named <= existing
    assert applies == "no" or named or held_by.startswith("reason:")

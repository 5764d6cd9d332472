"""Whatever page writes the filières of listings asks first about those that are others'."""

import ast
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "directory" / "web"
# What writes or brings back filières, as the module of the catalog that has it.
WRITERS = {
    "directory.catalog.editing": {"create_structure", "edit_structure"},
    "directory.catalog.duplicates": {"merge_structures"},
    "directory.catalog.correction_deciding": {"decide_correction"},
    "directory.catalog.restoring": {"restore_revision", "undo_revision", "undo_batch"},
    "directory.catalog.bulk": {"apply_bulk"},
    "directory.exchange.importing": {"apply_import", "undo_import"},
    "directory.exchange.importers.finess_import": {"apply_proposals"},
}
LIMITS, RIGHTS = "directory.web.admin.filiere_limits", "directory.web.admin.revision_rights"
CHOICE, REACH = "directory.web.admin.bulk_choice", "directory.exchange.reach"
GUARDS = {
    LIMITS: {"refuse_beyond"},
    RIGHTS: {"require_may_restore", "require_may_undo", "require_may_undo_together"},
    CHOICE: {"read_bulk_choice"},
    "directory.web.admin.imports": {"reach"},
}


POLICIES = {"directory.accounts.policies": {"filieres_beyond"}}


def called(path: Path, wanted: dict[str, set[str]]) -> set[str]:
    """Name which of some functions a module calls, however it imports them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    local: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                names = wanted.get(whole, set())
                local |= {f"{alias.asname or alias.name}.{name}": name for name in names}
                if alias.name in wanted.get(node.module or "", set()):
                    local[alias.asname or alias.name] = alias.name
    calls = (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {local[call] for call in calls if call in local}


MODULES = sorted(path for path in WEB.rglob("*.py") if called(path, WRITERS))


def test_every_writer_is_called_by_a_page() -> None:
    found = set().union(*(called(path, WRITERS) for path in MODULES))

    assert found == set().union(*WRITERS.values())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_who_writes_filieres_asks_whose_they_are(path: Path) -> None:
    assert called(path, GUARDS), path


def test_the_rights_over_the_history_ask_the_same_function() -> None:
    assert called(WEB / "admin" / "revision_rights.py", GUARDS) == {"refuse_beyond"}


@pytest.mark.parametrize("module", [LIMITS, CHOICE, REACH])
def test_what_guards_asks_the_policies(module: str) -> None:
    path = WEB.parents[1] / f"{module.replace('.', '/')}.py"

    assert called(path, POLICIES) == {"filieres_beyond"}

"""Two readers of code look for faults that are known by their shape; both find nothing."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = ROOT / "tests" / "security" / "semgrep.yml"
BIN = Path(sys.executable).parent

# What a rule sees and we have looked at.
LOOKED_AT = {
    "markup-only-of-a-constant: directory/web/fragments.py",  # pieces that a template escaped
    "markup-only-of-a-constant: directory/web/markdown.py",  # what nh3 has cleaned
    "random-is-not-secret: directory/catalog/demonstration.py",  # fictional listings, by a seed
    "random-is-not-secret: directory/catalog/fictional_listing.py",
}

# One fault for each rule: where it would stand, and what it would look like.
FAULTS = {
    "markup-only-of-a-constant": (
        "directory/web/page.py",
        "from markupsafe import Markup\ndef page(name): return Markup(name)",
    ),
    "no-template-from-a-string": (
        "directory/web/page.py",
        "from flask import render_template_string\nrender_template_string(words)",
    ),
    "no-safe-filter-in-templates": ("templates/page.html", "<p>{{ words | safe }}</p>"),
    "request-needs-a-timeout": ("directory/web/page.py", "import requests\nrequests.get(url)"),
    "no-shell": ("directory/web/page.py", "import subprocess\nsubprocess.run(line, shell=True)"),
    "no-object-from-bytes": ("directory/web/page.py", "import pickle\npickle.loads(body)"),
    "no-sql-glued-together": (
        "directory/web/page.py",
        'from sqlalchemy import text\ntext(f"SELECT * FROM a WHERE b = {c}")',
    ),
    "random-is-not-secret": ("directory/accounts/code.py", "import random\nrandom.choice(digits)"),
    "no-weak-digest": ("directory/web/page.py", "import hashlib\nhashlib.md5(body)"),
    "no-unchecked-certificate": (
        "directory/web/page.py",
        "import requests\nrequests.get(url, timeout=1, verify=False)",
    ),
    "redirect-only-to-our-own-addresses": (
        "directory/web/page.py",
        'from flask import redirect, request\nredirect(request.args.get("next"), 303)',
    ),
    "no-innerhtml": ("static/js/page.js", "node.innerHTML = words;"),
}


def faults_in(folder: Path) -> set[str]:
    """Give the rules that something in a folder breaks, with the place of each."""
    run = subprocess.run(
        [
            BIN / "semgrep",
            "scan",
            f"--config={RULES}",
            "--metrics=off",
            "--disable-version-check",
            "--no-git-ignore",
            "--jobs=1",
            "--quiet",
            "--json",
            *(name for name in ("directory", "templates", "static/js") if (folder / name).exists()),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(run.stdout)
    assert report["errors"] == []
    return {
        f"{fault['check_id'].rpartition('.')[2]}: {fault['path']}" for fault in report["results"]
    }


def test_semgrep_finds_nothing_in_our_code() -> None:
    assert faults_in(ROOT) - LOOKED_AT == set()


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What semgrep says of a folder that holds one fault of each kind."""
    folder = tmp_path_factory.mktemp("planted")
    for number, (place, code) in enumerate(FAULTS.values()):
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_stem(f"{path.stem}{number}").write_text(code + "\n", encoding="utf-8")
    return {fault.partition(":")[0] for fault in faults_in(folder)}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_rule_sees_the_fault_that_it_forbids(planted: set[str], rule: str) -> None:
    assert rule in planted


def test_every_rule_has_its_fault() -> None:
    rules = re.findall(r"^  - id: (\S+)$", RULES.read_text(encoding="utf-8"), re.MULTILINE)

    assert set(rules) == set(FAULTS)


def test_bandit_finds_nothing_of_weight() -> None:
    run = subprocess.run(
        [BIN / "bandit", "-r", "directory", "wsgi.py", "-ll", "-q", "-f", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    found = json.loads(run.stdout)["results"]
    assert [f"{item['filename']}:{item['line_number']} {item['test_id']}" for item in found] == []

"""Every address of the site, from its own map: nothing is forgotten when a page is added."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from flask import Flask
from werkzeug.routing import Rule

NOBODY = UUID("00000000-0000-4000-8000-000000000000")
_USUAL = {
    "slug": "nord-finistere",
    "insee": "29151",
    "kind": "verifier",
    "file_format": "csv",
    "token": "inconnu",
    "name": "nom",
    "reference": "inconnue",
    "number": 1,
    "revision_id": 1,
}


def rules_of(app: Flask, method: str, *areas: str) -> Iterator[Rule]:
    """Give the rules that take a method, of some areas or of all."""
    for rule in app.url_map.iter_rules():
        area = rule.endpoint.partition(".")[0]
        is_asked = (not areas or area in areas) and rule.endpoint != "static"
        if method in (rule.methods or ()) and is_asked:
            yield rule


def address_of(rule: Rule, values: Mapping[str, object] | None = None) -> str:
    """Give an address that a rule answers; what is not given is something plausible."""
    known = {**_USUAL, **(values or {})}
    needed = {name: known.get(name, NOBODY) for name in rule.arguments}
    built = rule.build(needed, append_unknown=False)
    assert built is not None, rule.rule
    return str(built[1])

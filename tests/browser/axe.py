"""What axe finds on a page, at every width and in both colours, a line for each finding."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (320, 768, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_HEIGHT = 900
_RESULTS = ["violations", "incomplete"]
# The dark scheme changes nothing but colours: asking these rules alone halves the time.
_RULES_OF_COLOUR = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
_OPTIONS: dict[str, dict[str, Any]] = {
    "light": {"resultTypes": _RESULTS},
    "dark": {"resultTypes": _RESULTS, "runOnly": {"type": "rule", "values": _RULES_OF_COLOUR}},
}
_axe = Axe()


@dataclass(frozen=True, slots=True)
class Explained:
    """What axe cannot decide by itself and a person has looked at: a rule, where, why it holds."""

    rule: str
    part: str
    reason: str


EXPLAINED = (
    Explained(
        "color-contrast",
        ".map, .territory-map",
        "Names lie on land, sea and tints, with a halo; tests/js/tokens.test.mjs holds their inks.",
    ),
    Explained(
        "color-contrast",
        ".table-scroll",
        "A cell cut by the edge of a table that scrolls has the colours of the cells in sight.",
    ),
    Explained(
        "color-contrast",
        ".territory .filiere-list, .lead:has(+ .territory), .map-end, .results__understood,"
        " .page:has(.territory-map) ~ .site-footer",
        "What a map draws beyond its box is cut there, yet axe sees it over the words around"
        " the map at some widths; at the others, and for the footer on every other page, it"
        " measures the same colours without a doubt.",
    ),
)
_WHICH_ARE_EXPLAINED = """([doubts, explained]) => doubts.map(([rule, target]) =>
    explained.some(([known, part]) => rule === known
        && document.querySelector(target)?.closest(part)))"""


def look_with_axe(page: Page) -> str:
    """Say every violation and every unexplained doubt, one a line, and where it was seen.

    The page must have been opened with reduced motion: a colour halfway has no contrast.
    """
    seen: dict[str, list[str]] = defaultdict(list)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": _HEIGHT})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for line in _findings(page, scheme):
                seen[line].append(f"{width} px {scheme}")
    return "\n".join(f"{line} ({', '.join(places)})" for line, places in seen.items())


def _findings(page: Page, scheme: str) -> Iterator[str]:
    answer: dict[str, Any] = _axe.run(page, options=_OPTIONS[scheme]).response
    for result in answer["violations"]:
        for node in result["nodes"]:
            yield f"violation of {_describe(result, node)}"
    doubts = [(result, node) for result in answer["incomplete"] for node in result["nodes"]]
    for (result, node), is_explained in zip(doubts, _are_explained(page, doubts), strict=True):
        if not is_explained:
            yield f"doubt about {_describe(result, node)}"


def _describe(result: dict[str, Any], node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    messages = "; ".join(check["message"] for check in checks)
    return f"{result['id']} at {' '.join(map(str, node['target']))}: {messages}"


def _are_explained(page: Page, doubts: list[tuple[dict[str, Any], dict[str, Any]]]) -> list[bool]:
    asked = [[result["id"], node["target"][0]] for result, node in doubts]
    explained = [[known.rule, known.part] for known in EXPLAINED]
    answers: list[bool] = page.evaluate(_WHICH_ARE_EXPLAINED, [asked, explained])
    return answers

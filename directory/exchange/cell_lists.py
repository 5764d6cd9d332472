"""Lists inside one cell: « a | b », and how areas, sources and closures are written in them."""

import re
from collections.abc import Iterable
from datetime import date

from directory.catalog.drafts import AreaDraft, ClosureDraft, SourceDraft
from directory.exchange.cell_words import AREA_KINDS, BASES

_BAR = re.compile(r"(?<!\\)\|")
_SOURCE = re.compile(
    r"(?P<title>.*?)(?:\s*<(?P<url>[^<>\s]+)>)?(?:\s*\((?P<dated>\d{4}-\d{2}-\d{2})\))?", re.DOTALL
)
_CLOSURE = re.compile(
    r"(?P<start>\d{4}-\d{2}-\d{2})(?:\s*/\s*(?P<end>\d{4}-\d{2}-\d{2}))?(?:\s+(?P<reason>.+))?",
    re.DOTALL,
)


def join(parts: Iterable[str]) -> str:
    """Write a list; a bar inside a part is kept by a backslash."""
    return " | ".join(part.replace("|", "\\|") for part in parts)


def split(text: str) -> list[str]:
    """Read what `join` wrote, or a list parted by bars alone."""
    parts = (part.strip().replace("\\|", "|") for part in _BAR.split(text))
    return [part for part in parts if part]


def area_text(area: AreaDraft) -> str:
    """Write an area by its code: « commune 29151 (déclarée) »."""
    return f"{AREA_KINDS[area.kind]} {area.code} ({BASES[area.basis]})"


def source_text(source: SourceDraft) -> str:
    """Write « Title <address> (2024-12-31) »."""
    url = f" <{source.url}>" if source.url else ""
    dated = f" ({source.dated.isoformat()})" if source.dated else ""
    return f"{source.title}{url}{dated}"


def parse_source(text: str) -> SourceDraft:
    """Read a source. Raises ValueError when its day does not exist."""
    found = _SOURCE.fullmatch(text)
    if found is None:
        raise ValueError("not a source")
    dated = found["dated"]
    return SourceDraft(
        found["title"].strip(), found["url"], date.fromisoformat(dated) if dated else None
    )


def closure_text(closure: ClosureDraft) -> str:
    """Write « 2026-12-24/2026-12-26 reason »."""
    reason = f" {closure.reason}" if closure.reason else ""
    return f"{closure.start.isoformat()}/{closure.end.isoformat()}{reason}"


def parse_closure(text: str) -> ClosureDraft:
    """Read closed days; one day alone is its own end. Raises ValueError."""
    found = _CLOSURE.fullmatch(text.strip())
    if found is None:
        raise ValueError("closed days are written 2026-12-24/2026-12-26 reason")
    start = date.fromisoformat(found["start"])
    end = date.fromisoformat(found["end"]) if found["end"] else start
    return ClosureDraft(start, end, found["reason"])

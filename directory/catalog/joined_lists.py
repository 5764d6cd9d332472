"""Lists that two versions of a listing say together: what both kept, and what each one added."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, replace
from typing import Any

from directory.catalog.canonical_draft import canonical_draft
from directory.catalog.drafts import StructureDraft

# Any, here and below: a line of one of the lists, whatever its type.
Lines = dict[Hashable, Any]

# By what a line of a list is the same line in another version.
_SAME_BY: Mapping[str, Callable[[Any], Hashable]] = {
    "phones": lambda phone: phone.number,
    "closures": lambda closure: closure.start,
    "coverage": lambda area: (area.kind, area.code),
    "filieres": lambda slug: slug,
    "sources": lambda source: source.title,
}
JOINED = tuple(_SAME_BY)


def with_joined_lists(
    mine: StructureDraft, theirs: StructureDraft, *, seen: StructureDraft | None
) -> StructureDraft:
    """Give my draft, its lists joined by theirs, in my order and with my words where both differ.

    A line of `seen`, which both started from, is left out when one removed it and the other did
    not touch it. Without it, nothing was removed.
    """
    mine, theirs = canonical_draft(mine), canonical_draft(theirs)
    seen = None if seen is None else canonical_draft(seen)
    joined: dict[str, Any] = {name: _joined(name, mine, theirs, seen) for name in JOINED}
    return canonical_draft(replace(mine, **joined))


def _joined(
    name: str, mine: StructureDraft, theirs: StructureDraft, seen: StructureDraft | None
) -> tuple[Any, ...]:
    ours, others = _lines(name, mine), _lines(name, theirs)
    before = {} if seen is None else _lines(name, seen)
    kept = [
        _line(line, others.get(key), before.get(key))
        for key, line in ours.items()
        if key in others or line != before.get(key)
    ]
    added = [line for key, line in others.items() if key not in ours and line != before.get(key)]
    return (*kept, *added)


def _lines(name: str, draft: StructureDraft) -> Lines:
    """Give the lines of a list by what they are; one that is there twice is two."""
    lines: Lines = {}
    counted: Counter[Hashable] = Counter()
    for line in getattr(draft, name):
        key = _SAME_BY[name](line)
        lines[key, counted[key]] = line
        counted[key] += 1
    return lines


def _line(mine: Any, theirs: Any, before: Any) -> Any:
    """Give one line as both changed it."""
    if theirs is None or before is None or isinstance(mine, str):
        return mine
    taken = {
        field.name: getattr(theirs, field.name)
        for field in fields(mine)
        if getattr(mine, field.name) == getattr(before, field.name)
    }
    return replace(mine, **taken)

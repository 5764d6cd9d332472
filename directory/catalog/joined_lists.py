"""Lists that two versions say together: what both kept, and what each one added."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from directory.catalog.canonical_draft import canonical_draft
from directory.catalog.drafts import StructureDraft

Line = TypeVar("Line")
Key = Callable[[Any], Hashable]  # Any: a line of a list, whatever its type

# By what a line of a list is the same line in another version.
_SAME_BY: Mapping[str, Key] = {
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
    # Any: tuples of lines, by the names of their fields.
    joined: dict[str, Any] = {
        name: join_lines(
            same_by,
            getattr(mine, name),
            getattr(theirs, name),
            seen=() if seen is None else getattr(seen, name),
        )
        for name, same_by in _SAME_BY.items()
    }
    return canonical_draft(replace(mine, **joined))


def join_lines(
    same_by: Key, mine: Iterable[Line], theirs: Iterable[Line], *, seen: Iterable[Line]
) -> tuple[Line, ...]:
    """Do the same for one list; `same_by` gives by what a line is the same in another version."""
    ours, others, before = (_by_key(same_by, lines) for lines in (mine, theirs, seen))
    kept = [
        _join(line, others.get(key), before.get(key))
        for key, line in ours.items()
        if key in others or line != before.get(key)
    ]
    added = [line for key, line in others.items() if key not in ours and line != before.get(key)]
    return (*kept, *added)


def _by_key(same_by: Key, lines: Iterable[Line]) -> dict[Hashable, Line]:
    """Give the lines of a list by what they are; one that is there twice is two."""
    found: dict[Hashable, Line] = {}
    counted: Counter[Hashable] = Counter()
    for line in lines:
        key = same_by(line)
        found[key, counted[key]] = line
        counted[key] += 1
    return found


def _join(mine: Line, theirs: Line | None, before: Line | None) -> Line:
    """Give one line as both changed it, by my words where both differ."""
    if theirs is None or before is None or not is_dataclass(mine) or isinstance(mine, type):
        return mine
    taken = {
        field.name: getattr(theirs, field.name)
        for field in fields(mine)
        if getattr(mine, field.name) == getattr(before, field.name)
    }
    return replace(mine, **taken)

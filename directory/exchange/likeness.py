"""Which listing a row of a file is about, among those that it resembles."""

from collections.abc import Sequence

from directory.catalog.name_likeness import ONLY_THE_KIND
from directory.catalog.resemblance import Resemblance, ResemblanceReason


def sure_likeness(found: Sequence[Resemblance]) -> Resemblance | None:
    """Give the one listing that has the number of a row; a name alone is never sure.

    Nor is a number of another name in another commune.
    """
    numbered = _numbered(found)
    same_name = [known for known in found if known.has_same_name]
    # A hospital may have several teams of one kind under one number: the name tells.
    likely = [known for known in numbered if known in same_name] if same_name else numbered
    return likely[0] if len(likely) == 1 and not likely[0].is_elsewhere else None


def clear_likeness(found: Sequence[Resemblance]) -> Resemblance | None:
    """Give the one listing that a row may be taken for with one decision on many rows.

    It is the only one, or the only one of the same name unless the number is another one's.
    One telephone may be that of several teams.
    """
    if len(found) == 1:
        is_vague = found[0].score <= ONLY_THE_KIND
        is_vague |= found[0].is_elsewhere or found[0].reason is ResemblanceReason.SAME_PHONE
        return None if is_vague else found[0]
    same_name = [known for known in found if known.has_same_name]
    is_clear = len(same_name) == 1 and all(known in same_name for known in _numbered(found))
    return same_name[0] if is_clear else None


def _numbered(found: Sequence[Resemblance]) -> list[Resemblance]:
    return [known for known in found if known.reason is ResemblanceReason.SAME_FINESS]

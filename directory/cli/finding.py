"""What a look at an instance finds wrong, with its remedy."""

from dataclasses import dataclass

RESTORE = "remettre une sauvegarde : directory backup restore FICHIER"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong and the command or gesture that mends it, in French."""

    fault: str
    fix: str

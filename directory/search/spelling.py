"""What is said of a forgiven typing error."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as it was typed and as it was read."""

    typed: str
    read: str

"""Sets of slots kept in the bits of one integer."""

from collections.abc import Iterable

_BITS_OF_BYTE = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def slots_of(bits: int) -> list[int]:
    """List the slots of a set, in their order."""
    slots: list[int] = []
    for position, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            base = position * 8
            slots.extend([base + bit for bit in _BITS_OF_BYTE[byte]])
    return slots


def bits_of(slots: Iterable[int]) -> int:
    """Make the set of some slots."""
    chosen = list(slots)
    if not chosen:
        return 0
    octets = bytearray(max(chosen) // 8 + 1)
    for slot in chosen:
        octets[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(octets, "little")

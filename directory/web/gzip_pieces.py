"""One gzip member made of pieces compressed ahead, with a nonce of its own between them.

A nonce is stored, not compressed, and the checksum of the whole is put together from those of the
pieces (a checksum is linear), so that sending costs next to nothing whatever the length.
"""

import struct
import zlib
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_SHORTEST_COMBINED = 16_384  # under this, summing again is quicker
_LONG = 200_000
_LEVEL, _LEVEL_OF_LONG = 6, 4  # half the time for a tenth more

_Table = tuple[int, ...]
_Shift = tuple[_Table, _Table, _Table, _Table]


class _Piece(NamedTuple):
    plain: bytes
    deflated: bytes
    checksum: int


class GzipPieces:
    """The pieces of one body."""

    def __init__(self, pieces: tuple[bytes, ...]) -> None:
        level = _LEVEL if sum(map(len, pieces)) < _LONG else _LEVEL_OF_LONG
        last = len(pieces) - 1
        self._pieces = [
            _Piece(piece, _deflate(piece, level, is_last=rank == last), zlib.crc32(piece))
            for rank, piece in enumerate(pieces)
        ]
        self._whole = self._join(b"") if len(pieces) == 1 else None
        self.size = sum(len(piece.deflated) for piece in self._pieces)

    def body(self, nonce: bytes) -> bytes:
        """Give the whole member with the nonce between the pieces."""
        return self._join(nonce) if self._whole is None else self._whole

    def _join(self, nonce: bytes) -> bytes:
        first = self._pieces[0]
        parts = [_HEADER, first.deflated]
        checksum, length = first.checksum, len(first.plain)
        stored_nonce = struct.pack("<BHH", 0, len(nonce), len(nonce) ^ 0xFFFF) + nonce
        for piece in self._pieces[1:]:
            checksum = _extended(zlib.crc32(nonce, checksum), piece)
            length += len(nonce) + len(piece.plain)
            parts += (stored_nonce, piece.deflated)
        parts.append(struct.pack("<LL", checksum, length & 0xFFFFFFFF))
        return b"".join(parts)


def _deflate(piece: bytes, level: int, *, is_last: bool) -> bytes:
    """Compress a piece by itself, ending on a byte, so that others can stand after it."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    ending = zlib.Z_FINISH if is_last else zlib.Z_FULL_FLUSH
    return compressor.compress(piece) + compressor.flush(ending)


def _extended(checksum: int, piece: _Piece) -> int:
    """Give the checksum of what was summed so far followed by a piece."""
    if len(piece.plain) < _SHORTEST_COMBINED:
        return zlib.crc32(piece.plain, checksum)
    for shift in _shifts(len(piece.plain)):
        checksum = _shifted(checksum, shift)
    return checksum ^ piece.checksum


def _shifted(checksum: int, shift: _Shift) -> int:
    return (
        shift[0][checksum & 255]
        ^ shift[1][checksum >> 8 & 255]
        ^ shift[2][checksum >> 16 & 255]
        ^ shift[3][checksum >> 24]
    )


@lru_cache(maxsize=4_096)
def _shifts(length: int) -> tuple[_Shift, ...]:
    """Say how to carry a checksum over that many bytes, one power of two after another."""
    return tuple(_shift(power) for power in range(length.bit_length()) if length >> power & 1)


@cache
def _shift(power: int) -> _Shift:
    """Say what each byte of a checksum becomes after 2**power zero bytes."""
    if power == 0:
        nothing = zlib.crc32(b"\0", 0)
        return _shift_of(lambda value: zlib.crc32(b"\0", value) ^ nothing)
    half = _shift(power - 1)
    return _shift_of(lambda value: _shifted(_shifted(value, half), half))


def _shift_of(carry: Callable[[int], int]) -> _Shift:
    first, second, third, fourth = (
        tuple(carry(byte << position) for byte in range(256)) for position in (0, 8, 16, 24)
    )
    return first, second, third, fourth

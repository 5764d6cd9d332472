"""Pieces compressed ahead: whatever their number and length, they unpack to the body."""

import gzip
from random import Random

import pytest

from directory.web.gzip_pieces import GzipPieces

NONCE = b"q83vEjRWeJASNFZ4kBI0Vg"


@pytest.mark.parametrize("lengths", [(7,), (30, 90_000), (20_000, 16_384, 65_537), (0, 16_400, 0)])
def test_pieces_unpack_to_the_body_with_its_nonce(lengths: tuple[int, ...]) -> None:
    random = Random(53)  # noqa: S311 (repeatable on purpose)
    pieces = tuple(bytes(random.choices(b"abc <>\n", k=length)) for length in lengths)

    body = GzipPieces(pieces).body(NONCE)

    assert gzip.decompress(body) == NONCE.join(pieces)


def test_a_very_long_body_is_compressed_more_quickly_and_still_unpacks() -> None:
    body = b'{"type":"Point","coordinates":[-3.83, 48.58]},' * 20_000

    packed = GzipPieces((body,))

    assert gzip.decompress(packed.body(NONCE)) == body
    assert packed.size < len(body) / 20

"""The token of an update link opens nothing when it was signed for something else."""

import hashlib
from uuid import uuid4

from itsdangerous import Signer

from directory.catalog.letterhead import Letterhead

LETTERHEAD = Letterhead("https://exemple.fr", "", ("clé",))


def test_a_link_signed_for_another_purpose_opens_nothing() -> None:
    link_id = uuid4()
    other = Signer(["clé"], salt=b"", digest_method=hashlib.sha256).sign(link_id.hex).decode()
    default = Signer(["clé"], digest_method=hashlib.sha256).sign(link_id.hex).decode()

    assert LETTERHEAD.link_id(LETTERHEAD.token_of(link_id)) == link_id
    assert LETTERHEAD.link_id(other) is None
    assert LETTERHEAD.link_id(default) is None

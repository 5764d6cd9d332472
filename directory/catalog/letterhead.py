"""What letters to structures and visitors need of the site: its address, its contact, its keys."""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from itsdangerous import BadSignature, Signer

from directory.catalog.models.structure import Structure

_SALT = b"update link"
_LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The site as a sender of letters; `keys` sign update links, the newest last."""

    base_url: str
    contact_email: str  # empty: none
    keys: tuple[str, ...] = field(repr=False)

    def page_of(self, structure: Structure) -> str:
        """Give the whole address of a structure's public page."""
        return f"{self.base_url}/structures/{structure.slug}"

    def link_address(self, link_id: UUID) -> str:
        """Give the whole address that lets its holder answer for a structure."""
        return f"{self.base_url}/maj/{self.token_of(link_id)}"

    def token_of(self, link_id: UUID) -> str:
        """Sign the id of an update link."""
        return self._signer().sign(link_id.hex).decode("ascii")

    def link_id(self, token: str) -> UUID | None:
        """Give the id that a token was made for; None when we did not sign it."""
        if len(token) > _LONGEST_TOKEN or not token.isascii():
            return None
        try:
            return UUID(hex=self._signer().unsign(token).decode("ascii"))
        except (BadSignature, ValueError):
            return None

    def _signer(self) -> Signer:
        return Signer(list(self.keys), salt=_SALT, digest_method=hashlib.sha256)

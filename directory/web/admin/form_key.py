"""The key of one form of a new thing: two tabs never keep their texts over one another."""

from uuid import UUID, uuid4

from directory.web.admin.address_parameters import read_uuid


def form_key(text: str) -> UUID:
    """Give the key that a form sent, or a new one."""
    return read_uuid(text) or uuid4()

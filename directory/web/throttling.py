"""Counting the tries of visitors, by network address or by what they try; neither is stored."""

from ipaddress import IPv6Address, ip_address, ip_network

from flask import current_app, request

from directory.accounts.keys import keyed_digest
from directory.accounts.throttling import Throttle, forget_attempts, require_not_throttled
from directory.web.services import get_services

_ONE_SUBSCRIBER = 64  # bits of an IPv6 address: a household changes the others at will


def count_try(kind: Throttle, key: str | None = None) -> None:
    """Count one try of `key`, the visitor's network address unless given.

    It counts at once, whatever becomes of the request. Raises ThrottledError.
    """
    services = get_services()
    with services.sessions() as session:
        require_not_throttled(session, kind, _digest(kind, key), clock=services.clock)
        session.commit()


def forget_tries(kind: Throttle, key: str) -> None:
    """Start the count of a key again, after a success."""
    with get_services().sessions() as session:
        forget_attempts(session, kind, _digest(kind, key))
        session.commit()


def visitor_network() -> str:
    """Give the network address of the visitor; in IPv6, what a household shares."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _ONE_SUBSCRIBER), strict=False))
    return str(address)


def _digest(kind: Throttle, key: str | None) -> str:
    secret: str = current_app.config["SECRET_KEY"]
    counted = visitor_network() if key is None else key.lower()
    return keyed_digest(secret, f"throttle {kind}", counted)

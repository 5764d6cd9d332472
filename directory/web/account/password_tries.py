"""Tries of a password, counted so that nobody guesses one and nobody keeps its owner out."""

from directory.accounts.throttling import Throttle
from directory.web.throttling import count_try, forget_tries, visitor_network


def count_password_try(email: str) -> None:
    """Count a try at the account of an address, for this network and for all of them together.

    Counted for all alone, a few wrong passwords from anywhere would shut the owner out. What one
    network is refused does not count for the others. Raises ThrottledError.
    """
    count_try(Throttle.SIGN_IN_ADDRESS)
    count_try(Throttle.SIGN_IN_ACCOUNT, _from_here(email))
    count_try(Throttle.SIGN_IN_ANYWHERE, email)


def forget_password_tries(email: str) -> None:
    """Start the counts of an account again: its owner is here, by a password or a letter."""
    forget_tries(Throttle.SIGN_IN_ACCOUNT, _from_here(email))
    forget_tries(Throttle.SIGN_IN_ANYWHERE, email)


def _from_here(email: str) -> str:
    return f"{email} {visitor_network()}"

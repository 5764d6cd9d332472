"""How somebody checks: chosen in the queue and remembered for the session."""

from flask import session as cookie

from directory.accounts.actor import Actor
from directory.catalog.vocabulary import VerificationMeans

ASKED_MEANS = (VerificationMeans.PHONE, VerificationMeans.MAIL, VerificationMeans.VISIT)
_KEPT_AS = "means"


def means_of(actor: Actor) -> tuple[VerificationMeans, ...]:
    """Give the means to choose from; who speaks for a structure has nobody to call."""
    return ASKED_MEANS if actor.visible_structures is None else (VerificationMeans.LINK,)


def read_means(actor: Actor, asked: str | None) -> VerificationMeans:
    """Give the means that a form names, else the usual one."""
    choices = means_of(actor)
    return next((means for means in choices if means == asked), choices[0])


def remembered_means(actor: Actor) -> VerificationMeans:
    """Give how this person checks, as said last; by telephone until said otherwise."""
    return read_means(actor, cookie.get(_KEPT_AS))


def remember_means(means: VerificationMeans) -> None:
    """Keep how this person checks until the end of the session."""
    cookie[_KEPT_AS] = means.value

"""Who may see a page and do what it does; the answer always comes from `accounts.policies`."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from flask import abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.actor import Actor, Subject, actor_of, subject_of
from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision, decide
from directory.accounts.second_factor import is_second_factor_due
from directory.catalog.authorship import Author
from directory.catalog.models.structure import Structure
from directory.territory.queries import list_filieres
from directory.web.services import get_session
from directory.web.signed_session import get_signed_session

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

_READING = frozenset({"GET", "HEAD"})

View = Callable[Arguments, Answer]
GuardedView = Callable[Arguments, Answer | Response]


def requires(
    permission: Permission,
) -> Callable[[View[Arguments, Answer]], GuardedView[Arguments, Answer]]:
    """Let in only who may; others sign in, or are told that they may not (403)."""

    def guard(view: View[Arguments, Answer]) -> GuardedView[Arguments, Answer]:
        @functools.wraps(view)
        def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer | Response:
            signed = get_signed_session()
            if signed is None:
                return _lead_to_sign_in()
            if is_second_factor_due(signed):
                return redirect(url_for("account.give_second_factor", next=asked_address()), 303)
            if decide(get_actor(), permission) is Decision.REFUSED:
                abort(403)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined] # read by the matrix test
        return guarded

    return guard


def get_actor() -> Actor:
    """Give who is signed in; only for views that `requires` guards."""
    if "actor" not in g:
        signed = get_signed_session()
        if signed is None:
            abort(403)
        g.actor = actor_of(signed.account)
    return cast(Actor, g.actor)  # « g » has no types


def require(
    permission: Permission, *, structure: Structure | None = None, filiere: str | None = None
) -> Decision:
    """Give ALLOWED or PROPOSES for this subject; stop with 403 when it is refused."""
    decision = decide(get_actor(), permission, subject_for(structure=structure, filiere=filiere))
    if decision is Decision.REFUSED:
        abort(403)
    return decision


def may(
    permission: Permission, *, structure: Structure | None = None, filiere: str | None = None
) -> bool:
    """Tell whether a template may offer something."""
    subject = subject_for(structure=structure, filiere=filiere)
    return decide(get_actor(), permission, subject) is not Decision.REFUSED


def subject_for(
    *, structure: Structure | None = None, filiere: str | None = None
) -> Subject | None:
    """Give the subject that a structure or a filière is; None without either."""
    if structure is not None:
        linked = (link.filiere_slug for link in structure.filieres)
        return subject_of(linked, structure_id=structure.id, filiere_count=filiere_count())
    return None if filiere is None else Subject(frozenset({filiere}))


def filiere_count() -> int:
    """Give the number of filières, from which on a structure is regional."""
    if "filiere_count" not in g:
        g.filiere_count = len(list_filieres(get_session()))
    return cast(int, g.filiere_count)


def author_of(actor: Actor) -> Author:
    """Give what the history keeps of somebody."""
    return Author(actor.account_id, actor.role.value, tuple(sorted(actor.filieres)))


def asked_address() -> str:
    """Give the page to come back to after signing in: only pages that are read."""
    rule = request.url_rule
    if request.method in _READING:
        return request.full_path.rstrip("?")
    if rule is not None and "GET" in (rule.methods or ()):
        return request.path
    page = urlsplit(request.referrer or "")
    return page.path if page.netloc == request.host else ""


def _lead_to_sign_in() -> Response:
    """Ask for the password; a script is told by the code, a sent form is told why."""
    if request.is_json:
        return Response(status=401)
    ended = None if request.method in _READING else 1
    return redirect(url_for("account.sign_in", next=asked_address(), fin=ended), 303)

"""The shape of a WSGI application, for the middlewares."""

from collections.abc import Callable, Iterable
from typing import Any

# Any: the environment and the callables are as loose as PEP 3333 leaves them.
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApplication = Callable[[Environ, StartResponse], Iterable[bytes]]

"""What protects visitors: trusted host names, security headers, the strict content policy."""

from collections.abc import Iterable

from flask import Flask, Response
from werkzeug.sansio.utils import host_is_trusted

from directory.settings import Settings
from directory.web.caching import NONCE_PLACEHOLDER
from directory.web.wsgi import Environ, StartResponse, WsgiApplication

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000",
}
_REMEMBERED_HOSTS = 100
_FOR_OPERATORS = ("/healthz", "/readyz")  # asked by address, whatever the machine is called


def content_policy(tiles_url: str) -> str:
    """Give the Content-Security-Policy, with a placeholder where each response's nonce goes."""
    images = "'self' data:"
    if tiles_url:
        images += f" {_origin_of(tiles_url)}"
    return (
        f"default-src 'none'; script-src 'nonce-{NONCE_PLACEHOLDER}' 'strict-dynamic'; "
        f"style-src 'self'; img-src {images}; font-src 'self'; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def csp_nonce() -> str:
    """Give what stands for the nonce in a page until the response is sent."""
    return NONCE_PLACEHOLDER


def install_security(app: Flask, settings: Settings) -> None:
    """Put the headers on every response and the nonce within reach of templates."""
    policy = content_policy(settings.tiles_url)
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if response.mimetype == "text/html":
            response.headers.setdefault("Content-Security-Policy", policy)
        else:
            response.headers.setdefault("Content-Security-Policy", "default-src 'none'")
        if "Access-Control-Allow-Origin" not in response.headers:
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class TrustedHosts:
    """WSGI middleware that answers only to the names that the site is known by."""

    def __init__(self, application: WsgiApplication, trusted: tuple[str, ...]) -> None:
        self._application = application
        self._trusted = trusted
        self._seen: dict[str, bool] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Refuse a strange Host with 400."""
        host: str = environ.get("HTTP_HOST", "")
        if environ.get("PATH_INFO") in _FOR_OPERATORS:
            return self._application(environ, start_response)
        trusted = self._seen.get(host)
        if trusted is None:
            trusted = host_is_trusted(host, self._trusted)
            if len(self._seen) < _REMEMBERED_HOSTS:
                self._seen[host] = trusted
        if trusted:
            return self._application(environ, start_response)
        body = "Ce nom de site n’est pas le nôtre.\n".encode()
        start_response(
            "400 BAD REQUEST",
            [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))],
        )
        return [body]


def _origin_of(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].replace('{s}', '*')}"

"""Languages in addresses: French has no prefix, Breton lives under /br/ and English under /en/."""

from collections.abc import Iterable

from flask import Flask, request
from flask_babel import Babel

from directory.paths import TRANSLATIONS
from directory.values.language import DEFAULT_LANGUAGE, Language
from directory.web.wsgi import Environ, StartResponse, WsgiApplication

_KEY = "directory.language"
_WITHOUT_LANGUAGE = ("/api/", "/static/", "/exports/", "/healthz", "/readyz")


class LanguagePrefix:
    """WSGI middleware that moves /br and /en into SCRIPT_NAME, so that `url_for` keeps them."""

    def __init__(self, application: WsgiApplication) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Read the prefix and hand the rest on."""
        path: str = environ.get("PATH_INFO", "")
        for language in Language:
            prefix = language.address_prefix
            rest = path.removeprefix(prefix)
            if (
                language is not DEFAULT_LANGUAGE
                and path.startswith(f"{prefix}/")
                and not rest.startswith(_WITHOUT_LANGUAGE)
            ):
                environ = {
                    **environ,
                    _KEY: language,
                    "SCRIPT_NAME": environ.get("SCRIPT_NAME", "") + prefix,
                    "PATH_INFO": rest,
                }
        return self._application(environ, start_response)


def install_localization(app: Flask) -> Babel:
    """Choose the language of each request by its address alone."""
    return Babel(
        app,
        default_locale=DEFAULT_LANGUAGE.value,
        default_timezone="Europe/Paris",
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=lambda: current_language().value,
    )


def current_language() -> Language:
    """Give the language of the current request."""
    language: Language = request.environ.get(_KEY, DEFAULT_LANGUAGE)
    return language


def path_in(language: Language) -> str:
    """Give the current path in another language, without the query."""
    return language.address_prefix + request.path

"""The composition root: how the site is put together, as a table of contents."""

from collections.abc import Callable

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from directory.database import SessionFactory, make_session_factory, open_engine
from directory.mail.sending import send_due
from directory.paths import DATA, TEMPLATES
from directory.search.finder import Finder
from directory.search.indexing import ensure_index
from directory.settings import Settings
from directory.values.clock import Clock, SystemClock
from directory.web.account.urls import account
from directory.web.admin.urls import admin
from directory.web.after_response import install_after_response
from directory.web.api.urls import api
from directory.web.assets import install_assets
from directory.web.caching import ResponseCache
from directory.web.errors import install_errors
from directory.web.generation import SECONDS_BETWEEN_LOOKS, GenerationWatch
from directory.web.localization import LanguagePrefix, install_localization
from directory.web.operations import operations
from directory.web.origin_check import install_origin_check
from directory.web.parent_watch import leave_with_parent
from directory.web.public.urls import public
from directory.web.raw_query import RawQuery
from directory.web.request_log import configure_log, install_request_log
from directory.web.security import TrustedHosts, install_security
from directory.web.services import Services, install_services
from directory.web.signed_session import install_signed_sessions
from directory.web.templating import install_templating
from directory.web.unstorable_sign import install_sign_check
from directory.web.upload_limits import install_upload_limits
from directory.web.view_counts import SECONDS_BETWEEN_FLUSHES, ViewCounts


def create_worker_app() -> Flask:
    """Put together the application of a worker of `directory serve`, which leaves with it."""
    leave_with_parent()
    return create_app(Settings.from_environment())


def create_app(
    settings: Settings,
    *,
    clock: Clock | None = None,
    seconds_between_looks: float = SECONDS_BETWEEN_LOOKS,
) -> Flask:
    """Put an application together; nothing is read or prepared before the first request.

    A change made by another process is looked for after `seconds_between_looks`.
    """
    configure_log(settings.log_level)
    app = Flask("directory", template_folder=str(TEMPLATES), static_folder=None)
    clock = clock or SystemClock()
    sessions = make_session_factory(open_engine(settings.database_address))
    finder = Finder(
        sessions,
        index_folder=settings.index_folder,
        synonyms_path=DATA / "vocabulary" / "synonyms.csv",
    )
    generation = GenerationWatch(sessions, finder, seconds=seconds_between_looks)

    install_services(app, Services(settings, clock, sessions, finder, generation))
    install_request_log(app)
    install_localization(app)
    install_assets(app)
    install_security(app, settings)
    install_origin_check(app)
    install_upload_limits(app)
    install_sign_check(app)
    install_signed_sessions(app, settings)
    following = (index_follower(sessions, settings), mail_sender(sessions, settings, clock))
    install_after_response(app, following, in_thread=seconds_between_looks > 0)
    install_templating(app)
    install_errors(app)
    app.register_blueprint(public)
    app.register_blueprint(api)
    app.register_blueprint(account)
    app.register_blueprint(admin)
    app.register_blueprint(operations)

    application = RawQuery(LanguagePrefix(app.wsgi_app))
    cached = ResponseCache(
        application,
        generations=generation.followed,
        clock=clock,
        megabytes=settings.cache_megabytes,
    )
    counted = ViewCounts(
        cached,
        sessions=sessions,
        clock=clock,
        seconds=SECONDS_BETWEEN_FLUSHES if seconds_between_looks > 0 else 0,
    )
    trusted = TrustedHosts(counted, settings.trusted_hosts)
    app.wsgi_app = (  # type: ignore[method-assign]  # how Flask takes middlewares
        ProxyFix(trusted, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies)
        if settings.proxies
        else trusted
    )
    return app


def index_follower(sessions: SessionFactory, settings: Settings) -> Callable[[], None]:
    """Give the task that brings the search index to the point of the database."""

    def follow_with_index() -> None:
        with sessions() as session:
            ensure_index(session, settings.index_folder)

    return follow_with_index


def mail_sender(sessions: SessionFactory, settings: Settings, clock: Clock) -> Callable[[], None]:
    """Give the task that sends what waits in the outbox."""

    def send_mail() -> None:
        with sessions() as session:
            send_due(session, settings, clock=clock)

    return send_mail

"""What browser tests may ask for: Chromium, two served sites, a visitor who listens."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect, sync_playwright

from directory.cli.instance import prepare_instance
from directory.values.clock import FixedClock
from tests.browser.site_server import serve_site
from tests.browser.visit import DESKTOP, Visit, begin_visit
from tests.conftest import make_settings

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE_MILLISECONDS = 15_000
expect.set_options(timeout=_PATIENCE_MILLISECONDS)


class Visitor(Protocol):
    """Begin a visit, each with a browser profile of its own."""

    def __call__(
        self,
        site: str | None = None,
        *,
        viewport: ViewportSize = DESKTOP,
        java_script_enabled: bool = True,
        permissions: Sequence[str] = (),
    ) -> Visit:
        """Give a visit of the real site, unless another one is named."""


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium lies: CHROMIUM, then the PATH."""
    for name in (os.environ.get("CHROMIUM", ""), *_NAMES):
        if name and (path := shutil.which(name)):
            return path
    pytest.fail(
        "Chromium is missing: « sudo apt install chromium », or name one with CHROMIUM=/path/to/it",
        pytrace=False,
    )


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One Chromium for all the browser tests of a process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def real_site(real_instance: Path, clock: FixedClock) -> Iterator[str]:
    """The address of a site that serves the real listings."""
    with serve_site(real_instance, clock) as address:
        yield address


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory, clock: FixedClock) -> Iterator[str]:
    """The address of a site that serves the fictional listings, with hours and every state."""
    instance = tmp_path_factory.mktemp("demo")
    prepare_instance(make_settings(instance, demo=True), clock=clock)
    with serve_site(instance, clock, demo=True) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, real_site: str) -> Iterator[Visitor]:
    """Begin visits; every profile is closed with the test."""
    contexts: list[BrowserContext] = []

    def begin(
        site: str | None = None,
        *,
        viewport: ViewportSize = DESKTOP,
        java_script_enabled: bool = True,
        permissions: Sequence[str] = (),
    ) -> Visit:
        context = browser.new_context(
            locale="fr-FR",
            reduced_motion="reduce",
            viewport=viewport,
            java_script_enabled=java_script_enabled,
            permissions=permissions,
        )
        context.set_default_timeout(_PATIENCE_MILLISECONDS)
        contexts.append(context)
        return begin_visit(context, site or real_site)

    yield begin
    for context in contexts:
        context.close()

"""A visitor's browser that writes down what must never happen: errors, refusals, strange hosts."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
)

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 640}
SMALL_PHONE: ViewportSize = {"width": 320, "height": 640}
_LOUD = ("error", "warning")


@dataclass
class Visit:
    """A page of a visitor and all that it asked for, said and received."""

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)

    def open(self, path: str, *, status: int = 200) -> Page:
        """Go to a path of the site and wait until its scripts have asked for what they need."""
        answer = self.page.goto(self.site + path, wait_until="load")
        assert answer is not None
        assert answer.status == status, f"{path} answered {answer.status}"
        self.page.wait_for_load_state("networkidle")
        return self.page

    def requests_elsewhere(self) -> list[str]:
        """Give the requests that left the site."""
        own = urlsplit(self.site).netloc
        return [
            url for url in self.requests if urlsplit(url).netloc not in (own, "") or "//" not in url
        ]

    def failures(self) -> list[str]:
        """Give the answers that were errors."""
        return [
            f"{answer.status} {answer.url}" for answer in self.responses if answer.status >= 400
        ]


def begin_visit(context: BrowserContext, site: str) -> Visit:
    """Open a blank page and listen to it."""
    visit = Visit(context.new_page(), site)

    def hear(message: ConsoleMessage) -> None:
        if message.type in _LOUD:
            visit.complaints.append(f"{message.type}: {message.text}")

    def note(request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            visit.requests.append(request.url)

    def receive(response: Response) -> None:
        visit.responses.append(response)

    visit.page.on("console", hear)
    visit.page.on("pageerror", lambda error: visit.complaints.append(f"exception: {error}"))
    visit.page.on("request", note)
    visit.page.on("response", receive)
    return visit

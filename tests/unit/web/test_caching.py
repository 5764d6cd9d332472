"""Kept responses: when they are kept, what they are sent with, and that they can be read."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import Client

from directory.web.caching import NONCE_PLACEHOLDER, ResponseCache
from directory.web.wsgi import Environ, StartResponse

PAGE = f'<p>Début</p><script nonce="{NONCE_PLACEHOLDER}"></script>'.encode() + b"fin " * 400


@dataclass
class MovingClock:
    """A clock that a test moves."""

    moment: datetime = datetime(2026, 11, 27, 18, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@dataclass
class Site:
    """A small application that counts how often it is asked."""

    control: str = "public, max-age=60"
    etag: str | None = None
    body: bytes = PAGE
    asked: list[str] = field(default_factory=list)
    generation: int = 1
    index_generation: int = 1
    clock: MovingClock = field(default_factory=MovingClock)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.asked.append(environ["REQUEST_METHOD"])
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Cache-Control", self.control),
            ("Content-Security-Policy", f"script-src 'nonce-{NONCE_PLACEHOLDER}'"),
        ]
        if self.etag:
            headers.append(("ETag", self.etag))
        start_response("200 OK", headers)
        return [self.body]

    def client(self, megabytes: int = 1) -> Client:
        return Client(
            ResponseCache(
                self,
                generations=lambda: (self.generation, self.index_generation),
                clock=self.clock,
                megabytes=megabytes,
            )
        )


def test_a_public_page_is_made_once() -> None:
    site = Site()
    client = site.client()

    bodies = {len(client.get("/page").data) for _ in range(3)}

    assert site.asked == ["GET"]
    assert len(bodies) == 1


def test_each_sending_has_a_nonce_of_its_own_in_header_and_page() -> None:
    client = Site().client()

    nonces = set()
    for _ in range(3):
        answer = client.get("/page")
        nonce = answer.headers["Content-Security-Policy"].split("nonce-")[1].rstrip("'")
        assert f'nonce="{nonce}"' in answer.text
        nonces.add(nonce)

    assert len(nonces) == 3


def test_a_compressed_page_unpacks_to_the_page_with_the_header_s_nonce() -> None:
    client = Site().client()

    answer = client.get("/page", headers={"Accept-Encoding": "gzip"})

    nonce = answer.headers["Content-Security-Policy"].split("nonce-")[1].rstrip("'")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < len(PAGE) / 2
    assert gzip.decompress(answer.data) == PAGE.replace(NONCE_PLACEHOLDER.encode(), nonce.encode())


def test_a_page_that_is_not_public_is_made_every_time() -> None:
    site = Site(control="no-store")
    client = site.client()

    client.get("/page")
    client.get("/page")

    assert len(site.asked) == 2


@pytest.mark.parametrize("name", ["generation", "index_generation"])
def test_a_new_generation_makes_the_page_anew(name: str) -> None:
    site = Site()
    client = site.client()

    client.get("/page")
    setattr(site, name, 2)
    client.get("/page")

    assert len(site.asked) == 2


def test_a_page_is_never_older_than_a_minute() -> None:
    site = Site()
    client = site.client()

    client.get("/page")
    site.clock.moment += timedelta(seconds=60)
    client.get("/page")

    assert len(site.asked) == 2


def test_what_never_changes_at_its_address_is_kept_through_generations() -> None:
    site = Site(control="public, max-age=31536000, immutable")
    client = site.client()

    client.get("/static/1/a.css")
    site.generation = 2
    site.clock.moment += timedelta(hours=1)
    client.get("/static/1/a.css")

    assert len(site.asked) == 1


def test_addresses_that_differ_by_a_word_are_kept_apart() -> None:
    site = Site()
    client = site.client()

    client.get("/page?q=a")
    client.get("/page?q=b")

    assert len(site.asked) == 2


def test_a_head_request_has_the_length_and_no_body() -> None:
    site = Site()
    client = site.client()

    answer = client.head("/page")

    assert answer.data == b""
    assert int(answer.headers["Content-Length"]) > 1000
    assert site.asked == ["GET"]


def test_a_known_etag_is_answered_by_304() -> None:
    client = Site(etag='"abc"').client()

    answer = client.get("/data", headers={"If-None-Match": 'W/"abc", "other"'})

    assert answer.status_code == 304
    assert answer.data == b""


def test_another_etag_gets_the_whole_answer() -> None:
    client = Site(etag='"abc"').client()

    answer = client.get("/data", headers={"If-None-Match": '"old"'})

    assert answer.status_code == 200


def test_memory_stays_under_its_limit() -> None:
    site = Site(body=b"x" * 300_000)
    client = site.client(megabytes=1)

    for number in range(6):
        client.get(f"/page/{number}")
    client.get("/page/0")

    assert len(site.asked) == 7


def test_a_post_is_never_kept() -> None:
    site = Site()
    client = site.client()

    client.post("/page")
    client.get("/page")

    assert site.asked == ["POST", "GET"]

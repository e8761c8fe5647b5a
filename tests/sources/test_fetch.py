"""Fetching: http and https only, whole or not at all, within limits, from a real server."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import pytest

from kusei.errors import FetchFailed, InvalidValue
from kusei.sources.fetch import FetchLimits, checked_address, fetch
from kusei.sources.reading.source_text import Media
from tests.evidence import pdf_files
from tests.evidence.web_server import content, redirect, serving, status

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler

    from tests.evidence.web_server import Answer

PAGE = "<!DOCTYPE html><html><body>区民課</body></html>".encode()
PDF = pdf_files.one_page(pdf_files.stream(pdf_files.shown()))
LIMITS = FetchLimits(bytes=1 << 20, seconds=5.0, redirects=3)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests speak to their own server, whatever proxy the machine names."""
    monkeypatch.setenv("no_proxy", "*")


def refusal(answer: Answer, limits: FetchLimits = LIMITS) -> str:
    """Why the document at ``/x`` is not fetched when it is answered so."""
    with serving({"/x": answer}) as server, pytest.raises(FetchFailed) as caught:
        fetch(f"{server}/x", limits=limits)
    return str(caught.value)


@pytest.mark.parametrize(
    ("body", "said", "media"),
    [
        (PAGE, "text/html; charset=UTF-8", Media.HTML),
        (PAGE, "application/xhtml+xml", Media.HTML),
        (PDF, "application/pdf", Media.PDF),
        (PDF, "application/octet-stream", Media.PDF),
        ("区民課".encode(), "text/plain", Media.PLAIN),
        (PDF, "", Media.PDF),
    ],
)
def test_a_document_comes_as_its_bytes(body: bytes, said: str, media: Media) -> None:
    """The bytes are those sent, and what they are is read from themselves."""
    with serving({"/x": content(body, said)}) as server:
        got = fetch(f"{server}/x", limits=LIMITS)
        assert got.content == body
        assert got.media is media
        assert got.addresses == (f"{server}/x",)


def test_redirects_are_followed_and_shown() -> None:
    """Each address on the way is told, in order, relative ones resolved."""
    answers = {
        "/a": redirect("/b?q=1", 301),
        "/b?q=1": redirect("区.html", 308),
        "/%E5%8C%BA.html": content(PAGE),
    }
    with serving(answers) as server:
        found = fetch(f"{server}/a", limits=LIMITS)
        assert found.addresses == tuple(f"{server}{path}" for path in answers)


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://127.0.0.1/x", "only http and https"),
        ("data:text/html,x", "only http and https"),
        ("//user:secret@127.0.0.1/", "user or password"),
        ("", "to nowhere"),
        ("/x", "in a circle"),
        ("http://[", "not followed"),
    ],
)
def test_a_redirect_to_anything_else_is_not_followed(target: str, why: str) -> None:
    """No file, no other scheme, no circle."""
    assert why in refusal(redirect(target))


def test_too_many_redirects_end() -> None:
    """The limit counts redirects."""
    chain = {f"/{n}": redirect(f"/{n + 1}") for n in range(4)}
    with serving({**chain, "/4": content(PAGE)}) as server:
        assert len(fetch(f"{server}/1", limits=LIMITS).addresses) == 4
        with pytest.raises(FetchFailed, match="more than 3 redirects"):
            fetch(f"{server}/0", limits=LIMITS)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/x",
        "gopher://example.org",
        "data:text/plain,x",
        "/etc/passwd",
        "http://",
        "http://" + "a@example.org/",
        "https://" + "a:b@example.org/",
        "http://example.org:x/",
        "http://[::1",
    ],
)
def test_only_web_addresses_are_fetched(url: str) -> None:
    """And none with a password, which would end up in the graph."""
    with pytest.raises(InvalidValue):
        fetch(url)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("HTTPS://Example.org", "https://example.org/"),
        (
            "http://example.org/区?q=課 係#頭",
            "http://example.org/%E5%8C%BA?q=%E8%AA%B2%20%E4%BF%82",
        ),
        ("http://港区.jp:8080/%E5%8C%BA", "http://xn--dkr304d.jp:8080/%E5%8C%BA"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ('http://example.org/a"<b>\\', "http://example.org/a%22%3Cb%3E%5C"),
    ],
)
def test_an_address_is_made_fit_to_send_and_to_write(url: str, sent: str) -> None:
    """Japanese is encoded, a fragment left out, and nothing in it can leave an IRI of Turtle."""
    assert checked_address(url) == sent


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (content(PAGE, "application/pdf"), "said to be application/pdf, but its bytes"),
        (content(PDF, "text/html"), "said to be text/html, but its bytes"),
        (content(b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png"), "neither PDF, HTML nor"),
        (content(b"", "text/html"), "is empty"),
        (content(PAGE, Content_Encoding="gzip"), "compressed"),
        (content(PAGE * 30_000), "more than 1024 KiB"),
        (content(PAGE, Content_Length="99999999999"), "more than 1024 KiB"),
        (content(PAGE, Content_Length=str(len(PAGE) + 7)), "7 bytes too early"),
        (status(404), "answers 404"),
        (status(403), "answers 403 Forbidden"),
        (status(429), "answers 429 Too Many Requests"),
        (status(429, Retry_After="120"), "Too Many Requests; try again in 120 s"),
        (status(503, Retry_After="soon"), "answers 503 Service Unavailable"),
        (status(500), "answers 500"),
    ],
)
def test_what_is_no_whole_document_is_refused(answer: Answer, why: str) -> None:
    """Each with its own reason, which names the address."""
    told = refusal(answer)
    assert why in told
    assert told.startswith("http://127.0.0.1:")


def test_an_answer_without_length_is_bounded_too() -> None:
    """Chunks for ever end at the limit; chunks cut off are no document."""

    def chunks(request: BaseHTTPRequestHandler) -> None:
        request.protocol_version = "HTTP/1.1"
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(100_000):
                request.wfile.write(b"1000\r\n" + b"a" * 0x1000 + b"\r\n")

    def cut_off(request: BaseHTTPRequestHandler) -> None:
        request.protocol_version = "HTTP/1.1"
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(b"5\r\nabc")

    assert "more than 1024 KiB" in refusal(chunks)
    assert "too early" in refusal(cut_off)


@pytest.mark.parametrize("when", ["before the headers", "in the headers", "in the body"])
def test_a_server_that_drips_is_left_in_time(when: str) -> None:
    """A byte now and then does not keep us longer than the limit on the whole."""

    def drip(request: BaseHTTPRequestHandler) -> None:
        stop = request.stop  # type: ignore[attr-defined]
        if when == "in the headers":
            request.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        if when == "in the body":
            request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        with contextlib.suppress(OSError):
            while not stop.wait(0.05):
                if when != "before the headers":
                    request.wfile.write(b"a")
                    request.wfile.flush()

    begun = time.monotonic()
    told = refusal(drip, FetchLimits(seconds=0.6))
    assert time.monotonic() - begun < 30  # it would drip for ever
    assert "0.6 s" in told


def test_nobody_at_home_is_said_so() -> None:
    """A refused connection is a message, no traceback."""
    with serving({}) as server:
        pass
    with pytest.raises(FetchFailed, match="refused"):
        fetch(f"{server}/x", limits=LIMITS)


def test_no_redirect_leaves_https() -> None:
    """What was asked for in secret is not fetched in the open."""
    from kusei.sources.fetch import _next

    assert _next(["http://example.org/"], "https://example.org/", LIMITS) == "https://example.org/"
    with pytest.raises(FetchFailed, match="from https to http"):
        _next(["https://example.org/"], "http://example.org/", LIMITS)

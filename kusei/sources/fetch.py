"""Fetch a document by http or https: only when asked, within limits, and nothing but a document.

What a server says of its answer is held against the bytes; each redirect is kept to be shown.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from kusei.errors import FetchFailed, InvalidValue
from kusei.sources.media import sniff
from kusei.sources.reading.source_text import Media

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

_CHUNK: Final = 1 << 16
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_SAYS_NOTHING: Final = {"", "application/octet-stream", "binary/octet-stream"}
_ALSO: Final = {"application/xhtml+xml": Media.HTML, "application/x-pdf": Media.PDF}
_SAFE: Final = "!#$%&'()*+,/:;=?@[]~-._"


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """The most that a fetch may take: bytes, seconds in all, redirects."""

    bytes: int = 64 << 20
    seconds: float = 60.0
    redirects: int = 5


USUAL: Final = FetchLimits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its bytes, what they are, and the addresses it was got by, the asked one first."""

    content: bytes
    media: Media
    addresses: tuple[str, ...]


def fetch(url: str, *, limits: FetchLimits = USUAL) -> Fetched:
    """Get the document at ``url``.

    Raises:
        InvalidValue: not an address by which a document can be fetched.
        FetchFailed: no whole document of a kind that kusei reads came within the limits.
    """
    addresses = [checked_address(url)]
    with _Clock(limits.seconds) as clock:
        opener = _opener(clock)
        while True:
            here = addresses[-1]
            try:
                with clock.watching(here), _open(opener, here, clock) as answer:
                    if answer.status not in _REDIRECTS:
                        content = _body(answer, here, limits, clock)
                        media = _media(answer.headers, content, here)
                        return Fetched(content, media, tuple(addresses))
                    target = answer.headers.get("Location", "")
            except (OSError, http.client.HTTPException, ValueError) as error:
                clock.check(here)
                reason = getattr(error, "reason", None) or error
                raise FetchFailed(f"{here}: {_words(reason)}") from None
            addresses.append(_next(addresses, target, limits))


def checked_address(url: str) -> str:
    """The address as it is sent: http or https, without a password in it.

    Raises:
        InvalidValue: any other address.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode() if not host.isascii() else host
    except (ValueError, UnicodeError):
        raise InvalidValue(f"{url}: not an address") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise InvalidValue(f"{url}: only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise InvalidValue("an address with a user or password in it is not fetched")
    place = f"[{host}]" if ":" in host else host
    place += f":{port}" if port else ""
    path, query = (quote(part, safe=_SAFE) for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, place, path, query, ""))


def _next(addresses: list[str], target: str, limits: FetchLimits) -> str:
    here = addresses[-1]
    if not target:
        raise FetchFailed(f"{here}: redirects to nowhere")
    # http.client reads headers as Latin-1; a server that sends UTF-8 means UTF-8.
    with contextlib.suppress(UnicodeError):
        target = target.encode("latin-1").decode("utf-8")
    try:
        there = checked_address(urljoin(here, target))
    except (InvalidValue, ValueError) as error:
        raise FetchFailed(f"{here}: redirects to what is not followed: {error}") from None
    if here.startswith("https:") and not there.startswith("https:"):
        raise FetchFailed(f"{here}: redirects from https to http: {there}")
    if there in addresses:
        raise FetchFailed(f"{here}: redirects in a circle")
    if len(addresses) > limits.redirects:
        raise FetchFailed(f"{here}: more than {limits.redirects} redirects")
    return there


def _open(
    opener: urllib.request.OpenerDirector, url: str, clock: _Clock
) -> http.client.HTTPResponse:
    request = urllib.request.Request(  # noqa: S310 - checked_address lets http and https through
        url, headers={"User-Agent": "kusei", "Accept-Encoding": "identity"}
    )
    answer = opener.open(request, timeout=max(clock.left(), 0.01))
    if not isinstance(answer, http.client.HTTPResponse):
        raise TypeError("an answer of no server")
    if answer.status not in _REDIRECTS | {200}:
        told = f"{url}: the server answers {answer.status} {answer.reason}"
        wait = answer.headers.get("Retry-After", "").strip()
        answer.close()
        raise FetchFailed(told + (f"; try again in {wait} s" if wait.isdecimal() else ""))
    return answer


def _body(answer: http.client.HTTPResponse, url: str, limits: FetchLimits, clock: _Clock) -> bytes:
    if answer.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise FetchFailed(f"{url}: the answer is compressed, which was not asked for")
    too_large = f"{url}: more than {limits.bytes >> 10} KiB"
    if (answer.length or 0) > limits.bytes:
        raise FetchFailed(too_large)
    content = bytearray()
    while chunk := answer.read1(_CHUNK):
        content += chunk
        if len(content) > limits.bytes:
            raise FetchFailed(too_large)
        clock.check(url)
    clock.check(url)
    if answer.length:
        raise FetchFailed(f"{url}: the answer ends {answer.length} bytes too early")
    if not content.strip():
        raise FetchFailed(f"{url}: the answer is empty")
    return bytes(content)


def _media(headers: Message, content: bytes, url: str) -> Media:
    found = sniff(content)
    said = headers.get_content_type() if headers.get("Content-Type") else ""
    if found is None:
        raise FetchFailed(f"{url}: neither PDF, HTML nor plain text ({said or 'no type is said'})")
    meant = _ALSO.get(said, said)
    if meant not in _SAYS_NOTHING and meant != found:
        raise FetchFailed(f"{url}: said to be {said}, but its bytes are those of {found}")
    return found


def _words(reason: object) -> str:
    if isinstance(reason, TimeoutError):
        return "the server does not answer in time"
    if isinstance(reason, http.client.IncompleteRead):
        return "the answer ends too early"
    return str(reason) or type(reason).__name__


class _Clock:
    """Ends a fetch when its time is up, also where the server sends a byte now and then."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.end = time.monotonic() + seconds
        self.sockets: list[socket.socket] = []
        self.timer = threading.Timer(seconds, self.ring)
        self.timer.daemon = True

    def __enter__(self) -> Self:
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()

    def left(self) -> float:
        """The seconds left."""
        return self.end - time.monotonic()

    def ring(self) -> None:
        """Shut what is open; whoever reads from it wakes."""
        for opened in self.sockets:
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

    def check(self, url: str) -> None:
        """Raise FetchFailed once the time is up."""
        if self.left() <= 0:
            raise FetchFailed(f"{url}: not fetched within {self.seconds:g} s")

    @contextlib.contextmanager
    def watching(self, url: str) -> Iterator[None]:
        """Let go of the sockets of one request when it is over."""
        self.check(url)
        try:
            yield
        finally:
            self.sockets.clear()


def _opener(clock: _Clock) -> urllib.request.OpenerDirector:
    """An opener for http and https alone: it has no handler for files, FTP or data, and follows no
    redirect by itself.
    """  # noqa: D205 - one sentence

    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            clock.sockets.append(self.sock)

    class Secure(http.client.HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            clock.sockets.append(self.sock)

    class Http(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, req)

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Secure, req)

    opener = urllib.request.OpenerDirector()
    for handler in (urllib.request.ProxyHandler(), Http(), Https()):
        opener.add_handler(handler)
    return opener

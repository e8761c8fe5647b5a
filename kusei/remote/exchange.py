"""One HTTP exchange with a server: credentials when asked for, time-outs, and what is sent again.

Only what may be sent twice is: the caller says so. Redirects are not followed, since they would
carry a password to another host and turn a query by POST into a GET without its text.
"""

from __future__ import annotations

import base64
import email.utils
import http.client
import ipaddress
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from kusei.errors import InvalidValue, ServerFailure
from kusei.remote.credentials import PASSWORD, USER, Credentials, credentials_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import Message
    from urllib.request import Request

TIMEOUT_SECONDS: Final = 60
LONG_TIMEOUT_SECONDS: Final = 600
"""A large graph takes a server a while before it says anything."""
UNAUTHORIZED: Final = 401
_SERVER_ERROR: Final = 500
_NOT_IMPLEMENTED: Final = 501
_COME_AGAIN: Final = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How often what may be sent again is, and how long to wait before, in seconds."""

    tries: int = 4
    first_wait: float = 0.5
    """Doubled each time, unless the server says when to come again."""
    longest_wait: float = 30


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered, whatever its status."""

    status: int
    reason: str
    headers: Message
    body: bytes

    @property
    def succeeded(self) -> bool:
        """True of the statuses from 200 to 299."""
        return self.status // 100 == 2  # noqa: PLR2004 - the class of a status


class Refused(ServerFailure):
    """A server that said no (401, 403, 404, 501 …): it has not done what was asked.

    ``status`` is what it answered, None where it said yes and did nothing.
    """

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: the reply tells of it."""

    def redirect_request(self, *_: object) -> None:
        """None: the redirect stays an answer."""


class Exchange:
    """Requests to one server; ``url`` is http or https, and holds no password."""

    def __init__(
        self, url: str, *, timeout: float = TIMEOUT_SECONDS, patience: Patience | None = None
    ) -> None:
        parts = urlsplit(url)
        if "@" in parts.netloc:
            raise InvalidValue(
                f"an address holds no user name or password: set {USER} and {PASSWORD}, "
                "or write them into a netrc file"
            )
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise InvalidValue(f"{url!r} is no address of a server (http:// or https://)")
        self.url = url
        self.timeout = timeout
        self.patience = patience or Patience()
        self._opener = build_opener(_Stay())
        self._challenge: str | None = None

    def send(self, request: Request, *, again_when_lost: bool) -> Reply:
        """Send a request; where the server says to come again, again after a while.

        ``again_when_lost`` is for what may be carried out twice: it is sent again as well where
        the connection is refused or breaks off.

        Raises:
            ServerFailure: no whole reply came.
        """
        wait = self.patience.first_wait
        for remaining in reversed(range(self.patience.tries)):
            pause = wait
            try:
                reply = self.send_once(request)
            except ServerFailure:
                if not (again_when_lost and remaining):
                    raise
            else:
                if reply.status not in _COME_AGAIN or not remaining:
                    return reply
                pause = _told_wait(reply.headers, wait)
                if pause > self.patience.longest_wait:
                    return reply
            time.sleep(pause)
            wait *= 2
        raise AssertionError  # the last turn returns or raises

    def send_once(self, request: Request) -> Reply:
        """Send a request that must not be carried out twice, and once more with who we are.

        A server may ask who it is and hang up without reading a long body. What it asked before is
        therefore answered in advance: ask it something short first.

        Raises:
            ServerFailure: no whole reply came.
        """
        self._authorise(request)
        reply = self._sent(request)
        if reply.status == UNAUTHORIZED and (asked := reply.headers.get("WWW-Authenticate")):
            self._challenge = asked
            if self._authorise(request):
                return self._sent(request)
        return reply

    def failure(self, reply: Reply, said: str) -> ServerFailure:
        """What to say of a reply that is no success; ``said`` is the server's own words."""
        if reply.status == UNAUTHORIZED:
            return Refused(f"{self.url}: status 401: {self._who(reply.headers)}", status=401)
        if location := reply.headers.get("Location"):
            said = f"it has moved to {location}; give that address"
        told = ": ".join(part for part in (reply.reason, said) if part)
        message = f"{self.url}: status {reply.status}: {told}"
        if reply.status < _SERVER_ERROR or reply.status == _NOT_IMPLEMENTED:
            return Refused(message, status=reply.status)
        return ServerFailure(message)

    def _who(self, headers: Message) -> str:
        asked = (headers.get("WWW-Authenticate") or "").lower()
        if self._credentials is not None:
            if asked.startswith("basic") and not self._private:
                return "it asks for a password over http, where others can read it; use https"
            if asked.startswith(("basic", "digest")):
                return "it does not accept this user name and password"
            return f"it asks for credentials in a way not known here: {asked}"
        return f"it asks for a user name and a password: set {USER} and {PASSWORD}, or use netrc"

    def _sent(self, request: Request) -> Reply:
        try:
            with self._opener.open(request, timeout=self.timeout) as response:
                return Reply(response.status, response.reason, response.headers, response.read())
        except HTTPError as error:
            with error:
                return Reply(error.code, str(error.reason), error.headers, self._rest(error))
        except TimeoutError:
            raise self._lost(f"no answer within {self.timeout} seconds") from None
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", "") or error
            if isinstance(reason, TimeoutError):
                reason = f"no answer within {self.timeout} seconds"
            raise self._lost(str(reason) or type(error).__name__) from None

    @staticmethod
    def _rest(error: HTTPError) -> bytes:
        try:
            return error.read()
        except (OSError, http.client.HTTPException):
            return b""

    def _lost(self, reason: str) -> ServerFailure:
        return ServerFailure(f"{self.url}: {reason}")

    @property
    def _private(self) -> bool:
        """True where nobody on the way reads what is sent."""
        parts = urlsplit(self.url)
        if parts.scheme == "https" or parts.hostname == "localhost":
            return True
        try:
            return ipaddress.ip_address(parts.hostname or "").is_loopback
        except ValueError:
            return False

    def _authorise(self, request: Request) -> bool:
        """Answer the server's challenge in the request's header; False where that cannot be."""
        challenge = self._challenge
        if challenge is None or (known := self._credentials) is None:
            return False
        way, _, rest = challenge.partition(" ")
        answer: str | None = None
        if way.lower() == "basic" and self._private:
            pair = f"{known.user}:{known.password}".encode()
            answer = f"Basic {base64.b64encode(pair).decode()}"
        elif way.lower() == "digest":
            told = parse_keqv_list([part for part in parse_http_list(rest) if part])
            answer = f"Digest {self._digest(request, told)}"
        if answer is None or answer.endswith(" None"):
            return False
        request.add_unredirected_header("Authorization", answer)
        return True

    @cached_property
    def _credentials(self) -> Credentials | None:
        """Looked up when a server asks for them, not before."""
        return credentials_for(self.url)

    @cached_property
    def _digester(self) -> HTTPDigestAuthHandler:
        """One for all requests: it counts how often a challenge was answered."""
        passwords = HTTPPasswordMgrWithDefaultRealm()
        if (known := self._credentials) is not None:
            parts = urlsplit(self.url)
            origin = f"{parts.scheme}://{parts.netloc}/"
            passwords.add_password(None, origin, known.user, known.password)
        return HTTPDigestAuthHandler(passwords)

    def _digest(self, request: Request, told: Mapping[str, str]) -> str | None:
        """The answer to a digest challenge; None for an algorithm that urllib does not know."""
        try:
            return self._digester.get_authorization(request, told)
        except (ValueError, KeyError):
            return None


def _told_wait(headers: Message, wait: float) -> float:
    """The seconds that ``Retry-After`` asks for, as a number or a date; else ``wait``."""
    told = headers.get("Retry-After")
    if told is None:
        return wait
    if told.strip().isdecimal():
        return float(told)
    try:
        day = email.utils.parsedate_to_datetime(told)
    except ValueError:
        return wait
    if day.tzinfo is None:
        day = day.replace(tzinfo=UTC)
    return max(0.0, (day - datetime.now(UTC)).total_seconds())

"""What is sent again and what is not, and to whom a password is told."""

from __future__ import annotations

import base64
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.request import Request

import pytest

from kusei.errors import InvalidValue, ServerFailure, UsageError
from kusei.remote import Endpoint, GraphStore, Patience, Refused
from kusei.remote.exchange import Exchange
from tests.sparql_server import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUICK = Patience(tries=3, first_wait=0.01, longest_wait=2)
ROWS = b'{"head": {"vars": []}, "results": {"bindings": []}}'


class Script:
    """What a server answers, one answer after the other (the last for ever), and what it got."""

    def __init__(self, *answers: tuple[int, dict[str, str], bytes] | None) -> None:
        self.answers = list(answers)
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        self.url = ""


@contextmanager
def scripted(*answers: tuple[int, dict[str, str], bytes] | None) -> Iterator[Script]:
    """A server that answers by a script; None hangs up without an answer."""
    script = Script(*answers)

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            script.requests.append((self.command, self.path, dict(self.headers), body))
            told = script.answers.pop(0) if len(script.answers) > 1 else script.answers[0]
            if told is None:
                self.close_connection = True
                return
            status, headers, text = told
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - names of http.server

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    script.url = f"http://127.0.0.1:{listener.server_port}/"
    try:
        yield script
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()


@pytest.mark.parametrize("trouble", [None, *((s, {}, b"") for s in (429, 502, 503, 504))])
def test_a_put_is_sent_again(trouble: tuple[int, dict[str, str], bytes] | None) -> None:
    """When the connection breaks off, and when the server says to come again; with its body."""
    with scripted(trouble, (204, {}, b"")) as script:
        GraphStore(script.url, patience=QUICK).put("urn:g", b"<urn:a> <urn:b> <urn:c> .\n")
    assert [(r[0], r[1], r[3]) for r in script.requests] == [
        *[("PUT", "/?graph=urn%3Ag", b"<urn:a> <urn:b> <urn:c> .\n")] * 2,
    ]


def test_patience_ends() -> None:
    """After the last try the failure is told."""
    with scripted((503, {}, b"")) as script, pytest.raises(ServerFailure, match="503"):
        GraphStore(script.url, patience=QUICK).put("urn:g", b"")
    assert len(script.requests) == QUICK.tries


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 500, 501])
def test_what_will_not_go_better_is_not_sent_again(status: int) -> None:
    """Other statuses are failures at once; below 500, and by 501, it says that it did nothing."""
    with scripted((status, {}, b"no")) as script, pytest.raises(ServerFailure) as caught:
        GraphStore(script.url, patience=QUICK).put("urn:g", b"")
    assert len(script.requests) == 1
    assert isinstance(caught.value, Refused) == (status != 500)


def test_the_server_says_when_to_come_again() -> None:
    """Retry-After as seconds, or as a date that has passed; one too far off is not waited for."""
    for told in ("0", "Sun, 06 Nov 1994 08:49:37 GMT", "soon"):
        with scripted((503, {"Retry-After": told}, b""), (204, {}, b"")) as script:
            GraphStore(script.url, patience=QUICK).put("urn:g", b"")
        assert len(script.requests) == 2
    with (
        scripted((503, {"Retry-After": "3600"}, b"")) as script,
        pytest.raises(ServerFailure, match="503"),
    ):
        GraphStore(script.url, patience=QUICK).put("urn:g", b"")
    assert len(script.requests) == 1


def test_a_query_that_broke_a_server_is_not_sent_again() -> None:
    """Where the server only says to come again, it is: a query changes nothing."""
    with scripted(None) as script, pytest.raises(ServerFailure):
        Endpoint(script.url, patience=QUICK).query("SELECT * { ?s ?p ?o }")
    assert len(script.requests) == 1
    with scripted((503, {}, b""), (200, {}, ROWS)) as script:
        Endpoint(script.url, patience=QUICK).query("SELECT * { ?s ?p ?o }")
    assert len(script.requests) == 2


def test_a_redirect_is_told_and_not_followed() -> None:
    """It would turn the POST of a query into a GET, and carry a password elsewhere."""
    elsewhere = f"http://127.0.0.1:{free_port()}/"
    with (
        scripted((302, {"Location": elsewhere}, b"")) as script,
        pytest.raises(Refused, match=f"it has moved to {elsewhere}"),
    ):
        Endpoint(script.url).query("SELECT * { ?s ?p ?o }")


BASIC = (401, {"WWW-Authenticate": 'Basic realm="x"'}, b"")


def test_a_password_is_told_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the environment; first without, then with; afterwards at once."""
    monkeypatch.setenv("KUSEI_USER", "me")
    monkeypatch.setenv("KUSEI_PASSWORD", "sécret:")
    with scripted(BASIC, (204, {}, b"")) as script:
        store = GraphStore(script.url, patience=QUICK)
        store.put("urn:g", b"")
        store.put("urn:g", b"")
    expected = "Basic " + base64.b64encode("me:sécret:".encode()).decode()
    assert [r[2].get("Authorization") for r in script.requests] == [None, expected, expected]


def test_a_netrc_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry of the host; a wrong file is told by its name, and nothing of what it holds."""
    file = tmp_path / "netrc"
    file.write_text("machine 127.0.0.1 login me password secret\n", "utf-8")
    monkeypatch.setenv("NETRC", str(file))
    with scripted(BASIC, (204, {}, b"")) as script:
        GraphStore(script.url, patience=QUICK).put("urn:g", b"")
    assert script.requests[1][2]["Authorization"].startswith("Basic ")
    file.write_text("machine 127.0.0.1 login me pasword secret\n", "utf-8")
    with scripted(BASIC) as script, pytest.raises(UsageError, match="netrc") as caught:
        GraphStore(script.url, patience=QUICK).put("urn:g", b"")
    assert "secret" not in str(caught.value)
    assert str(file) in str(caught.value)


def test_one_variable_alone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a pair of credentials is a mistake of the user's."""
    monkeypatch.setenv("KUSEI_USER", "me")
    with scripted(BASIC) as script, pytest.raises(UsageError, match="KUSEI_PASSWORD is unset"):
        GraphStore(script.url).put("urn:g", b"")


def test_a_password_goes_neither_unasked_nor_in_the_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not to a server that does not ask; by Basic only over https or on this machine."""
    monkeypatch.setenv("KUSEI_USER", "me")
    monkeypatch.setenv("KUSEI_PASSWORD", "secret")
    with scripted((204, {}, b"")) as script:
        GraphStore(script.url).put("urn:g", b"")
    assert "Authorization" not in script.requests[0][2]
    assert Exchange("https://example.org/")._private
    assert Exchange("http://localhost/")._private
    assert Exchange("http://[::1]/")._private
    far = Exchange("http://example.org/")
    assert not far._private
    far._challenge = 'Basic realm="x"'
    assert not far._authorise(Request("http://example.org/"))


def test_an_address_holds_no_password() -> None:
    """It would be seen in the history of the shell and in messages."""
    with pytest.raises(InvalidValue, match="KUSEI_USER") as caught:
        Endpoint("http://me:secret" + "@example.org/")
    assert "secret" not in str(caught.value)

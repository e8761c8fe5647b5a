"""Real SPARQL servers on the loopback, for the tests that speak to one."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_PATIENCE_SECONDS: Final = 600
"""A busy machine may let a server wait; one that has ended is noticed at once."""
VIRTUOSO_USER: Final = "dba"
VIRTUOSO_PASSWORD: Final = "dba"  # noqa: S105 - what each new database of Virtuoso begins with


@dataclass(slots=True)
class Running:
    """A server: where it answers queries, takes graphs and updates, and its process."""

    query: str
    graph_store: str
    update: str
    command: Sequence[str]
    folder: Path | None
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """End it at once, as a loss of power would."""
        self.process.kill()
        self.process.wait(timeout=_PATIENCE_SECONDS)

    def ended(self) -> bool:
        """True where it ends by itself, now or in a moment."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=10)
        return self.process.poll() is not None

    def start_again(self) -> None:
        """Start it where it was, with what it had kept on disk."""
        self.process = _started(self.command, self.folder)
        _wait_for(self.query, self.process)


def oxigraph_program() -> str:
    """The server that PyPI's package ``oxigraph`` installs beside this Python."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if found is None:
        pytest.skip("the program oxigraph (PyPI package oxigraph) is not installed")
    return found


def virtuoso_program() -> str:
    """The server of Debian's package ``virtuoso-opensource-7-bin``."""
    found = shutil.which("virtuoso-t")
    if found is None:
        pytest.skip("virtuoso-t (Debian package virtuoso-opensource-7-bin) is not installed")
    return found


def free_port() -> int:
    """A port on the loopback that nobody listens to."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextlib.contextmanager
def oxigraph(*, folder: Path | None = None, union: bool = True) -> Iterator[Running]:
    """An empty Oxigraph, in memory or on disk; its default graph is the union of all, or none."""
    address = f"127.0.0.1:{free_port()}"
    command = [oxigraph_program(), "serve", "--bind", address]
    command += ["--location", str(folder)] if folder else []
    command += ["--union-default-graph"] if union else []
    query, store, update = (f"http://{address}/{path}" for path in ("query", "store", "update"))
    with _served(command, query, store, update) as running:
        yield running


@contextlib.contextmanager
def oxigraph_serve(ntriples: bytes) -> Iterator[str]:
    """The address of an Oxigraph that holds these triples in its default graph."""
    with oxigraph(union=False) as running:
        load = urllib.request.Request(  # noqa: S310 - our own server
            f"{running.graph_store}?default",
            data=ntriples,
            method="PUT",
            headers={"Content-Type": "application/n-triples"},
        )
        with urllib.request.urlopen(load, timeout=_PATIENCE_SECONDS):  # noqa: S310
            pass
        yield running.query


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[Running]:
    """An empty Virtuoso that keeps all it has in ``folder``; writing needs a password."""
    program, port = virtuoso_program(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(sql=free_port(), http=port), "utf-8")
    command = [program, "+configfile", "virtuoso.ini", "+foreground", "+wait"]
    host = f"http://127.0.0.1:{port}"
    store = f"{host}/sparql-graph-crud-auth"
    with _served(command, f"{host}/sparql", store, f"{host}/sparql-auth", folder=folder) as running:
        yield running


@contextlib.contextmanager
def behind(server: Running, refused: Callable[[str, str, bytes], int | None]) -> Iterator[Running]:
    """A server that passes on to another what is not refused: by method, path and body, a status.

    A status of success is answered without anything being done.
    """

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = self.path.partition("?")[0]
            status, text = refused(self.command, path, body), b""
            if status is None:
                connection = http.client.HTTPConnection(
                    urlsplit(server.query).netloc, timeout=_PATIENCE_SECONDS
                )
                connection.request(self.command, self.path, body, dict(self.headers))
                reply = connection.getresponse()
                status, text = reply.status, reply.read()
                connection.close()
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - names of http.server

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    here = f"127.0.0.1:{listener.server_port}"
    there = urlsplit(server.query).netloc
    query, store, update = (
        address.replace(there, here)
        for address in (server.query, server.graph_store, server.update)
    )
    try:
        yield replace(server, query=query, graph_store=store, update=update)
    finally:
        listener.shutdown()
        thread.join()
        listener.server_close()


_VIRTUOSO: Final = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 100000
"""


@contextlib.contextmanager
def _served(
    command: Sequence[str],
    query: str,
    graph_store: str,
    update: str,
    *,
    folder: Path | None = None,
) -> Iterator[Running]:
    running = Running(query, graph_store, update, command, folder, _started(command, folder))
    try:
        _wait_for(query, running.process)
        yield running
    finally:
        running.process.kill()
        running.process.wait(timeout=_PATIENCE_SECONDS)


def _started(command: Sequence[str], folder: Path | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    host, _, port = url.removeprefix("http://").partition("/")[0].partition(":")
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while True:
        with contextlib.suppress(OSError), socket.create_connection((host, int(port)), timeout=1):
            return
        assert server.poll() is None, "the server ended at once"
        assert time.monotonic() < give_up, "the server does not listen"
        time.sleep(0.02)

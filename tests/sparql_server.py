"""A real SPARQL server on the loopback, for the tests that speak to one."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE_SECONDS = 20


def program() -> str:
    """The server that PyPI's package ``oxigraph`` installs beside this Python."""
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if found is None:
        pytest.skip("the program oxigraph (PyPI package oxigraph) is not installed")
    return found


def free_port() -> int:
    """A port on the loopback that nobody listens to."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextlib.contextmanager
def oxigraph_serve(ntriples: bytes) -> Iterator[str]:
    """The address of a server that holds these triples in its default graph."""
    address = f"127.0.0.1:{free_port()}"
    server = subprocess.Popen(
        [program(), "serve", "--bind", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(address, server)
        load = urllib.request.Request(
            f"http://{address}/store?default",
            data=ntriples,
            method="PUT",
            headers={"Content-Type": "application/n-triples"},
        )
        with urllib.request.urlopen(load, timeout=_PATIENCE_SECONDS):  # noqa: S310
            pass
        yield f"http://{address}/query"
    finally:
        server.terminate()
        server.wait(timeout=_PATIENCE_SECONDS)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    host, _, port = address.partition(":")
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while True:
        with contextlib.suppress(OSError), socket.create_connection((host, int(port)), timeout=1):
            return
        assert server.poll() is None, "oxigraph serve ended at once"
        assert time.monotonic() < give_up, "oxigraph serve does not listen"
        time.sleep(0.05)

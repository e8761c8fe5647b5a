"""A real HTTP server on 127.0.0.1 that answers as a test wants, well or badly."""

from __future__ import annotations

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Answer = Callable[[BaseHTTPRequestHandler], None]


def content(body: bytes, media: str = "text/html", **headers: str) -> Answer:
    """Answer with a body, and with headers besides (``_`` for ``-``)."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        if media:
            request.send_header("Content-Type", media)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        with contextlib.suppress(OSError):  # whoever asked went away
            request.wfile.write(body)

    return answer


def redirect(target: str, status: int = 302) -> Answer:
    """Answer that the document is elsewhere."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        # http.server writes Latin-1; servers that redirect to Japanese addresses write UTF-8.
        request.send_header("Location", target.encode().decode("latin-1"))
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def status(code: int, **headers: str) -> Answer:
    """Answer with this status and no document, and with headers besides (``_`` for ``-``)."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in {"Content_Length": "0", **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()

    return answer


@contextlib.contextmanager
def serving(answers: Mapping[str, Answer]) -> Iterator[str]:
    """Serve these answers by path; gives the address of the server, without a slash at its end."""
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        stop = stopped

        def do_GET(self) -> None:
            answers.get(self.path, status(404))(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()

"""Read a source in a process of its own, so that no file can hang or hurt this one.

This process never loads an engine that reads sources: it starts ``kusei.sources.worker``, gives
it the open file and nothing else, and believes no more of its answer than its limits allow.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from kusei.errors import UsageError
from kusei.sources.reading.limits import MEMORY_SPENT, Limits, Refusal, RefusalKind
from kusei.sources.reading.source_text import Media, PageText, SourceText, page_from_json

_ROOT: Final = str(Path(__file__).resolve().parents[2])
_CHUNK: Final = 1 << 16
_ROOM: Final = 4096
"""For the line that says why there is no more."""
_KEPT: Final = ("LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TMPDIR")
"""Of the environment, all that the worker is told; nothing secret is among it."""


@cache
def readers() -> dict[Media, str]:
    """The name and version of what reads each kind of source; none of them is loaded for it."""
    return {
        Media.PDF: f"pdf/2 pypdfium2/{version('pypdfium2')}",
        Media.HTML: f"html/2 lxml/{version('lxml')}",
        Media.PLAIN: "text/1",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How a source is to be read.

    ``expect`` is the type it is said to have, ``sha256`` the hash of the bytes it must consist of;
    ``ink`` looks for the invisible text of a PDF by rendering its pages. ``mark`` asks for a
    picture instead (see :func:`marked`): page number, start and end in its text.
    """

    limits: Limits = field(default_factory=Limits)
    expect: Media | None = None
    sha256: str = ""
    ink: bool = True
    mark: tuple[int, int, int] | None = None


USUAL: Final = Order()


def read(path: Path, order: Order = USUAL) -> SourceText | Refusal:
    """The text of a file, or why it is not read.

    Raises:
        UsageError: there is no such file.
    """
    return _refused(path, order) or _judged(_run(path, order), order.limits)


def marked(path: Path, number: int, start: int, end: int, order: Order = USUAL) -> bytes | Refusal:
    """A PNG of a page of a PDF, its text from ``start`` to before ``end`` marked in yellow.

    The offsets are those of the page's :class:`~kusei.sources.reading.source_text.PageText`.

    Raises:
        UsageError: there is no such file.
    """
    order = replace(order, mark=(number, start, end))
    refused = _refused(path, order)
    if refused:
        return refused
    ended = _run(path, order)
    found = _judged(ended, order.limits)
    try:
        (png,) = (json.loads(x)["png"] for x in ended.output.splitlines() if x[:6] == b'{"png"')
        return base64.b64decode(png, validate=True)
    except (ValueError, TypeError):
        return found if isinstance(found, Refusal) else _failure(ended, order.limits, 0)


def _refused(path: Path, order: Order) -> Refusal | None:
    """What can be said without reading."""
    if not path.is_file():
        raise UsageError(f"{path}: no such file")
    if path.stat().st_size > order.limits.bytes:
        return Refusal(RefusalKind.TOO_LARGE, f"more than {order.limits.bytes >> 10} KiB")
    return None


@dataclass(frozen=True, slots=True)
class _Ended:
    """What a worker wrote, and how it ended; ``stopped`` tells that we stopped it and why."""

    output: bytes
    code: int
    stopped: RefusalKind | None


def _run(path: Path, order: Order) -> _Ended:
    limits = order.limits
    told = json.dumps(asdict(order))
    # The worker finds kusei and its engines where this process does, and nowhere else.
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join((_ROOT, *filter(None, sys.path)))
    stopped: list[RefusalKind] = []
    with (
        path.open("rb") as source,
        subprocess.Popen(
            [sys.executable, "-B", "-P", "-s", "-X", "utf8", "-m", "kusei.sources.worker", told],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            close_fds=True,
        ) as process,
    ):

        def stop(why: RefusalKind) -> None:
            stopped.append(why)
            process.kill()

        clock = threading.Timer(limits.wall, stop, [RefusalKind.TIME_LIMIT])
        clock.daemon = True
        clock.start()
        output = bytearray()
        try:
            pipe = process.stdout
            while pipe and (chunk := os.read(pipe.fileno(), _CHUNK)):
                output += chunk
                if len(output) > limits.output + _ROOM:
                    stop(RefusalKind.TOO_LARGE)
                    break
            process.wait()
        finally:
            clock.cancel()
            process.kill()
    return _Ended(bytes(output), process.returncode, stopped[0] if stopped else None)


def _judged(ended: _Ended, limits: Limits) -> SourceText | Refusal:
    pages: list[PageText] = []
    media: Media | None = None
    try:
        for line in ended.output.splitlines():
            values: dict[str, Any] = json.loads(line)
            if "media" in values:
                media = Media(values["media"])
            elif "refused" in values:
                return Refusal(RefusalKind(values["refused"]), str(values["detail"]))
            elif "end" not in values:
                pages.append(page_from_json(values))
            elif media and not ended.stopped and values["end"] == len(pages):
                return SourceText(media, readers()[media], tuple(pages))
    except (ValueError, TypeError, KeyError, RecursionError):
        pass  # a line cut short, or no answer of ours: how it ended tells why
    return _failure(ended, limits, len(pages))


def _failure(ended: _Ended, limits: Limits, read_pages: int) -> Refusal:
    """What the end of a worker that gave no whole answer means."""
    after = f"; {read_pages} pages were read before" if read_pages else ""
    if ended.stopped is RefusalKind.TOO_LARGE:
        return Refusal(RefusalKind.TOO_LARGE, "more text than is read of one source" + after)
    if ended.stopped is RefusalKind.TIME_LIMIT:
        return Refusal(RefusalKind.TIME_LIMIT, f"not read within {limits.wall:g} s{after}")
    name = _signal_name(ended.code)
    if name == "SIGXCPU":
        return Refusal(
            RefusalKind.TIME_LIMIT,
            f"not read within {limits.processor} s of processor time{after}",
        )
    # SIGABRT is how PDFium and libstdc++ end when an allocation fails.
    if name == "SIGABRT" or ended.code == MEMORY_SPENT:
        return Refusal(
            RefusalKind.MEMORY_LIMIT,
            f"needs more than {limits.memory >> 20} MiB of memory{after}",
        )
    how = name or f"exit code {ended.code}"
    return Refusal(RefusalKind.CRASHED, f"its reader broke down ({how}){after}")


def _signal_name(code: int) -> str:
    try:
        return signal.Signals(-code).name if code < 0 else ""
    except ValueError:
        return f"signal {-code}"

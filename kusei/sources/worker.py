"""The worker process: reads one source from its standard input, answers in JSON lines, and ends.

It bounds itself before it looks at the source. A line is a head, a page, the end, or a refusal.
What it cannot survive (no memory left, a fault in an engine) its parent reads from how it ended.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import sys
import threading
import time
from typing import IO, TYPE_CHECKING, Any, Final

from kusei.sources.media import sniff
from kusei.sources.reading.limits import MEMORY_SPENT, Limits, RefusalKind, Refused
from kusei.sources.reading.source_text import Media, PageText, page_to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOOK: Final = 0.05
"""In seconds: how often a worker looks at what it holds."""


def main(told: str) -> None:
    """Read one source as ``told``: an ``Order`` of kusei.sources.sandbox, in JSON."""
    order: Mapping[str, Any] = json.loads(told)
    limits = Limits(**order["limits"])
    with os.fdopen(os.dup(1), "wb") as pipe:
        # What an engine may print must not be taken for our answer.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        bound(limits)
        answer = _Answer(pipe, limits.output)
        try:
            try:
                _read(order, limits, answer)
            except MemoryError:
                raise Refused(
                    RefusalKind.MEMORY_LIMIT, f"needs more than {limits.memory >> 20} MiB of memory"
                ) from None
        except Refused as refused:
            answer.last({"refused": refused.kind, "detail": refused.detail})


def bound(limits: Limits) -> None:
    """Bound memory and processor time of this process, and forbid it files and children."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock and caps are all there is
        return
    if sys.platform != "linux":
        watch(limits.memory)
    for kind, most, at_last in (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        # The first ends the process by a signal that tells why, the second for certain.
        (resource.RLIMIT_CPU, limits.processor, limits.processor + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, 64, 64),
        (resource.RLIMIT_NPROC, 0, 0),
    ):
        # A system that knows a limit by name only (macOS: RLIMIT_AS) may refuse to set it.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, at_last))


def watch(most: int) -> None:
    """End this process soon after it has held more than ``most`` bytes of memory.

    For systems that take a limit of memory and do not keep it (macOS). The engines let go of the
    interpreter while they work, so that a thread of it can look.
    """
    import resource

    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss is in bytes there, else in KiB

    def look() -> None:
        while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit <= most:
            time.sleep(_LOOK)
        os._exit(MEMORY_SPENT)

    threading.Thread(target=look, daemon=True).start()


class _Answer:
    """Writes lines, up to the most that may be answered."""

    def __init__(self, pipe: IO[bytes], left: int) -> None:
        self.pipe = pipe
        self.left = left

    def line(self, values: Mapping[str, Any]) -> None:
        """Write a line.

        Raises:
            Refused: the answer would grow too long.
        """
        content = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
        self.left -= len(content) + 1
        if self.left < 0:
            raise Refused(RefusalKind.TOO_LARGE, "more text than is read of one source")
        self.pipe.write(content + b"\n")
        self.pipe.flush()

    def last(self, values: Mapping[str, Any]) -> None:
        """Write the line that tells why there is no more; the parent leaves room for it."""
        self.left = len(json.dumps(values)) + 1
        self.line(values)


def _read(order: Mapping[str, Any], limits: Limits, answer: _Answer) -> None:
    content = sys.stdin.buffer.read(limits.bytes + 1)
    if len(content) > limits.bytes:
        raise Refused(RefusalKind.TOO_LARGE, f"more than {limits.bytes >> 10} KiB")
    if not content.strip():
        raise Refused(RefusalKind.EMPTY, "the file is empty")
    media = sniff(content)
    if media is None:
        raise Refused(
            RefusalKind.WRONG_TYPE, "its bytes are those of no PDF, HTML or plain text in UTF-8"
        )
    expected = order["expect"]
    if expected and media != expected:
        raise Refused(
            RefusalKind.WRONG_TYPE, f"said to be {expected}, but its bytes are those of {media}"
        )
    wanted = order["sha256"]
    if wanted and hashlib.sha256(content).hexdigest() != wanted:
        raise Refused(RefusalKind.CHANGED, "its bytes are no longer those of the copy")
    answer.line({"media": media})
    if order["mark"]:
        if media is not Media.PDF:
            raise Refused(RefusalKind.WRONG_TYPE, "only a PDF has pages that can be drawn")
        from kusei.sources.reading import pdf

        png = pdf.marked(content, *order["mark"], limits=limits)
        answer.line({"png": base64.b64encode(png).decode()})
        return
    count = 0
    for page in _pages(content, media, limits, ink=order["ink"]):
        count += 1
        answer.line(page_to_json(page))
    answer.line({"end": count})


def _pages(content: bytes, media: Media, limits: Limits, *, ink: bool) -> Iterator[PageText]:
    if media is Media.PDF:
        from kusei.sources.reading import pdf

        yield from pdf.pages(content, limits=limits, ink=ink)
    elif media is Media.HTML:
        from kusei.sources.reading import html

        yield html.page(content, limits=limits)
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise Refused(
                RefusalKind.WRONG_TYPE, "neither PDF nor HTML, and not all of it is UTF-8"
            ) from None
        if len(text) > limits.characters:
            raise Refused(RefusalKind.TOO_LARGE, "more text than is read of one source")
        yield PageText(1, text)


if __name__ == "__main__":
    main(sys.argv[1])

"""Do a thing again whenever files change: their times are polled with the standard library."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

INTERVAL: Final = 0.3
"""Seconds between two looks."""

_State = dict["Path", tuple[int, int]]


def saves(places: Iterable[Path], *, interval: float = INTERVAL) -> Iterator[int]:
    """How many files are watched: once at first, then each time that one of them changed.

    A file that appears or goes away is a change as well. An editor that writes a file in steps is
    waited for: the files must have been still for one interval. What changes while the caller is
    at work is seen as soon as it asks again.
    """
    roots = list(places)
    before = _state(roots)
    yield len(before)
    while True:
        time.sleep(interval)
        now = _state(roots)
        if now == before:
            continue
        while True:
            time.sleep(interval)
            later = _state(roots)
            if later == now:
                break
            now = later
        before = now
        yield len(before)


def _state(roots: Iterable[Path]) -> _State:
    found: _State = {}
    for root in roots:
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            try:
                status = path.stat()
            except OSError:
                continue  # went away between the two calls
            if path.is_file() and not path.name.startswith("."):
                found[path] = (status.st_mtime_ns, status.st_size)
    return found

"""Remember the key of unchanged files, so that they need not be read and hashed at each question.

Beside a key stands what the system said of each file when it was computed: path, size, inode, time
of its last change. While it says the same, the files hold the same. Two changes within one tick of
the clock leave one and the same time, so a key is remembered only where every file had rested for
a while before it was read: whatever changes it later has another time.
"""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING, Final

from kusei.cache import cache_folder, put
from kusei.graph.store import ENGINE_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_REST: Final = 5 * 10**9
"""In nanoseconds; the coarsest clock of a file system (FAT) ticks every two seconds."""


def key_of_files(name: str, paths: Iterable[Path], compute: Callable[[], str]) -> str:
    """The key that ``compute`` gives for what the files hold, or gave when they were the same.

    ``name`` is that of the place in the cache. Nothing is remembered where that cannot be written.

    Raises:
        OSError: one of them is no file that can be read.
    """
    begin = time.time_ns()
    changed, files = _state(paths)
    place = f"{name}.key"
    try:
        kept = (cache_folder() / place).read_bytes()
    except OSError:
        kept = b""
    key = kept.partition(b"\n")[0]
    if kept == _record(key, files):
        return key.decode()
    told = compute()
    if changed < begin - _REST:
        put(place, _record(told.encode(), files))
    return told


def _record(key: bytes, files: bytes) -> bytes:
    """What is kept; the key stands at both ends, so that a damaged one is none."""
    return b"\n".join((key, files, key))


def _state(paths: Iterable[Path]) -> tuple[int, bytes]:
    """When the last of the files changed, and what the system says of all of them."""
    last = 0
    said = [ENGINE_VERSION.encode()]
    for path in paths:
        now = path.stat()
        if not stat.S_ISREG(now.st_mode):
            raise OSError(f"{path}: no file")
        # The second is when its owner, name or content changed last: no program can set it back.
        times = now.st_mtime_ns, now.st_ctime_ns
        last = max(last, *times)
        about = (*times, now.st_size, now.st_ino, now.st_dev)
        said.append(os.fsencode(path) + b"\0%d %d %d %d %d" % about)
    return last, b"\n".join(said)

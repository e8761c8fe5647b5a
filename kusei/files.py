"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``: a reader sees the old file or the new one, never a part.

    Raises:
        OSError: the folder is missing or cannot be written; no temporary file is left behind.
    """
    # The real file behind a symbolic link is replaced, so that the link stays one.
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # a device or a pipe must stay one
        target.write_bytes(data)
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{time.monotonic_ns()}.part")
    try:
        with open(temporary, "xb", opener=_private) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode(target))
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _private(path: str, flags: int) -> int:
    """Open a file that nobody else may read, as :mod:`tempfile` does, which is slow to import."""
    return os.open(path, flags, mode=0o600)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, else what the umask gives a new file."""
    try:
        return target.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0o077)
        os.umask(mask)
        return 0o666 & ~mask

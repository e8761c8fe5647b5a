"""Keep what is computed in the user's cache, under the hash of all that it follows from.

The hash of unchanged files is remembered, so that they need not be read at each question. Beside it
stands what the system said of each file when it was computed: path, size, inode, time of its last
change. While it says the same, the files hold the same. Two changes within one tick of the clock
leave one and the same time, so a hash is remembered only where every file had rested for a while
before it was read: whatever changes it later has another time. (It spares the cold question a
twentieth of its time: reading 120 files, and importing what hashes them.)
"""

from __future__ import annotations

import os
import stat
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei.graph.store import ENGINE_VERSION, parse_quads, serialize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kusei.graph.store import Quad

_REST: Final = 5 * 10**9
"""In nanoseconds; the coarsest clock of a file system (FAT) ticks every two seconds."""


def cached(
    names: Iterable[str], contents: Iterable[bytes], compute: Callable[[], list[Quad]]
) -> list[Quad]:
    """The quads that ``compute`` gives for these inputs, from the cache where they are in it.

    The key covers the names and contents of the inputs, this package's deriving code and
    pyoxigraph's version, so nothing stale is ever read. A cache that cannot be written, or whose
    content is damaged, costs time and nothing else.
    """
    name = f"{key_of(names, contents)}.nq"
    body = kept(name)
    if body is not None:
        return parse_quads(body)
    quads = compute()
    keep(name, serialize(quads, format="nquads"))
    return quads


def kept(name: str) -> bytes | None:
    """What :func:`keep` put there under this name; None where nothing is, or it is damaged."""
    try:
        content = (cache_folder() / name).read_bytes()
    except OSError:
        return None
    digest, _, body = content.partition(b"\n")
    return body if digest == _digest(body) else None


def keep(name: str, body: bytes) -> None:
    """Put ``body`` into the user's cache; where that cannot be done, nothing is kept."""
    put(name, _digest(body) + b"\n" + body)


def put(name: str, content: bytes) -> None:
    """As :func:`keep`, without the line that tells a whole file from a damaged one."""
    path = cache_folder() / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
        partial.write_bytes(content)
        partial.replace(path)
    except OSError:
        return


def _digest(body: bytes) -> bytes:
    """A first line that tells a whole file from a damaged one; a comment in N-Quads."""
    import hashlib

    return b"# " + hashlib.sha256(body).hexdigest().encode()


def cache_folder() -> Path:
    """Where the user's cache is: ``KUSEI_CACHE``, else the place of the system."""
    if told := os.environ.get("KUSEI_CACHE"):
        return Path(told)
    from platformdirs import user_cache_path

    return user_cache_path("kusei")


def key_of(names: Iterable[str], contents: Iterable[bytes]) -> str:
    """The hash of named inputs, of this package's deriving code and of the engine."""
    import hashlib

    digest = hashlib.sha256(_code().encode())
    for name, content in zip(names, contents, strict=True):
        digest.update(f"\0{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


@cache
def _code() -> str:
    """What the derived quads follow from besides their inputs: our code and the engine."""
    import hashlib

    digest = hashlib.sha256(ENGINE_VERSION.encode())
    for path in code_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def code_files() -> list[Path]:
    """The modules of this package that the derived quads follow from."""
    package = Path(__file__).parent
    rooms = (path for room in ("dates", "derive") for path in sorted((package / room).glob("*.py")))
    return [*rooms, package / "graph" / "store.py", package / "terms.py"]


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

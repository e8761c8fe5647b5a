"""Put a release directory in place: whole, or not at all.

Everything is written into a hidden directory beside the target and renamed into place last, so
that a reader, or a build that fails or is interrupted, never meets half a release.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei.errors import ToolFailure, UsageError
from kusei.publish.checksums import SUMS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARKS: Final = (SUMS_FILE, "dcat.ttl")
"""The files by which a release of ours is known, so that nothing else is ever replaced."""


def check_target(target: Path) -> None:
    """Refuse a target that a release may not replace: a file, or a folder of something else.

    Raises:
        UsageError: nothing was touched; the message says what stands there.
    """
    if target.is_dir():
        missing = [name for name in MARKS if not (target / name).is_file()]
        if missing and any(target.iterdir()):
            raise UsageError(
                f"{target} is not a release of kusei ({' and '.join(missing)} missing) "
                "and is left as it is; name an empty or a new folder with -o"
            )
    elif target.exists() or target.is_symlink():
        raise UsageError(f"{target} is a file; name a folder with -o")


def put_in_place(target: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files`` (relative path → content) as the directory ``target``, replacing a release.

    Raises:
        UsageError: the target is something that a release may not replace.
        ToolFailure: the system refused to write; an old release is as it was.
    """
    check_target(target)
    real = target.resolve()  # a link to a folder stays a link
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        with _workspace(real) as (fresh, old):
            for path, content in files.items():
                file = fresh / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            if real.exists():
                real.rename(old)
            fresh.rename(real)
    except OSError as error:
        raise ToolFailure(f"{target}: cannot write the release: {error}") from error


@contextmanager
def _workspace(target: Path) -> Iterator[tuple[Path, Path]]:
    """Two free places beside the target, for the new and the old release; both gone at the end.

    Whatever ends the block, the target is there afterwards if it was there before.
    """
    # Beside the target, since a rename is atomic only within one file system.
    place = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    fresh, old = place / "new", place / "old"
    try:
        fresh.mkdir()  # with the permissions the user's umask gives, unlike mkdtemp's own
        yield fresh, old
    finally:
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(place, ignore_errors=True)

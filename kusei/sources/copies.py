"""The held copies of sources: plain files in a folder, known by the hash of their bytes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei.errors import UsageError
from kusei.files import write_atomically
from kusei.sources.media import SUFFIXES

if TYPE_CHECKING:
    from kusei.sources.reading.source_text import Media

ENVIRONMENT: Final = "KUSEI_COPIES"


def folder(told: Path | None, *, root: Path) -> Path:
    """Where copies are held: as told, else ``KUSEI_COPIES``, else ``.kusei/copies``.

    Raises:
        UsageError: there is no such folder.
    """
    place = _place(told, root)
    if not place.is_dir():
        raise UsageError(
            f"{place}: no folder of copies; name one with --copies or {ENVIRONMENT} "
            "(it holds the files themselves, whatever their names)"
        )
    return place


def new_folder(told: Path | None, *, root: Path) -> Path:
    """As :func:`folder`, but the project's own ``.kusei/copies`` is made where it is missing.

    Raises:
        UsageError: there is no such folder, and it was named by the user.
    """
    if _place(told, root) == _own(root):
        _own(root).mkdir(parents=True, exist_ok=True)
    return folder(told, root=root)


def _place(told: Path | None, root: Path) -> Path:
    named = os.environ.get(ENVIRONMENT)
    return told or (Path(named) if named else _own(root))


def _own(root: Path) -> Path:
    return root / ".kusei" / "copies"


def files(place: Path) -> dict[str, Path]:
    """The file of each copy that a folder holds, by sha256; of equal files, the first by name.

    Sub-folders and hidden files are not looked at.
    """
    found: dict[str, Path] = {}
    for path in sorted(place.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            with path.open("rb") as stream:
                found.setdefault(hashlib.file_digest(stream, "sha256").hexdigest(), path)
    return found


def put(place: Path, content: bytes, media: Media) -> Path:
    """Hold these bytes in a file named by their hash, or in the one that holds them already.

    Raises:
        OSError: the folder cannot be written.
    """
    digest = hashlib.sha256(content).hexdigest()
    suffix = next(suffix for suffix, its in SUFFIXES.items() if its is media)
    known = files(place).get(digest)
    if known:
        return known
    path = place / f"{digest}{suffix}"
    write_atomically(path, content)
    return path

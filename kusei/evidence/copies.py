"""The held copies of sources: plain files in a folder, known by the hash of their bytes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

ENVIRONMENT: Final = "KUSEI_COPIES"
READER: Final = "text/1"
"""Names in the record how text was read from the bytes: UTF-8 plain text."""


def folder(told: Path | None, *, root: Path) -> Path:
    """Where copies are held: as told, else ``KUSEI_COPIES``, else ``.kusei/copies``.

    Raises:
        UsageError: there is no such folder.
    """
    named = os.environ.get(ENVIRONMENT)
    place = told or (Path(named) if named else root / ".kusei" / "copies")
    if not place.is_dir():
        raise UsageError(
            f"{place}: no folder of copies; name one with --copies or {ENVIRONMENT} "
            "(it holds the files themselves, whatever their names)"
        )
    return place


def texts(place: Path, wanted: Iterable[str]) -> dict[str, str]:
    """The text of each wanted copy that is held, by its sha256.

    Raises:
        UsageError: a wanted copy is not UTF-8 text.
    """
    missing = set(wanted)
    held: dict[str, str] = {}
    for path in sorted(p for p in place.iterdir() if p.is_file()):
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if digest not in missing:
            continue
        try:
            held[digest] = content.decode("utf-8")
        except UnicodeDecodeError:
            raise UsageError(f"{path}: this copy is not plain text in UTF-8") from None
    return held

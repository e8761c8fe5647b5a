"""The list of checksums of a release, in the form that ``sha256sum -c`` reads."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SUMS_FILE: Final = "SHA256SUMS"


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes, in lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def sums(files: Mapping[str, bytes]) -> bytes:
    """One line a file, sorted by path; paths are relative, with forward slashes."""
    return "".join(f"{sha256(files[path])}  {path}\n" for path in sorted(files)).encode()

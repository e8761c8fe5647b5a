"""Write a picture of a page as PNG, with some of its places marked in yellow.

https://www.w3.org/TR/png-3/: one byte a pixel, an index into a palette of 128 greys and the same
128 in yellow.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.sources.reading.ink import Picture

_GREY: Final = bytes(shade >> 1 for shade in range(256))
_YELLOW: Final = bytes((shade >> 1) | 0x80 for shade in range(256))
_PALETTE: Final = b"".join(
    bytes((light, light, light // 3 if marked else light))
    for marked in (False, True)
    for light in (shade * 255 // 127 for shade in range(128))
)
_MARGIN: Final = 2


def marked_png(picture: Picture, boxes: Iterable[tuple[int, int, int, int]]) -> bytes:
    """A PNG of a picture in which these boxes (left, top, right, bottom) are marked."""
    rows = [
        bytearray(picture.pixels[row * picture.stride :][: picture.width].translate(_GREY))
        for row in range(picture.height)
    ]
    for left, top, right, bottom in boxes:
        start, end = max(left - _MARGIN, 0), min(right + _MARGIN, picture.width)
        if start >= end:
            continue
        for row in range(max(top - _MARGIN, 0), min(bottom + _MARGIN, picture.height)):
            seen = picture.pixels[row * picture.stride + start : row * picture.stride + end]
            rows[row][start:end] = seen.translate(_YELLOW)
    head = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 3, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", head),
            _chunk(b"PLTE", _PALETTE),
            _chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

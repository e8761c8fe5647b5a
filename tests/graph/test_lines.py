"""Where bytes stand that are not UTF-8."""

from __future__ import annotations

import pytest

from kusei.graph.lines import of_bad_bytes


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff", (1, 1)),
        ("区\n政".encode() + b"\xff", (2, 2)),
        (b"a\r\nb\rc\n\xff", (4, 1)),
        (b"\xef\xbb\xbfab\xff", (1, 3)),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_place_of_bad_bytes(content: bytes, place: tuple[int, int], encoding: str) -> None:
    """In characters; LF, CR and both end a line, and a byte order mark is not counted."""
    with pytest.raises(UnicodeDecodeError) as raised:
        content.decode(encoding)
    assert of_bad_bytes(raised.value) == place

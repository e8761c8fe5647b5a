"""What bytes are, by what they begin with: names and headers of files are not believed.

After https://mimesniff.spec.whatwg.org/ (section 7.1), narrowed to what kusei reads.
"""

from __future__ import annotations

import re
from typing import Final

from kusei.sources.reading.source_text import Media

SNIFFED: Final = 2048
"""How many bytes :func:`sniff` needs, except to tell that all of a text is UTF-8."""
_PDF_WITHIN: Final = 1024
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script|"
    r"style|table|div|h1|p|br|a|b|font|iframe)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
SUFFIXES: Final = {
    ".pdf": Media.PDF,
    ".html": Media.HTML,
    ".htm": Media.HTML,
    ".txt": Media.PLAIN,
}
_UTF8_TAIL: Final = 3
_DELETE: Final = 0x7F
_SPACE: Final = 0x20


def sniff(beginning: bytes) -> Media | None:
    """The media type of bytes that begin so; None for what kusei does not read."""
    head = beginning[:SNIFFED]
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return Media.PDF
    if head.startswith(_UTF16):
        text = head.decode("utf-16", "replace")
        return Media.HTML if _HTML.match(text.lstrip("\ufeff")) else None
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")):
        return Media.HTML
    return Media.PLAIN if _is_text(head) else None


def _is_text(head: bytes) -> bool:
    """UTF-8 without control characters; where more follows, the last one may be cut in two."""
    for cut in range(_UTF8_TAIL + 1 if len(head) == SNIFFED else 1):
        try:
            text = head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return not any(ord(c) == _DELETE or (ord(c) < _SPACE and c not in "\t\n\f\r") for c in text)
    return False

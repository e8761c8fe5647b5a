"""Write PDFs byte by byte: small ones to read, and hostile ones that try to do harm."""

from __future__ import annotations

import random
import zlib
from typing import TYPE_CHECKING

from kusei.sources.reading.limits import RefusalKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MIB = 1 << 20


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object's body."""
    return b"<</Length %d %s>>stream\n%s\nendstream" % (len(content), entries, content)


def flate(content: bytes, *, times: int = 1) -> bytes:
    """A stream object's body, compressed so many times over."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter[%s]" % (b"/FlateDecode " * times))


def assemble(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A file of these objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    place = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer <</Size %d %s>>\n" % (len(objects) + 1, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % place
    return bytes(out)


def one_page(
    content: bytes,
    *,
    resources: bytes = b"/Font<</F 5 0 R>>",
    box: bytes = b"0 0 600 800",
    more: Sequence[bytes] = (),
    font: bytes = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
) -> bytes:
    """A file of one page; ``content`` is its stream object's body, ``more`` begins at object 6."""
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<<%s>>/Contents 4 0 R>>"
            % (box, resources),
            content,
            font,
            *more,
        ]
    )


def shown(text: str = "hello", *, size: float = 12, at: tuple[int, int] = (50, 700)) -> bytes:
    """The operators that show a text."""
    return b"BT /F %g Tf %d %d Td (%s) Tj ET\n" % (size, *at, text.encode("latin-1"))


def many_pages(count: int) -> bytes:
    """A file that draws one page so many times."""
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        ]
    )


def nested_forms(levels: int, times: int, *, last: bytes) -> bytes:
    """Forms that each draw the next one ``times`` over: a few kilobytes, times**levels steps."""
    forms = [
        stream(
            b"/X Do " * times if level < levels - 1 else last,
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>"
            b"/XObject<</X %d 0 R>>>>" % (level + 7),
        )
        for level in range(levels)
    ]
    return one_page(
        stream(b"/X Do " * times),
        resources=b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>",
        more=[*forms, b"null"],
    )


def page_tree_loop() -> bytes:
    """A node of the page tree that is its own child."""
    return assemble(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 50/Parent 2 0 R>>",
        ]
    )


def xref_loop() -> bytes:
    """Cross-reference sections that point at each other for ever."""
    content = one_page(stream(shown()))
    place = content.rindex(b"xref\n0")
    return content.replace(b"trailer <<", b"trailer <</Prev %d " % place)


def absurd_count(count: bytes) -> bytes:
    """A page tree that claims so many pages and has one."""
    return one_page(stream(shown())).replace(b"/Count 1>>", b"/Count %s>>" % count)


def encrypted() -> bytes:
    """A file that needs a password (ISO 32000-1, 7.6.3; no password makes this key)."""
    entries = b"/Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)" % (b"o" * 32, b"u" * 32)
    plain = one_page(stream(shown()), more=[b"<<%s>>" % entries])
    return plain.replace(b"trailer <<", b"trailer <</Encrypt 6 0 R/ID[(a)(a)] ")


def fuzzed(seed: int) -> bytes:
    """A good file in which a few dozen bytes were struck by chance."""
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    content = bytearray(one_page(flate(shown() * 50)))
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(9, len(content) - 8)] = chance.randrange(256)
    return bytes(content)


Outcome = frozenset[RefusalKind]
"""As what a file may end; empty where its one page says hello all the same."""
HELLO: Outcome = frozenset()
SPENT: Outcome = frozenset({RefusalKind.MEMORY_LIMIT, RefusalKind.TIME_LIMIT})
"""Whichever of the two is met first, on a machine that is more or less busy."""

HOSTILE: dict[str, tuple[Callable[[], bytes], Outcome]] = {
    "flate-bomb": (lambda: one_page(flate(b" " * (300 * MIB))), SPENT),
    "flate-bomb-nested": (
        lambda: one_page(flate(b" " * (300 * MIB), times=2)),
        SPENT,
    ),
    "nested-forms": (lambda: nested_forms(12, 10, last=shown()), SPENT),
    "nested-forms-of-nothing": (
        lambda: nested_forms(12, 10, last=b" "),
        SPENT,
    ),
    "text-operators": (
        lambda: one_page(flate(b"BT /F 9 Tf " + b"(hello) Tj " * 2_000_000 + b"ET")),
        SPENT,
    ),
    "too-much-text": (
        lambda: one_page(flate(b"BT /F 9 Tf " + b"(hello) Tj " * 60_000 + b"ET")),
        frozenset({RefusalKind.TOO_LARGE}),
    ),
    "endless-operators": (
        lambda: one_page(flate(b"0 g " * 16_000_000)),
        frozenset({RefusalKind.TIME_LIMIT}),
    ),
    "many-pages": (lambda: many_pages(100_000), frozenset({RefusalKind.TOO_MANY_PAGES})),
    "page-tree-loop": (page_tree_loop, frozenset({RefusalKind.DAMAGED})),
    "xref-loop": (xref_loop, HELLO),
    "deep-array": (lambda: one_page(stream(b"[" * 2_000_000)), frozenset({RefusalKind.EMPTY})),
    "deep-dictionary": (lambda: one_page(b"<</A" * 300_000), frozenset({RefusalKind.EMPTY})),
    "absurd-count": (lambda: absurd_count(b"2000000000"), HELLO),
    "negative-count": (lambda: absurd_count(b"-5"), HELLO),
    "absurd-media-box": (lambda: one_page(stream(shown()), box=b"0 0 1e30 1e30"), HELLO),
    "giant-media-box": (
        lambda: one_page(stream(shown()), box=b"0 0 20000 20000"),
        frozenset({RefusalKind.DAMAGED}),
    ),
    "inverted-media-box": (lambda: one_page(stream(shown()), box=b"600 800 0 0"), HELLO),
    "absurd-length": (
        lambda: one_page(b"<</Length 99999999999>>stream\n%s\nendstream" % shown()),
        HELLO,
    ),
    "truncated": (lambda: one_page(stream(shown()))[:-60], frozenset({RefusalKind.DAMAGED})),
    "header-only": (lambda: b"%PDF-1.7\n%%EOF\n", frozenset({RefusalKind.DAMAGED})),
    "empty": (lambda: b"", frozenset({RefusalKind.EMPTY})),
    "only-white-space": (lambda: b" \n" * 50, frozenset({RefusalKind.EMPTY})),
    "encrypted": (encrypted, frozenset({RefusalKind.ENCRYPTED})),
    "html-named-pdf": (
        lambda: b"<!DOCTYPE html><html><body>not found</body></html>",
        frozenset({RefusalKind.WRONG_TYPE}),
    ),
    "picture-named-pdf": (
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(99),
        frozenset({RefusalKind.WRONG_TYPE}),
    ),
    "too-large": (lambda: one_page(stream(b" " * (9 * MIB))), frozenset({RefusalKind.TOO_LARGE})),
}

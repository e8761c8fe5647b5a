"""More files that try to do harm: what a PDF may carry besides pages, and pages of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei.sources.reading.limits import RefusalKind
from tests.evidence.pdf_files import HELLO, MIB, SPENT, assemble, flate, one_page, shown, stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.evidence.pdf_files import Outcome

TRUTH = "海辺区の窓口は、区民課と管理課が受け持ちます。業務は毎日行います。"


def picture(filters: bytes, content: bytes, *, size: int = 60_000) -> bytes:
    """A page that says hello over a picture of absurd size."""
    body = stream(
        content,
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceRGB"
        b"/Filter%s" % (size, size, filters),
    )
    return one_page(
        stream(b"q 500 0 0 500 0 0 cm /I Do Q " + shown()),
        resources=b"/Font<</F 5 0 R>>/XObject<</I 6 0 R>>",
        more=[body],
    )


def with_entries(entries: bytes, *more: bytes) -> bytes:
    """A page that says hello, in a document whose catalogue has more entries."""
    return one_page(stream(shown()), more=more).replace(
        b"/Type/Catalog", b"/Type/Catalog" + entries, 1
    )


def huge_map(rows: int) -> bytes:
    """A font whose map to Unicode goes on for ever."""
    ranges = b"100 beginbfrange\n" + b"<0000> <FFFF> <0000>\n" * 100 + b"endbfrange\n"
    content = (
        b"/CIDInit /ProcSet findresource begin begincmap\n" + ranges * (rows // 100) + b"endcmap"
    )
    return one_page(
        stream(shown()),
        font=b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        more=[flate(content)],
    )


def glyph_in_itself() -> bytes:
    """A Type 3 font whose glyph draws a text in that font."""
    return one_page(
        stream(b"BT /T 12 Tf 50 600 Td (aaaa) Tj ET " + shown()),
        resources=b"/Font<</F 5 0 R/T 6 0 R>>",
        more=[
            (
                b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 97"
                b"/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>/CharProcs<</a 7 0 R>>"
                b"/Resources<</Font<</T 6 0 R>>>>>>"
            ),
            stream(b"9 0 d0 BT /T 9 Tf (aaaa) Tj ET"),
        ],
    )


def tiny_tiles() -> bytes:
    """A page filled with a pattern whose tiles are a thousandth of a point wide."""
    return one_page(
        stream(b"/Pattern cs /P scn 0 0 600 800 re f " + shown()),
        resources=b"/Font<</F 5 0 R>>/Pattern<</P 6 0 R>>",
        more=[
            stream(
                b"0 0 .0005 .0005 re f",
                b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 .001 .001]"
                b"/XStep .001/YStep .001/Resources<<>>",
            )
        ],
    )


def form_in_itself() -> bytes:
    """A form that draws itself, and a mask that masks itself."""
    return one_page(
        stream(b"/G gs /X Do " + shown()),
        resources=b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>/ExtGState<</G 7 0 R>>",
        more=[
            stream(
                b"/G gs /X Do /X Do",
                b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Group<</S/Transparency>>"
                b"/Resources<</XObject<</X 6 0 R>>/ExtGState<</G 7 0 R>>>>",
            ),
            b"<</Type/ExtGState/SMask<</S/Luminosity/G 6 0 R>>>>",
        ],
    )


def object_streams(content: bytes) -> bytes:
    """A file whose objects lie in a stream, with a cross-reference stream; number 4 is that."""
    packed = stream(content, b"/Type/ObjStm/N 3/First 20")
    out = bytearray(b"%PDF-1.7\n")
    place = len(out)
    out += b"4 0 obj\n" + packed + b"\nendobj\n"
    table = len(out)
    rows = b"\0\0\0\0" + b"".join(b"\2\0\4" + bytes([n]) for n in range(3))
    rows += b"\1" + place.to_bytes(2, "big") + b"\0" + b"\1" + table.to_bytes(2, "big") + b"\0"
    entries = b"/Type/XRef/Size 6/W[1 2 1]/Root 1 0 R"
    out += b"5 0 obj\n" + stream(rows, entries) + b"\nendobj\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def dashes() -> bytes:
    """A long line in dashes of a millionth of a point."""
    return one_page(stream(b"[.000001] 0 d 0 0 m 600 800 l S " * 50 + shown()))


DAMAGED: Outcome = frozenset({RefusalKind.DAMAGED})
LOOP = b"<</Title(a)/Parent 6 0 R/First 6 0 R/Last 6 0 R/Next 6 0 R/Count 9>>"
MORE_HOSTILE: dict[str, tuple[Callable[[], bytes], Outcome]] = {
    "javascript": (
        lambda: with_entries(b"/OpenAction<</S/JavaScript/JS(while\\(1\\){})>>"),
        HELLO,
    ),
    "launch": (lambda: with_entries(b"/OpenAction<</S/Launch/F(/bin/sh)>>"), HELLO),
    "embedded-bomb": (
        lambda: with_entries(
            b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)/EF<</F 6 0 R>>>>]>>>>",
            flate(b" " * (300 * MIB)),
        ),
        HELLO,
    ),
    "outline-in-itself": (lambda: with_entries(b"/Outlines 6 0 R", LOOP), HELLO),
    "names-in-themselves": (
        lambda: with_entries(b"/Names<</Dests 6 0 R>>", b"<</Kids[6 0 R 6 0 R]>>"),
        HELLO,
    ),
    "labels-in-themselves": (
        lambda: with_entries(b"/PageLabels 6 0 R", b"<</Kids[6 0 R 6 0 R]/Limits[0 9]>>"),
        frozenset({RefusalKind.CRASHED}),
    ),
    "label-of-a-million": (
        lambda: with_entries(b"/PageLabels<</Nums[0<</S/A/St 2000000000>>]>>"), HELLO),
    "jbig2": (lambda: picture(b"/JBIG2Decode", bytes(range(256)) * 40), HELLO),
    "jpx": (
        lambda: picture(
            b"/JPXDecode",
            b"\0\0\0\x0cjP  \r\n\x87\n\xffO\xffQ\0)\0\0\xff\xff\xff\xff\xff\xff\xff\xff" + bytes(999),
        ),
        HELLO,
    ),
    "dct": (lambda: picture(b"/DCTDecode", b"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03" + bytes(99)), HELLO),
    "ccitt": (lambda: picture(b"/CCITTFaxDecode", b"\0\x10\x01" * 9999), HELLO),
    "picture-of-gigabytes": (lambda: picture(b"[/FlateDecode/FlateDecode]", b"x"), HELLO),
    "map-of-millions": (lambda: huge_map(20_000), HELLO),
    "glyph-in-itself": (glyph_in_itself, HELLO),
    "form-in-itself": (form_in_itself, SPENT),
    "tiny-tiles": (tiny_tiles, HELLO),
    "tiny-dashes": (dashes, HELLO),
    "object-stream-of-nothing": (lambda: object_streams(b"1 0 2 0 3 0"), DAMAGED),
    "object-stream-cut-off": (lambda: object_streams(b"1 0 2 9 3 9999999   <</Type/Catalog/Pages 2 0 R>>"), DAMAGED),
    "object-stream-in-itself": (
        lambda: object_streams(b"4 0 4 0 4 0         <</Extends 4 0 R>>"), DAMAGED),
    "no-xref": (lambda: one_page(stream(shown())).replace(b"startxref", b"startxxxx"), HELLO),
    "parent-in-itself": (
        lambda: one_page(stream(shown())).replace(b"/Count 1>>", b"/Count 1/Parent 2 0 R>>"), HELLO),
    "filter-of-filters": (
        lambda: one_page(stream(b"a" * 99, b"/Filter[" + b"/ASCIIHexDecode" * 100_000 + b"]")),
        frozenset({RefusalKind.EMPTY}),
    ),
    "reference-to-itself": (
        lambda: assemble([b"1 0 R", b"2 0 R", b"3 0 R"]), DAMAGED),
}  # fmt: skip

PAGES: dict[str, tuple[Callable[[], bytes], RefusalKind | None]] = {
    "attribute": (lambda: b"<p title='" + b"a" * (50 * MIB) + b"'>hello", None),
    "names": (
        lambda: b"<p " + b"".join(b"a%d " % n for n in range(200_000)) + b">hello",
        RefusalKind.TIME_LIMIT,
    ),
    "entities": (
        lambda: (
            b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>"
            + b"".join(b"<!ENTITY %c '%s'>" % (n + 1, b"&%c;" % n * 10) for n in range(97, 110))
            + b"]><p>hello"
        ),
        None,
    ),
    "comment": (lambda: b"<p>hello<!--" + b"-" * (8 * MIB), None),
    "comments": (lambda: b"<p>hello" + b"<!---->" * 500_000, None),
    "comments-first": (lambda: b"<!---->" * 500_000 + b"<p>hello", RefusalKind.TOO_LARGE),
    "script": (lambda: b"<p>hello<script>while(1){}</script>", None),
    "sheets": (
        lambda: b"<style>" + b"*{display:block}" * 100_000 + b"</style>" + b"<b>" * 400 + b"hello",
        RefusalKind.TIME_LIMIT,
    ),
    "selectors": (
        lambda: b"<style>" + b"b " * 19 + b"i{display:none}</style>" + b"<b>" * 900 + b"hello",
        None,
    ),
    # A matcher that goes back tries each way to choose seven of three hundred.
    "selectors-that-fail-late": (
        lambda: b"<style>x " + b"b " * 7 + b"{display:none}</style>" + b"<b>" * 300 + b"hello",
        None,
    ),
}

LIES: dict[str, tuple[str, str]] = {
    "Shift_JIS said to be UTF-8": ("cp932", "utf-8"),
    "EUC-JP said to be UTF-8": ("euc_jp", "UTF-8"),
    "EUC-JP said to be unknown": ("euc_jp", "no-such-code"),
    "UTF-8 said to be UTF-16": ("utf-8", "utf-16"),
    "UTF-8 said to be UTF-7": ("utf-8", "utf-7"),
    "UTF-8 said to be Punycode": ("utf-8", "punycode"),
    "UTF-16 with a mark": ("utf-16", "shift_jis"),
    "ISO-2022-JP": ("iso2022_jp", "iso-2022-jp"),
}
"""In what a page is written, and what it says."""


def lying(written: str, said: str) -> bytes:
    """A page in one encoding that says it is in another."""
    return f"<html><meta charset={said}><p>{TRUTH}</html>".encode(written)

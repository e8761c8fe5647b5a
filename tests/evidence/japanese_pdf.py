"""PDFs of Japanese text of our own, by reportlab, with fonts embedded and not.

The embedded font is made here: its glyphs are boxes, which is all that reading and ink need, and
so no font has to be found on the machine or kept in the tree.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from tests.evidence.pdf_files import flate, one_page, stream

if TYPE_CHECKING:
    from collections.abc import Callable

_UNITS = 1000
_CHARACTERS = (
    *range(0x21, 0x7F),
    *range(0x3001, 0x3100),
    *range(0x4E00, 0x9FB0),
    *range(0xFF01, 0xFF60),
)
_FRONT = 2
"""How many pages before the numbers begin anew, where labels are asked for."""
EMBEDDED = "KuseiBoxes"
NOT_EMBEDDED = "HeiseiMin-W3"
VERTICAL = "HeiseiKakuGo-W5"
"""Vertical, and not embedded."""
Sheet = Any
"""A canvas of reportlab, which has no types."""


@cache
def font_file() -> bytes:
    """A TrueType font with one box for every character that Japanese text needs."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    box, space = pen.glyph(), TTGlyphPen(None).glyph()
    names = [f"u{code:04X}" for code in _CHARACTERS]
    order = [".notdef", "space", *names]
    builder = FontBuilder(_UNITS, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({0x20: "space", **dict(zip(_CHARACTERS, names, strict=True))})
    builder.setupGlyf({".notdef": space, "space": space, **dict.fromkeys(names, box)})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (_UNITS, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": EMBEDDED, "styleName": "Regular", "psName": EMBEDDED})
    builder.setupOS2(sTypoAscender=880, usWinAscent=880, usWinDescent=120)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def pdf(*pages: Callable[[Sheet], None], labels: bool = False) -> bytes:
    """A file of these pages, each drawn by a function of a reportlab canvas."""
    pdfmetrics.registerFont(TTFont(EMBEDDED, io.BytesIO(font_file())))
    pdfmetrics.registerFont(UnicodeCIDFont(NOT_EMBEDDED))
    pdfmetrics.registerFont(UnicodeCIDFont(VERTICAL, isVertical=True))
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(595, 842), invariant=True)
    for number, draw in enumerate(pages):
        if labels:
            style = "ROMAN_LOWER" if number < _FRONT else "ARABIC"
            sheet.addPageLabel(number, style=style, start=number % _FRONT + 1)
        draw(sheet)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def line(
    text: str, *, x: float = 60, y: float = 700, size: float = 12, font: str = EMBEDDED
) -> Callable[[Sheet], None]:
    """A function that draws one line."""

    def draw(sheet: Sheet) -> None:
        sheet.setFont(font, size)
        sheet.drawString(x, y, text)

    return draw


def both(*drawn: Callable[[Sheet], None]) -> Callable[[Sheet], None]:
    """Draw one thing after another on one page."""

    def draw(sheet: Sheet) -> None:
        for each in drawn:
            each(sheet)

    return draw


def vertical(*columns: tuple[str, int, int, int]) -> bytes:
    """A page of vertical columns, each a text, the x and y where it begins, and its size.

    The font is embedded, with the vertical mode of ISO 32000-1, 9.7.5.2.
    """
    glyphs = {code: number for number, code in enumerate(_CHARACTERS, start=2)}
    used = sorted({ord(character) for text, *_ in columns for character in text})
    shown = b"".join(
        b"BT /F %d Tf %d %d Td <%s> Tj ET\n"
        % (size, x, y, b"".join(b"%04X" % glyphs[ord(character)] for character in text))
        for text, x, y, size in columns
    )
    pairs = b"\n".join(b"<%04X> <%04X>" % (glyphs[code], code) for code in used)
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n%d beginbfchar\n%s\nendbfchar "
        b"endcmap end end" % (len(used), pairs)
    )
    return one_page(
        stream(shown),
        font=(
            b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-V/DescendantFonts[6 0 R]"
            b"/ToUnicode 7 0 R>>"
        ),
        more=[
            (
                b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)"
                b"/Ordering(Identity)/Supplement 0>>/DW 1000/CIDToGIDMap/Identity"
                b"/FontDescriptor 8 0 R>>"
            ),
            stream(table),
            (
                b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 -120 1000 880]"
                b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 800/StemV 80/FontFile2 9 0 R>>"
            ),
            flate(font_file()),
        ],
    )

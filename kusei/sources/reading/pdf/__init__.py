"""PDF by pypdfium2: the one room that speaks to PDFium. It is entered in a worker process only.

Page numbers are physical, from 1. Readings set beside a word (ruby) are told by their size and go
into a stream of their own; boxes on the page never drop text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pypdfium2
from pypdfium2 import raw

from kusei.sources.reading.limits import RefusalKind, Refused
from kusei.sources.reading.pdf.characters import characters_of, read_through
from kusei.sources.reading.pdf.rendering import boxes, invisible_in, picture, to_pixels
from kusei.sources.reading.png import marked_png
from kusei.sources.reading.source_text import PageText, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.sources.reading.limits import Limits
    from kusei.sources.reading.pdf.characters import Characters

_TAIL: Final = 2048
_LONGEST_SIDE: Final = 14_400.0
"""In points, the most a page may measure (ISO 32000-1, Annex C.2)."""
_LABEL: Final = 64
_BROKEN: Final = 0.05
"""From this share of characters without a meaning on, a page's text is not to be trusted."""
_NO_WIDTH: Final = 0.01
_SOME_HEIGHT: Final = 1.0


def pages(content: bytes, *, limits: Limits, ink: bool) -> Iterator[PageText]:
    """Each page of a PDF in turn; with ``ink``, also which of its text a rendering does not show.

    Raises:
        Refused: encrypted, damaged, or beyond the limits.
    """
    document = _open(content)
    count = len(document)
    if count > limits.pages:
        raise Refused(
            RefusalKind.TOO_MANY_PAGES, f"{count} pages, where at most {limits.pages} are read"
        )
    left, read, drawn = limits.characters, False, False
    for index in range(count):
        page = _page(document, index, left, ink=ink)
        left -= len(page.text)
        read |= page.unreadable is not Unreadable.DAMAGED
        drawn |= bool(page.text or page.ruby or page.unreadable)
        yield page
    if not read:
        raise Refused(RefusalKind.DAMAGED, f"not one of its {count} pages can be read")
    if not drawn:
        raise Refused(RefusalKind.EMPTY, "nothing is drawn on any page, or all content is damaged")


def marked(content: bytes, number: int, start: int, end: int, *, limits: Limits) -> bytes:
    """A PNG of a page with the characters of its text from ``start`` to before ``end`` marked.

    Raises:
        Refused: encrypted, damaged, without such a page, or beyond the limits.
    """
    document = _open(content)
    try:
        page = document[number - 1]
        text_page = page.get_textpage()
        _bounded(page, text_page, limits)
        found = characters_of(text_page)
        _, places, _ = read_through(text_page, found)
        indices = [index for index in places[start:end] if found.sizes[index]]
        seen = picture(page)
        return marked_png(seen, boxes(text_page, indices, to_pixels(page, seen)))
    except (pypdfium2.PdfiumError, IndexError, ValueError, OverflowError):
        raise Refused(RefusalKind.DAMAGED, f"page {number} cannot be drawn") from None


def _bounded(page: Any, text_page: Any, limits: Limits) -> None:  # noqa: ANN401
    if not 0 < max(page.get_size()) <= _LONGEST_SIDE:
        raise Refused(RefusalKind.DAMAGED, "a page of no possible size")
    if text_page.count_chars() > limits.characters:
        raise Refused(RefusalKind.TOO_LARGE, "more text than is read of one source")


def _open(content: bytes) -> Any:  # noqa: ANN401 - pypdfium2 has no types
    if b"%%EOF" not in content[-_TAIL:]:
        raise Refused(RefusalKind.DAMAGED, "the file ends before its end: %%EOF is missing")
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise Refused(RefusalKind.ENCRYPTED, "a password is needed to read it") from None
        raise Refused(RefusalKind.DAMAGED, "not a PDF that can be opened") from None


def _page(document: Any, index: int, left: int, *, ink: bool) -> PageText:  # noqa: ANN401
    number = index + 1
    damaged = PageText(number, "", unreadable=Unreadable.DAMAGED)
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return damaged
    try:
        if not 0 < max(page.get_size()) <= _LONGEST_SIDE:
            return damaged
        text_page = page.get_textpage()
        if text_page.count_chars() > left:
            raise Refused(
                RefusalKind.TOO_LARGE, f"more text than is read of one source, at page {number}"
            )
        found = characters_of(text_page)
        text, places, ruby = read_through(text_page, found)
        invisible = invisible_in(page, text_page, found, places) if ink and text else ()
        return PageText(
            number,
            text,
            label=_label(document, index),
            ruby=ruby,
            invisible=invisible,
            unreadable=_unreadable(page, found),
        )
    except (pypdfium2.PdfiumError, ValueError, OverflowError):
        return damaged  # sizes and places that are no numbers among them
    finally:
        page.close()


def _label(document: Any, index: int) -> str:  # noqa: ANN401 - pypdfium2 has no types
    try:
        return str(document.get_page_label(index))[:_LABEL]
    except UnicodeDecodeError:
        return ""


def _unreadable(page: Any, found: Characters) -> Unreadable | None:  # noqa: ANN401
    shown = sum(1 for c in found.characters if c and not c.isspace())
    if not shown:
        if _loses_columns(page):
            return Unreadable.FONT_MISSING
        return Unreadable.NO_TEXT_LAYER if raw.FPDFPage_CountObjects(page) else None
    if _loses_columns(page):
        return Unreadable.FONT_MISSING
    return Unreadable.BROKEN_TO_UNICODE if found.broken >= _BROKEN * shown else None


def _loses_columns(page: Any) -> bool:  # noqa: ANN401 - pypdfium2 has no types
    """Whether PDFium leaves out vertical text because its font is neither embedded nor here.

    Without glyphs a column has no width, and PDFium takes it for nothing.
    """
    for drawn in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
        left, bottom, right, top = drawn.get_bounds()
        if right - left < _NO_WIDTH and top - bottom > _SOME_HEIGHT:
            font = raw.FPDFTextObj_GetFont(drawn)
            if font and raw.FPDFFont_GetIsEmbedded(font) == 0:
                return True
    return False

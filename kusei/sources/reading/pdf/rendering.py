"""Pages as pictures: where the characters of a page stand in one, and whether they show."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Final

from pypdfium2 import raw

from kusei.sources.reading.ink import Picture, differs, stretches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.sources.reading.pdf.characters import Characters

_SCALE: Final = 2.0
"""Pixels a point of a rendered page (144 a inch), if it then has at most ``_PIXELS`` a side."""
_PIXELS: Final = 2_400
_FINE: Final = 256
_UNIT: Final = 1_000.0
_LEGIBLE: Final = 1.0
"""In points: smaller text shows nothing that a person can read."""
_DRAWS_NOTHING: Final = {
    raw.FPDF_TEXTRENDERMODE_INVISIBLE,
    raw.FPDF_TEXTRENDERMODE_CLIP,
}

Affine = tuple[float, float, float, float, float, float]
Box = tuple[int, int, int, int]


def picture(page: Any) -> Picture:  # noqa: ANN401 - pypdfium2 has no types
    """A page rendered in grey, small enough to be cheap and large enough to show its text."""
    scale = min(_SCALE, _PIXELS / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        return Picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    finally:
        bitmap.close()


def invisible_in(
    page: Any,  # noqa: ANN401 - pypdfium2 has no types
    text_page: Any,  # noqa: ANN401
    found: Characters,
    places: list[int],
) -> tuple[tuple[int, int], ...]:
    """Where a rendering shows no ink for the text, as offsets into it."""
    seen = picture(page)
    hidden = []
    for index, box in zip(places, boxes(text_page, places, to_pixels(page, seen)), strict=True):
        size = found.sizes[index]
        if not size:
            hidden.append(False)
            continue
        shades = seen.shades(box)
        hidden.append(
            size < _LEGIBLE
            or shades is None
            or (not differs(shades) and not _font_missing(text_page, index, shades))
        )
    text = "".join(found.characters[index] for index in places)
    return stretches(hidden, text)


def to_pixels(page: Any, seen: Picture) -> Affine:  # noqa: ANN401 - pypdfium2 has no types
    """How places on a page, crop and rotation included, lie in a picture of it."""
    across, down = ctypes.c_int(), ctypes.c_int()
    corners = []
    for x, y in ((0.0, 0.0), (_UNIT, 0.0), (0.0, _UNIT)):
        # PDFium answers in whole pixels: ask for a picture so large that rounding is nothing.
        raw.FPDF_PageToDevice(
            page, 0, 0, seen.width * _FINE, seen.height * _FINE, 0,
            x, y, ctypes.byref(across), ctypes.byref(down),
        )  # fmt: skip
        corners.append((across.value / _FINE, down.value / _FINE))
    (e, f), (x0, y0), (x1, y1) = corners
    return (x0 - e) / _UNIT, (y0 - f) / _UNIT, (x1 - e) / _UNIT, (y1 - f) / _UNIT, e, f


def boxes(text_page: Any, indices: list[int], affine: Affine) -> Iterator[Box]:  # noqa: ANN401
    """Where each character stands in a picture: left, top, right, bottom in pixels."""
    left, right, bottom, top = edges = [ctypes.c_double() for _ in range(4)]
    references = [ctypes.byref(edge) for edge in edges]
    a, b, c, d, e, f = affine
    for index in indices:
        raw.FPDFText_GetCharBox(text_page, index, *references)
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        across = a * x0 + c * y0 + e, a * x1 + c * y1 + e
        down = b * x0 + d * y0 + f, b * x1 + d * y1 + f
        yield int(min(across)), int(min(down)), int(max(across)) + 1, int(max(down)) + 1


def _font_missing(text_page: Any, index: int, shades: tuple[int, int]) -> bool:  # noqa: ANN401
    """Whether ink is absent only because this machine lacks a font that the PDF does not embed.

    Then no rendering can tell: the text counts as shown, unless its mode or colour hides it.
    """
    drawn = raw.FPDFText_GetTextObject(text_page, index)
    font = raw.FPDFTextObj_GetFont(drawn)
    if not font or raw.FPDFFont_GetIsEmbedded(font) != 0:
        return False
    if raw.FPDFTextObj_GetTextRenderMode(drawn) in _DRAWS_NOTHING:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(
        text_page, index, *(ctypes.byref(part) for part in (red, green, blue, alpha))
    )
    grey = round(0.30 * red.value + 0.59 * green.value + 0.11 * blue.value)
    return alpha.value > 0 and differs((min(grey, shades[0]), max(grey, shades[1])))

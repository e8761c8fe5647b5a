"""PDF as text: what is on the page is read, what is beside a word or does not show is told apart."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kusei.sources.reading.limits import Refusal, RefusalKind
from kusei.sources.reading.source_text import Media, PageText, Ruby, SourceText, Unreadable
from kusei.sources.sandbox import Order, marked, read
from tests.evidence import pdf_files
from tests.evidence.japanese_pdf import (
    EMBEDDED,
    NOT_EMBEDDED,
    VERTICAL,
    Sheet,
    both,
    line,
    pdf,
    vertical,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[bytes], tuple[PageText, ...]]


@pytest.fixture
def pages(tmp_path: Path) -> Read:
    """Read a PDF as kusei does, in a worker."""

    def run(content: bytes) -> tuple[PageText, ...]:
        path = tmp_path / "source.pdf"
        path.write_bytes(content)
        found = read(path, Order(expect=Media.PDF))
        assert isinstance(found, SourceText), found
        assert found.reader.startswith("pdf/")
        return found.pages

    return run


def test_pages_have_their_physical_number_and_their_printed_label(pages: Read) -> None:
    """The first sheet is 1 whatever is printed on it; the label is what the PDF declares."""
    found = pages(pdf(*(line(text) for text in "甲乙丙"), labels=True))
    assert [(page.number, page.label, page.text) for page in found] == [
        (1, "i", "甲"),
        (2, "ii", "乙"),
        (3, "1", "丙"),
    ]


@pytest.mark.parametrize("font", [EMBEDDED, NOT_EMBEDDED])
def test_readings_go_into_a_stream_of_their_own(font: str, pages: Read) -> None:
    """Kana at half the size beside a word leave its text whole, above it or after it."""
    (page,) = pages(
        pdf(
            both(
                line("みなとく", y=713, size=6, font=font),
                line("港区に総合支所を置く。", font=font),
                line("くみんか", y=663, size=6, font=font),
                line("区民課は、", y=650, font=font),
            )
        )
    )
    assert "".join(page.text.split()) == "港区に総合支所を置く。区民課は、"
    assert [reading.text for reading in page.ruby] == ["みなとく", "くみんか"]


def scaled_reading(sheet: Sheet) -> None:
    """Draw a word, and its reading at the same nominal size under a scale of one half."""
    line("港区", y=700)(sheet)
    sheet.saveState()
    sheet.scale(0.5, 0.5)
    line("みなとく", x=120, y=1427)(sheet)
    sheet.restoreState()


def test_the_size_on_the_page_counts_not_the_size_of_the_font(pages: Read) -> None:
    """A matrix that halves the text makes a reading of it."""
    (page,) = pages(pdf(scaled_reading))
    assert page.text.strip() == "港区"
    assert [reading.text for reading in page.ruby] == ["みなとく"]


@pytest.mark.parametrize(
    ("small", "size"),
    [("注 平成21年の改正", 6), ("ふりがなの欄", 9), ("まちづくり", 8)],
    ids=["with kanji", "three quarters", "two thirds"],
)
def test_small_print_is_no_reading(small: str, size: float, pages: Read) -> None:
    """A note is text: it holds more than kana, or is not small enough to be a reading."""
    (page,) = pages(pdf(both(line("区民課を置く。"), line(small, y=680, size=size))))
    assert page.text.split("\n") == ["区民課を置く。", small]
    assert page.ruby == ()


def test_small_kana_within_a_word_stay(pages: Read) -> None:
    """っ and ょ are letters of the size of their word, and no reading of it."""
    (page,) = pages(pdf(line("ちょっとした課のショッピング")))
    assert page.text == "ちょっとした課のショッピング"


def test_a_page_that_is_only_a_picture_is_unreadable(pages: Read) -> None:
    """Something is drawn and nothing is text; an empty page is empty and no more."""
    drawn, empty, _ = pages(pdf(lambda s: s.rect(9, 9, 99, 99), lambda _: None, line("文")))
    assert drawn.unreadable is Unreadable.NO_TEXT_LAYER
    assert empty.unreadable is None
    assert empty.text == ""


@pytest.mark.parametrize(
    ("to_unicode", "expected"),
    [
        (b"", Unreadable.BROKEN_TO_UNICODE),
        (b"<0041> <E041>\n<0042> <E042>", Unreadable.BROKEN_TO_UNICODE),
        (b"<0041> <533A>\n<0042> <6C11>", None),
    ],
    ids=["none", "private use", "good"],
)
def test_text_without_meaning_is_unreadable(
    to_unicode: bytes, expected: Unreadable | None, pages: Read
) -> None:
    """Glyphs that no map makes characters of, or only private ones, verify nothing."""
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n2 beginbfchar\n%s\nendbfchar "
        b"endcmap end end" % to_unicode
    )
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>"
        % (b"/ToUnicode 7 0 R" if to_unicode else b"")
    )
    descendant = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1 1]>>>>"
    )
    content = pdf_files.stream(b"BT /F 12 Tf 50 700 Td <00410042> Tj ET")
    (page,) = pages(
        pdf_files.one_page(content, font=font, more=[descendant, pdf_files.stream(table)])
    )
    assert page.unreadable is expected
    if expected is None:
        assert page.text == "区民"


def in_mode(mode: int) -> Callable[[Sheet], None]:
    """Draw 隠れた文 in a text rendering mode (ISO 32000-1, 9.3.6)."""

    def draw(sheet: Sheet) -> None:
        text = sheet.beginText(60, 650)
        text.setFont(EMBEDDED, 12)
        text.setTextRenderMode(mode)
        text.textOut("隠れた文")
        sheet.drawText(text)

    return draw


def white(sheet: Sheet) -> None:
    """From here on draw in white."""
    sheet.setFillColorRGB(1, 1, 1)


def covered(sheet: Sheet) -> None:
    """Draw 隠れた文 and a white box over it."""
    line("隠れた文", y=500)(sheet)
    white(sheet)
    sheet.rect(50, 480, 200, 50, stroke=0, fill=1)


@pytest.mark.parametrize(
    "draw",
    [
        in_mode(3),
        in_mode(7),
        both(white, line("隠れた文", y=500)),
        line("隠れた文", x=-300),
        line("隠れた文", y=500, size=0.5),
        covered,
        both(in_mode(3), lambda s: s.setPageRotation(180)),
    ],
    ids=["mode 3", "mode 7", "white", "off the page", "tiny", "covered", "turned page"],
)
def test_text_without_ink_is_told(draw: Callable[[Sheet], None], pages: Read) -> None:
    """However text is hidden, a rendering shows nothing where it should be."""
    (page,) = pages(pdf(both(line("見える文"), draw)))
    hidden = page.text.index("隠れた文")
    assert page.invisible == ((hidden, hidden + 4),)


@pytest.mark.parametrize(
    "draw",
    [
        in_mode(0),
        in_mode(1),
        both(lambda s: s.rect(50, 480, 200, 50, fill=1), white, line("文口一", y=500)),
        line("文口一", font=NOT_EMBEDDED),
        both(line("文口一", y=400), lambda s: s.setPageRotation(270)),
        lambda s: (s.setFillGray(0.55), line("文口一")(s)),
    ],
    ids=["filled", "outlined", "white on black", "font missing here", "turned page", "grey"],
)
def test_text_with_ink_is_not_called_invisible(draw: Callable[[Sheet], None], pages: Read) -> None:
    """Nor is text for which this machine lacks the font that others have."""
    (page,) = pages(pdf(draw))
    assert page.text
    assert page.invisible == ()


def test_a_hyphen_at_the_end_of_a_line_becomes_a_soft_one(pages: Read) -> None:
    """What a line break parted can be joined again."""
    lines = ("the organi-", "sation of the ward")
    (page,) = pages(pdf(both(*(line(t, y=700 - 14 * n) for n, t in enumerate(lines)))))
    assert "organisation" in page.text.replace("\u00ad", "").replace("\n", "")


def test_a_damaged_page_leaves_the_others(pages: Read) -> None:
    """A page that cannot be loaded is marked; the one after it keeps its number."""
    content = pdf(line("甲"), line("乙"))
    broken = content.replace(b"/Type /Page\n", b"/Type /Pa__\n", 1)
    if broken == content:
        pytest.skip("reportlab writes its pages in another way")
    found = pages(broken)
    assert found[-1].text == "乙"
    assert found[-1].number == 2


def test_readings_keep_their_place(pages: Read) -> None:
    """The offset of a reading is where it stood among what is left."""
    (page,) = pages(
        pdf(both(line("前の文"), line("くみんか", y=663, size=6), line("区民課", y=650)))
    )
    assert isinstance(page.ruby[0], Ruby)
    assert page.text[: page.ruby[0].offset].strip() == "前の文"
    assert page.text[page.ruby[0].offset :].strip() == "区民課"


def test_a_quote_is_marked_on_its_page(tmp_path: Path) -> None:
    """Yellow is where the quote stands, and nowhere else."""
    path = tmp_path / "source.pdf"
    path.write_bytes(pdf(line("前"), both(line("くみん", y=713, size=6), line("この区民課が"))))
    found = read(path)
    assert isinstance(found, SourceText)
    start = found.pages[1].text.index("区民課")
    png = marked(path, 2, start, start + 3)
    assert isinstance(png, bytes)
    image = Image.open(io.BytesIO(png)).convert("RGB")
    assert image.size == (1190, 1684)
    yellow = [
        (x, y)
        for y in range(image.height)
        for x in range(image.width)
        if image.getpixel((x, y)) == (255, 255, 85)
    ]
    across, down = zip(*yellow, strict=True)
    size, left, base = 24, 120, 1684 - 1400
    assert left + 2 * size - 4 <= min(across) <= left + 2 * size + 4
    assert left + 5 * size - 4 <= max(across) <= left + 5 * size + 4
    assert base - size <= min(down) <= max(down) <= base + 6


def test_what_has_no_such_page_is_refused(tmp_path: Path) -> None:
    """A page that is not there, and a source that has none to draw."""
    path = tmp_path / "source.pdf"
    path.write_bytes(pdf(line("前")))
    for wanted, number, kind in (
        (path, 9, RefusalKind.DAMAGED),
        (Path(__file__), 1, RefusalKind.WRONG_TYPE),
    ):
        found = marked(wanted, number, 0, 1)
        assert isinstance(found, Refusal)
        assert found.kind is kind


def test_vertical_columns_are_read_from_right_to_left(pages: Read) -> None:
    """Down each column, then on to the one at its left; the band below comes after."""
    columns = [
        ("区民課の事務のうち", 500, 700, 12),
        ("まちづくりに関する", 480, 700, 12),
        ("も", 460, 700, 12),
        ("二段目の右", 500, 400, 12),
        ("二段目の左", 480, 400, 12),
    ]
    (page,) = pages(vertical(*columns))
    assert "".join(page.text.split()) == "".join(text for text, *_ in columns)
    assert page.invisible == ()


def test_readings_of_vertical_text_go_apart_too(pages: Read) -> None:
    """They stand at the right of their word."""
    (page,) = pages(
        vertical(("前の行", 500, 700, 12), ("みなとく", 493, 700, 6), ("港区の行", 480, 700, 12))
    )
    assert "".join(page.text.split()) == "前の行港区の行"
    assert [reading.text for reading in page.ruby] == ["みなとく"]
    assert page.text[: page.ruby[0].offset].strip() == "前の行"


def test_columns_that_are_lost_with_their_font_are_told(pages: Read) -> None:
    """Without glyphs PDFium leaves a vertical column out: then the page is not to be trusted."""
    columns = ("区民課を設置", "総合支所の名称")
    drawn = (line(t, x=300 - 20 * n, font=VERTICAL) for n, t in enumerate(columns))
    (page,) = pages(pdf(both(*drawn)))
    whole = "".join(page.text.split()) == "".join(columns)  # where such a font is installed
    assert whole or page.unreadable is Unreadable.FONT_MISSING

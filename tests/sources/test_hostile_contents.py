"""What a PDF carries besides pages, and what a page of HTML holds, harms nobody either."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kusei.sources.media import sniff
from kusei.sources.reading.limits import RefusalKind
from kusei.sources.reading.source_text import Media, SourceText
from kusei.sources.sandbox import Order, read
from tests.evidence.hostile_files import LIES, MORE_HOSTILE, PAGES, TRUTH, lying
from tests.evidence.pdf_files import MIB
from tests.sources.test_hostile_files import ANY, PDF, SMALL, refused, written

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")
LARGE = Order(limits=replace(SMALL, bytes=64 * MIB, depth=1_000, memory=1 << 30, processor=3))


@pytest.mark.parametrize("name", MORE_HOSTILE)
def test_what_a_pdf_carries_is_not_run_nor_followed_for_ever(name: str, tmp_path: Path) -> None:
    """A reason of the right kind, or what a person reads on the page."""
    make, kinds = MORE_HOSTILE[name]
    found = read(written(tmp_path, make()), PDF)
    if kinds:
        assert refused(found) in kinds
    else:
        assert isinstance(found, SourceText), found
        assert found.pages[0].text.splitlines()[-1] == "hello"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_html_may_hold_anything(name: str, tmp_path: Path) -> None:
    """Attributes of megabytes, thousands of them, sheets without end: a reason or the text."""
    make, kind = PAGES[name]
    found = read(written(tmp_path, make(), "page.html"), LARGE)
    if kind:
        assert refused(found) is kind
    else:
        assert isinstance(found, SourceText), found
        assert found.pages[0].text.splitlines()[-1] == "hello"


@pytest.mark.parametrize("name", LIES)
def test_a_page_that_lies_about_its_encoding_is_read_as_it_is_written(
    name: str, tmp_path: Path
) -> None:
    """What is declared counts only where the bytes are such, and browsers know it."""
    found = read(written(tmp_path, lying(*LIES[name]), "page.html"), ANY)
    assert isinstance(found, SourceText), found
    assert found.pages[0].text == TRUTH


@pytest.mark.parametrize(
    "content",
    [b"a\0b", "区民課".encode("utf-16"), TRUTH.encode("cp932"), b"\x1b$B6hL1\x1b(B", b"\xff" * 99],
    ids=["nul", "utf-16", "shift_jis", "iso-2022-jp", "bytes"],
)
def test_plain_text_is_utf_8_and_nothing_else(content: bytes, tmp_path: Path) -> None:
    """Any other bytes are no text: none is guessed."""
    assert refused(read(written(tmp_path, content, "a.txt"), ANY)) is RefusalKind.WRONG_TYPE


@pytest.mark.parametrize(
    ("beginning", "media"),
    [
        (b"<!---->" * 5_000, Media.PLAIN),
        (b"<!-- a -->" * 5_000 + b"<p>", Media.PLAIN),
        (b"<!-- a --> <!-- b -->\n<p>", Media.HTML),
        (b"<?xml a?>" * 5_000, Media.PLAIN),
        (b"<!--" + b"-" * 9_000, Media.PLAIN),
        (b" " * 9_000 + b"<p>", Media.PLAIN),
    ],
)
def test_what_bytes_are_is_told_at_once(beginning: bytes, media: Media) -> None:
    """This is told in our own process: no beginning makes it try one way after another."""
    assert sniff(beginning) is media

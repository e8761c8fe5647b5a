"""What bytes are is told from the bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kusei.sources.media import SNIFFED, sniff
from kusei.sources.reading.source_text import Media


@pytest.mark.parametrize(
    ("beginning", "media"),
    [
        (b"%PDF-1.7\n", Media.PDF),
        (b"\n\njunk %PDF-1.4", Media.PDF),
        (b"x" * 1025 + b"%PDF-1.4", Media.PLAIN),
        (b"<!DOCTYPE html>", Media.HTML),
        (b"\xef\xbb\xbf \n<HTML lang=ja>", Media.HTML),
        ("\ufeff<html>".encode("utf-16-le"), Media.HTML),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<!doctype HTML PUBLIC>", Media.HTML),
        (b"<!-- a --><!-- b --><body>", Media.HTML),
        ("<html><title>区役所".encode("cp932"), Media.HTML),
        ("区役所・支所改革".encode(), Media.PLAIN),
        (b"a < b", Media.PLAIN),
        (b"<abbr>no page of HTML</abbr>", Media.PLAIN),
        ("区役所".encode("cp932"), None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"PK\x03\x04", None),
        (b"a\0b", None),
    ],
)
def test_a_beginning_tells_the_type(beginning: bytes, media: Media | None) -> None:
    """PDF within 1,024 bytes, HTML by its first tag, plain text if UTF-8, else nothing."""
    assert sniff(beginning) is media


@given(st.integers(0, 3))
def test_a_character_cut_in_two_is_still_text(shift: int) -> None:
    """Wherever the bytes that are looked at end."""
    assert sniff(b"a" * shift + "区".encode() * SNIFFED) is Media.PLAIN

"""Texts of sources made by hand, as a reader would give them."""

from __future__ import annotations

from kusei.evidence.matching import Haystack
from kusei.sources.reading.source_text import Media, PageText, SourceText


def source(*pages: str | PageText, media: Media = Media.PDF) -> SourceText:
    """A source of these pages, numbered from 1."""
    return SourceText(
        media,
        "test/1",
        tuple(
            page if isinstance(page, PageText) else PageText(number, page)
            for number, page in enumerate(pages, start=1)
        ),
    )


def haystack(*pages: str | PageText) -> Haystack:
    """The same, prepared for matching."""
    return Haystack.of(source(*pages))

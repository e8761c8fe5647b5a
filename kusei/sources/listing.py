"""Documents, copies and their text in the forms in which they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kusei.sources.documents import local_name
from kusei.sources.reading.source_text import page_to_json
from kusei.sources.spelling import spelt

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from kusei.sources.documents import Source
    from kusei.sources.reading.source_text import PageText, SourceText

_SCHEMA_VERSION: Final = 1


def listed(known: Iterable[Source], held: Container[str]) -> str:
    """Documents and their copies, for people."""
    lines = []
    for document in known:
        lines.append(f"{document.name}  {document.title}")
        lines += [f"  {address}" for address in document.addresses]
        for copy in document.copies:
            state = "held" if copy.sha256 in held else "not held"
            kind = ", transcription" if copy.is_transcription else ""
            lines.append(
                f"  {local_name(copy.iri)}: {state}, {copy.media_type}{kind}, "
                f"{copy.quotes} passages"
            )
        if not document.copies:
            lines.append("  no copy")
    return "".join(f"{line}\n" for line in lines)


def listed_json(known: Iterable[Source], held: Container[str]) -> dict[str, Any]:
    """Documents and their copies as JSON values."""
    return {
        "schemaVersion": _SCHEMA_VERSION,
        "documents": [
            {
                "iri": document.iri,
                "name": document.name,
                "title": document.title,
                "addresses": list(document.addresses),
                "copies": [
                    {
                        "iri": copy.iri,
                        "sha256": copy.sha256,
                        "mediaType": copy.media_type,
                        "transcription": copy.is_transcription,
                        "passages": copy.quotes,
                        "held": copy.sha256 in held,
                    }
                    for copy in document.copies
                ],
            }
            for document in known
        ],
    }


def measure(text: SourceText) -> str:
    """How much a text holds, and which pages of it cannot be trusted."""
    characters = sum(len(page.text) for page in text.pages)
    unreadable = [f"{page.number} ({page.unreadable})" for page in text.pages if page.unreadable]
    told = f"{text.media}, {len(text.pages)} page(s), {characters} characters"
    return told + (f"; not to be read: page {', '.join(unreadable)}" if unreadable else "")


def read_aloud(pages: Iterable[PageText], *, ruby: bool) -> str:
    """The text of pages, for people: each under its number, its readings after it where asked."""
    parts = []
    for page in pages:
        label = f" (printed {page.label})" if page.label and page.label != str(page.number) else ""
        state = f" [{page.unreadable}]" if page.unreadable else ""
        hidden = sum(end - start for start, end in page.invisible)
        state += f" [{hidden} characters do not show]" if hidden else ""
        parts.append(f"--- {page.number}{label}{state}\n{page.text.rstrip()}\n")
        if ruby and page.ruby:
            readings = " ".join(spelt(reading.text) for reading in page.ruby)
            parts.append(f"--- {page.number} readings\n{readings}\n")
    return "".join(parts)


def text_json(text: SourceText, pages: Iterable[PageText]) -> dict[str, Any]:
    """The text of pages as JSON values; a block is kind, offset, length, level, depth."""
    return {
        "schemaVersion": _SCHEMA_VERSION,
        "mediaType": text.media,
        "reader": text.reader,
        "pages": [page_to_json(page) for page in pages],
    }

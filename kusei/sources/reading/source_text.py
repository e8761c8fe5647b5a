"""The text of a source as it was read from the bytes of a copy: values, and their JSON form.

Text is as read: nothing is normalised here. Offsets count code points (indices into ``str``).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

JsonObject = dict[str, Any]
FORM: Final = 1
"""The version of the JSON form; what was kept in another form is read anew."""


class Media(StrEnum):
    """What the bytes of a copy are; the values are their media types."""

    PDF = "application/pdf"
    HTML = "text/html"
    PLAIN = "text/plain"


class Unreadable(StrEnum):
    """Why the text of a page cannot be trusted to be what a person sees on it."""

    NO_TEXT_LAYER = "no-text-layer"
    BROKEN_TO_UNICODE = "broken-to-unicode"
    DAMAGED = "damaged-page"
    FONT_MISSING = "font-missing"


class BlockKind(StrEnum):
    """What a block of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page: ``page.text[offset : offset + len(text)] == text``.

    Blocks stand in reading order and do not overlap; the text of a page that lies between them
    is white space. ``level`` is 1 to 6 for headings, else None; ``depth`` is in how many lists
    and tables the block lies.
    """

    kind: BlockKind
    offset: int
    text: str
    level: int | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Ruby:
    """A reading that was taken out of the text: what it says, and before which offset it stood."""

    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class PageText:
    """A page. ``number`` is the physical one, from 1; ``label`` is what the PDF says is printed.

    HTML and plain text are one page without a label. ``blocks`` is empty for PDF and plain text.
    ``invisible`` are the parts of ``text``, as (start, end) offsets, where a rendering of the page
    shows no ink; it is found for PDF only. A page with ``unreadable`` may have text all the same,
    but nothing should be verified against it.
    """

    number: int
    text: str
    label: str = ""
    ruby: tuple[Ruby, ...] = ()
    blocks: tuple[Block, ...] = ()
    invisible: tuple[tuple[int, int], ...] = ()
    unreadable: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a whole copy, with the name and version of what read it."""

    media: Media
    reader: str
    pages: tuple[PageText, ...]


def page_to_json(page: PageText) -> JsonObject:
    """A page as JSON values, without what is empty; a block's text is left to the page's."""
    values = {k: v for k, v in asdict(page).items() if v or k in {"number", "text"}}
    if page.blocks:
        values["blocks"] = [
            [block.kind, block.offset, len(block.text), block.level, block.depth]
            for block in page.blocks
        ]
    return values


def page_from_json(values: Mapping[str, Any]) -> PageText:
    """The page that :func:`page_to_json` wrote.

    Raises:
        ValueError: the values are not those of a page.
    """
    try:
        text = str(values["text"])
        return PageText(
            number=int(values["number"]),
            text=text,
            label=str(values.get("label", "")),
            ruby=tuple(Ruby(int(r["offset"]), str(r["text"])) for r in values.get("ruby", ())),
            blocks=tuple(
                Block(BlockKind(kind), offset, text[offset : offset + length], level, depth)
                for kind, offset, length, level, depth in values.get("blocks", ())
            ),
            invisible=tuple((int(a), int(b)) for a, b in values.get("invisible", ())),
            unreadable=Unreadable(values["unreadable"]) if values.get("unreadable") else None,
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a page: {error}") from None


def to_json(text: SourceText) -> bytes:
    """A whole text as JSON in UTF-8."""
    pages = [page_to_json(page) for page in text.pages]
    form = {"form": FORM, "media": text.media, "reader": text.reader, "pages": pages}
    return json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode()


def from_json(content: bytes) -> SourceText:
    """The text that :func:`to_json` wrote.

    Raises:
        ValueError: it is not such a text, or one of another form.
    """
    values = json.loads(content)
    try:
        if values["form"] != FORM:
            raise ValueError(f"another form of text: {values['form']}")
        return SourceText(
            Media(values["media"]),
            str(values["reader"]),
            tuple(page_from_json(page) for page in values["pages"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a text: {error}") from None

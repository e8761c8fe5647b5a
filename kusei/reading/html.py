"""HTML by lxml: the one module that speaks to it. It runs in a worker process only.

The text is what a reader sees without scripts and style sheets: of what hides text, ``hidden``,
``display: none`` and ``visibility: hidden`` on the element itself are heeded. Readings (``rt``)
go into a stream of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from kusei.reading.limits import RefusalKind, Refused
from kusei.reading.source_text import Block, BlockKind, PageText, Ruby

if TYPE_CHECKING:
    from kusei.reading.limits import Limits

_UNSEEN: Final = {
    *("script", "style", "template", "noscript", "head", "title", "rp", "datalist", "map"),
    *("iframe", "object", "embed", "audio", "video", "canvas"),
}
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_KINDS: Final = {
    **dict.fromkeys(_HEADINGS, BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th", "caption"), BlockKind.TABLE_CELL),
}
_BLOCKS: Final = {
    *("address", "article", "aside", "blockquote", "body", "details", "dialog", "div", "dl"),
    *("fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html"),
    *("legend", "main", "menu", "nav", "ol", "option", "p", "pre", "search", "section", "select"),
    *("summary", "table", "tbody", "tfoot", "thead", "tr", "ul", *_KINDS),
}
_HOLDERS: Final = frozenset({"dl", "menu", "ol", "table", "ul"})
_BREAK: Final = "\x0b"
_READING: Final = "\x0e"
_CONTROLS: Final = dict.fromkeys(c for c in range(0x20) if chr(c) not in "\t\n\f\r")
_AROUND_BREAK: Final = re.compile(f" ?{_BREAK} ?")
_WHITE: Final = re.compile(r"[ \t\n\r\f]+")
_HIDES: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE
)
_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_SNIFFED: Final = 4096
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# The labels of https://encoding.spec.whatwg.org/ that Python understands otherwise.
_LABELS: Final = {
    b"shift_jis": "cp932",
    b"shift-jis": "cp932",
    b"sjis": "cp932",
    b"x-sjis": "cp932",
    b"windows-31j": "cp932",
    b"ms932": "cp932",
    b"x-euc-jp": "euc_jp",
}


def page(content: bytes, *, limits: Limits) -> PageText:
    """The one page of an HTML file: its visible text, in blocks.

    Raises:
        Refused: too deep, too long, or not HTML.
    """
    # Surrogates and control characters, which no page shows, would stop the parser or our marks.
    text = _decoded(content).translate(_CONTROLS)
    parser = etree.HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise Refused(RefusalKind.DAMAGED, "no element of HTML is found in it")
    return _Walk(limits).page(root)


def _decoded(content: bytes) -> str:
    """The characters of a file: by its mark, what it declares, or what fits it whole."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    declared = _CHARSET.search(content[:_SNIFFED])
    names = [_LABELS.get(declared[1].lower(), declared[1].decode())] if declared else []
    for name in (*names, "utf-8", "euc_jp", "cp932"):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", "replace")


class _Walk:
    """Walks a tree once, from first to last, and never by recursion."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.blocks: list[Block] = []
        self.ruby: list[Ruby] = []
        self.length = 0
        self.pending: list[str] = []
        self.pending_ruby: list[str] = []
        self.kinds: list[tuple[BlockKind, int | None]] = [(BlockKind.PARAGRAPH, None)]
        self.depth = self.lists = self.preformatted = self.readings = 0

    def page(self, root: Any) -> PageText:  # noqa: ANN401 - lxml has no types
        """The visible text of a tree."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                self.depth += 1
                if self.depth > self.limits.depth:
                    raise Refused(
                        RefusalKind.TOO_DEEP,
                        f"elements nested deeper than {self.limits.depth}",
                    )
                if _unseen(element):
                    walk.skip_subtree()
                else:
                    self.enter(element)
            else:
                self.depth -= 1
                if not _unseen(element):
                    self.leave(element)
                self.add(element.tail)
        self.flush()
        text = "\n".join(block.text for block in self.blocks)
        return PageText(1, text, blocks=tuple(self.blocks), ruby=tuple(self.ruby))

    def enter(self, element: Any) -> None:  # noqa: ANN401
        """Begin an element that is seen."""
        tag = element.tag
        if tag in _BLOCKS:
            self.flush()
        if tag in _KINDS:
            self.kinds.append((_KINDS[tag], _HEADINGS.get(tag)))
        self.lists += tag in _HOLDERS
        self.preformatted += tag == "pre"
        if tag == "rt":
            self.readings += 1
            if self.readings == 1:
                self.pending.append(_READING)
                self.pending_ruby.append("")
        elif tag == "br":
            self.pending.append(_BREAK)
        self.add(element.text)

    def leave(self, element: Any) -> None:  # noqa: ANN401
        """End an element that is seen."""
        tag = element.tag
        if tag in _BLOCKS:
            self.flush()
        if tag in _KINDS:
            self.kinds.pop()
        self.lists -= tag in _HOLDERS
        self.preformatted -= tag == "pre"
        self.readings -= tag == "rt"
        if tag in {"td", "th"}:
            self.flush()

    def add(self, text: str | None) -> None:
        """Take up text where the walk stands."""
        if not text:
            return
        if self.readings:
            self.pending_ruby[-1] += text
            return
        self.pending.append(text)

    def flush(self) -> None:
        """Close the block that is being gathered, if there is anything in it."""
        text = "".join(self.pending)
        self.pending.clear()
        if self.preformatted:
            text = text.replace("\r", "").strip("\n")
        else:
            text = _WHITE.sub(" ", text)
            text = _AROUND_BREAK.sub(_BREAK, text).strip(_BREAK + " ")
        pieces = text.replace(_BREAK, "\n").split(_READING)
        offset = self.length
        for piece, reading in zip(pieces, self.pending_ruby, strict=False):
            offset += len(piece)
            self.ruby.append(Ruby(offset, _WHITE.sub(" ", reading).strip()))
        self.pending_ruby.clear()
        text = "".join(pieces)
        if not text:
            return
        kind, level = self.kinds[-1]
        self.blocks.append(Block(kind, self.length, text, level, self.lists))
        self.length += len(text) + 1
        if self.length > self.limits.characters:
            raise Refused(RefusalKind.TOO_LARGE, "more text than is read of one source")


def _unseen(element: Any) -> bool:  # noqa: ANN401
    tag = element.tag
    if not isinstance(tag, str) or tag in _UNSEEN:
        return True
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _HIDES.search(style))

"""HTML by lxml: the one module that speaks to it. It runs in a worker process only.

The text is what a reader sees without scripts and linked style sheets; what the page's own styles
hide (:mod:`kusei.sources.reading.styles`) is left out. Readings (``rt``) go into a stream of
their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from kusei.sources.reading.limits import RefusalKind, Refused
from kusei.sources.reading.source_text import Block, BlockKind, PageText, Ruby
from kusei.sources.reading.styles import Element, Look, Styles

if TYPE_CHECKING:
    from kusei.sources.reading.limits import Limits

_UNSEEN: Final = {
    *("script", "style", "template", "noscript", "head", "title", "rp", "datalist", "map"),
    *("iframe", "object", "embed", "audio", "video", "canvas", "progress", "meter", "noframes"),
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
_UNDRAWN: Final = Look(is_drawn=False)
_HOLDERS: Final = frozenset({"dl", "menu", "ol", "table", "ul"})
_BREAK: Final = "\x0b"
_READING: Final = "\x0e"
_CONTROLS: Final = dict.fromkeys(c for c in range(0x20) if chr(c) not in "\t\n\f\r")
_AROUND_BREAK: Final = re.compile(f" ?{_BREAK} ?")
_WHITE: Final = re.compile(r"[ \t\n\r\f]+")
_FOR_SCREEN: Final = re.compile(r"\s*(?:all|screen)?\s*", re.IGNORECASE)
"""The media of a style sheet that applies where a page is read."""
_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_SNIFFED: Final = 4096
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Of the labels of https://encoding.spec.whatwg.org/ those that pages in Japanese or English carry;
# Python knows others by the same names, and some that no browser would follow (utf-7, punycode).
_LABELS: Final = {
    **dict.fromkeys((b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be"), "utf-8"),
    **dict.fromkeys((b"shift_jis", b"shift-jis", b"sjis", b"x-sjis"), "cp932"),
    **dict.fromkeys((b"windows-31j", b"ms932", b"csshiftjis", b"ms_kanji"), "cp932"),
    **dict.fromkeys((b"euc-jp", b"x-euc-jp", b"cseucpkdfmtjapanese"), "euc_jp"),
    **dict.fromkeys((b"iso-2022-jp", b"csiso2022jp"), "iso2022_jp"),
    **dict.fromkeys((b"iso-8859-1", b"latin1", b"us-ascii", b"ascii", b"windows-1252"), "cp1252"),
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
    sheets = (
        "".join(style.itertext())
        for style in root.iter("style")
        if _FOR_SCREEN.fullmatch(style.get("media", ""))
    )
    return _Walk(limits, Styles(sheets)).page(root)


def _decoded(content: bytes) -> str:
    """The characters of a file: by its mark, what it declares, or what fits it whole."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    declared = _CHARSET.search(content[:_SNIFFED])
    name = _LABELS.get(declared[1].lower()) if declared else None
    for encoding in (*filter(None, [name]), "utf-8", "euc_jp", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


class _Walk:
    """Walks a tree once, from first to last, and never by recursion."""

    def __init__(self, limits: Limits, styles: Styles) -> None:
        self.limits = limits
        self.styles = styles
        self.chain: list[Element] = []
        self.looks = [Look()]
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
                if not self.draws(element):
                    walk.skip_subtree()
                else:
                    self.enter(element)
            else:
                self.depth -= 1
                is_drawn = self.looks.pop().is_drawn
                self.chain.pop()
                if is_drawn:
                    self.leave(element)
                self.add(element.tail)
        self.flush()
        text = "\n".join(block.text for block in self.blocks)
        return PageText(1, text, blocks=tuple(self.blocks), ruby=tuple(self.ruby))

    def draws(self, element: Any) -> bool:  # noqa: ANN401
        """Begin an element, and tell whether anything in it may be seen."""
        tag = element.tag if isinstance(element.tag, str) else ""
        self.chain.append(Element.of(tag, dict(element.items())))
        seen = tag and tag not in _UNSEEN
        look = self.styles.look(self.chain, self.looks[-1]) if seen else _UNDRAWN
        self.looks.append(look)
        return look.is_drawn

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
        if not text or not self.looks[-1].shows:
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

"""Random graphs in random layouts, written so that the place of every term is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kusei import terms
from kusei.graph.store import Literal, NamedNode
from kusei.turtle.positions import locate
from tests.turtle.test_positions import located, parsed

if TYPE_CHECKING:
    from collections.abc import Callable

BLANKS = [
    "",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\n\n    ",
    "# 注 \" ''' [ ( <x> . ;\n",
    " #\r\n ",
]
WORDS = ["x", "港区", "a.b", "c:d", "1", "x-y", "_", "ａ"]
VALUES = [
    "",
    "x",
    "芝地区　総合支所",
    "ﾐﾅﾄ 😀",
    'a "b" c',
    "it's",
    "\\",
    "two\nlines",
    "\t",
    '"',
    "\r\n",
    "# .",
]
NAMESPACE = "http://a.example/"
LINE_END = r"\r\n|\r|\n"
BASE = "http://base.example/dir/"


@dataclass(slots=True)
class Written:
    """A term and the place where it was put; a bracket is still open while ``end`` is 0."""

    text: str
    start: int
    end: int = 0

    @property
    def whole(self) -> tuple[str, int, int]:
        """As a tuple, once all is written."""
        return self.text, self.start, self.end


@dataclass(slots=True)
class Page:
    """A text that grows, and the triples that it must mean."""

    choose: Callable[[list[str]], str]
    text: str = ""
    triples: list[tuple[Written, Written, Written]] = field(default_factory=list)

    def put(self, spelling: str, meaning: str = "") -> Written:
        """Write a term."""
        start = len(self.text)
        self.text += spelling
        return Written(meaning, start, len(self.text))

    def gap(self, *, needed: bool = False) -> None:
        """White space and comments, if only nothing where nothing is needed."""
        first = self.choose(BLANKS[1:] if needed else BLANKS)
        self.text += first + self.choose(BLANKS)

    def mark(self, mark: str) -> None:
        """A mark with gaps around it; behind a full stop one is needed."""
        self.gap()
        self.put(mark)
        self.gap(needed=mark == ".")

    def iri(self) -> Written:
        """An IRI, in one of its spellings."""
        word = self.choose(WORDS)
        spellings = {
            f"<{NAMESPACE}{word}>": NAMESPACE + word,
            f"a:{word}": NAMESPACE + word,
            f"a:b\\,{word}": f"{NAMESPACE}b,{word}",
            f"<./{word}>": BASE + word,
            f"<#{word}>": f"{BASE}file#{word}",
            "<\\u6E2F>": f"{BASE}港",
            ":": "http://empty.example/",
        }
        spelling = self.choose(list(spellings))
        return self.put(spelling, f"<{spellings[spelling]}>")

    def literal(self) -> Written:
        """A literal in one of its spellings."""
        kind = self.choose(
            ["plain", "language", "datatype", "integer", "decimal", "double", "boolean"]
        )
        short = {"integer": "-07", "decimal": "1.50", "double": "1.5e3", "boolean": "true"}
        if kind in short:
            literal = Literal(short[kind], datatype=NamedNode(terms.XSD + kind))
            return self.put(short[kind], str(literal))
        value = self.choose(VALUES)
        spelling = self.quoted(value)
        if kind == "language":
            return self.put(f"{spelling}@ja-Hira", str(Literal(value, language="ja-Hira")))
        if kind == "datatype":
            datatype = NamedNode(NAMESPACE + "d")
            return self.put(f"{spelling}^^a:d", str(Literal(value, datatype=datatype)))
        return self.put(spelling, str(Literal(value)))

    def quoted(self, value: str) -> str:
        """A string between quotation marks of one of the four sorts."""
        quotes = self.choose(['"', "'", '"""', "'''"])
        written = value.replace("\\", "\\\\").replace(quotes[0], "\\" + quotes[0])
        if len(quotes) == 1:
            written = written.replace("\n", "\\n").replace("\r", "\\u000D")
        return f"{quotes}{written}{quotes}"

    def predicate(self) -> Written:
        """A property."""
        if self.choose(["iri", "a"]) == "a":
            return self.put("a", f"<{terms.RDF_TYPE}>")
        return self.iri()

    def node(self, depth: int, *, subject: bool = False) -> Written:
        """A subject or an object, with all that stands inside of it."""
        sorts = ["iri", "label", "bracket", "collection"][: 4 if depth else 2]
        sort = self.choose(sorts if subject else [*sorts, "literal", "literal"])
        if sort == "iri":
            return self.iri()
        if sort == "literal":
            return self.literal()
        if sort == "label":
            label = self.choose(["_:b", "_:1.c"])
            return self.put(label, label)
        return self.bracket(depth) if sort == "bracket" else self.collection(depth)

    def bracket(self, depth: int) -> Written:
        """Square brackets, empty or full."""
        start = self.put("[").start
        node = Written(f"_:[{start}", start)
        self.gap()
        if self.choose(["empty", "full"]) == "full":
            self.statements_about(node, depth - 1)
        self.put("]")
        node.end = len(self.text)
        return node

    def collection(self, depth: int) -> Written:
        """Round brackets."""
        start = self.put("(").start
        self.gap()
        cells: list[tuple[Written, Written]] = []
        while self.choose(["end", "item"]) == "item":
            cell = Written(f"_:({len(self.text)}", len(self.text))
            cells.append((cell, self.node(depth - 1)))
            self.gap(needed=True)
        nil = self.put(")", f"<{terms.RDF}nil>")
        for (cell, item), (rest, _) in zip(cells, [*cells, (nil, nil)][1:], strict=True):
            cell.end = rest.end = nil.end
            self.triples.append((cell, Written(f"<{terms.RDF}first>", item.start, item.end), item))
            self.triples.append((cell, Written(f"<{terms.RDF}rest>", rest.start, rest.end), rest))
        return Written(cells[0][0].text if cells else nil.text, start, nil.end)

    def statements_about(self, subject: Written, depth: int) -> None:
        """Properties with their objects, lists of both."""
        more = True
        while more:
            predicate = self.predicate()
            while more:
                self.gap(needed=True)
                self.triples.append((subject, predicate, self.node(depth)))
                more = self.choose(["end", ","]) == ","
                if more:
                    self.mark(",")
            more = self.choose(["end", ";"]) == ";"
            if more:
                self.mark(";")
        self.gap()
        if self.choose(["end", ";"]) == ";":
            self.mark(";")


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Documents."""
    page = Page(lambda choices: draw(st.sampled_from(choices)))
    page.text = page.choose(["", "\ufeff"])
    page.gap()
    for keyword, end in (("@prefix", "."), ("PREFIX", "")):
        page.text += f"{keyword} a: <{NAMESPACE}>{end}\n{keyword} : <http://empty.example/> {end}\n"
    page.text += page.choose([f"@base <{BASE}file> .", f"base <{BASE}file>"])
    page.gap(needed=True)
    for _ in range(draw(st.integers(0, 4))):
        subject = page.node(2, subject=True)
        page.gap(needed=True)
        page.statements_about(subject, 2)
        page.mark(".")
    return page


@settings(max_examples=300, deadline=None)
@given(pages())
def test_every_term_is_found_where_it_was_put(page: Page) -> None:
    """Each triple that was written is located, with start and end of its terms, and no other."""
    expected = sorted((s.whole, p.whole, o.whole) for s, p, o in page.triples)
    found = sorted((*t,) for t in locate(page.text).triples)
    assert found == expected


@settings(max_examples=100, deadline=None)
@given(pages())
def test_the_layouts_are_turtle(page: Page) -> None:
    """What is written here is read by pyoxigraph as the same graph."""
    assert located(locate(page.text)) == parsed(page.text)


@settings(max_examples=100, deadline=None)
@given(pages())
def test_lines_and_columns_are_those_of_the_offsets(page: Page) -> None:
    """Counted anew from the beginning of the text for each place."""
    positions = locate(page.text)
    mark = int(page.text.startswith("\ufeff"))
    whole = re.split(LINE_END, page.text[mark:])
    for triple in positions.triples:
        place = positions.lines.place(triple.object.start, triple.object.end)
        before = re.split(LINE_END, page.text[mark : place.start])
        assert (place.line, place.column) == (len(before), len(before[-1]) + 1)
        assert place.line_text == whole[place.line - 1]
        upto = re.split(LINE_END, page.text[mark : place.end])
        assert (place.end_line, place.end_column) == (len(upto), len(upto[-1]) + 1)

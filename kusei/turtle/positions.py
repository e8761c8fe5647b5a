"""Where a triple stands in a Turtle document: line and column of its terms.

Built on :mod:`kusei.turtle.triples` in time linear in the length of the document; a lookup costs
a few dictionary accesses. In a document that is not Turtle the places are those of what could be
read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kusei.turtle.terms import canonical
from kusei.turtle.triples import TurtleDocument

if TYPE_CHECKING:
    from kusei.turtle.triples import Declaration, LocatedTriple, Term

_LINE_END: Final = re.compile(r"\r\n?|\n")
_BYTE_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text, as an editor shows it.

    Lines and columns count from 1, columns in characters (a tab is one); a byte order mark is
    not counted. ``end_column`` is that behind the last character. ``start`` and ``end`` are
    offsets in the text as it was given. ``line_text`` is the whole first line without its end.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    line_text: str = field(repr=False)


class Lines:
    """The lines of a text, which end with LF, CR or both, as pyoxigraph counts them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begin = 1 if text.startswith(_BYTE_ORDER_MARK) else 0
        self._starts = [self._begin, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, start: int, end: int) -> Place:
        """The place between two offsets."""
        line, column = self._line_and_column(start)
        end_line, end_column = self._line_and_column(max(start, end))
        return Place(line, column, end_line, end_column, start, end, self.line_text(line))

    def at(self, line: int, column: int) -> Place:
        """The place of one character; behind the end of its line, and of the text, an empty one."""
        number = min(max(line, 1), len(self._starts))
        begin = self._starts[number - 1]
        length = len(self.line_text(number))
        start = begin + min(max(column, 1) - 1, length)
        return self.place(start, min(start + 1, begin + length))

    def line_text(self, line: int) -> str:
        """A line without its end."""
        following = self._starts[line] if line < len(self._starts) else len(self._text)
        return self._text[self._starts[line - 1] : following].rstrip("\r\n")

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        offset = max(offset, self._begin)
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class Positions:
    """The places of the triples of one document; of a triple written twice, the first."""

    def __init__(self, text: str) -> None:
        document = TurtleDocument(text)
        self.triples: tuple[LocatedTriple, ...] = tuple(document.triples)
        self.lines = Lines(text)
        self._subjects: dict[str, Term] = {}
        self._predicates: dict[tuple[str, str], Term] = {}
        self._objects: dict[tuple[str, str, str], Term] = {}
        self._declarations = {
            (one.prefix, one.namespace): one for one in reversed(document.declarations)
        }
        for subject, predicate, obj in self.triples:
            self._subjects.setdefault(subject.text, subject)
            self._predicates.setdefault((subject.text, predicate.text), predicate)
            self._objects.setdefault((subject.text, predicate.text, obj.text), obj)

    def subject(self, subject: str) -> Place | None:
        """Where a thing (an IRI, or ``_:label``) is first the subject of a statement."""
        return self._place(self._subjects.get(_resource(subject)))

    def predicate(self, subject: str, predicate: str) -> Place | None:
        """Where a thing first has a property."""
        return self._place(self._predicates.get((_resource(subject), _resource(predicate))))

    def object(self, subject: str, predicate: str, value: str) -> Place | None:
        """Where a thing has a value for a property; ``value`` as N-Triples or long Turtle."""
        pair = _resource(subject), _resource(predicate)
        found = self._objects.get((*pair, value)) or self._objects.get((*pair, canonical(value)))
        return self._place(found or self._respelt(pair, value))

    def _respelt(self, pair: tuple[str, str], value: str) -> Term | None:
        """The only object of the datatype: rdflib gives ``"7"`` where ``"007"`` is written."""
        _, typed, datatype = value.rpartition('"^^')
        alike = [o for o in self._by_pair.get(pair, ()) if o.text.endswith(typed + datatype)]
        return alike[0] if typed and len(alike) == 1 else None

    @cached_property
    def _by_pair(self) -> dict[tuple[str, str], list[Term]]:
        objects: dict[tuple[str, str], list[Term]] = {}
        for subject, predicate, obj in self.triples:
            objects.setdefault((subject.text, predicate.text), []).append(obj)
        return objects

    def find(
        self, subject: str, predicate: str | None = None, value: str | None = None
    ) -> Place | None:
        """The object of the triple where it is written, else the predicate, else the subject.

        None where the document has nothing with this subject.
        """
        found = None
        if predicate is not None:
            if value is not None:
                found = self.object(subject, predicate, value)
            found = found or self.predicate(subject, predicate)
        return found or self.subject(subject)

    def unnamed(self, predicate: str, value: str | None = None) -> Place | None:
        """Where a blank node first has a property, with this value if one has it."""
        name = _resource(predicate)
        found = [t for t in self.triples if t.predicate.text == name and t.subject.text[:2] == "_:"]
        exact = (t.object for t in found if value is not None and t.object.text == value)
        return self._place(next(exact, None) or (found[0].predicate if found else None))

    def mention(self, thing: str) -> Place | None:
        """Where a thing is first named as an object or a property."""
        return self._place(self._mentions.get(_resource(thing)))

    @cached_property
    def _mentions(self) -> dict[str, Term]:
        mentions: dict[str, Term] = {}
        for _, predicate, obj in self.triples:
            mentions.setdefault(predicate.text, predicate)
            mentions.setdefault(obj.text, obj)
        return mentions

    def declaration(self, prefix: str, namespace: str) -> Place | None:
        """Where a prefix is declared for a namespace."""
        return self._place(self._declarations.get((prefix, namespace)))

    def first_blank_node(self) -> Place | None:
        """The first ``[``, ``(`` or ``_:b`` that is a term of a triple."""
        nodes = [
            term
            for triple in self.triples
            for term in (triple.subject, triple.object)
            if term.text.startswith("_:")
        ]
        return self._place(min(nodes, key=lambda term: term.start, default=None))

    def _place(self, written: Term | Declaration | None) -> Place | None:
        return None if written is None else self.lines.place(written.start, written.end)


def locate(text: str) -> Positions:
    """The places of all triples of a Turtle document."""
    return Positions(text)


def _resource(name: str) -> str:
    return name if name.startswith(("_:", "<")) else f"<{name}>"

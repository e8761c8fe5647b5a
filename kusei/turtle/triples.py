"""The triples of a Turtle document and where each of their terms stands.

A scanner of our own and not a subclass of rdflib's parser: that one gave no place for
collections, costs a whole parse, and does not tell where a term ends. Nothing is
judged here; pyoxigraph does that. What is not Turtle is passed over up to the next full stop, and
the statements after it are read again.

Nesting is kept on a list and not on Python's stack, so that no depth is too great.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kusei import terms
from kusei.turtle.terms import TermReader
from kusei.turtle.tokens import terminals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.turtle.tokens import Token

_TYPE: Final = f"<{terms.RDF_TYPE}>"
_FIRST: Final = f"<{terms.RDF}first>"
_REST: Final = f"<{terms.RDF}rest>"
_NIL: Final = f"<{terms.RDF}nil>"


class Term(NamedTuple):
    """A term as N-Triples, and where it is written: from ``start`` to behind its last character.

    A blank node without a label has one that no document can hold: ``_:[`` or ``_:(`` and its
    offset; it is written from bracket to bracket.
    """

    text: str
    start: int
    end: int


class LocatedTriple(NamedTuple):
    """A triple of terms with their places.

    A cell of a collection begins at its item and ends with the collection; its ``rdf:first`` and
    ``rdf:rest``, which nobody writes, stand where their objects do.
    """

    subject: Term
    predicate: Term
    object: Term


class Declaration(NamedTuple):
    """A prefix and its namespace, and where the declaration stands, its keyword included."""

    prefix: str
    namespace: str
    start: int
    end: int


class _Frame:
    """A statement, or a ``[`` or ``(`` inside of it, and what it waits for."""

    __slots__ = ("end", "opened", "predicate", "subject", "waits_for")

    def __init__(self, opened: str, waits_for: str, subject: Term, end: int = 0) -> None:
        self.opened = opened
        self.waits_for = waits_for
        self.subject = subject
        self.predicate = subject
        self.end = end


_NOTHING: Final = Term("", 0, 0)


class TurtleDocument:
    """What one text holds: ``triples`` in the order of their objects, and ``declarations``.

    Between ``begin`` and ``end`` there must be whole statements; ``terms`` knows the prefixes that
    hold there.
    """

    def __init__(
        self, text: str, begin: int = 0, end: int | None = None, terms: TermReader | None = None
    ) -> None:
        self.triples: list[LocatedTriple] = []
        self.declarations: list[Declaration] = []
        end = len(text) if end is None else end
        self._tokens = terminals(text, begin, end)
        self._ends = dict(_bracket_ends(self._tokens, end))
        self._terms = terms or TermReader()
        self._at = 0
        self._frames = [_statement()]
        self._read()

    def _read(self) -> None:
        handlers = {
            "subject": self._subject,
            "predicate": self._predicate,
            "object": self._term,
            "mark": self._mark,
            "item": self._item,
        }
        tokens = self._tokens
        while self._at < len(tokens):
            frame = self._frames[-1]
            if not handlers[frame.waits_for](frame, tokens[self._at]):
                self._pass_over()

    def _subject(self, frame: _Frame, token: Token) -> bool:
        if token.kind == "directive":
            return self._directive(token)
        return token.kind != "string" and self._term(frame, token)

    def _predicate(self, frame: _Frame, token: Token) -> bool:
        if token.kind in {"prefixed", "iri"}:
            iri = self._terms.iri(token)
        elif token.text == "a":
            iri = _TYPE
        elif token.text == ";":
            self._at += 1
            return True
        else:
            return self._end(frame, token)
        frame.predicate = Term(iri, token.start, token.end)
        frame.waits_for = "object"
        self._at += 1
        return True

    def _mark(self, frame: _Frame, token: Token) -> bool:
        if token.text == ",":
            frame.waits_for = "object"
        elif token.text == ";":
            frame.waits_for = "predicate"
        else:
            return self._end(frame, token)
        self._at += 1
        return True

    def _item(self, frame: _Frame, token: Token) -> bool:
        cell = frame.subject
        if token.text == ")":
            self._cell(frame, _REST, Term(_NIL, token.start, token.end))
            self._frames.pop()
            self._at += 1
            return True
        if cell.start != token.start:
            following = Term(f"_:({token.start}", token.start, frame.end)
            self._cell(frame, _REST, following)
            frame.subject = following
        return self._term(frame, token)

    def _end(self, frame: _Frame, token: Token) -> bool:
        if frame.opened == "[" and token.text == "]":
            self._frames.pop()
        elif frame.opened == "." and token.text == ".":
            self._frames[-1] = _statement()
        else:
            return False
        self._at += 1
        return True

    def _pass_over(self) -> None:
        self._frames = [_statement()]
        while self._at < len(self._tokens) and self._tokens[self._at].text != ".":
            self._at += 1
        self._at += 1

    def _directive(self, token: Token) -> bool:
        words = self._tokens[self._at + 1 : self._at + 3]
        kinds = [word.kind for word in words]
        if token.text.lower().endswith("base") and kinds[:1] == ["iri"]:
            self._terms.declare_base(words[0])
            self._at += 2
        elif kinds == ["prefixed", "iri"]:
            prefix = words[0].text[:-1]
            namespace = self._terms.declare_prefix(prefix, words[1])
            self.declarations.append(Declaration(prefix, namespace, token.start, words[1].end))
            self._at += 3
        else:
            return False
        if token.text[0] == "@" and self._at < len(self._tokens):
            if self._tokens[self._at].text != ".":
                return False
            self._at += 1
        return True

    def _term(self, frame: _Frame, token: Token) -> bool:
        """Read one subject, object or item, or the opening bracket of one."""
        if token.kind == "mark":
            if token.text not in {"[", "("}:
                return False
            self._open(frame, token)
            return True
        read = self._terms.term(self._tokens, self._at)
        if read is None:
            return False
        text, self._at = read
        self._deliver(frame, Term(text, token.start, self._tokens[self._at - 1].end))
        return True

    def _open(self, frame: _Frame, token: Token) -> None:
        self._at += 1
        end = self._ends[token.start]
        following = self._tokens[self._at] if self._at < len(self._tokens) else token
        empty = following.text == {"[": "]", "(": ")"}[token.text]
        if empty:
            self._at += 1
        if token.text == "[":
            node = Term(f"_:[{token.start}", token.start, end)
            self._deliver(frame, node)
            if not empty:
                self._frames.append(_Frame("[", "predicate", node))
        elif empty:
            self._deliver(frame, Term(_NIL, token.start, end))
        else:
            label = f"_:({following.start}"
            self._deliver(frame, Term(label, token.start, end))
            cell = Term(label, following.start, end)
            self._frames.append(_Frame("(", "item", cell, end))

    def _deliver(self, frame: _Frame, term: Term) -> None:
        match frame.waits_for:
            case "subject":
                frame.subject = term
                frame.waits_for = "predicate"
            case "object":
                self.triples.append(LocatedTriple(frame.subject, frame.predicate, term))
                frame.waits_for = "mark"
            case _:
                self._cell(frame, _FIRST, term)

    def _cell(self, frame: _Frame, predicate: str, term: Term) -> None:
        unwritten = Term(predicate, term.start, term.end)
        self.triples.append(LocatedTriple(frame.subject, unwritten, term))


def _statement() -> _Frame:
    return _Frame(".", "subject", _NOTHING)


def _bracket_ends(tokens: list[Token], length: int) -> Iterator[tuple[int, int]]:
    """Where a bracket ends that begins at an offset; one never closed, with its statement."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind != "mark":
            continue
        if token.text in "[(":
            opened.append(token)
        elif token.text in "])" and opened:
            yield opened.pop().start, token.end
        elif token.text == "." and opened:
            yield from ((one.start, token.end) for one in opened)
            opened.clear()
    yield from ((token.start, length) for token in opened)

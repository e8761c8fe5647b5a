"""Read a Turtle document as it is written: its terms in brackets as a tree, no comment lost.

What a comment belongs to follows from the line it stands on: behind something on the same line,
it goes with that; on a line of its own, it goes with what comes next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.lines import Lines
from kusei.graph.store import SyntaxDefect
from kusei.turtle.terms import TermReader
from kusei.turtle.tokens import Token, scan
from kusei.turtle.tree import (
    Collection,
    Comment,
    CommentedDocument,
    Directive,
    Entry,
    Item,
    Leaf,
    Properties,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.turtle.tokens import Kind
    from kusei.turtle.tree import Node

DEEPEST: Final = 100
"""How deep brackets may nest; nobody writes so deep, and Python's own stack ends later."""
_A: Final = Leaf("a")


@dataclass(slots=True)
class _Token:
    kind: Kind | None  # None: the end of the document
    text: str
    start: int
    above: list[Comment]
    behind: str | None
    after_blank: bool
    first_on_line: bool

    @property
    def as_read(self) -> Token:
        """The token alone."""
        kind = self.kind or "bad"
        return Token(kind, self.text, self.start, self.start + len(self.text))

    @property
    def prefix(self) -> str | None:
        """The prefix that it needs, with its colon."""
        return self.text.partition(":")[0] + ":" if self.kind == "prefixed" else None


def read_commented(text: str) -> CommentedDocument:
    """Read a document that a parser has accepted.

    Raises:
        SyntaxDefect: it nests deeper than :data:`DEEPEST`, or is no Turtle after all.
    """
    return _Reader(text).document()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    above: list[Comment] = []
    lines = 0  # begun since the last token or comment
    for kind, spelt, start, _ in scan(text):
        if kind == "white":
            lines += spelt.count("\n") + spelt.replace("\r\n", "").count("\r")
        elif kind == "comment":
            if found and not lines and not above:
                found[-1].behind = spelt.rstrip()
            else:
                above.append(Comment(spelt.rstrip(), lines > 1))
            lines = 0
        else:
            found.append(_Token(kind, spelt, start, above, None, lines > 1, lines > 0))
            above, lines = [], 0
    found.append(_Token(None, "", len(text), above, None, lines > 1, lines > 0))
    return found


class _Reader:
    """Reads the tokens of one document, from the first to the last."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._at = 0
        self._depth = 0
        self._terms = TermReader()
        self._carried: list[str] = []  # comments that go above what comes next

    def document(self) -> CommentedDocument:
        parts: list[Directive | Statement] = []
        while self._next.kind is not None:
            parts.append(self._directive() if self._next.kind == "directive" else self._statement())
        return CommentedDocument(tuple(parts), tuple(self._next.above))

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self, *kinds: Kind) -> _Token:
        token = self._next
        if token.kind is None or (kinds and token.kind not in kinds):
            raise self._defect(token, "this cannot be laid out")
        self._at += 1
        return token

    def _mark(self, mark: str) -> _Token:
        token = self._take("mark")
        if token.text != mark:
            raise self._defect(token, f"{mark} is expected here")
        return token

    def _is_mark(self, mark: str) -> bool:
        return self._next.kind == "mark" and self._next.text == mark

    def _defect(self, token: _Token, message: str) -> SyntaxDefect:
        return SyntaxDefect(message, *Lines(self._text).line_and_column(token.start))

    def _directive(self) -> Directive:
        keyword = self._take()
        is_prefix = keyword.text.lstrip("@").lower() == "prefix"
        taken = [keyword]
        if is_prefix:
            taken.append(self._take("prefixed"))
        taken.append(iri := self._take("iri"))
        if keyword.text.startswith("@"):
            taken.append(self._mark("."))
        if is_prefix:
            self._terms.declare_prefix(taken[1].text[:-1], iri.as_read)
        else:
            self._terms.declare_base(iri.as_read)
        inside = [Comment(text, after_blank=False) for text in _between(taken)]
        return Directive(
            prefix=taken[1].text if is_prefix else None,
            iri=iri.text,
            above=(*keyword.above, *inside),
            after_blank=keyword.after_blank,
            behind=taken[-1].behind,
        )

    def _statement(self) -> Statement:
        first = self._next
        subject, _, behind_subject = self._node()
        entries, dangling = self._entries(".")
        stop = self._mark(".")
        behind = stop.behind
        if behind and entries and not dangling and not stop.first_on_line:
            entries, behind = _behind_last(entries, behind)
        return Statement(
            subject=subject,
            behind_subject=behind_subject,
            entries=tuple(entries),
            dangling=dangling,
            behind=behind,
            above=tuple(first.above),
            after_blank=first.after_blank,
        )

    def _above(self) -> tuple[str, ...]:
        above = (*self._carried, *(comment.text for comment in self._next.above))
        self._carried = []
        return above

    def _entries(self, closing: str) -> tuple[list[Entry], tuple[str, ...]]:
        entries: list[Entry] = []
        while not self._is_mark(closing):
            above = self._above()
            token = self._take("iri", "prefixed", "word")
            verb, predicate = self._verb(token)
            self._carried = [token.behind] if token.behind else []
            objects, broken = self._objects()
            entries.append(Entry(verb, predicate, objects, above, broken))
        return entries, self._above()

    def _verb(self, token: _Token) -> tuple[Leaf, str]:
        if token.kind == "word":
            if token.text != "a":
                raise self._defect(token, "a predicate is expected here")
            return _A, terms.RDF_TYPE
        predicate = self._terms.iri(token.as_read)[1:-1]
        return (_A if predicate == terms.RDF_TYPE else Leaf(token.text, token.prefix)), predicate

    def _objects(self) -> tuple[tuple[Item, ...], bool]:
        items: list[Item] = []
        broken = False
        while True:
            broken = broken or (bool(items) and self._next.first_on_line)
            above = self._above()
            node, inside, last = self._node()
            behind = [last] if last else []
            more = self._is_mark(",")
            while self._is_mark(",") if more else self._is_mark(";"):
                mark = self._take()
                behind += [comment.text for comment in mark.above]
                behind += [mark.behind] if mark.behind else []
                if more:
                    break
            items.append(Item(node, (*above, *inside), behind[0] if behind else None))
            self._carried = behind[1:]
            if not more:
                return tuple(items), broken

    def _node(self) -> tuple[Node, list[str], str | None]:
        """A term; the comments inside of a literal; the one behind the term on its line."""
        token = self._take()
        if token.kind == "mark":
            return self._bracket(token)
        taken = [token]
        if token.kind == "string":
            if self._next.kind == "language":
                taken.append(self._take())
            elif self._is_mark("^^"):
                taken += [self._take(), self._take("iri", "prefixed")]
        elif token.kind in {"language", "directive", "bad"}:
            raise self._defect(token, "a term is expected here")
        # A carriage return inside of a literal is a part of it, and none is in the file afterwards.
        text = "".join(t.text for t in taken).replace("\r", "\\r")
        leaf = Leaf(text, taken[-1].prefix)
        return leaf, _between(taken), taken[-1].behind

    def _bracket(self, opening: _Token) -> tuple[Node, list[str], str | None]:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._defect(opening, f"brackets nest deeper than {DEEPEST}")
        broken = self._next.first_on_line
        node: Node
        if opening.text == "[":
            entries, dangling = self._entries("]")
            node = Properties(tuple(entries), opening.behind, dangling, broken and bool(entries))
            closing = self._mark("]")
        elif opening.text == "(":
            items, dangling = self._items()
            node = Collection(tuple(items), opening.behind, dangling, broken and bool(items))
            closing = self._mark(")")
        else:
            raise self._defect(opening, "a term is expected here")
        self._depth -= 1
        return node, [], closing.behind

    def _items(self) -> tuple[list[Item], tuple[str, ...]]:
        items: list[Item] = []
        while not self._is_mark(")"):
            above = self._above()
            node, inside, behind = self._node()
            items.append(Item(node, (*above, *inside), behind))
        return items, self._above()


def _between(taken: Sequence[_Token]) -> list[str]:
    """The comments between the tokens of one term or directive."""
    found: list[str] = []
    for token, following in pairwise(taken):
        found += [token.behind] if token.behind else []
        found += [comment.text for comment in following.above]
    return found


def _behind_last(entries: list[Entry], behind: str) -> tuple[list[Entry], str | None]:
    """Give the comment behind the full stop to the last line of the statement, if that is free."""
    *before, last = entries
    *objects, end = last.objects
    if end.behind:
        return entries, behind
    objects.append(replace(end, behind=behind))
    return [*before, replace(last, objects=tuple(objects))], None

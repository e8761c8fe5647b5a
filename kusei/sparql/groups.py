"""The groups of a SPARQL text: where each begins, what is computed in it, what stands around it.

As much structure as pre-binding needs (https://www.w3.org/TR/shacl/#pre-binding), read off the
words of the query.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kusei.sparql.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.sparql.tokens import Token

AGGREGATES: Final = frozenset(
    {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"},
)
_TERMS: Final = frozenset({"iri", "prefixed", "variable", "string"})


@dataclass(slots=True)
class Group:
    """One ``{ … }``: the word before it, and what stands in it but not in a group within.

    ``computed`` are the variables in brackets, that is in expressions; ``bound_in`` those of a
    BIND among them; ``joined`` those of triple patterns.
    """

    start: int
    before: str
    first_word: str = ""
    computed: set[str] = field(default_factory=set)
    bound_in: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)
    inner: list[Group] = field(default_factory=list)
    end: int = 0

    def within(self) -> Iterator[Group]:
        """The groups within, at any depth."""
        for group in self.inner:
            yield group
            yield from group.within()

    def mentions(self, name: str) -> bool:
        """Whether a triple pattern here or further within has a variable."""
        return name in self.joined or any(name in g.joined for g in self.within())


@dataclass(frozen=True, slots=True)
class Selection:
    """The head and tail of a SELECT: the words before its group, and those behind it."""

    head: tuple[Token, ...]
    tail: tuple[Token, ...]
    group: Group

    @property
    def aggregates(self) -> bool:
        """Whether its rows are made of groups of rows."""
        words = upper((*self.head, *self.tail))
        return "GROUP" in words or bool(AGGREGATES & set(words))

    @property
    def grouped_by(self) -> set[str]:
        """The variables of its GROUP BY."""
        found: set[str] = set()
        inside = False
        for token in self.tail:
            word = token.text.upper() if token.kind == "word" else ""
            if word in {"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"}:
                inside = word == "GROUP"
            if inside and token.kind == "variable":
                found.add(token.text[1:])
        return found

    @property
    def projected(self) -> set[str]:
        """The variables that it gives, those that it computes included; ``*`` for all."""
        found = {t.text[1:] for t in self.head if t.kind == "variable"}
        return found | {"*"} if any(t.text == "*" for t in _outside(self.head)) else found


def upper(words: Iterable[Token]) -> list[str]:
    """The words among tokens, in capitals."""
    return [t.text.upper() for t in words if t.kind == "word"]


def _outside(words: Iterable[Token]) -> Iterator[Token]:
    depth = 0
    for token in words:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0:
            yield token


def given(head: Iterable[Token]) -> tuple[str, ...]:
    """The variables of a SELECT clause in their order, of a computed one what follows ``AS``."""
    found: list[str] = []
    depth = 0
    named = False
    for token in head:
        depth += (token.text == "(") - (token.text == ")")
        if token.kind == "variable" and (depth == 0 or named):
            found.append(token.text[1:])
        named = token.kind == "word" and token.text.upper() == "AS"
    return tuple(found)


class _Reader:
    """Takes the tokens of a query one by one and puts them into their groups."""

    def __init__(self, outside: Group) -> None:
        self._open = [outside]
        self._brackets: list[bool] = []  # of each open bracket, whether it is that of a BIND

    def take(self, token: Token, before: str) -> None:
        """Take a token; ``before`` is the one before it, in capitals."""
        here = self._open[-1]
        if token.kind == "word":
            here.first_word = here.first_word or token.text.upper()
        elif token.kind == "variable":
            (here.computed if self._brackets else here.joined).add(token.text[1:])
            if any(self._brackets):
                here.bound_in.add(token.text[1:])
        elif token.kind == "mark":
            self._mark(token, before)

    def _mark(self, token: Token, before: str) -> None:
        if token.text == "{":
            group = Group(token.end, before)
            self._open[-1].inner.append(group)
            self._open.append(group)
        elif token.text == "}" and len(self._open) > 1:
            self._open.pop().end = token.start
        elif token.text == "(":
            self._brackets.append(before == "BIND")
        elif token.text == ")" and self._brackets:
            self._brackets.pop()


class QueryText:
    """A SELECT or ASK with its groups."""

    def __init__(self, sparql: str) -> None:
        self.text = sparql
        self.tokens = list(tokens(sparql))
        self.selections: list[Selection] = []
        outside = Group(0, "")
        self._read(outside)
        self.groups = list(outside.within())
        self.top = outside.inner[0] if outside.inner else outside

    def _read(self, outside: Group) -> None:
        reader = _Reader(outside)
        before = ""
        for token in self.tokens:
            reader.take(token, before)
            before = token.text.upper()
        for group in outside.within():
            self._select(group)

    def _select(self, group: Group) -> None:
        """Note the SELECT that a group belongs to, if it is the first group behind one."""
        before = [t for t in self.tokens if t.end < group.start]
        head: list[Token] = []
        for token in reversed(before):
            if token.text in {"{", "}"}:
                return
            head.append(token)
            if token.kind == "word" and token.text.upper() == "SELECT":
                break
        else:
            return
        tail: list[Token] = []
        depth = 0
        for token in self.tokens:
            if token.start <= group.end:
                continue
            depth += (token.text == "{") - (token.text == "}")
            if depth < 0:
                break
            tail.append(token)
        self.selections.append(Selection(tuple(reversed(head)), tuple(tail), group))

    def words(self) -> set[str]:
        """Every word of the text, in capitals."""
        return set(upper(self.tokens))

    def renamed(self) -> set[str]:
        """The variables that the text gives a value itself, by ``AS``."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return {
            two.text[1:]
            for one, two in pairs
            if one.kind == "word" and one.text.upper() == "AS" and two.kind == "variable"
        }

    def asks_any_property(self) -> bool:
        """Whether a variable may stand for a property; true in doubt."""
        ends = _TERMS | {")", "]", ";"}
        for one, two, three in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False):
            after = one.kind in _TERMS or one.text in ends
            if two.kind == "variable" and after and (three.kind in _TERMS or three.text == "["):
                return True
        return False

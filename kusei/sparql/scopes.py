"""Where in a query a parameter is seen: a VALUES block binds its own group, and not what is
evaluated before it is joined.

SPARQL evaluates from the inside out (section 18.2 of https://www.w3.org/TR/sparql11-query/): a
sub-SELECT, a branch of UNION, a group of its own, MINUS and a BIND inside OPTIONAL do not see what
a VALUES block outside of them binds. A triple pattern does not mind, since its rows are joined on
the variable; a FILTER there is silently false. What a block binds in a group of its own is seen
outside, where that group is joined. The rule for stored queries: an expression that
uses a parameter stands where the parameter is bound, so such a group has a VALUES block of its
own; and what a sub-SELECT does not give outside cannot be joined, so it either binds or selects
the parameter (a parameter of several values: selects).
"""  # noqa: D205 - the first sentence is the summary

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kusei.sparql.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kusei.sparql.tokens import Token

_OPENS: Final = {
    "OPTIONAL": "optional",
    "EXISTS": "exists",
    "MINUS": "minus",
    "UNION": "branch",
    "WHERE": "body",
}
_NAMED: Final = {"GRAPH": "graph", "SERVICE": "service"}
_SEE_THROUGH: Final = {"body", "exists", "graph"}
_EXPRESSION: Final = {"FILTER": "filter", "BIND": "bind"}


@dataclass(frozen=True, slots=True)
class Unseen:
    """A parameter that is used where it is not bound: its name, the place, and what to do."""

    name: str
    start: int
    remedy: str


@dataclass(slots=True)
class _Group:
    """One ``{ … }``: its kind, what its own blocks bind, what its own patterns mention."""

    kind: str
    parent: _Group | None
    bound: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)
    selected: set[str] = field(default_factory=set)
    uses: list[tuple[str, str, int]] = field(default_factory=list)
    read: bool = False
    """Whether the body of this SELECT was seen: what follows it selects nothing."""

    def binds(self, name: str) -> bool:
        return name in self.bound or name in self.mentioned

    def sees(self, name: str, how: str) -> bool:
        """Whether an expression in this group sees the variable."""
        if self.binds(name):
            return True
        if self.parent is None:
            return False
        if self.kind in _SEE_THROUGH:
            return self.parent.sees(name, "filter")
        return self.kind == "optional" and how == "filter" and self.parent.sees_beside(name)

    def sees_beside(self, name: str) -> bool:
        """Whether the group binds the variable before an OPTIONAL of it is joined."""
        through = self.kind in _SEE_THROUGH and self.parent is not None
        return self.binds(name) or (
            through and self.parent is not None and self.parent.sees_beside(name)
        )

    def select(self) -> _Group | None:
        """The sub-SELECT that the group is part of, the group itself included."""
        group: _Group | None = self
        while group is not None and group.kind != "select":
            group = group.parent
        return group

    def bound_within(self, outermost: _Group, name: str) -> bool:
        """Whether a block between the group and ``outermost`` binds the variable."""
        group: _Group | None = self
        while group is not None:
            if name in group.bound:
                return True
            if group is outermost:
                return False
            group = group.parent
        return False


def unseen(sparql: str, names: Collection[str], several: Collection[str] = ()) -> Iterator[Unseen]:
    """The places where one of these parameters is used and not seen, in order of the text."""
    found = [
        Unseen(name, start, remedy)
        for group in _groups(sparql, frozenset(names))
        for name, how, start in group.uses
        if (remedy := _remedy(group, name, how, name in several))
    ]
    yield from sorted(found, key=lambda use: use.start)


def _remedy(group: _Group, name: str, how: str, several: bool) -> str:  # noqa: FBT001 - private
    select = group.select()
    if select is not None:
        selected = name in select.selected or "*" in select.selected
        if several and not selected:
            return f"the sub-SELECT must select ?{name}, which may have several values"
        if not selected and not group.bound_within(select, name):
            return f"the sub-SELECT needs a VALUES block of its own that names ?{name}"
    if how != "pattern" and not group.sees(name, how):
        return f"this group needs a VALUES block of its own that names ?{name}"
    return ""


def _groups(sparql: str, names: frozenset[str]) -> list[_Group]:
    return _Reader(names).read(list(tokens(sparql)))


class _Reader:
    """Reads the tokens of a query into its groups."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.root = _Group("root", None)
        self.group = self.root
        self.groups = [self.root]
        self.outside: list[tuple[_Group, str, int]] = []
        """For each open group: what it stands in, and the expression that was open there."""
        self.how = "pattern"
        self.depth = 0
        self.behind_as = False

    def read(self, stream: list[Token]) -> list[_Group]:
        place = 0
        while place < len(stream):
            token = stream[place]
            word = token.text.upper() if token.kind == "word" else ""
            if word == "VALUES":
                place = self._values(stream, place)
            elif token.text == "{" and token.kind == "mark":
                self._open(stream, place)
            elif token.text == "}" and token.kind == "mark" and self.outside:
                self._close(behind=stream[place + 1 : place + 2])
                if self.depth == 0:
                    self.how = "pattern"  # FILTER EXISTS { … } ends with its group
            else:
                self._token(token, word)
            place += 1
        return self.groups

    def _token(self, token: Token, word: str) -> None:
        if word in _EXPRESSION:
            self.how, self.depth = _EXPRESSION[word], 0
        elif self.how != "pattern" and token.text == "(":
            self.depth += 1
        elif self.how != "pattern" and token.text == ")":
            self.depth -= 1
            if self.depth == 0:
                self.how = "pattern"
        elif self.group.kind == "select":
            self._selected(token, word)
        elif token.kind == "variable" and token.text[1:] in self.names:
            name = token.text[1:]
            if self.group is not self.root:
                self.group.uses.append((name, self.how, token.start))
                if self.how == "pattern":
                    self.group.mentioned.add(name)

    def _selected(self, token: Token, word: str) -> None:
        """Note what a sub-SELECT gives outside: its variables, and those behind AS."""
        if word:
            self.behind_as = word == "AS"
        elif token.text in {"(", ")"}:
            self.depth += 1 if token.text == "(" else -1
        elif self.group.read or not (self.depth == 0 or self.behind_as):
            return
        elif token.text == "*" or token.kind == "variable":
            self.group.selected.add(token.text.lstrip("?$"))

    def _open(self, stream: list[Token], place: int) -> None:
        before = ["", "", *(t.text.upper() for t in stream[max(0, place - 2) : place])]
        behind = stream[place + 1].text.upper() if place + 1 < len(stream) else ""
        if behind == "SELECT":
            kind = "select"
        elif self.group.kind in {"root", "select"}:
            kind = "body"
            self.group.read = True
        else:
            kind = _OPENS.get(before[-1]) or _NAMED.get(before[-2]) or "group"
            if before[-2] == "SILENT":
                kind = "service"
        self.outside.append((self.group, self.how, self.depth))
        self.group = _Group(kind, self.group)
        self.groups.append(self.group)
        self.how, self.depth = "pattern", 0

    def _close(self, behind: list[Token]) -> None:
        """Leave a group; one that is joined gives outside what its blocks bind."""
        closed = self.group
        self.group, self.how, self.depth = self.outside.pop()
        is_branch = bool(behind) and behind[0].text.upper() == "UNION"
        if closed.kind == "group" and not is_branch:
            self.group.mentioned |= closed.bound

    def _values(self, stream: list[Token], place: int) -> int:
        """Note what a VALUES block binds; gives the place of its closing brace."""
        while place < len(stream) and stream[place].text != "{":
            if stream[place].kind == "variable":
                self.group.bound.add(stream[place].text[1:])
            place += 1
        while place < len(stream) and not (
            stream[place].text == "}" and stream[place].kind == "mark"
        ):
            place += 1
        return place

"""What :mod:`kusei.turtle.comments` reads: a Turtle document as it is written.

A comment belongs to what it stands behind on its line (``behind``), else to what comes next
(``above``), else to the end of what it stands in (``dangling``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class Comment(NamedTuple):
    """A comment on a line of its own, between statements; an empty line may stand above it."""

    text: str
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """A term without brackets, as spelt; a literal with its language or datatype.

    ``prefix``: the one it needs, with its colon.
    """

    text: str
    prefix: str | None = None


@dataclass(frozen=True, slots=True)
class Properties:
    """``[ … ]``; ``broken``: its writer began a new line behind the bracket."""

    entries: tuple[Entry, ...]
    opening: str | None
    dangling: tuple[str, ...]
    broken: bool


@dataclass(frozen=True, slots=True)
class Collection:
    """``( … )``; ``broken`` as above."""

    items: tuple[Item, ...]
    opening: str | None
    dangling: tuple[str, ...]
    broken: bool


Node: TypeAlias = Leaf | Properties | Collection


@dataclass(frozen=True, slots=True)
class Item:
    """An object, or what stands in a collection, with the comments above and behind it."""

    node: Node
    above: tuple[str, ...] = ()
    behind: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A predicate with its objects; ``broken``: its writer began a new line between objects."""

    verb: Leaf
    predicate: str
    objects: tuple[Item, ...]
    above: tuple[str, ...]
    broken: bool


@dataclass(frozen=True, slots=True)
class Directive:
    """A prefix (``prefix`` with its colon) or, with ``prefix`` None, a base."""

    prefix: str | None
    iri: str
    above: tuple[Comment, ...]
    after_blank: bool
    behind: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A subject with its predicates; ``dangling`` comments stand above the full stop."""

    subject: Node
    behind_subject: str | None
    entries: tuple[Entry, ...]
    dangling: tuple[str, ...]
    behind: str | None
    above: tuple[Comment, ...]
    after_blank: bool


@dataclass(frozen=True, slots=True)
class CommentedDocument:
    """The directives and statements in order, and the comments behind the last of them."""

    parts: tuple[Directive | Statement, ...]
    tail: tuple[Comment, ...]

"""The head of a Turtle file: its prefixes, those in use and no others, sorted.

Prefixes are gathered at the head where that changes nothing: where each stands for one namespace
throughout, whatever the base is. Else every declaration stays where it is. So pieces with
prefixes of their own can be put behind each other and come out as one file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kusei.turtle.tree import (
    Comment,
    CommentedDocument,
    Directive,
    Leaf,
    Properties,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kusei.turtle.tree import Entry, Node

_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")


def with_canonical_head(document: CommentedDocument) -> CommentedDocument:
    """The document without the prefixes that nothing uses, the others sorted at its head."""
    declared = [part for part in document.parts if isinstance(part, Directive)]
    used = {prefix for part in document.parts for prefix in _prefixes(part)}
    return _rearranged(document, used=used, gathers=_can_gather(declared))


def _can_gather(declared: Sequence[Directive]) -> bool:
    prefixes = [directive for directive in declared if directive.prefix is not None]
    meanings = {(directive.prefix, directive.iri) for directive in prefixes}
    return len(meanings) == len({prefix for prefix, _ in meanings}) and all(
        _ABSOLUTE.match(directive.iri) for directive in prefixes
    )


def _rearranged(document: CommentedDocument, *, used: set[str], gathers: bool) -> CommentedDocument:
    head: list[Directive] = []
    body: list[Directive | Statement] = []
    left: list[Comment] = []  # of declarations that went away; they stay where they were
    seen: set[str] = set()
    top: Directive | None = None
    for original in document.parts:
        part = replace(original, above=(*left, *original.above))
        left = []
        if isinstance(part, Statement):
            body.append(part)
        elif part.prefix is not None and (
            part.prefix not in used or (gathers and part.prefix in seen)
        ):
            left = _comments(part)
        elif not gathers or (part.prefix is None and body):
            body.append(part)
        else:
            seen.add(part.prefix or "")
            if body:  # what stands above it speaks of its surroundings
                left = list(part.above)
                part = replace(part, above=())
            elif top is None:
                top = part
                part = replace(part, above=())
            head.append(_without_blanks(part))
    head.sort(key=lambda directive: directive.prefix or "")  # bases first, in their order
    if head and top is not None:
        blank = top.after_blank
        head[0] = replace(head[0], above=(*top.above, *head[0].above), after_blank=blank)
    return CommentedDocument((*head, *body), (*left, *document.tail))


def _comments(directive: Directive) -> list[Comment]:
    own = [Comment(directive.behind, directive.after_blank)] if directive.behind else []
    return [*directive.above, *own]


def _without_blanks(directive: Directive) -> Directive:
    above = tuple(Comment(comment.text, after_blank=False) for comment in directive.above)
    return replace(directive, above=above, after_blank=False)


def _prefixes(part: Directive | Statement) -> Iterator[str]:
    if isinstance(part, Statement):
        yield from _of_node(part.subject)
        yield from _of_entries(part.entries)


def _of_entries(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        yield from _of_node(entry.verb)
        for item in entry.objects:
            yield from _of_node(item.node)


def _of_node(node: Node) -> Iterator[str]:
    if isinstance(node, Leaf):
        if node.prefix is not None:
            yield node.prefix
    elif isinstance(node, Properties):
        yield from _of_entries(node.entries)
    else:
        for item in node.items:
            yield from _of_node(item.node)

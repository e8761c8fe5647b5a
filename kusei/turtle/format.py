"""The canonical layout of curated Turtle: one way to write a file, every comment kept.

Subjects, objects and the items of collections stay in the order in which they were written;
predicates follow :mod:`kusei.writing.predicate_order`, the prefixes in use stand sorted at the
head. A predicate has a line of its own, and so has each of its objects where together they pass 100
characters or where their writer began a new line between them (two long labels read better one
above the other); the same goes for brackets. Literals and IRIs stay as they are spelt.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kusei.errors import ToolFailure
from kusei.graph.store import BlankNode, parse_turtle
from kusei.turtle.comments import read_commented
from kusei.turtle.head import with_canonical_head
from kusei.turtle.tokens import scan
from kusei.turtle.tree import Collection, Directive, Leaf, Properties
from kusei.writing.predicate_order import predicate_rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.graph.store import Quad
    from kusei.turtle.tree import CommentedDocument, Entry, Item, Node, Statement

WIDTH: Final = 100
"""Characters a line, counted as an editor does: a full-width one is one."""
_STEP: Final = 4
_END: Final = 2  # what ends a line: " ;" or " ."
_BRACKETS: Final = {Properties: ("[", "]"), Collection: ("(", ")")}
_GRAPH: Final = "urn:kusei:any"


def format_turtle(source: bytes) -> bytes:
    """Lay out a Turtle file: the same triples, the same comments, UTF-8 with line feeds.

    Raises:
        SyntaxDefect: it is not the Turtle that :func:`kusei.graph.store.parse_turtle` takes, or its
            brackets nest too deep.
        ToolFailure: the result would not say the same; nothing should be written.
    """
    before = parse_turtle(source, graph=_GRAPH)
    text = source.decode("utf-8-sig")
    formatted = _text(with_canonical_head(read_commented(text)))
    after = parse_turtle(formatted.encode(), graph=_GRAPH)
    if _signature(before) != _signature(after) or _comments(text) != _comments(formatted):
        raise ToolFailure("the canonical layout would change what the file says: left as it is")
    return formatted.encode()


def _signature(quads: Sequence[Quad]) -> Counter[tuple[str, ...]]:
    """What two readings of one graph have in common, whatever their blank nodes are called."""
    return Counter(
        tuple(
            "_" if isinstance(term, BlankNode) else str(term)
            for term in (quad.subject, quad.predicate, quad.object)
        )
        for quad in set(quads)
    )


def _comments(text: str) -> Counter[str]:
    return Counter(token.text.rstrip() for token in scan(text) if token.kind == "comment")


def _text(document: CommentedDocument) -> str:
    lines: list[str] = []
    previous: tuple[type, bool] | None = None
    for part in document.parts:
        written = _directive(part) if isinstance(part, Directive) else _statement(part)
        shape = (type(part), len(written) == 1 and "\n" not in written[0])
        blanks = [*(comment.after_blank for comment in part.above), part.after_blank]
        # Short statements may follow each other line by line; others have an empty line between.
        dense = previous == shape and shape[1]
        if lines and not dense and not any(blanks):
            blanks[0] = True
        lines += _with_blanks([*(c.text for c in part.above), written[0]], blanks, first=not lines)
        lines += written[1:]
        previous = shape
    tail = document.tail
    lines += _with_blanks([c.text for c in tail], [c.after_blank for c in tail], first=not lines)
    return "".join(f"{line}\n" for line in lines)


def _with_blanks(texts: Sequence[str], blanks: Sequence[bool], *, first: bool) -> list[str]:
    lines: list[str] = []
    for text, after_blank in zip(texts, blanks, strict=True):
        if after_blank and (lines or not first):
            lines.append("")
        lines.append(text)
    return lines


def _directive(directive: Directive) -> list[str]:
    name = f"@prefix {directive.prefix}" if directive.prefix else "@base"
    return [_ended(f"{name} {directive.iri} .", directive.behind)]


def _ended(line: str, comment: str | None) -> str:
    return f"{line} {comment}" if comment else line


def _statement(statement: Statement) -> list[str]:
    lines = _node(statement.subject, indent=0)
    entries = _ordered(statement.entries)
    # A full stop stands on a line of its own below what would lose its place behind one.
    alone = bool(statement.dangling or (entries and statement.behind))
    margin = " " * _STEP
    if not entries:
        alone = alone or statement.behind_subject is not None
        lines[-1] = _ended(lines[-1] + ("" if alone else " ."), statement.behind_subject)
        margin = ""
    else:
        start = None
        if statement.behind_subject or entries[0].above:
            lines[-1] = _ended(lines[-1], statement.behind_subject)
        else:
            start = lines.pop()
        lines += _entries(entries, indent=_STEP, start=start, last=" ;" if alone else " .")
    if alone:
        lines += [margin + comment for comment in statement.dangling]
        lines.append(f"{margin}.")
    lines[-1] = _ended(lines[-1], statement.behind)
    return lines


def _ordered(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: predicate_rank(entry.predicate))


def _entries(entries: Sequence[Entry], *, indent: int, start: str | None, last: str) -> list[str]:
    """The lines of predicates; ``start`` stands before the first of them, on its line."""
    margin = " " * indent
    lines: list[str] = []
    for number, entry in enumerate(entries):
        lines += [margin + comment for comment in entry.above]
        before = f"{start} " if start is not None and not number else margin
        mark = last if number == len(entries) - 1 else " ;"
        lines += _entry(entry, indent=indent, before=before + entry.verb.text, mark=mark)
    return lines


def _entry(entry: Entry, *, indent: int, before: str, mark: str) -> list[str]:
    """The lines of a predicate, whose own text ends ``before``, and of its objects."""
    *others, end = entry.objects
    flat = _flat_items([*others, replace(end, behind=None)])
    if flat is not None and not entry.broken:
        line = f"{before} {', '.join(flat)}{mark}"
        if len(line) <= WIDTH:
            return [_ended(line, end.behind)]
    if not others and not end.above:
        first, *lines = _node(end.node, indent=indent, flat=isinstance(end.node, Leaf))
        return _closed([f"{before} {first}", *lines], mark, end.behind)
    inner = indent + _STEP
    written = [_node(item.node, indent=inner) for item in entry.objects]
    lines = [before]
    if not entry.objects[0].above and len(written[0]) == 1:
        lines = []  # the first object stands on the line of the predicate
    for item, node_lines in zip(entry.objects, written, strict=True):
        lines += [" " * inner + comment for comment in item.above]
        start = " " * inner if lines else f"{before} "
        node_lines[0] = start + node_lines[0]
        lines += _closed(node_lines, mark if item is end else ",", item.behind)
    return lines


def _closed(lines: list[str], mark: str, comment: str | None) -> list[str]:
    return [*lines[:-1], _ended(lines[-1] + mark, comment)]


def _node(node: Node, *, indent: int, flat: bool = True) -> list[str]:
    """The lines of a term, the first without its margin; ``flat``: one line, if it fits."""
    text = _flat(node)
    if isinstance(node, Leaf):
        return [node.text]
    if flat and text is not None and indent + len(text) + _END <= WIDTH:
        return [text]
    opening, closing = _BRACKETS[type(node)]
    margin = " " * indent
    inner = margin + " " * _STEP
    lines = [_ended(opening, node.opening)]
    if isinstance(node, Properties):
        lines += _entries(_ordered(node.entries), indent=indent + _STEP, start=None, last="")
    else:
        for item in node.items:
            lines += [inner + comment for comment in item.above]
            first, *rest = _node(item.node, indent=indent + _STEP)
            lines += _closed([inner + first, *rest], "", item.behind)
    return [*lines, *(inner + comment for comment in node.dangling), margin + closing]


def _flat(node: Node) -> str | None:
    """A term on one line; None where comments, a long literal or its writer break it."""
    if isinstance(node, Leaf):
        return None if "\n" in node.text else node.text
    if node.broken or node.opening or node.dangling:
        return None
    opening, closing = _BRACKETS[type(node)]
    if isinstance(node, Properties):
        parts = _flat_entries(node.entries)
        between = " ; "
    else:
        parts = _flat_items(node.items)
        between = " "
    if parts is None:
        return None
    return f"{opening} {between.join(parts)} {closing}" if parts else opening + closing


def _flat_entries(entries: Sequence[Entry]) -> list[str] | None:
    found = []
    for entry in _ordered(entries):
        objects = _flat_items(entry.objects)
        if objects is None or entry.above or entry.broken:
            return None
        found.append(f"{entry.verb.text} {', '.join(objects)}")
    return found


def _flat_items(items: Sequence[Item]) -> list[str] | None:
    found = []
    for item in items:
        text = _flat(item.node)
        if text is None or item.above or item.behind:
            return None
        found.append(text)
    return found

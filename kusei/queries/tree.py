"""The organisation on a day as a tree, from the rows of the stored query ``organisation``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kusei.queries.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.queries.result import Row, Value
    from kusei.store import Rows

_SUREST_FIRST: Final = ("certain", "possible", "planned")
_POSTS_FIRST: Final = ("role", "post", "unit", "kind", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A thing in the tree. Where the day leaves its name open, ``names`` has more than one.

    ``type`` is unit, kind, role or post; empty for what only shows as the parent of others.
    """

    names: tuple[str, ...]
    entity: str
    type: str = ""
    certainty: str = "certain"
    why: str = ""
    scope: str = ""
    planned_until: str = ""
    children: tuple[Node, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Tree:
    """The roots in order, and how many things were left out as merely projected."""

    roots: tuple[Node, ...]
    left_out: int


def organisation_tree(answer: Rows, *, everything: bool = False) -> Tree:
    """Arrange the rows of ``organisation``.

    Left out and counted, unless ``everything`` is asked for: what is possible on the day only
    because no begin is known. Left out always: kinds that nothing places and that merely class
    other things (部, 課).
    """
    rows = list(Result(answer))
    classing = {row["kind_entity"] for row in rows}
    rows = [row for row in rows if row["parent_entity"] or row["entity"] not in classing]
    shown = [row for row in rows if everything or not row["projected"]]
    left_out = {row["entity"] for row in rows} - {row["entity"] for row in shown}
    return Tree(_Arranged(shown).roots(), len(left_out))


class _Arranged:
    """Rows by what they belong to."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.nodes: dict[tuple[str, str], Node] = {}
        self.below: dict[str, list[tuple[str, str]]] = {}
        self.names: dict[str, str] = {}
        for row in rows:
            entity, parent = _text(row["entity"]), _text(row["parent_entity"])
            key = (entity, parent)
            if parent:
                self.names[parent] = _text(row["parent"])
            if key not in self.nodes:
                self.below.setdefault(parent, []).append(key)
            self.nodes[key] = _joined(self.nodes.get(key), _node(row, entity))

    def roots(self) -> tuple[Node, ...]:
        """What belongs to nothing, and what belongs to something that is no row itself."""
        there = {entity for entity, _ in self.nodes}
        outside = [Node(names=(self.names[p],), entity=p) for p in self.names if p not in there]
        inside = [self.nodes[key] for key in self.below.get("", ())]
        # Things that stand inside each other hang from no root: each circle is entered somewhere.
        roots = [self._grown(root, frozenset()) for root in (*outside, *inside)]
        reached = set().union(*(_entities(root) for root in roots)) if roots else set()
        for entity, parent in sorted(self.nodes):
            if entity not in reached:
                root = self._grown(self.nodes[entity, parent], frozenset())
                roots.append(root)
                reached |= _entities(root)
        return tuple(sorted(roots, key=_order))

    def _grown(self, node: Node, above: frozenset[str]) -> Node:
        if node.entity in above:
            return node
        path = above | {node.entity}
        keys = self.below.get(node.entity, ())
        children = [self._grown(self.nodes[key], path) for key in keys]
        return replace(node, children=tuple(sorted(children, key=_order)))


def _entities(node: Node) -> set[str]:
    return {node.entity}.union(*(_entities(child) for child in node.children))


def _node(row: Row, entity: str) -> Node:
    return Node(
        names=(_text(row["unit"]) or entity,),
        entity=entity,
        type=_text(row["type"]),
        certainty=_text(row["certainty"]),
        why=_text(row["why"]),
        scope=_text(row["scope"]),
        planned_until=_text(row["planned_until"]),
    )


def _joined(first: Node | None, second: Node) -> Node:
    """One thing of two rows: both names, and the surer of the certainties."""
    if first is None:
        return second
    surer = min(first, second, key=lambda node: _SUREST_FIRST.index(node.certainty))
    return replace(surer, names=tuple(dict.fromkeys((*first.names, *second.names))))


def _order(node: Node) -> tuple[int, tuple[str, ...], str]:
    return (_POSTS_FIRST.index(node.type), node.names, node.entity)


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def tree_text(tree: Tree) -> str:
    """The tree drawn with lines; ``?`` marks what is possible, ``*`` what is planned."""
    lines: list[str] = []
    for root in tree.roots:
        lines.append(_line(root))
        _draw(root, "", lines)
    return "".join(line + "\n" for line in lines)


def _draw(node: Node, margin: str, lines: list[str]) -> None:
    for child in node.children:
        last = child is node.children[-1]
        lines.append(f"{margin}{'└─ ' if last else '├─ '}{_line(child)}")
        _draw(child, margin + ("   " if last else "│  "), lines)


def _line(node: Node) -> str:
    parts = [" / ".join(node.names)]
    if node.type in {"kind", "role", "post"}:
        scope = "" if node.scope in {"", "each"} else f": {node.scope}"
        parts.append(f"[{node.type}{scope}]")
    if node.certainty != "certain":
        mark = "*" if node.certainty == "planned" else "?"
        parts.append(f"{mark} {node.why}".strip())
    if node.planned_until:
        parts.append(f"(planned until {node.planned_until})")
    return " ".join(parts)


def tree_document(tree: Tree) -> list[dict[str, object]]:
    """The roots as JSON values."""
    return [_document(root) for root in tree.roots]


def _document(node: Node) -> dict[str, object]:
    return {
        "names": list(node.names),
        "entity": node.entity,
        "type": node.type or None,
        "certainty": node.certainty if node.type else None,
        "why": node.why or None,
        "scope": node.scope or None,
        "planned_until": node.planned_until or None,
        "children": [_document(child) for child in node.children],
    }

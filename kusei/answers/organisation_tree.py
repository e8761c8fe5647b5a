"""The organisation on a day as a tree, from the rows of the stored query ``organisation``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kusei.answers.result import Result
from kusei.answers.run_of_days import run_of_change, run_of_days
from kusei.bilingual import Text
from kusei.queries.entities import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.answers.result import Row, Value
    from kusei.graph.store import Rows

_SUREST_FIRST: Final = ("certain", "presumed", "possible", "planned")
SURE: Final = frozenset({"certain", "presumed"})
"""The certainties of what is told of on the day, or was before and of no end."""
_OF_KINDS: Final = ("kind", "role")
_POSTS_FIRST: Final = ("role", "post", "unit", "kind", "")

_TYPES: Final = {
    "kind": Text("種別", "kind"),
    "role": Text("職の種別", "role"),
    "post": Text("職", "post"),
}
_SOME: Final = Text("一部", "some")
_LAST_TOLD: Final = Text("最後の記述", "last told")
_NAME: Final = Text("名称", "name")
_PLACE: Final = Text("所属", "place")
_PLANNED_UNTIL: Final = Text("(予定 {}まで)", "(planned until {})")
_PROJECTED: Final = Text(
    "ほか{}件は、始まりが知られていないためにのみ可能(--projected で表示)",
    "{} more are possible only because no begin is known; --projected shows them",
)
_ONE_PROJECTED: Final = Text(
    _PROJECTED.ja, "{} more is possible only because no begin is known; --projected shows it"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A thing in the tree. Where the day leaves its name open, ``names`` has more than one.

    ``type`` is unit, kind, role or post. What only shows as the parent of others has none, and no
    certainty: no row says that it is there on the day. ``itself`` is how sure it is wherever it
    belongs, where ``certainty`` speaks of its place too. ``since`` and ``through`` are the first
    and last day (inclusive, ISO, empty where open) on which all is as it is said here, and
    ``last_told`` the last day of which a source speaks.
    """

    names: tuple[str, ...]
    entity: str
    type: str = ""
    certainty: str = ""
    itself: str = ""
    why: str = ""
    since: str = ""
    through: str = ""
    last_told: str = ""
    scope: str = ""
    planned_until: str = ""
    children: tuple[Node, ...] = field(default=())

    @property
    def name(self) -> str:
        """Its name on the day; where the day leaves that open, all of them."""
        return " / ".join(self.names)

    def walk(self) -> Iterator[Node]:
        """The thing itself and all below it, from the top."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Tree:
    """The roots in order, how many things were left out as merely projected, what is planned."""

    roots: tuple[Node, ...]
    left_out: int
    planned: tuple[Change, ...] = ()
    language: str = "ja"

    def walk(self) -> Iterator[Node]:
        """All things of the tree, from the top; one that has two places comes twice."""
        for root in self.roots:
            yield from root.walk()

    def find(self, name: str) -> tuple[Node, ...]:
        """The things that are called so on the day, or have this IRI; () where none is there.

        Names are those of the tree, in the language that it was asked for in, whatever their
        width, case and blanks. Readings and former names are not known here:
        :meth:`kusei.api.OpenDataset.show` takes those, and tells the IRI.
        """
        wanted = normalised(name)
        return tuple(
            node
            for node in self.walk()
            if name == node.entity or wanted in map(normalised, node.names)
        )

    def __str__(self) -> str:
        return tree_text(self)


@dataclass(frozen=True, slots=True)
class Change:
    """An event that is planned for the day or an earlier one: when (EDTF), its label, its IRI."""

    when: str
    label: str
    entity: str


def organisation_tree(
    answer: Rows,
    *,
    events: Rows | None = None,
    projected: bool = False,
    kinds: bool = False,
    language: str = "ja",
) -> Tree:
    """Arrange the rows of ``organisation``; of ``events`` up to the day, those planned go beside.

    Left out and counted, unless ``projected`` is asked for: what is possible on the day only
    because no begin is known. Left out too, unless ``kinds`` are asked for: the kinds and roles
    whose units and posts are there to be shown. Left out always: kinds that nothing places and
    that merely class other things (部, 課).
    """
    rows = placed_rows(answer)
    shown = rows if projected else list(spoken_of(rows))
    counted = rows if kinds else without_kinds(rows)
    left_out = {row["entity"] for row in counted} - {row["entity"] for row in shown}
    if not kinds:
        shown = without_kinds(shown)
    planned = [
        Change(_text(row["when"]), _text(row["event"]), _text(row["event_entity"]))
        for row in (Result(events) if events else ())
        if row["status"] == "planned"
    ]
    return Tree(_Arranged(shown).roots(), len(left_out), tuple(planned), language)


def placed_rows(answer: Rows) -> list[Row]:
    """The rows of ``organisation`` but for kinds that nothing places and that merely class."""
    rows = list(Result(answer))
    classing = {row["kind_entity"] for row in rows}
    return [row for row in rows if row["parent_entity"] or row["entity"] not in classing]


def spoken_of(rows: list[Row]) -> Iterator[Row]:
    """The rows that are not merely projected, nor stand in something that is."""
    within: dict[Value, list[Row]] = {}
    for row in rows:
        within.setdefault(row["parent_entity"], []).append(row)
    there = {row["entity"] for row in rows}
    left_out = there - {row["entity"] for row in rows if not row["projected"]}
    waiting = list(left_out)
    while waiting:
        for row in within.get(waiting.pop(), ()):
            elsewhere = any(
                other["entity"] == row["entity"]
                and not other["projected"]
                and other["parent_entity"] not in left_out
                for other in rows
            )
            if row["entity"] not in left_out and not elsewhere:
                left_out.add(row["entity"])
                waiting.append(row["entity"])
    for row in rows:
        if not row["projected"] and not {row["entity"], row["parent_entity"]} & left_out:
            yield row


def without_kinds(rows: list[Row]) -> list[Row]:
    """The rows without those that the units of a kind or the posts of a role say one by one."""
    one_by_one = {row["kind_entity"] for row in rows if row["type"] in {"unit", "post"}}
    # What is said of some of a kind is said by no unit: it stays, under its kind.
    said_of_some = {row["parent_entity"] for row in rows if row["entity"] not in one_by_one}
    dropped = one_by_one - said_of_some
    return [row for row in rows if row["type"] not in _OF_KINDS or row["entity"] not in dropped]


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
            self.nodes[key] = joined(self.nodes.get(key), node_of(row))

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


def node_of(row: Row) -> Node:
    """What one row says of its thing, by the one name that it tells."""
    entity = _text(row["entity"])
    return Node(
        names=(_text(row["unit"]) or entity,),
        entity=entity,
        type=_text(row["type"]),
        certainty=_text(row["certainty"]),
        itself=_text(row["unit_certainty"]),
        why=_text(row["why"]),
        since=_text(row["since"]),
        through=_text(row["through"]),
        last_told=_text(row["last_told"]),
        scope=_text(row["scope"]),
        planned_until=_text(row["planned_until"]),
    )


def joined(first: Node | None, second: Node) -> Node:
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
    """The tree drawn with lines, then what is planned, then how many things were left out.

    ``~`` marks what is presumed, ``?`` what is possible, ``*`` what is planned, each with its
    days. What only shows as the parent of others has no mark: of it nothing is said.
    """
    lines: list[str] = []
    for root in tree.roots:
        lines.append(line(root, tree.language))
        _draw(root, "", lines, tree.language)
    lines += [f"* {change.when} {change.label}" for change in tree.planned]
    if tree.left_out:
        told = _ONE_PROJECTED if tree.left_out == 1 else _PROJECTED
        lines.append(told.in_language(tree.language).format(tree.left_out))
    return "".join(f"{text}\n" for text in lines)


def _draw(node: Node, margin: str, lines: list[str], language: str) -> None:
    for child in node.children:
        last = child is node.children[-1]
        lines.append(f"{margin}{'└─ ' if last else '├─ '}{line(child, language)}")
        _draw(child, margin + ("   " if last else "│  "), lines, language)


def line(node: Node, language: str) -> str:
    """A thing by its name, with what it is unless that is a unit, its doubt and its planned end."""
    parts = [node.name]
    if node.type in _TYPES:
        scope = f": {_SOME.in_language(language)}" if node.scope == "some" else ""
        parts.append(f"[{_TYPES[node.type].in_language(language)}{scope}]")
    parts.append(doubt(node, language))
    if node.planned_until:
        parts.append(_PLANNED_UNTIL.in_language(language).format(node.planned_until))
    return " ".join(part for part in parts if part)


def doubt(node: Node, language: str) -> str:
    """How wide the doubt is; empty where the thing is certain.

    Of what is possible the days on which it may have begun or ended, of what is presumed the last
    day of which a source speaks. Where only its name or place is in doubt, that is said.
    """
    if node.certainty == "presumed":
        told = f"{_LAST_TOLD.in_language(language)} {node.last_told}" if node.last_told else ""
        return f"~ {_doubted(node, language)}{told}".rstrip()
    if node.certainty == "possible":
        return f"? {_doubted(node, language)}{run_of_change(node.since, node.through)}"
    if node.certainty == "planned":
        return f"* {run_of_days(node.since, node.through)}"
    return ""


def _doubted(node: Node, language: str) -> str:
    """What is in doubt of a thing that is itself surer than this: its name or its place."""
    if node.itself not in SURE or node.itself == node.certainty:
        return ""
    return f"{(_NAME if len(node.names) > 1 else _PLACE).in_language(language)} "


def tree_document(tree: Tree) -> list[dict[str, object]]:
    """The roots as JSON values."""
    return [_document(root) for root in tree.roots]


def _document(node: Node) -> dict[str, object]:
    return node_document(node) | {"children": [_document(child) for child in node.children]}


def node_document(node: Node) -> dict[str, object]:
    """A thing as JSON values, without what belongs to it; null where nothing is told."""
    return {
        "names": list(node.names),
        "entity": node.entity,
        "type": node.type or None,
        "certainty": node.certainty or None,
        "itself": node.itself or None,
        "why": node.why or None,
        "since": node.since or None,
        "through": node.through or None,
        "last_told": node.last_told or None,
        "scope": node.scope or None,
        "planned_until": node.planned_until or None,
    }

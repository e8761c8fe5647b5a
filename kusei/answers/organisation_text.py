"""The organisation on a day as it is read: a tree drawn with lines, or nested JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.answers.run_of_days import run_of_change, run_of_days
from kusei.bilingual import Text

if TYPE_CHECKING:
    from kusei.answers.organisation_tree import Node, Tree

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
    if node.itself not in {"certain", "presumed"} or node.itself == node.certainty:
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

"""Why a constraint that is made of other shapes is not met, in plain words and all the way down.

A shape is told by its name where it has one, else by what it asks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Text
from kusei.graph.store import BlankNode, Literal, NamedNode
from kusei.report.formats.sentences import term as readable
from kusei.shacl.constraint_words import (
    AMISS,
    KINDS,
    WORDS,
    filled,
    local_name,
    short_name,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kusei.graph.store import Term
    from kusei.shacl.compile.statements import ShapesGraph
    from kusei.shacl.validation_result import InnerValidation, ValidationResult

_SH: Final = terms.SH
_MOST_MEMBERS: Final = 12
_MOST_REASONS: Final = 4
_DEEPEST: Final = 4
_LISTS: Final = frozenset({"In", "LanguageIn"})
_OF_SHAPES: Final = frozenset({"Node", "Property", "Not", "And", "Or", "Xone"})
_QUALIFIED: Final = ("QualifiedMinCount", "QualifiedMaxCount")
_NUMBERED: Final = frozenset({"Or", "Xone", *_QUALIFIED})
_REPEATED: Final = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
_NO_NAME: Final = Text(ja="無名の条件", en="a condition without a name")
_PLACE: Final = re.compile(r"\{[$?](this|value|path)\}")
_REST: Final = Text(ja="…", en="…")


class Reasons:
    """The words for the constraints of the shapes of one run."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph

    def message(self, result: ValidationResult) -> Text:
        """What is wrong: the shape's own message, else plain words; and what makes it so.

        Of a path that is more than a property it says the path and the value as well.
        """
        said = self._message(result, within=False)
        path = "" if result.predicate is not None else self.path(result.source_shape)
        if not path:
            return said
        value = _beside(result.value, result.focus_node)
        return Text(ja=f"{path}: {said.ja}{value}", en=f"{path}: {said.en}{value}")

    def _message(self, result: ValidationResult, *, within: bool) -> Text:
        said = self._own(result) or self._plain(result) or _said(result)
        component = result.source_constraint_component
        if said is None:
            name = terms.compact(component)
            said = Text(ja=f"{name} の条件を満たさない", en=f"does not meet {name}")
        reasons = self._reasons(result, short_name(component))
        if not reasons:
            return said
        ja, en = "、".join(r.ja for r in reasons), "; ".join(r.en for r in reasons)
        if within:
            return Text(ja=f"{said.ja}(理由: {ja})", en=f"{said.en} (because: {en})")
        return Text(ja=f"{said.ja}。理由: {ja}", en=f"{said.en}, because: {en}")

    def _own(self, result: ValidationResult) -> Text | None:
        stated = any(
            self._graph.all(node, _SH + "message")
            for node in (result.source_shape, result.source_constraint)
            if node is not None
        )
        return _said(result) if stated else None

    def _plain(self, result: ValidationResult) -> Text | None:
        words = words_of(result.source_constraint_component)
        if words is None:
            return None
        component = short_name(result.source_constraint_component)
        if (
            component == "Node"
            and result.details
            and isinstance(result.details[0].shape, BlankNode)
        ):
            return AMISS
        asked = self._asked(result.source_shape, component, _DEEPEST)
        return filled(words.wrong, asked or _REST)

    def _reasons(self, result: ValidationResult, component: str) -> list[Text]:
        # Of a negated shape the words say already that it is met.
        told = () if component == "Not" else result.details[:_MOST_REASONS]
        reasons = [self._fared(one, component) for one in told]
        if len(result.details) > len(reasons) > 0:
            reasons.append(_REST)
        if component in _NUMBERED and len(reasons) > 1:
            return [
                Text(ja=f"({number}) {one.ja}", en=f"({number}) {one.en}")
                for number, one in enumerate(reasons, start=1)
            ]
        return reasons

    def _fared(self, inner: InnerValidation, component: str) -> Text:
        """How one node fared."""
        node = _shown_node(inner.node)
        if not inner.results:
            asked = self.called(inner.shape)
            if component == "Xone":
                return Text(ja=f"「{asked.ja}」を満たす", en=f"meets “{asked.en}”")
            return Text(
                ja=f"{node.ja} は「{asked.ja}」を満たす", en=f"{node.en} meets “{asked.en}”"
            )
        failures = [self._inner(one, inner.node) for one in inner.results[:_MOST_REASONS]]
        more = "…" if len(inner.results) > _MOST_REASONS else ""
        ja = "、".join(f.ja for f in failures) + more
        en = " and ".join(f.en for f in failures) + more
        if component in _QUALIFIED:
            return Text(ja=f"{node.ja}: {ja}", en=f"{node.en}: {en}")
        return Text(ja=ja, en=en)

    def _inner(self, result: ValidationResult, node: Term) -> Text:
        """A failure within: at which node and property if at another, with which value."""
        said = self._message(result, within=True)
        path = self.path(result.source_shape)
        if result.predicate is not None:
            path = readable(f"<{result.predicate}>")
        where = [_shown_node(result.focus_node)] if result.focus_node != node else []
        where += [Text(ja=path, en=path)] if path else []
        value = _beside(result.value, node)
        ja, en = " ".join(w.ja for w in where), " ".join(w.en for w in where)
        return Text(
            ja=f"{ja}: {said.ja}{value}" if ja else f"{said.ja}{value}",
            en=f"{en}: {said.en}{value}" if en else f"{said.en}{value}",
        )

    def path(self, shape: Term) -> str:
        """The path of a property shape as SPARQL writes it; nothing of a node shape."""
        paths = self._graph.all(shape, _SH + "path")
        return self._path(paths[0], _DEEPEST) if paths else ""

    def _path(self, path: Term, depth: int) -> str:
        if isinstance(path, NamedNode) or not depth:
            return readable(str(path)) if isinstance(path, NamedNode) else "…"
        for one in self._graph.all(path, _SH + "inversePath"):
            return f"^{self._path(one, depth - 1)}"
        for name, sign in _REPEATED.items():
            for one in self._graph.all(path, _SH + name):
                return f"{self._path(one, depth - 1)}{sign}"
        heads = self._graph.all(path, _SH + "alternativePath")
        steps = self._graph.members(heads[0] if heads else path)
        joined = (" | " if heads else " / ").join(self._path(one, depth - 1) for one in steps)
        return f"({joined})"

    def called(self, shape: Term, depth: int = _DEEPEST) -> Text:
        """The name of a shape, else what it asks."""
        for name in (_SH + "name", terms.RDFS_LABEL):
            texts = [t for t in self._graph.all(shape, name) if isinstance(t, Literal)]
            if (text := _text([(t.value, t.language) for t in texts])) is not None:
                return text
        if isinstance(shape, NamedNode):
            return Text(ja=readable(str(shape)), en=readable(str(shape)))
        return self._asks(shape, depth) or _NO_NAME

    def _asks(self, shape: Term, depth: int) -> Text | None:
        if not depth:
            return _REST
        parts: list[Text] = []
        for component, words in WORDS.items():
            if not self._graph.all(shape, _SH + words.parameter):
                continue
            if component in _QUALIFIED:
                kinds = self._graph.all(shape, _SH + "qualifiedValueShape")
                parts += [self.called(kind, depth - 1) for kind in kinds]
            asked = self._asked(shape, component, depth)
            parts.append(filled(words.asks, asked or _REST))
        if not parts:
            return None
        said = _joined(parts, "、", " and ")
        path = self.path(shape)
        return Text(ja=f"{path}: {said.ja}", en=f"{path}: {said.en}") if path else said

    def _asked(self, shape: Term, component: str, depth: int) -> Text | None:
        """What a shape asks by a component: its number, class, list, or shapes."""
        values = self._graph.all(shape, _SH + WORDS[component].parameter)
        if not values:
            return None
        if component in _LISTS:
            members = [_shown(member) for member in self._graph.members(values[0])]
            more = [_REST] if len(members) > _MOST_MEMBERS else []
            return _joined([*members[:_MOST_MEMBERS], *more], ", ", ", ")
        if component in _OF_SHAPES:
            return self._shapes(values, component, depth)
        shown = [_shown(value) for value in values if not isinstance(value, BlankNode)]
        return _joined(sorted(shown, key=lambda text: text.en), ", ", ", ") if shown else None

    def _shapes(self, values: Sequence[Term], component: str, depth: int) -> Text:
        if component in {"Node", "Property", "Not"}:
            return _joined([self.called(v, depth - 1) for v in values], "、", " and ")
        members = [m for head in values for m in self._graph.members(head)]
        told = [self.called(member, depth - 1) for member in members[:_MOST_MEMBERS]]
        if component == "And":
            return _joined(told, "、", " and ")
        quoted = [Text(ja=f"「{one.ja}」", en=f"“{one.en}”") for one in told]
        return _joined(quoted, "", ", ")


def _joined(parts: Iterable[Text], ja: str, en: str) -> Text:
    every = list(parts)
    return Text(ja=ja.join(p.ja for p in every), en=en.join(p.en for p in every))


def _shown(value: Term) -> Text:
    if isinstance(value, NamedNode) and value.value.startswith(_SH):
        kind = KINDS.get(local_name(value.value))
        if kind is not None:
            return kind
    said = value.value if isinstance(value, Literal) else readable(str(value))
    return Text(ja=said, en=said)


def _shown_node(node: Term) -> Text:
    if isinstance(node, BlankNode):
        return Text(ja="無名のノード", en="a node without a name")
    return Text(ja=readable(str(node)), en=readable(str(node)))


def _beside(value: Term | None, node: Term) -> str:
    """The value behind a message, where it is another than the node and has a name."""
    if value is None or value == node or isinstance(value, BlankNode):
        return ""
    return f" [{readable(str(value))}]"


def _said(result: ValidationResult) -> Text | None:
    """What the shape says, with the node, value and path of the result in their places.

    https://www.w3.org/TR/shacl/#sparql-constraints-prebound; ``{$this}`` and ``{?this}`` are one.
    """
    path = None if result.predicate is None else f"<{result.predicate}>"
    told = {"this": result.focus_node, "value": result.value, "path": path}

    def term(match: re.Match[str]) -> str:
        found = told[match[1]]
        return match[0] if found is None else readable(str(found))

    return _text((_PLACE.sub(term, text), tag) for text, tag in result.messages)


def _text(messages: Iterable[tuple[str, str | None]]) -> Text | None:
    """A text in both languages, each in its own where the shape has it."""
    by_tag: dict[str, str] = {}
    for text, tag in messages:
        by_tag.setdefault((tag or "").lower().partition("-")[0], text)
    if not by_tag:
        return None
    other = by_tag.get("") or next(iter(by_tag.values()))
    en = by_tag.get("en", other)
    return Text(ja=by_tag.get("ja", en), en=en)

"""SPARQL constraints and components, each as one query over all focus nodes.

The standard runs a query once for each focus node, ``$this`` replaced in it
(https://www.w3.org/TR/shacl/#pre-binding). Here ``$this`` is joined with the set of focus nodes:
in the outermost group, and in each group within that computes with it, for a filter sees only what
its own group binds. A set joined twice is the set joined once, so nothing is counted twice. What a
join cannot say – a LIMIT, an aggregate over all focus nodes – is left to the reference validator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.graph.store import Literal, NamedNode, QueryFault
from kusei.shacl.compile.data_store import SHAPES_GRAPH
from kusei.shacl.compile.model import NotCompiled, ShapesRefused
from kusei.shacl.compile.paths import path_text, value_pattern
from kusei.shacl.compile.statements import is_blank
from kusei.sparql.groups import Group, QueryText, given

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kusei.graph.store import Term
    from kusei.shacl.compile.data import Nodes, SparqlData
    from kusei.shacl.compile.model import Constraint, Messages, Path, Shape, SparqlText

_REFUSED: Final = ("MINUS", "VALUES", "SERVICE")
_LEFT: Final = ("FROM", "LIMIT", "OFFSET")
# What can tell two spellings of one value apart, or the datatype that a store forgets.
_SPELLING: Final = frozenset(
    {
        *("STR", "REGEX", "REPLACE", "STRLEN", "SUBSTR", "CONCAT", "CONTAINS", "STRSTARTS"),
        *("STRENDS", "STRBEFORE", "STRAFTER", "ENCODE_FOR_URI", "UCASE", "LCASE", "STRDT"),
        *("DATATYPE", "SAMETERM", "DISTINCT", "GROUP", "COUNT", "GROUP_CONCAT", "MD5", "SHA1"),
    }
)
_PREFIX: Final = re.compile(r"PREFIX\s+([\w.-]*:)\s*<([^>]*)>", re.IGNORECASE)
_BOUND_CONSTANT: Final = re.compile(r"\bBOUND\s*\(\s*1\s*\)", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, slots=True)
class SparqlRow:
    """One solution that is a violation."""

    this: Term
    path: str | None
    value: Term | None
    messages: Messages


def rows(
    constraint: Constraint, shape: Shape, focus: Nodes, graph: SparqlData
) -> Iterator[SparqlRow]:
    """The violations of a constraint in SPARQL.

    Raises:
        NotCompiled: it cannot be joined with a set of focus nodes.
        ShapesRefused: the standard demands a failure.
    """
    sparql = constraint.sparql
    assert sparql is not None  # noqa: S101 - asked for by the caller
    text = _Text(constraint.component, sparql, shape, graph)
    joined = graph.focus(focus).pattern("?this")
    query = text.select(joined) if sparql.form == "SELECT" else text.asked(joined, shape.path)
    columns = text.columns
    try:
        found = graph.select(query)
    except QueryFault as fault:
        raise NotCompiled(constraint.component, str(fault).partition("\n")[0]) from None
    for row in dict.fromkeys(found):
        bound = dict(zip(columns, row, strict=True))
        if str(bound.get("failure") or "").startswith('"true"'):
            raise ShapesRefused(f"{constraint.component}: the query reports a failure")
        this = bound.get("this")
        if this is None:
            raise NotCompiled(constraint.component, "a solution without $this")
        this = graph.data.as_stored(graph.spelt(this))
        value = bound.get("value")
        path = bound.get("path")
        yield SparqlRow(
            this=this,
            path=path.value if isinstance(path, NamedNode) else None,
            value=_value(value, this, shape, graph),
            messages=_messages(bound, sparql, shape),
        )


def _value(value: Term | None, this: Term, shape: Shape, graph: SparqlData) -> Term | None:
    """https://www.w3.org/TR/shacl/#sparql-constraints-value."""
    if value is not None:
        return graph.data.as_stored(graph.spelt(value, this))
    return this if shape.path is None else None


def _messages(bound: Mapping[str, Term | None], sparql: SparqlText, shape: Shape) -> Messages:
    """The binding of ``?message``, else those of the query, else those of the shape, filled in."""
    own = bound.get("message")
    if isinstance(own, Literal):
        return ((own.value, own.language),)
    told: dict[str, Term | None] = {**sparql.arguments, **bound}

    def filled(match: re.Match[str]) -> str:
        term = told.get(match[1])
        return match[0] if term is None else getattr(term, "value", str(term))

    return tuple(
        (_PLACEHOLDER.sub(filled, text), tag) for text, tag in sparql.messages or shape.messages
    )


class _Text:
    """One query on its way to a query over all focus nodes."""

    def __init__(self, component: str, sparql: SparqlText, shape: Shape, graph: SparqlData) -> None:
        self._component = component
        self._sparql = sparql
        self._query = QueryText(sparql.query)
        self._prebound = {"this", "shapesGraph", "currentShape", *sparql.arguments}
        if sparql.form == "ASK":
            self._prebound.add("value")
        self._constants = self._said(shape, graph)
        self.columns: tuple[str, ...] = ("this", "value")
        self._see(shape, graph)

    def _left(self, reason: str) -> NotCompiled:
        return NotCompiled(self._component, reason)

    def _see(self, shape: Shape, graph: SparqlData) -> None:
        """Refuse what the standard refuses, and leave what cannot be joined."""
        query = self._query
        words = query.words()
        for word in _REFUSED:
            if word in words:
                raise ShapesRefused(
                    f"{self._component}: {word} in a query with pre-bound variables"
                )
        for name in sorted(query.renamed() & self._prebound):
            raise ShapesRefused(f"{self._component}: AS ?{name} gives a pre-bound variable a value")
        for word in _LEFT:
            if word in words:
                raise self._left(f"{word} counts for each focus node apart")
        if "GRAPH" in words and not self._uses("shapesGraph"):
            raise self._left("GRAPH: the data are one graph")
        if graph.respelt and words & _SPELLING and self._meets_respelt(shape, graph):
            raise self._left("tells spellings of a literal apart, and the data have several")
        self._see_selections()

    def _uses(self, name: str) -> bool:
        return any(t.kind == "variable" and t.text[1:] == name for t in self._query.tokens)

    def _meets_respelt(self, shape: Shape, graph: SparqlData) -> bool:
        if self._query.asks_any_property():
            return True
        text = self._sparql.prefixes + self._query.text
        said = path_text(shape.path) if shape.path is not None else ""
        return any(
            f"<{iri}>" in said or _is_said(iri, text, self._sparql.prefixes)
            for iri in graph.respelt_properties
        )

    def _see_selections(self) -> None:
        query = self._query
        for selection in query.selections:
            outermost = selection.group is query.top
            shown = selection.projected
            whole = "*" in shown and (outermost or selection.group.mentions("this"))
            if "this" not in shown and not whole:
                if outermost:
                    raise self._left("the query does not give $this")
                raise ShapesRefused(f"{self._component}: a SELECT within does not give $this")
            if selection.aggregates and "this" not in selection.grouped_by:
                raise self._left("an aggregate that is not grouped by $this")

    def _said(self, shape: Shape, graph: SparqlData) -> dict[str, str]:
        """What stands for the variables that are the same for all focus nodes."""
        found = {}
        for name, term in self._sparql.arguments.items():
            if is_blank(term):
                raise self._left(f"${name} is a node without a name")
            found[name] = str(term)
        if self._uses("currentShape"):
            if is_blank(shape.node):
                raise self._left("$currentShape is a node without a name")
            found["currentShape"] = str(shape.node)
        if self._uses("shapesGraph"):
            graph.with_shapes()
            found["shapesGraph"] = str(SHAPES_GRAPH)
        if shape.path is not None:
            found["PATH"] = path_text(shape.path)
        return found

    def select(self, focus: str) -> str:
        """A SELECT joined with the focus nodes."""
        inserted = {g.start: focus for g in self._query.groups if self._needs(g, {"this"})}
        inserted[self._query.top.start] = focus
        columns = self._columns()
        self.columns = columns
        return self._sparql.prefixes + self._replaced(inserted, 0, len(self._query.text))

    def _columns(self) -> tuple[str, ...]:
        for selection in self._query.selections:
            if selection.group is self._query.top:
                if "*" in selection.projected:
                    raise self._left("SELECT *")
                return given(selection.head)
        raise self._left("no SELECT")

    def asked(self, focus: str, path: Path | None) -> str:
        """A SELECT of the value nodes for which an ASK is false."""
        pattern = value_pattern(focus, path)
        top = self._query.top
        inserted = {
            g.start: pattern
            for g in self._query.groups
            if g is not top and self._needs(g, {"this", "value"})
        }
        body = self._replaced(inserted, top.start, top.end)
        return (
            f"{self._sparql.prefixes}SELECT ?this ?value WHERE {{ {pattern} "
            f"FILTER(NOT EXISTS {{ {body} }}) }}"
        )

    @staticmethod
    def _needs(group: Group, names: set[str]) -> bool:
        if group.first_word == "SELECT":
            return False
        if group.before == "EXISTS":
            return not names.isdisjoint(group.bound_in)
        return not names.isdisjoint(group.computed)

    def _replaced(self, inserted: Mapping[int, str], start: int, end: int) -> str:
        """The text between two places, groups joined and constants put in."""
        parts: list[str] = []
        at = start
        query = self._query
        brackets = 0
        inside = 0
        for place, token in enumerate(query.tokens):
            brackets += (token.text == "(") - (token.text == ")")
            inside += (token.text == "{") - (token.text == "}")
            if token.start < start or token.end > end:
                continue
            if token.end in inserted and token.text == "{":
                parts += [query.text[at : token.end], f" {inserted[token.end]} "]
                at = token.end
            elif token.kind == "variable" and token.text[1:] in self._constants:
                name = token.text[1:]
                constant = self._constants[name]
                if inside == 0 and brackets == 0:
                    constant = f"({constant} AS ?{name})"
                elif _is_bound_test(query, place):
                    constant = "1"
                parts += [query.text[at : token.start], constant]
                at = token.end
        parts.append(query.text[at:end])
        return _BOUND_CONSTANT.sub("(true)", "".join(parts))


def _is_bound_test(query: QueryText, place: int) -> bool:
    before = query.tokens[place - 2 : place]
    return [t.text.upper() for t in before] == ["BOUND", "("]


def _is_said(iri: str, text: str, prefixes: str) -> bool:
    """Whether a query names an IRI, whole or by a prefix that it declares."""
    if f"<{iri}>" in text:
        return True
    for prefix, namespace in _PREFIX.findall(prefixes + text):
        if iri.startswith(namespace) and prefix + iri[len(namespace) :] in text:
            return True
    return False

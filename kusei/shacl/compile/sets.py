"""Constraints on the value nodes together: how many, which languages, which other properties.

https://www.w3.org/TR/shacl/#core-components-count, #UniqueLangConstraintComponent,
#core-components-property-pairs, #HasValueConstraintComponent and #ClosedConstraintComponent. Each
is a query of ``?this`` and, where a result has them, ``?path`` and ``?value``. None is correlated:
a query is a join, a group or a test for one triple, so that its cost grows with the data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.graph.store import NamedNode
from kusei.shacl.compile.model import Inverse, NotCompiled, Predicate
from kusei.shacl.compile.paths import value_pattern
from kusei.shacl.compile.statements import is_blank
from kusei.shacl.compile.values import compared

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.shacl.compile.data import Data
    from kusei.shacl.compile.model import Constraint, Path

_SIGNS: Final = {"LessThan": "<", "LessThanOrEquals": "<="}


def query(constraint: Constraint, focus: str, path: Path | None, data: Data) -> str | None:
    """The query whose rows are violations; None of another kind of constraint."""
    found = _QUERIES.get(constraint.name)
    return None if found is None else found(constraint, focus, path, data)


def _min_count(constraint: Constraint, focus: str, path: Path | None, data: Data) -> str:
    least = constraint.count
    if least == 1 and isinstance(path, Predicate):
        none = f"NOT EXISTS {{ ?this <{path.iri}> ?value }}"
        return f"SELECT ?this WHERE {{ {focus} FILTER({none}) }}"
    counted = (
        f"SELECT ?this ({data.counted('?value')} AS ?count) "
        f"WHERE {{ {value_pattern(focus, path)} }} GROUP BY ?this"
    )
    return (
        f"SELECT ?this WHERE {{ {focus} OPTIONAL {{ {{ {counted} }} }} "
        f"FILTER(COALESCE(?count, 0) < {least}) }}"
    )


def _max_count(constraint: Constraint, focus: str, path: Path | None, data: Data) -> str:
    return (
        f"SELECT ?this WHERE {{ {value_pattern(focus, path)} }} "
        f"GROUP BY ?this HAVING({data.counted('?value')} > {constraint.count})"
    )


def _unique_lang(_constraint: Constraint, focus: str, path: Path | None, data: Data) -> str:
    return (
        f"SELECT ?this WHERE {{ {value_pattern(focus, path)} BIND(LANG(?value) AS ?tag) "
        f'FILTER(?tag != "") }} GROUP BY ?this ?tag HAVING({data.counted("?value")} > 1)'
    )


def _has_value(constraint: Constraint, focus: str, path: Path | None, data: Data) -> str:
    (wanted,) = constraint.terms
    if is_blank(wanted):
        member = data.set_of([wanted]).pattern("?value")
        same = f"EXISTS {{ {member} }}"
    else:
        same = f"sameTerm(?value, {data.text(wanted)})"
        if isinstance(path, Predicate):
            triple = f"?this <{path.iri}> {data.text(wanted)}"
            return f"SELECT ?this WHERE {{ {focus} FILTER(NOT EXISTS {{ {triple} }}) }}"
        if isinstance(path, Inverse) and isinstance(path.path, Predicate):
            if not isinstance(wanted, NamedNode):
                return f"SELECT ?this WHERE {{ {focus} }}"
            triple = f"{wanted} <{path.path.iri}> ?this"
            return f"SELECT ?this WHERE {{ {focus} FILTER(NOT EXISTS {{ {triple} }}) }}"
    having = f"SELECT DISTINCT ?this ?value WHERE {{ {value_pattern(focus, path)} FILTER({same}) }}"
    return f"SELECT ?this WHERE {{ {focus} OPTIONAL {{ {{ {having} }} }} FILTER(!BOUND(?value)) }}"


def _equals(constraint: Constraint, focus: str, path: Path | None, _data: Data) -> str:
    (other,) = constraint.terms
    values = value_pattern(focus, path)
    missing = f"{values} FILTER(NOT EXISTS {{ ?this {other} ?value }})"
    if path is None:
        more = f"{focus} ?this {other} ?value . FILTER(!sameTerm(?this, ?value))"
    elif isinstance(path, Predicate):
        more = f"{focus} ?this {other} ?value . FILTER(NOT EXISTS {{ ?this <{path.iri}> ?value }})"
    else:
        more = (
            f"{focus} ?this {other} ?value . "
            f"OPTIONAL {{ {{ SELECT ?this ?value (true AS ?met) WHERE {{ {values} }} }} }} "
            "FILTER(!BOUND(?met))"
        )
    return f"SELECT ?this ?value WHERE {{ {{ {missing} }} UNION {{ {more} }} }}"


def _disjoint(constraint: Constraint, focus: str, path: Path | None, _data: Data) -> str:
    (other,) = constraint.terms
    return (
        f"SELECT ?this ?value WHERE {{ {value_pattern(focus, path)} "
        f"FILTER(EXISTS {{ ?this {other} ?value }}) }}"
    )


def _less_than(constraint: Constraint, focus: str, path: Path | None, data: Data) -> str:
    (other,) = constraint.terms
    less = compared("?value", _SIGNS[constraint.name], "?other", data)
    pairs = data.once("?this ?value ?other", f"{value_pattern(focus, path)} ?this {other} ?other .")
    return f"SELECT ?this ?value WHERE {{ {pairs} FILTER(!{less}) }}"


def _closed(constraint: Constraint, focus: str, path: Path | None, data: Data) -> str:
    if not all(isinstance(term, NamedNode) for term in constraint.terms):
        raise NotCompiled(constraint.component, "a property that is no IRI")
    known = ", ".join(dict.fromkeys(map(str, constraint.terms)))
    kept = f"FILTER(?path NOT IN ({known}))" if known else ""
    if path is None:
        triples = data.once("?this ?path ?value", f"{focus} ?this ?path ?value . {kept}")
        return f"SELECT ?this ?path ?value WHERE {{ {triples} }}"
    triples = data.once(
        "?this ?node ?path ?object",
        f"{{ SELECT ?this (?value AS ?node) WHERE {{ {value_pattern(focus, path)} }} }} "
        f"?node ?path ?object . {kept}",
    )
    return f"SELECT ?this ?path (?object AS ?value) WHERE {{ {triples} }}"


REPEATED: Final = frozenset({"UniqueLang", "LessThan", "LessThanOrEquals", "Closed"})
"""Constraints with a result for each language, pair or triple: equal rows are several results."""

_QUERIES: Final[dict[str, Callable[[Constraint, str, Path | None, Data], str]]] = {
    "MinCount": _min_count,
    "MaxCount": _max_count,
    "UniqueLang": _unique_lang,
    "HasValue": _has_value,
    "Equals": _equals,
    "Disjoint": _disjoint,
    "LessThan": _less_than,
    "LessThanOrEquals": _less_than,
    "Closed": _closed,
}

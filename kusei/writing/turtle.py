"""Write Turtle that a person can read and compare: the same triples give the same bytes.

Neither engine does: rdflib rewrites literals on their way out (``0001`` becomes ``1``), and
pyoxigraph orders its prefixes differently in each process.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from kusei import terms
from kusei.graph.store import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.graph.store import Quad

Resource: TypeAlias = "NamedNode | BlankNode"
Statement: TypeAlias = "tuple[Resource, NamedNode, Resource | Literal]"
"""A triple of RDF 1.1; of curated or derived data it holds no blank node."""

_LOCAL: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSAFE: Final = re.compile(r'[\\"\x00-\x1f\x7f]')
_FIRST: Final = {terms.RDF_TYPE: 0, terms.RDFS_LABEL: 1}


def write_turtle(triples: Iterable[Quad | Triple], *, blank_nodes: bool = False) -> str:
    """Write triples (of quads: without their graphs) sorted by subject, predicate and object.

    ``rdf:type`` and ``rdfs:label`` come first, every further object stands on a line of its own,
    and only the prefixes of :data:`kusei.terms.PREFIXES` that are used are declared.

    Raises:
        ValueError: a triple holds a triple term, or a blank node, which has no lasting name;
            ``blank_nodes`` lets these through for who has named them well.
    """
    used: set[str] = set()
    blocks = [
        _block(subject, list(group), used)
        for subject, group in groupby(
            sorted_statements(triples, blank_nodes=blank_nodes), key=lambda t: t[0]
        )
    ]
    head = [f"@prefix {p}: <{ns}> .\n" for p, ns in sorted(terms.PREFIXES.items()) if p in used]
    return "\n".join(["".join(head), *blocks]) if blocks else ""


def sorted_statements(
    triples: Iterable[Quad | Triple], *, blank_nodes: bool = False
) -> list[Statement]:
    """The distinct triples in the order in which they are published.

    Raises:
        ValueError: as :func:`write_turtle`.
    """
    return sorted({_statement(t, blank_nodes=blank_nodes) for t in triples}, key=_rank)


def _statement(triple: Quad | Triple, *, blank_nodes: bool) -> Statement:
    subject, obj = triple.subject, triple.object
    if isinstance(subject, NamedNode) and isinstance(obj, NamedNode | Literal):
        return subject, triple.predicate, obj
    if blank_nodes and not isinstance(subject, Triple) and not isinstance(obj, Triple):
        return subject, triple.predicate, obj
    what = "a blank node" if BlankNode in (type(subject), type(obj)) else "a triple term"
    raise ValueError(f"{what} has no lasting name: {subject} {triple.predicate} {obj}")


def _rank(statement: Statement) -> tuple[str, int, str, str]:
    subject, predicate, obj = statement
    return subject.value, _FIRST.get(predicate.value, 2), predicate.value, str(obj)


def _block(subject: Resource, statements: list[Statement], used: set[str]) -> str:
    lines = []
    for predicate, group in groupby(statements, key=lambda t: t[1]):
        verb = "a" if predicate.value == terms.RDF_TYPE else _iri(predicate.value, used)
        objects = [_term(obj, used) for _, _, obj in group]
        if len(objects) == 1:
            lines.append(f"    {verb} {objects[0]}")
        else:
            lines.append(f"    {verb}\n        " + " ,\n        ".join(objects))
    return f"{_term(subject, used)}\n" + " ;\n".join(lines) + " .\n"


def _term(term: Resource | Literal, used: set[str]) -> str:
    if isinstance(term, Literal):
        return _literal(term, used)
    return f"_:{term.value}" if isinstance(term, BlankNode) else _iri(term.value, used)


def _literal(term: Literal, used: set[str]) -> str:
    datatype = term.datatype.value
    if datatype == terms.XSD + "integer" and _INTEGER.fullmatch(term.value):
        return term.value
    if datatype == terms.XSD + "boolean" and term.value in {"true", "false"}:
        return term.value
    text = '"' + _UNSAFE.sub(_escaped, term.value) + '"'
    if term.language:
        return f"{text}@{term.language}"
    if datatype == terms.XSD + "string":
        return text
    return f"{text}^^{_iri(datatype, used)}"


def _escaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match.group(), f"\\u{ord(match.group()):04X}")


def _iri(iri: str, used: set[str]) -> str:
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            used.add(prefix)
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"

"""SPARQL of a shapes graph: https://www.w3.org/TR/shacl/#sparql-constraints and components."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.store import NamedNode
from kusei.shacl.compile.model import SH, Constraint, NotCompiled, SparqlText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.graph.store import Term
    from kusei.shacl.compile.model import Path
    from kusei.shacl.compile.statements import ShapesGraph

_IMPORTS: Final = terms.OWL + "imports"


def sparql_constraints(graph: ShapesGraph, shape: Term) -> Iterator[Constraint]:
    """The values of ``sh:sparql`` of a shape that are not switched off."""
    for node in graph.all(shape, SH + "sparql"):
        if graph.true(node, "deactivated"):
            continue
        yield Constraint(
            component=SH + "SPARQLConstraintComponent",
            sparql=_sparql(graph, node, "select"),
        )


def _sparql(graph: ShapesGraph, node: Term, name: str) -> SparqlText:
    query = graph.literal(node, name)
    if query is None:
        raise NotCompiled(SH + name, "a query is lacking")
    return SparqlText(
        node=node,
        form=name.upper(),
        prefixes=prefix_lines(graph, node),
        query=query.value,
        messages=graph.messages(node),
    )


def prefix_lines(graph: ShapesGraph, node: Term) -> str:
    """The PREFIX lines of https://www.w3.org/TR/shacl/#sparql-prefixes, imports followed.

    Raises:
        NotCompiled: a declaration is not whole, or two of one prefix differ.
    """
    declared: dict[str, str] = {}
    todo, seen = list(graph.all(node, SH + "prefixes")), set()
    while todo:
        ontology = todo.pop()
        if ontology in seen:
            continue
        seen.add(ontology)
        todo += graph.all(ontology, _IMPORTS)
        for declaration in graph.all(ontology, SH + "declare"):
            prefix = graph.literal(declaration, "prefix")
            namespace = graph.literal(declaration, "namespace")
            if prefix is None or namespace is None:
                raise NotCompiled(SH + "declare", "a prefix or namespace is lacking")
            if declared.setdefault(prefix.value, namespace.value) != namespace.value:
                raise NotCompiled(SH + "prefixes", f"two namespaces for {prefix.value}:")
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in sorted(declared.items()))


class Components:
    """The constraint components that a shapes graph defines for itself."""

    def __init__(self, graph: ShapesGraph) -> None:
        self._graph = graph
        self._parameters = {
            node: list(self._of(node))
            for node in graph.instances(SH + "ConstraintComponent")
            if graph.all(node, SH + "parameter") and not str(node).startswith(f"<{SH}")
        }

    def _of(self, node: Term) -> Iterator[tuple[str, bool]]:
        """The parameters of a component: the IRI of each, and whether it may be lacking."""
        for parameter in self._graph.all(node, SH + "parameter"):
            path = self._graph.one(parameter, "path")
            if not isinstance(path, NamedNode):
                raise NotCompiled(SH + "parameter", "its sh:path is no IRI")
            yield path.value, self._graph.true(parameter, "optional")

    def constraints(self, shape: Term, path: Path | None) -> Iterator[Constraint]:
        """The constraints of a shape by these components.

        A component counts where the shape has all parameters that are not optional; with one
        parameter each of its values is a constraint of its own.
        """
        graph = self._graph
        for node, parameters in self._parameters.items():
            wanted = [iri for iri, optional in parameters if not optional]
            if not wanted or not all(graph.all(shape, iri) for iri in wanted):
                continue
            if len(parameters) == 1:
                ways = [{parameters[0][0]: value} for value in graph.all(shape, wanted[0])]
            else:
                ways = [self._values(node, shape, [iri for iri, _ in parameters])]
            text = self._validator(node, path)
            for way in ways:
                yield Constraint(
                    component=_iri(node),
                    sparql=SparqlText(
                        node=text.node,
                        form=text.form,
                        prefixes=text.prefixes,
                        query=text.query,
                        messages=text.messages,
                        arguments={_local(iri): value for iri, value in way.items()},
                        optional=frozenset(_local(i) for i, o in parameters if o and i not in way),
                    ),
                )

    def _values(self, node: Term, shape: Term, parameters: list[str]) -> dict[str, Term]:
        found = {}
        for iri in parameters:
            values = self._graph.all(shape, iri)
            if len(values) > 1:
                raise NotCompiled(_iri(node), f"more than one value of <{iri}>")
            if values:
                found[iri] = values[0]
        return found

    def _validator(self, node: Term, path: Path | None) -> SparqlText:
        """The validator that counts: https://www.w3.org/TR/shacl/#constraint-components-validators."""
        own = "nodeValidator" if path is None else "propertyValidator"
        for name in (own, "validator"):
            for validator in self._graph.all(node, SH + name)[:1]:
                for form in ("select", "ask"):
                    if self._graph.all(validator, SH + form):
                        return _sparql(self._graph, validator, form)
        raise NotCompiled(_iri(node), "no validator in SPARQL")


def _iri(node: Term) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


def _local(iri: str) -> str:
    """The variable that a parameter is bound to: the local name of its path."""
    for mark in "#/:":
        head, found, local = iri.rpartition(mark)
        if found and head:
            return local
    return iri

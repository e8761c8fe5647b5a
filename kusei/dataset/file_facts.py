"""What one file says, arranged once for all that read it, and which terms and things it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei import terms
from kusei.graph.index import GraphIndex
from kusei.graph.store import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.graph.store import Quad, Term


class FileFacts:
    """The triples of a file and what they use; nothing here is to be changed."""

    __slots__ = ("about", "blank_nodes", "having", "index", "links", "of_class", "terms")

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.index = GraphIndex(quads)
        self.about = self.index.about
        self.of_class = self.index.classes
        self.having: dict[str, set[str]] = {}
        """The IRIs that have a property."""
        self.terms: set[str] = set()
        """Properties, classes, datatypes and values that are terms of our own."""
        self.links: set[str] = set()
        """The IRIs of things that are values."""
        self.blank_nodes: set[BlankNode] = set()
        for subject, said in self.about.items():
            for predicate, values in said.items():
                things = self.having.get(predicate)
                if things is None:
                    self.having[predicate] = {subject}
                else:
                    things.add(subject)
                self._use(values)
        for triple in self.index.nameless:
            predicate, value = triple.predicate.value, triple.object
            self.terms.add(predicate)
            if predicate == terms.RDF_TYPE and isinstance(value, NamedNode):
                self.terms.add(value.value)
            self._use((triple.subject, value))
        self.terms.update(self.having, self.of_class)

    def _use(self, values: Iterable[Term]) -> None:
        for value in values:
            if type(value) is NamedNode:
                iri = value.value
                if iri.startswith(terms.KUSEI):
                    self.terms.add(iri)
                elif iri.startswith(terms.BASE):
                    self.links.add(iri)
            elif type(value) is Literal:
                self.terms.add(value.datatype.value)
            elif type(value) is BlankNode:
                self.blank_nodes.add(value)

"""What one file says, arranged once for all that read it: by subject, by class, by property."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei import terms
from kusei.graph.store import BlankNode, Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.graph.store import Quad, Term


class FileFacts:
    """The triples of a file, arranged in one pass; nothing here is to be changed."""

    __slots__ = ("about", "blank_nodes", "having", "links", "of_class", "terms")

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.about: dict[str, dict[str, list[Term]]] = {}
        """Of each IRI that is a subject its values by property, all in the order of the file."""
        self.of_class: dict[str, list[str]] = {}
        """The IRIs that are stated to be of a class, in the order of these statements."""
        self.having: dict[str, set[str]] = {}
        """The IRIs that have a property."""
        self.terms: set[str] = set()
        """Properties, classes, datatypes and values that are terms of our own."""
        self.links: set[str] = set()
        """The IRIs of things that are values."""
        self.blank_nodes: set[BlankNode] = set()
        self._read(quads)

    def _read(self, quads: Iterable[Quad]) -> None:  # noqa: C901, PLR0912 - one pass, for speed
        about, having, of_class = self.about, self.having, self.of_class
        used, links, blank_nodes = self.terms, self.links, self.blank_nodes
        for node, verb, value, _ in quads:
            predicate = verb.value
            cls = None
            if type(value) is NamedNode:
                iri = value.value
                if predicate == terms.RDF_TYPE:
                    cls = iri
                    used.add(iri)
                if iri.startswith(terms.KUSEI):
                    used.add(iri)
                elif iri.startswith(terms.BASE):
                    links.add(iri)
            elif type(value) is Literal:
                used.add(value.datatype.value)
            elif type(value) is BlankNode:
                blank_nodes.add(value)
            if type(node) is not NamedNode:
                used.add(predicate)
                if type(node) is BlankNode:
                    blank_nodes.add(node)
                continue
            subject = node.value
            said = about.get(subject)
            if said is None:
                said = about[subject] = {}
            values = said.get(predicate)
            if values is None:
                said[predicate] = [value]
                subjects = having.get(predicate)
                if subjects is None:
                    having[predicate] = {subject}
                else:
                    subjects.add(subject)
            else:
                values.append(value)
            if cls is not None:
                of_class.setdefault(cls, []).append(subject)
        used.update(having)

"""The triples of a shapes graph, by subject and property, and by object."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.store import BlankNode, Literal, NamedNode, Triple
from kusei.shacl.compile.model import SH, NotCompiled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kusei.graph.store import Quad, Term
    from kusei.shacl.compile.model import Messages

_FIRST: Final = terms.RDF + "first"
_REST: Final = terms.RDF + "rest"
_NIL: Final = NamedNode(terms.RDF + "nil")
_SUBCLASS: Final = terms.RDFS + "subClassOf"


class ShapesGraph:
    """What a shapes graph says; the same triple of two files counts once."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._about: dict[Term, dict[str, dict[Term, None]]] = {}
        for quad in quads:
            about = self._about.setdefault(quad.subject, {})
            about.setdefault(quad.predicate.value, {})[quad.object] = None

    def nodes(self) -> Iterator[Term]:
        """Every subject, as it comes."""
        yield from self._about

    def about(self, node: Term) -> Mapping[str, Collection[Term]]:
        """What a node has, by the IRIs of the properties."""
        return self._about.get(node, {})

    def pointing_to(self, node: Term) -> Sequence[tuple[Term, str]]:
        """Which nodes point to this one, by which property, in the order of their texts."""
        return self._pointing.get(node, ())

    @cached_property
    def _pointing(self) -> dict[Term, list[tuple[Term, str]]]:
        pointing: dict[Term, list[tuple[Term, str]]] = {}
        for subject, about in self._about.items():
            for predicate, values in about.items():
                for value in values:
                    if not isinstance(value, Literal):
                        pointing.setdefault(value, []).append((subject, predicate))
        return {
            node: sorted(links, key=lambda link: (str(link[0]), link[1]))
            for node, links in pointing.items()
        }

    def properties(self, node: Term) -> Iterable[str]:
        """The IRIs of the properties that a node has."""
        return self._about.get(node, {})

    def all(self, node: Term, iri: str) -> tuple[Term, ...]:
        """What a node has for a property, in the order in which it is written."""
        return tuple(self._about.get(node, {}).get(iri, ()))

    def one(self, node: Term, name: str) -> Term | None:
        """The one value of a property of SHACL, or None.

        Raises:
            NotCompiled: it has more than one.
        """
        found = self.all(node, SH + name)
        if len(found) > 1:
            raise NotCompiled(SH + name, "more than one value")
        return found[0] if found else None

    def literal(self, node: Term, name: str) -> Literal | None:
        """The one value of a property that takes a literal."""
        found = self.one(node, name)
        if found is None or isinstance(found, Literal):
            return found
        raise NotCompiled(SH + name, "a literal is asked for")

    def number(self, node: Term, name: str) -> int | None:
        """The one value of a property that takes an integer."""
        found = self.literal(node, name)
        if found is None:
            return None
        if found.datatype.value != terms.XSD + "integer":
            raise NotCompiled(SH + name, "an xsd:integer is asked for")
        try:
            return int(found.value)
        except ValueError:
            raise NotCompiled(SH + name, "an xsd:integer is asked for") from None

    def true(self, node: Term, name: str) -> bool:
        """Whether a property is ``true``; ``"1"^^xsd:boolean`` is another term."""
        found = self.literal(node, name)
        if found is None:
            return False
        if found.datatype.value != terms.XSD + "boolean":
            raise NotCompiled(SH + name, "an xsd:boolean is asked for")
        return found.value == "true"

    def messages(self, node: Term) -> Messages:
        """``sh:message`` of a node, sorted."""
        found = [m for m in self.all(node, SH + "message") if isinstance(m, Literal)]
        return tuple(sorted(((m.value, m.language) for m in found), key=str))

    def listed(self, head: Term, name: str) -> tuple[Term, ...]:
        """The members of a list.

        Raises:
            NotCompiled: it is none, or a broken one.
        """
        members: list[Term] = []
        seen: set[Term] = set()
        while head != _NIL:
            first, rest = self.all(head, _FIRST), self.all(head, _REST)
            if head in seen or len(first) != 1 or len(rest) != 1:
                raise NotCompiled(SH + name, "not a well-formed list")
            seen.add(head)
            members.append(first[0])
            head = rest[0]
        return tuple(members)

    def members(self, head: Term) -> list[Term]:
        """The members of a list; those before the fault of a broken one."""
        members: list[Term] = []
        seen: set[Term] = set()
        while head not in seen:
            seen.add(head)
            members += self.all(head, _FIRST)[:1]
            following = self.all(head, _REST)
            if not following:
                break
            head = following[0]
        return members

    def instances(self, cls: str) -> Iterator[Term]:
        """The nodes of a class or of one below it, as the shapes graph says."""
        classes: set[Term] = {NamedNode(cls)}
        grown = True
        while grown:
            more = {
                node
                for node, about in self._about.items()
                if not classes.isdisjoint(about.get(_SUBCLASS, {}))
            }
            grown = not more <= classes
            classes |= more
        for node, about in self._about.items():
            if not classes.isdisjoint(about.get(terms.RDF_TYPE, {})):
                yield node


def iri_of(term: Term, name: str) -> str:
    """The IRI that a property of SHACL takes.

    Raises:
        NotCompiled: it is none.
    """
    if isinstance(term, NamedNode):
        return term.value
    raise NotCompiled(SH + name, "an IRI is asked for")


def bare_text(term: Term) -> str:
    """The IRI, the text of a literal, the label of a blank node; nothing of a triple."""
    return "" if isinstance(term, Triple) else term.value


def is_blank(term: Term) -> bool:
    """Whether a term has no name that a query could say."""
    return isinstance(term, BlankNode)

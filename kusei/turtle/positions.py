"""Where a triple stands in a Turtle document: line and column of its terms.

Built on :mod:`kusei.turtle.statements` and :mod:`kusei.turtle.triples` in time linear in the length
of the document; a lookup costs a few dictionary accesses, and the first about a thing the reading
of its statements. In a document that is not Turtle the places are those of what could be
read.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kusei.graph.lines import Lines
from kusei.turtle.statements import Statements
from kusei.turtle.terms import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.graph.lines import Place
    from kusei.turtle.triples import Declaration, LocatedTriple, Term


class Positions:
    """The places of the triples of one document; of a triple written twice, the first.

    What is said of an IRI is read when it is first asked for, and nothing else; the whole document
    only where a blank node, a mention or all triples are asked for.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._statements = Statements(text)
        self._by_subject: dict[str, _Said] = {}

    @cached_property
    def triples(self) -> tuple[LocatedTriple, ...]:
        """All triples, in the order of their objects."""
        return tuple(self._statements.whole.triples)

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self._text)

    def subject(self, subject: str) -> Place | None:
        """Where a thing (an IRI, or ``_:label``) is first the subject of a statement."""
        name = _resource(subject)
        return self._place(self._said(name).subjects.get(name))

    def predicate(self, subject: str, predicate: str) -> Place | None:
        """Where a thing first has a property."""
        name = _resource(subject)
        return self._place(self._said(name).predicates.get((name, _resource(predicate))))

    def object(self, subject: str, predicate: str, value: str) -> Place | None:
        """Where a thing has a value for a property; ``value`` as N-Triples or long Turtle."""
        pair = _resource(subject), _resource(predicate)
        objects = self._said(pair[0]).objects
        found = objects.get((*pair, value)) or objects.get((*pair, canonical(value)))
        return self._place(found or self._respelt(pair, value))

    def _said(self, subject: str) -> _Said:
        """What the document says of a thing, or, where that is not to be had alone, of all."""
        known = self._by_subject.get(subject)
        if known is None:
            about = self._statements.about(subject) if subject[0] == "<" else None
            known = self._all if about is None else _Said(about)
            self._by_subject[subject] = known
        return known

    @cached_property
    def _all(self) -> _Said:
        return _Said(self.triples)

    def _respelt(self, pair: tuple[str, str], value: str) -> Term | None:
        """The only object of the datatype: rdflib gives ``"7"`` where ``"007"`` is written."""
        _, typed, datatype = value.rpartition('"^^')
        ending = typed + datatype
        alike = [o for o in self._said(pair[0]).of_pair(pair) if o.text.endswith(ending)]
        return alike[0] if typed and len(alike) == 1 else None

    def find(
        self, subject: str, predicate: str | None = None, value: str | None = None
    ) -> Place | None:
        """The object of the triple where it is written, else the predicate, else the subject.

        None where the document has nothing with this subject.
        """
        found = None
        if predicate is not None:
            if value is not None:
                found = self.object(subject, predicate, value)
            found = found or self.predicate(subject, predicate)
        return found or self.subject(subject)

    def unnamed(self, predicate: str, value: str | None = None) -> Place | None:
        """Where a blank node first has a property, with this value if one has it."""
        name = _resource(predicate)
        found = [t for t in self.triples if t.predicate.text == name and t.subject.text[:2] == "_:"]
        exact = (t.object for t in found if value is not None and t.object.text == value)
        return self._place(next(exact, None) or (found[0].predicate if found else None))

    def mention(self, thing: str) -> Place | None:
        """Where a thing is first named as an object or a property."""
        return self._place(self._mentions.get(_resource(thing)))

    @cached_property
    def _mentions(self) -> dict[str, Term]:
        mentions: dict[str, Term] = {}
        for _, predicate, obj in self.triples:
            mentions.setdefault(predicate.text, predicate)
            mentions.setdefault(obj.text, obj)
        return mentions

    def declaration(self, prefix: str, namespace: str) -> Place | None:
        """Where a prefix is declared for a namespace."""
        found = (d for d in self._statements.declarations if d[:2] == (prefix, namespace))
        return self._place(next(found, None))

    def first_blank_node(self) -> Place | None:
        """The first ``[``, ``(`` or ``_:b`` that is a term of a triple."""
        nodes = [
            term
            for triple in self.triples
            for term in (triple.subject, triple.object)
            if term.text.startswith("_:")
        ]
        return self._place(min(nodes, key=lambda term: term.start, default=None))

    def _place(self, written: Term | Declaration | None) -> Place | None:
        return None if written is None else self.lines.place(written.start, written.end)


class _Said:
    """Triples by what they are about; of a triple written twice, the first."""

    __slots__ = ("_pairs", "_triples", "objects", "predicates", "subjects")

    def __init__(self, triples: Sequence[LocatedTriple]) -> None:
        self._triples = triples
        self._pairs: dict[tuple[str, str], list[Term]] | None = None
        self.subjects: dict[str, Term] = {}
        self.predicates: dict[tuple[str, str], Term] = {}
        self.objects: dict[tuple[str, str, str], Term] = {}
        for subject, predicate, obj in triples:
            self.subjects.setdefault(subject.text, subject)
            self.predicates.setdefault((subject.text, predicate.text), predicate)
            self.objects.setdefault((subject.text, predicate.text, obj.text), obj)

    def of_pair(self, pair: tuple[str, str]) -> list[Term]:
        """The objects of a subject and a predicate, in their order."""
        if self._pairs is None:
            self._pairs = {}
            for subject, predicate, obj in self._triples:
                self._pairs.setdefault((subject.text, predicate.text), []).append(obj)
        return self._pairs.get(pair, [])


def locate(text: str) -> Positions:
    """The places of all triples of a Turtle document."""
    return Positions(text)


def _resource(name: str) -> str:
    return name if name.startswith(("_:", "<")) else f"<{name}>"

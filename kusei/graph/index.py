"""A graph in memory by subject and property: the one place where triples are arranged so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei import terms
from kusei.graph.store import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kusei.graph.store import Quad, Term, Triple


class GraphIndex:
    """Look up what triples say of the things that have an IRI.

    Every answer is in the order of the triples; a triple that comes twice is answered twice.
    """

    __slots__ = ("_of_class", "_pointing", "about", "nameless")

    def __init__(
        self, triples: Iterable[Quad | Triple] = (), *, parts: Iterable[GraphIndex] = ()
    ) -> None:
        """An index of triples, or else of what other indexes hold together."""
        self.about: dict[str, dict[str, list[Term]]] = {}
        """Of each IRI that is a subject its values by property; not to be changed."""
        self.nameless: list[Quad | Triple] = []
        """The triples whose subject has no IRI: nothing can be looked up in them."""
        self._of_class: dict[str, list[str]] = {}
        self._pointing: dict[str, list[tuple[str, str]]] | None = None
        self._read(triples)
        self._join(parts)

    def _read(self, triples: Iterable[Quad | Triple]) -> None:
        about, of_class = self.about, self._of_class
        for triple in triples:  # attributes are read faster than the four terms of a quad
            node = triple.subject
            if type(node) is not NamedNode:
                self.nameless.append(triple)
                continue
            subject, predicate, value = node.value, triple.predicate.value, triple.object
            said = about.get(subject)
            if said is None:
                said = about[subject] = {}
            values = said.get(predicate)
            if values is None:
                said[predicate] = [value]
            else:
                values.append(value)
            if predicate == terms.RDF_TYPE and type(value) is NamedNode:
                of_class.setdefault(value.value, []).append(subject)

    def _join(self, parts: Iterable[GraphIndex]) -> None:
        about, of_class = self.about, self._of_class
        shared: set[str] = set()
        for part in parts:
            for subject, said in part.about.items():
                known = about.setdefault(subject, said)
                if known is said:
                    continue
                if subject not in shared:  # what a part says by itself stays as it is
                    shared.add(subject)
                    known = about[subject] = {p: [*v] for p, v in known.items()}
                for predicate, values in said.items():
                    known.setdefault(predicate, []).extend(values)
            for cls, things in part.classes.items():
                of_class.setdefault(cls, []).extend(things)
            self.nameless += part.nameless

    def __iter__(self) -> Iterator[str]:
        return iter(self.about)

    def __contains__(self, subject: str) -> bool:
        return subject in self.about

    @property
    def classes(self) -> Mapping[str, Sequence[str]]:
        """The things that are stated to be of each class."""
        return self._of_class

    def of_class(self, *classes: str) -> list[str]:
        """The things that are stated to be of one of these classes."""
        return [thing for cls in classes for thing in self._of_class.get(cls, ())]

    def objects(self, subject: str, predicate: str) -> Sequence[Term]:
        """What a thing has for a property."""
        return self.about.get(subject, {}).get(predicate, ())

    def iris(self, subject: str, predicate: str) -> list[str]:
        """The IRIs that a thing has for a property."""
        return [t.value for t in self.objects(subject, predicate) if isinstance(t, NamedNode)]

    def literals(self, subject: str, predicate: str, *, language: str | None = None) -> list[str]:
        """The texts that a thing has for a property, of one language where it is given."""
        return [
            t.value
            for t in self.objects(subject, predicate)
            if isinstance(t, Literal) and (language is None or (t.language or "") == language)
        ]

    def values(self, subject: str, predicate: str) -> list[str]:
        """The IRIs and texts that a thing has for a property."""
        return [
            t.value for t in self.objects(subject, predicate) if isinstance(t, NamedNode | Literal)
        ]

    def texts(self, subject: str, predicate: str) -> dict[str, str]:
        """The first text that a thing has for a property in each language, "" for none."""
        told: dict[str, str] = {}
        for term in self.objects(subject, predicate):
            if isinstance(term, Literal):
                told.setdefault(term.language or "", term.value)
        return told

    def pointing_to(self, thing: str, predicate: str | None = None) -> list[str]:
        """The things that point to this one by a property, or by any; each once."""
        links = self.pointing.get(thing, ())
        return list(dict.fromkeys(s for s, p in links if predicate is None or p == predicate))

    @property
    def pointing(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Of each IRI that is a value: what points to it, and by which property."""
        if self._pointing is None:
            self._pointing = self._reversed()
        return self._pointing

    def _reversed(self) -> dict[str, list[tuple[str, str]]]:
        pointing: dict[str, list[tuple[str, str]]] = {}
        for subject, said in self.about.items():
            for predicate, values in said.items():
                for value in values:
                    if type(value) is NamedNode:
                        pointing.setdefault(value.value, []).append((subject, predicate))
        return pointing

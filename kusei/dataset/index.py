"""The curated graph by subject and property, for the rules that are written in Python."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from kusei import terms
from kusei.graph.store import Literal, NamedNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.dataset.files import SourceFile
    from kusei.graph.store import Term


class Index:
    """Look up what is said of a thing; all answers in the order of the files."""

    def __init__(self, files: Iterable[SourceFile]) -> None:
        self._about: dict[str, dict[str, list[Term]]] = {}
        self._of_class: dict[str, list[str]] = defaultdict(list)
        shared: set[str] = set()
        for file in files:
            for subject, said in file.facts.about.items():
                known = self._about.setdefault(subject, said)
                if known is said:
                    continue
                if subject not in shared:  # what a file says by itself stays as it is
                    shared.add(subject)
                    known = self._about[subject] = {p: [*v] for p, v in known.items()}
                for predicate, values in said.items():
                    known.setdefault(predicate, []).extend(values)
            for cls, things in file.facts.of_class.items():
                self._of_class[cls] += things

    def __iter__(self) -> Iterator[str]:
        return iter(self._about)

    def __contains__(self, subject: str) -> bool:
        return subject in self._about

    def of_class(self, *classes: str) -> list[str]:
        """The things that are stated to be of one of these classes."""
        return [thing for cls in classes for thing in self._of_class.get(cls, ())]

    def iris(self, subject: str, predicate: str) -> list[str]:
        """The IRIs that a thing has for a property."""
        return [t.value for t in self._terms(subject, predicate) if isinstance(t, NamedNode)]

    def literals(self, subject: str, predicate: str, *, language: str | None = None) -> list[str]:
        """The texts that a thing has for a property, of one language where it is given."""
        return [
            t.value
            for t in self._terms(subject, predicate)
            if isinstance(t, Literal) and (language is None or (t.language or "") == language)
        ]

    def pointing_to(self, thing: str) -> list[str]:
        """The things that point to this one by any property."""
        node = NamedNode(thing)
        return [s for s, about in self._about.items() if any(node in o for o in about.values())]

    def headings(self, passage: str) -> list[str]:
        """A passage and the headings over it, nearest first; a circle is walked once."""
        found: list[str] = []
        todo = [passage]
        while todo:
            one = todo.pop(0)
            if one not in found:
                found.append(one)
                todo += self.iris(one, terms.KUSEI + "under")
        return found

    def quotes(self, fact: str) -> list[tuple[str, str]]:
        """What the passages that a fact cites say, headings included: passage and words."""
        passages = dict.fromkeys(
            place
            for cited in self.iris(fact, terms.PROV + "wasDerivedFrom")
            for place in self.headings(cited)
        )
        return [(p, text) for p in passages for text in self.literals(p, terms.KUSEI + "exact")]

    def names(self, thing: str, *, language: str = "ja") -> list[tuple[str, str]]:
        """The names of a thing in one language: Name and text."""
        return [
            (name, text)
            for name in self._names.get(thing, ())
            for text in self.literals(name, terms.KUSEI + "text", language=language)
        ]

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The Names by what they are names of, in the order of the files."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.of_class(terms.KUSEI + "Name"):
            for thing in self.iris(name, terms.KUSEI + "nameOf"):
                found[thing].append(name)
        return found

    def _terms(self, subject: str, predicate: str) -> list[Term]:
        return self._about.get(subject, {}).get(predicate, [])

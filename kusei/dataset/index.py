"""The curated graph as those ask it who know what its terms mean: headings, quotes, names."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from kusei import terms
from kusei.graph.index import GraphIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.dataset.file_facts import FileFacts


class Index(GraphIndex):
    """Look up what the files of a dataset say of a thing; all answers in their order."""

    def __init__(self, files: Iterable[FileFacts]) -> None:
        super().__init__(parts=(facts.index for facts in files))

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

"""The statements of a Turtle document by their subject, so that only those asked for are read.

A thing with an IRI is the subject of whole statements only, so what is said of it is found without
reading the others, under the prefixes that hold there. Where that would not be exact (a base that
changes between statements, text that is no Turtle) the document is read as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.terms import RDF
from kusei.turtle.terms import TermReader
from kusei.turtle.tokens import statements
from kusei.turtle.triples import TurtleDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.turtle.triples import Declaration, LocatedTriple

_NIL: Final = f"<{RDF}nil>"


class Statements:
    """The statements of one text; ``about`` gives those of a thing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._terms = TermReader()
        self._of: dict[str, list[tuple[int, int, TermReader]]] = {}
        self._declarations: list[Declaration] = []
        self._whole = None if self._index() else TurtleDocument(text)

    @property
    def whole(self) -> TurtleDocument:
        """The document, read from its beginning to its end."""
        if self._whole is None:
            self._whole = TurtleDocument(self._text)
        return self._whole

    @property
    def declarations(self) -> Sequence[Declaration]:
        """The prefixes in the order in which they are declared."""
        return self._declarations if self._whole is None else self._whole.declarations

    def about(self, iri: str) -> list[LocatedTriple] | None:
        """The triples of the statements about an IRI; None where the whole must be asked."""
        if self._whole is not None or iri == _NIL:  # `()` may stand for a subject
            return None
        found: list[LocatedTriple] = []
        for begin, end, terms in self._of.get(iri, ()):
            found += TurtleDocument(self._text, begin, end, terms).triples
        return found

    def _index(self) -> bool:
        """Find the statements of each IRI; whether the words of all mean the same throughout."""
        found = statements(self._text)
        if found is None:
            return False
        for begin, end, first in found:
            if first is None:
                return False
            if first.kind == "directive":
                if self._of:
                    if "base" in self._text[begin:end].lower():
                        return False
                    self._terms = self._terms.copy()
                # Behind PREFIX without a full stop a statement may follow.
                part = TurtleDocument(self._text, begin, end, self._terms)
                self._declarations += part.declarations
                for subject in dict.fromkeys(triple.subject.text for triple in part.triples):
                    self._of.setdefault(subject, []).append((begin, end, self._terms))
            elif first.kind in {"iri", "prefixed"}:
                iri = self._terms.iri(first)
                if iri[0] != "<":
                    return False
                self._of.setdefault(iri, []).append((begin, end, self._terms))
            else:
                self._of.setdefault("", []).append((begin, end, self._terms))
        return True

"""From what a person types for a code to the concept that is meant: notation, label or IRI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.errors import AmbiguousName, UnknownName
from kusei.graph.store import Literal, NamedNode, term_text
from kusei.queries.engine import select
from kusei.queries.entities import as_iri, normalised
from kusei.terms import SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.queries.engine import Engine
    from kusei.queries.stored import Parameter

_CANDIDATES: Final = 30


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme: its notation (empty where it has none) and its labels."""

    iri: str
    notation: str
    labels: tuple[tuple[str, str], ...]
    """Language and text, sorted."""

    @property
    def code(self) -> str:
        """What a person types for it."""
        return self.notation or compact(self.iri)

    @property
    def told(self) -> str:
        """Its labels in Japanese and English."""
        texts = [text for tag in ("ja", "en") for spoken, text in self.labels if spoken == tag]
        return " / ".join(texts) or " / ".join(text for _, text in self.labels)


def concepts_of(engine: Engine, scheme: str) -> list[Concept]:
    """The concepts of a scheme, by their codes."""
    rows = select(
        engine,
        f"SELECT DISTINCT ?concept ?notation ?label {{ "
        f"?concept <{SKOS}inScheme> {term_text(NamedNode(scheme))} . "
        f"OPTIONAL {{ ?concept <{SKOS}notation> ?notation }} "
        f"OPTIONAL {{ ?concept <{SKOS}prefLabel>|<{SKOS}altLabel> ?label }} }}",
    ).rows
    notations: dict[str, str] = {}
    labels: dict[str, set[tuple[str, str]]] = {}
    for concept, notation, label in rows:
        if not isinstance(concept, NamedNode):
            continue
        texts = labels.setdefault(concept.value, set())
        if isinstance(label, Literal):
            texts.add((label.language or "", label.value))
        if isinstance(notation, Literal):
            known = notations.get(concept.value, notation.value)
            notations[concept.value] = min(known, notation.value)
    found = [
        Concept(iri, notations.get(iri, ""), tuple(sorted(texts))) for iri, texts in labels.items()
    ]
    return sorted(found, key=lambda concept: (concept.code, concept.iri))


def accepted(concepts: Iterable[Concept], parameter: Parameter) -> list[Concept]:
    """Those of the concepts that the parameter's choices name; all, where it has none."""
    chosen = {choice.value for choice in parameter.choices}
    return [c for c in concepts if not chosen or chosen & {c.notation, c.iri, compact(c.iri)}]


def find_concept(engine: Engine, typed: str, parameter: Parameter) -> str:
    """The IRI of the concept that ``typed`` names, of the scheme and choices of ``parameter``.

    Raises:
        UnknownName: none is called so; the message lists those there are.
        AmbiguousName: several are.
    """
    concepts = accepted(concepts_of(engine, parameter.scheme), parameter)
    text = typed.strip()
    wanted = normalised(text)
    found = (
        [c for c in concepts if c.iri == as_iri(text)]
        or [c for c in concepts if c.notation == text]
        or [
            c
            for c in concepts
            if wanted in {normalised(name) for name in (c.notation, *(t for _, t in c.labels))}
        ]
    )
    if len(found) == 1:
        return found[0].iri
    told = "".join(f"\n  {c.code}  {c.told}" for c in (found or concepts)[:_CANDIDATES])
    if found:
        raise AmbiguousName(f"{parameter.name}: {text!r} names {len(found)} concepts:{told}")
    left = len(concepts) - _CANDIDATES
    more = f"\n  … {left} more" if left > 0 else ""
    raise UnknownName(f"{parameter.name}: {text!r} is no code of it; there are:{told}{more}")

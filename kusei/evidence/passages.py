"""The passages of a graph, with the copies they were read in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.evidence.quotes import Selector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.store import Quad

_CHECK_FIELDS: Final = (
    "checks",
    "result",
    "occurrences",
    "selectorSha256",
    "copySha256",
    "reader",
    "normaliser",
)
_READ: Final = {
    terms.RDF_TYPE,
    terms.OA + "hasSource",
    *(terms.KUSEI + name for name in ("exact", "prefix", "suffix", "sha256")),
    *(terms.KUSEI + name for name in _CHECK_FIELDS),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that quotes. ``copy_sha256`` is None where no copy of its source is recorded."""

    iri: str
    selector: Selector
    copy_sha256: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """A recorded check, as it stands in ``verification.ttl``."""

    iri: str
    passage: str
    result: str
    occurrences: str
    selector_sha256: str
    copy_sha256: str
    reader: str
    normaliser: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quoting passages and the recorded checks of a graph, each in order of IRI."""

    passages: tuple[Passage, ...]
    checks: tuple[Check, ...]


def quoted(quads: Iterable[Quad]) -> Quoted:
    """Collect passages and checks from curated quads."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    typed: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        predicate = quad.predicate.value
        if predicate not in _READ:
            continue
        subject, value = quad.subject.value, quad.object.value  # type: ignore[union-attr]
        if predicate == terms.RDF_TYPE:
            typed[value].add(subject)
        else:
            found[subject][predicate] = value

    def of(iri: str, name: str) -> str:
        return found[iri].get(terms.KUSEI + name, "")

    passages = tuple(
        Passage(
            iri,
            Selector(of(iri, "exact"), of(iri, "prefix"), of(iri, "suffix")),
            of(found[iri].get(terms.OA + "hasSource", ""), "sha256") or None,
        )
        for iri in sorted(typed[terms.KUSEI + "Passage"])
        if of(iri, "exact")
    )
    checks = tuple(
        Check(iri, *(of(iri, name) for name in _CHECK_FIELDS))
        for iri in sorted(typed[terms.KUSEI + "Check"])
    )
    return Quoted(passages, checks)

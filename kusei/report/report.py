"""What a validation found, and how much it looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.bilingual import in_both

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from kusei.dataset.index import Index
    from kusei.findings import Finding, Severity, Text
    from kusei.graph.lines import Place
    from kusei.report.rules import Rule

_K: Final = terms.KUSEI
_OF: Final = (_K + "nameOf", _K + "placed", _K + "ranked", _K + "purposeOf")
_TO: Final = (_K + "parent", _K + "rank")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """A finding that is let pass: by which waiver (its IRI), why, and until which last day."""

    finding: Finding
    waiver: str
    because: Text
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The findings of one run, sorted, and the counts that say what the run was worth.

    ``omitted`` are findings that count but are not shown. ``rules`` are those that ran, in order
    of their codes; ``on`` is the day of the run. ``nodes_checked`` are the nodes that at least one
    shape looked at. ``rules_matching_nothing`` are the codes of the shapes that found no node to
    look at. ``passages`` are those of the data and ``unchecked`` those of them whose quote was
    compared with no copy; None where passages have no meaning. ``untargeted`` counts the things
    that are the target of no shape, where no finding says so of each. ``labels`` name things for
    people. ``places`` are where findings stand, with the source line, as far as that
    is known.
    """

    findings: tuple[Finding, ...]
    nodes_checked: int = 0
    rules_checked: int = 0
    rules_matching_nothing: tuple[str, ...] = ()
    passages: int | None = None
    unchecked: int = 0
    untargeted: int = 0
    waived: tuple[Waived, ...] = ()
    omitted: tuple[Finding, ...] = ()
    rules: tuple[Rule, ...] = ()
    on: date | None = None
    labels: Mapping[str, Text]
    by_reference: tuple[str, ...] = ()
    places: Mapping[Finding, Place] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return Counter(f.severity for f in (*self.findings, *self.omitted))[severity]

    def at_or_above(self, severity: Severity) -> bool:
        """Whether any finding weighs as much as ``severity``."""
        every = (*self.findings, *self.omitted)
        return any(finding.severity.weight >= severity.weight for finding in every)

    def only(self, wanted: Callable[[Finding], bool]) -> Report:
        """The same report with the findings that are wanted; its counts stay those of the run."""
        return replace(self, findings=tuple(f for f in self.findings if wanted(f)))

    def limited(self, number: int) -> Report:
        """The same report that shows no more than so many findings and counts the rest."""
        return replace(self, findings=self.findings[:number], omitted=self.findings[number:])


def labels_of(things: Iterable[str], index: Index) -> dict[str, Text]:
    """The labels of things, in both languages; nothing for what has no words of its own."""
    labels: dict[str, Text] = {}
    for thing in things:
        texts = {language: _label(thing, language, index) for language in ("ja", "en")}
        if (label := in_both(texts)) is not None:
            labels[thing] = label
    return labels


def _label(thing: str, language: str, index: Index) -> str:
    own = _own(thing, language, index)
    if own:
        return own
    duties, holders = index.iris(thing, _K + "duty"), index.iris(thing, _K + "holder")
    if duties and holders:
        return _arrow(duties[0], holders[0], language, index)
    for of in _OF:
        for about in index.iris(thing, of):
            to = [t for path in _TO for t in index.iris(thing, path)]
            return _arrow(about, to[0], language, index) if to else _own(about, language, index)
    return ""


def _own(thing: str, language: str, index: Index) -> str:
    for path in (terms.RDFS_LABEL, terms.SKOS + "prefLabel", _K + "text", terms.DCT + "title"):
        for text in index.literals(thing, path, language=language):
            return text
    for text in index.literals(thing, _K + "exact"):
        return text
    names = index.names(thing, language=language)
    return names[-1][1] if names else ""


def _arrow(one: str, other: str, language: str, index: Index) -> str:
    left, right = _own(one, language, index), _own(other, language, index)
    return f"{left} → {right}" if left and right else left or right

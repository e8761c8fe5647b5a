"""What a validation found, and how much it looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from kusei.findings import Finding, Severity, Text
    from kusei.report.rules import Rule
    from kusei.turtle.positions import Place


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

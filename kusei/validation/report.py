"""What a validation found, and how much it looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kusei.findings import Finding, Severity, Text
    from kusei.turtle_positions import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The findings of one run, sorted, and the counts that say what the run was worth.

    ``nodes_checked`` are the nodes that at least one shape looked at. ``rules_matching_nothing``
    are the codes of the shapes that found no node to look at. ``unchecked`` are the passages
    whose quote was compared with no copy. ``labels`` name things for people. ``places`` are
    where findings stand, with the source line, as far as that is known.
    """

    findings: tuple[Finding, ...]
    nodes_checked: int = 0
    rules_checked: int = 0
    rules_matching_nothing: tuple[str, ...] = ()
    passages: int = 0
    unchecked: int = 0
    waived: int = 0
    labels: Mapping[str, Text]
    places: Mapping[Finding, Place] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return Counter(finding.severity for finding in self.findings)[severity]

    def at_or_above(self, severity: Severity) -> bool:
        """Whether any finding weighs as much as ``severity``."""
        return any(finding.severity.weight >= severity.weight for finding in self.findings)

    def only(self, wanted: Callable[[Finding], bool]) -> Report:
        """The same report with the findings that are wanted; its counts stay those of the run."""
        return replace(self, findings=tuple(f for f in self.findings if wanted(f)))

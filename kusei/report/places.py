"""The place of each finding: file, line and column of the triple that it is about.

Positions are sought only where there are findings, and only in the files that they name. A
finding stands at the object of its triple; where its value is not in the file, at the first time
that its node has the property; where the triple is missing, at the node as the subject of a
statement; where the node is no subject there, at its first mention.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kusei.graph.lines import Lines
from kusei.turtle.positions import locate
from kusei.turtle.tokens import scan

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.findings import Finding
    from kusei.graph.lines import Place
    from kusei.report.report import Report
    from kusei.turtle.positions import Positions

    ContentOf = Callable[[str], bytes | None]


def placed(report: Report, content_of: ContentOf) -> Report:
    """The report with line and column for each finding, and the places that show its source.

    ``content_of`` gives a file by its name; None where it cannot be had.
    """
    files = {finding.file for finding in report.findings if finding.file is not None}
    sources = {name: _Source(content) for name in files if (content := content_of(name))}
    places: dict[Finding, Place] = {}
    findings: list[Finding] = []
    for finding in report.findings:
        source = sources.get(finding.file or "")
        place = source.place(finding) if source is not None else None
        if place is None:
            findings.append(finding)
            continue
        if finding.line is None:
            located = replace(finding, line=place.line, column=place.column)
        else:
            located = finding
        places[located] = place
        findings.append(located)
    findings.sort(key=lambda finding: finding.sort_key)
    return replace(report, findings=tuple(findings), places=places)


class _Source:
    """One file; what is costly about it is made when it is first asked for."""

    def __init__(self, content: bytes) -> None:
        self._text = content.decode(errors="replace")

    @cached_property
    def _positions(self) -> Positions:
        return locate(self._text)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in scan(self._text)]

    def place(self, finding: Finding) -> Place | None:
        if finding.line is not None:
            return self._token_at(finding.line, finding.column or 1)
        if finding.focus is None:  # the node has no name
            if finding.path is None:
                return None
            return self._positions.unnamed(finding.path, finding.value)
        found = self._positions.find(finding.focus, finding.path, finding.value)
        return found or self._positions.mention(finding.focus)

    def _token_at(self, line: int, column: int) -> Place:
        """From there to the end of the token, which a parser stumbled over."""
        place = self._lines.at(line, column)
        following = bisect_right(self._token_starts, place.start)
        ends = [*self._token_starts[following : following + 1], len(self._text)]
        if self._text[place.start : place.end].isspace():
            return place
        return self._lines.place(place.start, ends[0])

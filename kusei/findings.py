"""A finding: one defect of the data, where it is, why, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kusei import terms
from kusei.bilingual import Text

__all__ = ["SHACL_SEVERITIES", "Finding", "Severity", "Text"]


class Severity(StrEnum):
    """How much a finding weighs, heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def weight(self) -> int:
        """2 for an error, 1 for a warning, 0 for an information."""
        return {"error": 2, "warning": 1, "info": 0}[self.value]


SHACL_SEVERITIES: Final = {
    terms.SH + "Violation": Severity.ERROR,
    terms.SH + "Warning": Severity.WARNING,
    terms.SH + "Info": Severity.INFO,
}
"""What SHACL calls each weight, heaviest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One defect.

    ``file`` is relative to the dataset root (or as the user gave it), ``line`` and ``column``
    count from 1; all three are None where they are not known. ``focus``, ``path``,
    ``source_shape`` and ``component`` are IRIs, ``value`` is a term in N-Triples form.
    """

    code: str
    name: str
    severity: Severity
    message: Text
    fix: Text | None = None
    focus: str | None = None
    path: str | None = None
    value: str | None = None
    file: str | None = None
    line: int | None = None
    column: int | None = None
    component: str | None = None
    source_shape: str | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str, str, str]:
        """Orders findings by place, then by rule, then by what they are about."""
        return (
            self.file or "",
            self.line or 0,
            self.column or 0,
            self.code,
            self.focus or "",
            self.path or "",
            self.value or "",
            self.message.en,
        )

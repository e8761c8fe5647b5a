"""A report in each of its formats: one module a format, each with one function ``render``."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from kusei.report.formats.sentences import counts

if TYPE_CHECKING:
    from kusei.report.report import Report

__all__ = ["FORMATS", "counts", "render"]

# The module of a format is imported when it is asked for: all of them take a while.
FORMATS: Final = (
    *("text", "concise", "json", "jsonl", "csv", "github", "junit", "sarif", "html", "turtle"),
)


def render(report: Report, form: str, *, language: str) -> str:
    """The report in one of :data:`FORMATS`, messages in ``ja`` or ``en``.

    Raises:
        ValueError: there is no such format.
    """
    if form not in FORMATS:
        raise ValueError(f"no such format: {form}")
    module = import_module(f"{__name__}.{form}")
    found: str = module.render(report, language=language)
    return found

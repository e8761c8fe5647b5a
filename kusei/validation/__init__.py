"""Validation: what the data must be before it is released, and what is wrong with it.

The names are looked up when they are first used: whoever validates another graph needs none of the
rules of the dataset, and they cost a tenth of a second to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kusei.report.report import Report
    from kusei.validation.run import all_rules, validate, validate_alone

__all__ = ["Report", "all_rules", "validate", "validate_alone"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "kusei.report.report" if name == "Report" else "kusei.validation.run"
    found: object = getattr(import_module(home), name)
    return found

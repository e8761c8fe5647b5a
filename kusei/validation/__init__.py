"""Validation: what the data must be before it is released, and what is wrong with it."""

from __future__ import annotations

from kusei.validation.report import Report
from kusei.validation.run import all_rules, validate, validate_alone

__all__ = ["Report", "all_rules", "validate", "validate_alone"]

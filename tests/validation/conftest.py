"""What the tests of validation share: one case file is run through the rules of its folder."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from kusei.dataset.files import Dataset, SourceFile, data_files, find, read
from kusei.graph.store import SyntaxDefect
from kusei.validation import (
    checks,
    contradictions,
    dated_by_passage,
    files,
    naming,
    reading_order,
    shapes,
    vocabulary,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kusei.dataset.files import Location
    from kusei.findings import Finding
    from kusei.validation.shapes import ShapeSet

HERE: Final = Path(__file__).resolve().parent
TODAY: Final = date(2026, 11, 22)


@cache
def _location() -> Location:
    """The project's own dataset: its ontology, shapes and checks."""
    return find(HERE.parent.parent)


@cache
def _schemes() -> tuple[SourceFile, ...]:
    folder = _location().ontology / "schemes"
    inside = [path for path in data_files(_location()) if path.is_relative_to(folder)]
    return tuple(read(path, name=path.relative_to(_location().root).as_posix()) for path in inside)


@cache
def _shapes(name: str) -> ShapeSet:
    return shapes.read_shapes([_location().validation / f"{name}.ttl"], root=_location().root)


@cache
def _checks() -> dict[str, checks.Check]:
    stored = checks.read_checks(_location().queries / "checks")
    return {check.rule.name: check for check in stored}


@cache
def _declared() -> frozenset[str]:
    return vocabulary.declared_terms(_location())


_PYTHON: Final[dict[str, Callable[[Dataset], Iterable[Finding]]]] = {
    "contradictions": contradictions.contradiction_findings,
    "dated-by-passage": lambda d: dated_by_passage.date_findings(d, d.index),
    "files": files.file_findings,
    "naming": lambda d: naming.naming_findings(d, d.index),
    "reading-order": lambda d: reading_order.reading_order_findings(d, d.index),
    "vocabulary": lambda d: vocabulary.vocabulary_findings(d, _declared()),
    "wording": lambda d: wording.wording_findings(d, d.index),
}


@pytest.fixture(scope="session")
def rule_folders() -> dict[str, str]:
    """The folders of cases that there must be, and what states the rules of each."""
    named = {path.stem: path.name for path in shapes.shape_files(_location().validation)}
    named |= {name: f"{name}.rq" for name in _checks()}
    return named | dict.fromkeys(_PYTHON, "Python")


@pytest.fixture(scope="session")
def case_findings() -> Callable[[Path], list[Finding]]:
    """What the rules of a case's folder find in it."""
    return _findings


def _findings(path: Path) -> list[Finding]:
    """What the rules of the case's folder find in it, with the schemes of the ontology beside.

    A case holds all that its rules look at; what other rules would say of it is not asked.
    """
    name = f"data/minato/{path.name}"
    try:
        own = read(path, name=name)
    except SyntaxDefect as defect:  # pragma: no cover - a case that is not Turtle is a slip
        raise AssertionError(f"{path}: {defect.message}") from None
    dataset = Dataset(_location(), [own, *_schemes()])
    folder = path.parent.name
    if folder in _PYTHON:
        found: Iterable[Finding] = _PYTHON[folder](dataset)
    elif folder in _checks():
        found = checks.check_findings([_checks()[folder]], dataset, today=TODAY)
    else:
        ontology = dataset.ontology
        data = shapes.with_subclasses(dataset.curated, ontology)
        found = shapes.shape_findings(_shapes(folder), data, dataset)
    own_findings = [finding for finding in found if finding.file in {name, None}]
    return sorted(own_findings, key=lambda finding: finding.sort_key)

"""The whole-graph checks of ``queries/checks/``: each row of an answer is a defect.

They see the curated and the derived graphs and the ontology as one graph, but for the states: those
are most of all triples and say for each day what the windows say. A check that needs today's date
names ``?today`` in a VALUES block, whose row is replaced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.errors import HeaderInvalid
from kusei.graph.store import NamedNode, Rows, Store, term_text
from kusei.validation.check_header import StoredCheck, read_check, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from kusei.dataset.files import Dataset
    from kusei.findings import Finding
    from kusei.graph.store import Term
    from kusei.report.rules import Rule

_TODAY: Final = re.compile(r"(VALUES\s+\?today\s*\{)[^}]*(\})")


@dataclass(frozen=True, slots=True)
class Check:
    """One whole-graph check: its rule, and the query whose rows are its findings."""

    rule: Rule
    stored: StoredCheck


@dataclass(frozen=True, slots=True)
class WholeGraph:
    """The curated and derived graphs and the ontology in one store, and what the ontology states.

    ``theirs`` are the subjects of the ontology.
    """

    dataset: Dataset
    store: Store
    theirs: frozenset[object]


def read_checks(folder: Path) -> tuple[Check, ...]:
    """The checks of a dataset, in order of their code.

    Raises:
        HeaderInvalid: with file:line, for a header that cannot be read.
    """
    stored = [read_check(path) for path in sorted(folder.glob("*.rq"))]
    return tuple(Check(rule_of(check), check) for check in sorted(stored, key=lambda c: c.code))


def check_findings(checks: Iterable[Check], dataset: Dataset, *, today: date) -> Iterator[Finding]:
    """Run checks."""
    checks = tuple(checks)
    whole = whole_graph(dataset)
    for check in checks:
        yield from findings_in(whole, check, today=today)


def whole_graph(dataset: Dataset) -> WholeGraph:
    """Load what checks ask."""
    derived = dataset.derived.of_things
    store = dataset.give_store()
    store.add(derived)
    store.add(dataset.ontology)
    return WholeGraph(dataset, store, frozenset(quad.subject for quad in dataset.ontology))


def findings_in(whole: WholeGraph, check: Check, *, today: date) -> Iterator[Finding]:
    """Run one check on a graph that was loaded."""
    with_today = rf'\g<1> "{today.isoformat()}"^^<{terms.XSD_DATE}> \g<2>'
    answer = whole.store.query(_TODAY.sub(with_today, check.stored.text))
    if not isinstance(answer, Rows) or "focus" not in answer.columns:
        raise HeaderInvalid(f"{check.stored.path}:1: a check must SELECT ?focus")
    focus = answer.columns.index("focus")
    for row in answer.rows:
        # The ontology is there to tell domains; whether it is sound is not asked here.
        if row[focus] not in whole.theirs:
            found = dict(zip(answer.columns, row, strict=True))
            yield _finding(check.rule, found, whole.dataset)


def _finding(rule: Rule, row: dict[str, Term | None], dataset: Dataset) -> Finding:
    focus, path, value = row.get("focus"), row.get("path"), row.get("value")
    iri = focus.value if isinstance(focus, NamedNode) else None
    return rule.finding(
        focus=iri,
        path=path.value if isinstance(path, NamedNode) else None,
        value=None if value is None else term_text(value),
        file=None if iri is None else dataset.file_of(iri),
        texts={name: _shown(term) for name, term in row.items() if term is not None},
    )


def _shown(term: Term) -> str:
    if isinstance(term, NamedNode):
        return terms.compact(term.value)
    return str(getattr(term, "value", term))

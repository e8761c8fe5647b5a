"""The cases that define the as-of answers, each asked of a small graph."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.derive.graphs import document, event, page, unit, windows

if TYPE_CHECKING:
    from pathlib import Path

FY = "[2017-04..2019-03]"
BEGUN, ENDED_FY = event("generated", "2009-04"), event("invalidated", FY)
PLANNED_END = event("invalidated", "2027-04", status="planned")
ATTESTED = unit("minato:page-p1") + page()

CASES = {
    1: unit(),
    2: ATTESTED,
    3: ATTESTED,
    4: unit() + BEGUN,
    5: ATTESTED + BEGUN,
    6: ATTESTED + BEGUN,
    7: ATTESTED + BEGUN,
    8: ATTESTED + BEGUN,
    9: unit() + ENDED_FY,
    10: unit() + ENDED_FY,
    11: unit() + ENDED_FY,
    12: unit() + BEGUN + ENDED_FY,
    13: ATTESTED + BEGUN + event("invalidated", FY, cites="minato:page-p1"),
    14: unit("minato:minutes-p1")
    + document("minutes", "2017-09-01")
    + page()
    + BEGUN
    + event("invalidated", FY, cites="minato:page-p1"),
    15: unit() + event("generated", "2006-04-01"),
    16: unit() + event("invalidated", "2006-04-01"),
    17: unit() + event("invalidated", "2006-04-01"),
    18: unit("minato:book-p1") + document("book", None),
    19: unit("minato:page-p1") + page() + 'minato:page-p1 kusei:asOf "2006-04"^^edtf:EDTF .\n',
    20: unit("minato:a-p1", "minato:b-p1")
    + document("a", "2015-01-28")
    + document("b", "2024-02-16"),
    21: unit("minato:law-p1") + document("law", "[2006-04-01..2026-11-22]"),
    22: unit() + event("generated", "2027-04", status="planned"),
    23: unit() + event("generated", "2027-04", status="planned"),
    24: ATTESTED + BEGUN + PLANNED_END,
    25: ATTESTED + BEGUN + event("invalidated", "2020-04", status="cancelled"),
    26: unit() + event("generated", "2020-04", status="cancelled"),
}

# The reasons that go with the answers that are not certain; the table of cases gives none.
WHY = {
    1: "begin-unknown",
    3: "begin-unknown",
    4: "end-unknown",
    5: "date-fuzzy",
    8: "after-last-source",
    9: "begin-unknown",
    10: "date-fuzzy",
    13: "date-fuzzy",
    18: "begin-unknown",
    19: "date-fuzzy",
    21: "date-fuzzy",
    22: "plan",
    24: "after-last-source",
}


@pytest.mark.parametrize("number", CASES)
def test_each_case_is_answered_as_designed(number: int, shared: Path) -> None:
    """Every case of the design's table gets its answer, with the reason where it is not certain."""
    with (shared / "design" / "asof-cases.tsv").open(encoding="utf-8") as table:
        rows = {int(row["case"]): row for row in csv.DictReader(table, delimiter="\t")}
    assert set(rows) == set(CASES), "the table and this test hold the same cases"
    row = rows[number]
    window = windows(CASES[number])["unit-x"]
    state = window.on(date.fromisoformat(row["date"]))
    expected = row["answer"].partition(",")[0]
    assert (state.certainty.value if state else "no") == expected
    assert (state.why.value if state and state.why else None) == WHY.get(number)


def test_a_planned_end_is_shown_and_changes_no_bound() -> None:
    """The planned end of case 24 stands beside an answer that it does not change."""
    with_plan, without = windows(CASES[24])["unit-x"], windows(CASES[8])["unit-x"]
    assert with_plan.planned_end == date(2027, 4, 1)
    assert with_plan.phases() == without.phases()

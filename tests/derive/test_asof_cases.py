"""The cases that define the as-of answers, each asked of a small graph."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kusei.derive.bounds import Days
from kusei.derive.certainty import Certainty, Phase, State, Why
from tests.derive.graphs import document, event, page, unit, windows

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Location

FY = "[2017-04..2019-03]"
BEGUN, ENDED_FY = event("generated", "2009-04"), event("invalidated", FY)
PLANNED_END = event("invalidated", "2027-04", status="planned")
ATTESTED = unit("minato:page-p1") + page()

CLAIM = """
minato:unit-x a org:OrganizationalUnit .
minato:claim a kusei:Purpose ; kusei:purposeOf minato:unit-x ; prov:wasDerivedFrom minato:minutes-p1 .
""" + document("minutes", "2010-01-01")
KIND = """
minato:kind a kusei:UnitKind .
minato:unit-x a org:OrganizationalUnit ; org:classification minato:kind .
minato:event-kind kusei:status kusei:reported ; kusei:when "2006-04"^^edtf:EDTF ;
  prov:invalidated minato:kind .
"""
ABSORBED = (
    unit("minato:minutes-p1", "minato:page-p1")
    + page()
    + document("minutes", "2010-01-01")
    + """
minato:unit-old a org:OrganizationalUnit .
minato:event-absorption a kusei:Absorption ; kusei:status kusei:reported ;
  kusei:when "2012-04"^^edtf:EDTF ; prov:invalidated minato:unit-old ; kusei:changed minato:unit-x .
"""
)

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
    27: unit() + event("generated", "2006-04-01"),
    28: unit("minato:page-p1") + page() + 'minato:page-p1 kusei:asOf "2006-04"^^edtf:EDTF .\n',
    29: unit("minato:law-p1") + document("law", "[2006-04-01..2023-11-01]"),
    30: unit("minato:law-p1", "minato:minutes-p1")
    + document("law", "[2006-04-01..2023-11-01]")
    + document("minutes", "2019-03-27"),
    31: ATTESTED + BEGUN + PLANNED_END,
    32: CLAIM + ENDED_FY,
    33: CLAIM + ENDED_FY,
    34: CLAIM + ENDED_FY,
    35: unit("minato:minutes-p1") + document("minutes", "2015-01-28"),
    36: """
minato:kind-sogo-shisho a kusei:UnitKind .
minato:unit-x a org:OrganizationalUnit ; org:classification minato:kind-sogo-shisho ;
  prov:wasDerivedFrom minato:minutes-p1 .
minato:claim a kusei:Purpose ; kusei:scope kusei:each ; kusei:purposeOf minato:kind-sogo-shisho ;
  kusei:text "拠点"@ja ;
  prov:wasDerivedFrom minato:page-p1 .
"""
    + page()
    + document("minutes", "2023-11-24"),
    40: KIND + event("invalidated", "2006-04-01"),
    41: ABSORBED,
    42: ABSORBED,
}
OF_STATES = {38, 39, 43}
"""Cases of relations with several claims, which :mod:`tests.derive.test_joining` asks."""
YEAR_BY_YEAR = {
    "ConcurrentPost": "kusei:post minato:post-a , minato:post-b",
    "Incumbency": "kusei:incumbencyOf minato:post-a",
    "StaffQuota": "kusei:quotaOf minato:unit-x",
}
"""The three sorts of claim of case 37, which stands apart."""
ASKED = {32: "claim", 33: "claim", 34: "claim", 36: "claim--unit-x", 40: "kind", 42: "unit-old"}
"""What is asked of, where it is not the unit."""

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
    27: "end-unknown",
    28: "after-last-source",
    29: "after-last-source",
    30: "after-last-source",
    31: "after-last-source",
    32: "after-last-source",
    33: "date-fuzzy",
    35: "begin-unknown",
    36: "after-last-source",
}


def read_cases(shared: Path) -> dict[int, dict[str, str]]:
    """The rows of the design's table by their numbers."""
    with (shared / "design" / "asof-cases.tsv").open(encoding="utf-8") as table:
        return {int(row["case"]): row for row in csv.DictReader(table, delimiter="\t")}


@pytest.mark.parametrize("number", CASES)
def test_each_case_is_answered_as_designed(number: int, shared: Path, location: Location) -> None:
    """Every case of the design's table gets its answer, with the reason where it is not certain."""
    rows = read_cases(shared)
    assert set(rows) == {*CASES, *OF_STATES, 37}, "the table and the tests hold the same cases"
    row = rows[number]
    window = windows(CASES[number], location)[ASKED.get(number, "unit-x")]
    state = window.on(date.fromisoformat(row["date"]))
    expected = row["answer"].partition(",")[0]
    assert (state.certainty.value if state else "no") == expected
    assert (state.why.value if state and state.why else None) == WHY.get(number)


@pytest.mark.parametrize("claim", YEAR_BY_YEAR)
def test_silence_presumes_nothing_of_what_is_arranged_from_year_to_year(
    claim: str, shared: Path
) -> None:
    """Case 37 for each of the three; the post or unit that it was seen with is presumed."""
    row = read_cases(shared)[37]
    told = f"""
minato:unit-x a org:OrganizationalUnit . minato:post-a a org:Post . minato:post-b a org:Post .
minato:claim a kusei:{claim} ; {YEAR_BY_YEAR[claim]} ; prov:wasDerivedFrom minato:minutes-p1 .
"""
    found = windows(told + document("minutes", "2015-01-28"))
    day = date.fromisoformat(row["date"])
    state = found["claim"].on(day)
    assert state is not None
    assert (state.certainty.value, state.why) == (row["answer"], Why.AFTER_LAST_SOURCE)
    borne_by = "unit-x" if claim == "StaffQuota" else "post-a"
    assert found[borne_by].on(day) == State(Certainty.PRESUMED, Why.AFTER_LAST_SOURCE)


def test_a_planned_end_is_shown_and_only_ends_the_presumption() -> None:
    """From the day of case 24 on silence presumes no more; before it nothing changes."""
    with_plan, without = windows(CASES[24])["unit-x"], windows(CASES[8])["unit-x"]
    assert with_plan.planned_end == date(2027, 4, 1)
    assert (with_plan.possible, with_plan.certain) == (without.possible, without.certain)
    *before, last = without.phases()
    assert with_plan.phases() == [
        *before,
        Phase(Days(last.days.first, date(2027, 3, 31)), last.state),
        Phase(Days(date(2027, 4, 1), None), State(Certainty.POSSIBLE, Why.AFTER_LAST_SOURCE)),
    ]

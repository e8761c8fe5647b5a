"""The cases that define the as-of answers, each asked of a small graph."""

from __future__ import annotations

import csv
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kusei.derive.relations import phases_of_relation
from tests.derive.graphs import document, event, page, unit, windows

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Location

FY = "[2017-04..2019-03]"
BEGUN, ENDED_FY = event("generated", "2009-04"), event("invalidated", FY)
PLANNED_END = event("invalidated", "2027-04", status="planned")
ATTESTED = unit("minato:page-p1") + page()

HELD = (
    unit()
    + document("minutes", "2010-01-01")
    + """minato:assignment a kusei:Assignment ; kusei:holder minato:unit-x ;
  prov:wasDerivedFrom minato:minutes-p1 .
"""
)
EACH = (
    page()
    + document("minutes", "2023-11-24")
    + """
minato:kind-office a kusei:UnitKind .
minato:kind-kanri-ka a kusei:UnitKind .
minato:unit-shiba a org:OrganizationalUnit ; org:classification minato:kind-office .
minato:placement a kusei:Placement ; kusei:placed minato:kind-kanri-ka ;
  kusei:parent minato:kind-office ; kusei:scope kusei:each .
minato:unit-shiba-kanri-ka a org:OrganizationalUnit ; prov:wasDerivedFrom minato:minutes-p1 .
minato:assignment a kusei:Assignment ; kusei:scope kusei:each ;
  kusei:duty minato:duty ; kusei:holder minato:kind-kanri-ka ;
  prov:wasDerivedFrom minato:page-p1 .
"""
)
CONCURRENT = (
    document("minutes", "2015-01-28")
    + """
minato:post-a a org:Post . minato:post-b a org:Post .
minato:concurrent a kusei:ConcurrentPost ; kusei:post minato:post-a , minato:post-b ;
  prov:wasDerivedFrom minato:minutes-p1 .
"""
)
ABSORBED = (
    unit("minato:minutes-p1", "minato:page-p1")
    + document("minutes", "2010-01-01")
    + page()
    + """
minato:unit-y a org:OrganizationalUnit .
minato:event-absorbed kusei:status kusei:reported ; kusei:when "2012-04"^^edtf:EDTF ;
  prov:invalidated minato:unit-y ; kusei:changed minato:unit-x .
"""
)


def claims(one: str, *claims: str) -> str:
    """Claims of one relation of the unit x, which lived from 1947 to 2017 as the unit y did."""
    lives = """
minato:unit-x a org:OrganizationalUnit . minato:unit-y a org:OrganizationalUnit .
minato:born kusei:status kusei:reported ; kusei:when "1947-03-15"^^edtf:EDTF ;
  prov:generated minato:unit-x , minato:unit-y .
minato:dead kusei:status kusei:reported ; kusei:when "2017-04-01"^^edtf:EDTF ;
  prov:invalidated minato:unit-x , minato:unit-y .
"""
    told = "".join(
        f"minato:claim-{number} {one} .\n{claim.replace('$', f'minato:claim-{number}')}"
        for number, claim in enumerate(claims, start=1)
    )
    return lives + told


def listed(verb: str, when: str) -> str:
    """An event that began or ended a claim."""
    return (
        f'$-{verb} kusei:status kusei:reported ; kusei:when "{when}"^^edtf:EDTF ; prov:{verb} $ .\n'
    )


# A claim with an event of unknown day is not its bearer's for life.
NOTHING = "$-began kusei:status kusei:reported ; prov:generated $ .\n" + listed(
    "invalidated", "[1965-05-01..2006-04-01]"
)
ATTESTED_2010 = document("a", "2010-01-01") + "$ prov:wasDerivedFrom minato:a-p1 .\n"
TELLS_2012_TO_2014 = listed("generated", "2012-01-01") + listed("invalidated", "2014-01-02")
ATTESTED_2009_AND_ENDED = (
    document("b", "2009-01-01")
    + "$ prov:wasDerivedFrom minato:b-p1 .\n"
    + listed("invalidated", "2012-04")
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
    **dict.fromkeys((32, 33, 34), HELD + ENDED_FY),
    35: unit("minato:minutes-p1") + document("minutes", "2015-01-28"),
    36: EACH,
    37: CONCURRENT,
    40: unit()
    + "minato:unit-x org:classification minato:kind-x . minato:kind-x a kusei:UnitKind .\n"
    + event("invalidated", "2006-04-01")
    + """minato:event-kind kusei:status kusei:reported ; kusei:when "2006-04"^^edtf:EDTF ;
  prov:invalidated minato:kind-x .
""",
    **dict.fromkeys((41, 42), ABSORBED),
}
ASKED = {
    **dict.fromkeys((32, 33, 34), "assignment"),
    36: "assignment--unit-shiba-kanri-ka",
    37: "concurrent",
    40: "kind-x",
    42: "unit-y",
}
"""What is asked about, where it is not unit-x."""
ASSIGNED = "a kusei:Assignment ; kusei:duty minato:duty ; kusei:holder minato:unit-x"
PLACED = "a kusei:Placement ; kusei:placed minato:unit-x ; kusei:parent minato:unit-y"
RELATIONS = {
    38: claims(ASSIGNED, ATTESTED_2010, TELLS_2012_TO_2014),
    39: claims(PLACED, NOTHING),
    43: claims(ASSIGNED, ATTESTED_2010, ATTESTED_2009_AND_ENDED),
}
"""Claims of one relation: of a duty to its holder, of a unit to what it stands under."""

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
    37: "after-last-source",
    43: "end-unknown",
}


def rows(shared: Path) -> dict[int, dict[str, str]]:
    """The table of cases by number."""
    with (shared / "design" / "asof-cases.tsv").open(encoding="utf-8") as table:
        return {int(row["case"]): row for row in csv.DictReader(table, delimiter="\t")}


def test_every_case_of_the_table_is_asked(shared: Path) -> None:
    """The table and this test hold the same cases."""
    assert set(rows(shared)) == {*CASES, *RELATIONS}


@pytest.mark.parametrize("number", CASES)
def test_each_case_is_answered_as_designed(number: int, shared: Path, location: Location) -> None:
    """Every case of the design's table gets its answer, with the reason where it is not certain."""
    row = rows(shared)[number]
    window = windows(CASES[number], location)[ASKED.get(number, "unit-x")]
    state = window.on(date.fromisoformat(row["date"]))
    expected = row["answer"].partition(",")[0]
    assert (state.certainty.value if state else "no") == expected
    assert (state.why.value if state and state.why else None) == WHY.get(number)
    assert (window.planned_end is not None) == ("planned end shown" in row["answer"])


@pytest.mark.parametrize("number", RELATIONS)
def test_each_relation_is_as_sure_as_the_surest_of_its_claims(number: int, shared: Path) -> None:
    """Several claims of one relation give one row a day; an end told of one closes all."""
    row = rows(shared)[number]
    day = date.fromisoformat(row["date"])
    found = windows(RELATIONS[number])
    told = [window for name, window in found.items() if name.startswith("claim")]
    (phase,) = (p for p in phases_of_relation(told) if day in p.days)
    if number == 39:
        unit_x = found["unit-x"].on(day)
        assert unit_x is not None
        assert unit_x.certainty == "certain"
        assert phase.state.certainty == "possible"
        return
    assert phase.state.certainty == row["answer"].partition(",")[0]
    assert (phase.state.why or "") == WHY.get(number, "")


def test_a_planned_end_is_shown_and_changes_no_bound() -> None:
    """The planned end of case 24 bounds nothing; it only ends what is presumed."""
    with_plan, without = windows(CASES[24])["unit-x"], windows(CASES[8])["unit-x"]
    assert with_plan.planned_end == date(2027, 4, 1)
    assert (with_plan.certain, with_plan.possible) == (without.certain, without.possible)
    assert with_plan.phases()[:2] == without.phases()[:2]
    assert without.presumed.last is None
    assert with_plan.presumed.last == date(2027, 3, 31)

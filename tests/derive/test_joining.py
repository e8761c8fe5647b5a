"""Several claims of one relation are one answer, as sure as the surest of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kusei.derive.joining import joined_phases, last_told
from kusei.derive.windows import Window
from tests.derive.graphs import document, windows
from tests.derive.test_asof_cases import read_cases

if TYPE_CHECKING:
    from pathlib import Path

PLACED = """
minato:ka a org:OrganizationalUnit . minato:bu a org:OrganizationalUnit .
minato:one a kusei:Placement ; kusei:placed minato:ka ; kusei:parent minato:bu {} .
minato:two a kusei:Placement ; kusei:placed minato:ka ; kusei:parent minato:bu {} .
"""
HELD = """
minato:ka a org:OrganizationalUnit .
minato:one a kusei:Assignment ; kusei:duty minato:duty ; kusei:holder minato:ka ;
  prov:wasDerivedFrom minato:a-p1 .
minato:two a kusei:Assignment ; kusei:duty minato:duty ; kusei:holder minato:ka ;
  prov:wasDerivedFrom minato:b-p1 .
"""
ENDED = """
minato:event kusei:status kusei:reported ; kusei:when "2012-04"^^edtf:EDTF ;
  prov:invalidated minato:two .
"""


def said(turtle: str, day: str) -> str:
    """What the claims ``one`` and ``two`` together say of a day."""
    found = windows(turtle)
    phases = joined_phases([found["one"], found["two"]])
    states = [p.state for p in phases if date.fromisoformat(day) in p.days]
    assert len(states) <= 1
    return " ".join(filter(None, (states[0].certainty, states[0].why))) if states else "no"


def test_a_relation_is_as_sure_as_the_surest_of_its_claims(shared: Path) -> None:
    """Case 38: of two claims of one placement the one that is certain on the day answers."""
    row = read_cases(shared)[38]
    turtle = PLACED.format(
        "; prov:wasDerivedFrom minato:a-p1", "; prov:wasDerivedFrom minato:b-p1, minato:c-p1"
    )
    turtle += (
        document("a", "2010-01-01") + document("b", "2012-01-01") + document("c", "2014-01-01")
    )
    assert said(turtle, row["date"]) == row["answer"].partition(",")[0]


def test_a_unit_is_sure_where_its_place_is_not(shared: Path) -> None:
    """Case 39: the unit is certain, its placement, of which nothing else is known, possible."""
    row = read_cases(shared)[39]
    found = windows("""
minato:ka a org:OrganizationalUnit . minato:bu a org:OrganizationalUnit .
minato:one a kusei:Placement ; kusei:placed minato:ka ; kusei:parent minato:bu .
minato:begin kusei:status kusei:reported ; kusei:when "1947-03-15"^^edtf:EDTF ; prov:generated minato:ka .
minato:end kusei:status kusei:reported ; kusei:when "2006-04-01"^^edtf:EDTF ;
  prov:invalidated minato:ka, minato:bu .
minato:placed kusei:status kusei:reported ; prov:generated minato:one .
minato:founded kusei:status kusei:reported ; kusei:when "1965-05-01"^^edtf:EDTF ; prov:generated minato:bu .
""")
    states = [found[x].on(date.fromisoformat(row["date"])) for x in ("ka", "one")]
    certainties = [state.certainty.value for state in states if state]
    assert "; its place ".join(certainties) == row["answer"]
    assert (found["one"].possible.first, found["one"].possible.last) == (
        date(1965, 5, 1),
        date(2006, 3, 31),
    )


def test_an_end_told_of_one_claim_ends_the_presumption_of_all(shared: Path) -> None:
    """Case 43: what one claim tells of 2009 and its end leaves the other one possible after it."""
    row = read_cases(shared)[43]
    told = HELD + ENDED + document("a", "2010-01-01") + document("b", "2009-01-01")
    assert said(told, row["date"]) == f"{row['answer']} after-last-source"
    assert said(told, "2012-03-31") == "certain"


@pytest.mark.parametrize(
    ("seen", "day"), [("2013-01-01", "2015-01-01"), ("2012-04-01", "2012-05-01")]
)
def test_only_a_later_attestation_opens_it_again(seen: str, day: str) -> None:
    """A source that tells of it on or after the day of the end makes silence speak again."""
    told = HELD + ENDED + document("a", seen) + document("b", "2009-01-01")
    assert said(told, day) == "presumed after-last-source"


def test_what_is_told_of_a_begin_is_told_of_that_day() -> None:
    """The last day that a source speaks of is that of a begin where it speaks of none later."""
    begun = (
        HELD
        + document("a", "2010-01-01")
        + document("b", "2009-01-01")
        + ENDED.replace("prov:invalidated minato:two", "prov:generated minato:ka")
    )
    assert last_told(windows(begun)["ka"]) == date(2012, 4, 30)


def test_claims_of_no_day_are_possible_on_every_day() -> None:
    """Two claims of which nothing is known part no days."""
    found = windows(HELD)
    phases = joined_phases([found["one"], found["two"]])
    assert [(p.days.first, p.days.last, p.state.certainty.value) for p in phases] == [
        (None, None, "possible")
    ]
    assert isinstance(found["one"], Window)

"""What silence presumes and what it does not, at the edges, by a table worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.derive.graphs import document, windows
from tests.derive.test_windows import said

if TYPE_CHECKING:
    from kusei.dataset.files import Location

AFTER, ONLY_BEGUN = "presumed after-last-source", "presumed end-unknown"
UNCLEAR, UNHEARD = "possible date-fuzzy", "possible begin-unknown"
SEEN_2010, SEEN_2015, SEEN_2024 = (
    document(name, day)
    for name, day in (("a", "2010-01-01"), ("b", "2015-06-30"), ("c", "2024-03-27"))
)


def event(name: str, when: str, what: str, *, status: str = "reported") -> str:
    """An event with its day and what it generated or invalidated."""
    dated = f'kusei:when "{when}"^^edtf:EDTF ;' if when else ""
    return f"minato:event-{name} kusei:status kusei:{status} ; {dated} {what} .\n"


UNIT = "minato:ka a org:OrganizationalUnit {} .\n"
POST = (
    UNIT.format("; prov:wasDerivedFrom minato:b-p1")
    + SEEN_2010
    + SEEN_2015
    + """
minato:role-kacho a org:Role .
minato:post-kacho a org:Post ; org:postIn minato:ka ; org:role minato:role-kacho ;
  prov:wasDerivedFrom minato:a-p1 .
"""
)
NAMES = (
    UNIT.format("; prov:wasDerivedFrom minato:a-p1 , minato:b-p1")
    + SEEN_2010
    + SEEN_2015
    + """
minato:name-1 a kusei:Name ; kusei:nameOf minato:ka . minato:name-2 a kusei:Name ; kusei:nameOf minato:ka .
"""
    + event(
        "renaming",
        "2012-04-01",
        "prov:invalidated minato:name-1 ; prov:generated minato:name-2",
    )
)
TRANSFER = """
minato:ka a org:OrganizationalUnit . minato:bu a org:OrganizationalUnit .
minato:given a kusei:Assignment ; kusei:holder minato:ka ; kusei:duty minato:duty .
minato:taken a kusei:Assignment ; kusei:holder minato:bu ; kusei:duty minato:duty .
""" + event("transfer", "{}", "prov:invalidated minato:given ; prov:generated minato:taken")
KIND = """
minato:kind a kusei:UnitKind . minato:unit-a a org:OrganizationalUnit ; org:classification minato:kind .
minato:unit-b a org:OrganizationalUnit ; org:classification minato:kind .
"""
A_ENDS = event("a", "2005-04-01", "prov:invalidated minato:unit-a")
EACH = """
minato:kind-sogo a kusei:UnitKind . minato:kind-kumin a kusei:UnitKind .
minato:unit-shiba a org:OrganizationalUnit ; org:classification minato:kind-sogo {office} .
minato:claim a kusei:Placement ; kusei:scope kusei:each ; kusei:placed minato:kind-kumin ;
  kusei:parent minato:kind-sogo ; prov:wasDerivedFrom minato:b-p1 .
"""

CASES = {
    "a planned end of the unit stops what is said of its post": (
        POST + event("end", "2027-04", "prov:invalidated minato:ka", status="planned"),
        "post-kacho",
        {
            "2009-12-31": UNHEARD,
            "2010-01-01": "certain",
            "2010-01-02": AFTER,
            "2027-03-31": AFTER,
            "2027-04-01": "possible after-last-source",
        },
    ),
    "what is attested after the day of a planned end outlived the plan": (
        POST + event("end", "2012-04", "prov:invalidated minato:ka", status="planned"),
        "post-kacho",
        {"2011-01-01": AFTER, "2013-01-01": AFTER},
    ),
    "a plan to end it some day leaves nothing to be presumed": (
        POST + event("end", "", "prov:invalidated minato:post-kacho", status="planned"),
        "post-kacho",
        {"2010-01-01": "certain", "2010-01-02": "possible after-last-source"},
    ),
    "a reported end of the unit within years stops its post with the first day": (
        POST + event("end", "[2017-04..2019-03]", "prov:invalidated minato:ka"),
        "post-kacho",
        {"2017-03-31": AFTER, "2017-04-01": UNCLEAR, "2019-03-30": UNCLEAR, "2019-03-31": "no"},
    ),
    "an end without a day leaves nothing to be presumed": (
        POST + event("end", "", "prov:invalidated minato:post-kacho"),
        "post-kacho",
        {"2010-01-01": "certain", "2010-01-02": "possible after-last-source"},
    ),
    "a cancelled end stops nothing": (
        POST + event("end", "2012-04", "prov:invalidated minato:ka", status="cancelled"),
        "post-kacho",
        {"2013-01-01": AFTER},
    ),
    "a unit is known from the day of its post on": (
        POST,
        "ka",
        {
            "2009-12-31": UNHEARD,
            "2010-01-01": "certain",
            "2015-06-30": "certain",
            "2015-07-01": AFTER,
        },
    ),
    "the name of the day is as sure as what bears it": (
        NAMES,
        "name-2",
        {"2012-03-31": "no", "2012-04-01": "certain", "2015-06-30": "certain", "2015-07-01": AFTER},
    ),
    "the name before it as well": (
        NAMES,
        "name-1",
        {
            "2009-12-31": UNHEARD,
            "2010-01-01": "certain",
            "2012-03-31": "certain",
            "2012-04-01": "no",
        },
    ),
    "the giver of a transfer is sure on its eve where the day is known": (
        TRANSFER.format("2006-04-01"),
        "given",
        {"2006-03-30": UNHEARD, "2006-03-31": "certain", "2006-04-01": "no"},
    ),
    "and so is what bears it, which goes on": (
        TRANSFER.format("2006-04-01"),
        "ka",
        {"2006-03-30": UNHEARD, "2006-03-31": "certain", "2006-04-01": AFTER},
    ),
    "the giver of a transfer in a month is sure on no day": (
        TRANSFER.format("2006-04"),
        "given",
        {"2006-03-30": UNHEARD, "2006-04-01": UNCLEAR, "2006-04-29": UNCLEAR, "2006-04-30": "no"},
    ),
    "who takes it has it from the last day of the month on": (
        TRANSFER.format("2006-04"),
        "taken",
        {"2006-03-31": "no", "2006-04-29": UNCLEAR, "2006-04-30": ONLY_BEGUN},
    ),
    "a kind of which one unit goes on goes on": (
        KIND + A_ENDS,
        "kind",
        {"2005-03-31": "certain", "2005-04-01": AFTER},
    ),
    "a kind ends with the last of its units": (
        KIND + A_ENDS + event("b", "2007-04", "prov:invalidated minato:unit-b"),
        "kind",
        {
            "2005-03-31": "certain",
            "2007-03-31": "certain",
            "2007-04-29": UNCLEAR,
            "2007-04-30": "no",
        },
    ),
    "a unit whose begin was cancelled keeps no kind": (
        KIND + A_ENDS + event("b", "2004-04", "prov:generated minato:unit-b", status="cancelled"),
        "kind",
        {"2005-03-31": "certain", "2005-04-01": "no"},
    ),
    "a unit that ended on no known day leaves the end of its kind open": (
        KIND + A_ENDS + event("b", "", "prov:invalidated minato:unit-b"),
        "kind",
        {"2005-03-31": "certain", "2005-04-01": "possible after-last-source"},
    ),
    "what is said of each is known from the later of the claim and the unit on": (
        EACH.format(office="; prov:wasDerivedFrom minato:a-p1") + SEEN_2010 + SEEN_2015,
        "unit-shiba-kumin",
        {"2010-01-01": UNHEARD, "2015-06-29": UNHEARD, "2015-06-30": AFTER, "2015-07-01": AFTER},
    ),
    "an office of which no source tells has nothing that is presumed": (
        EACH.format(office="") + SEEN_2015,
        "unit-shiba-kumin",
        {"2015-06-30": UNHEARD, "2026-01-01": UNHEARD},
    ),
    "what is attested of a section itself counts for it before the claim is made": (
        EACH.format(office="; prov:wasDerivedFrom minato:a-p1")
        + SEEN_2010
        + SEEN_2015
        + "minato:unit-shiba-kumin a org:OrganizationalUnit ; prov:wasDerivedFrom minato:a-p1 .",
        "unit-shiba-kumin",
        {"2010-01-01": "certain", "2010-01-02": AFTER},
    ),
    "the sections of a kind of office end with the last office, and their kind with them": (
        EACH.format(office="; prov:wasDerivedFrom minato:a-p1")
        + SEEN_2010
        + SEEN_2015
        + event("end", "2020-04-01", "prov:invalidated minato:unit-shiba"),
        "kind-kumin",
        {"2020-03-31": AFTER, "2020-04-01": "no"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_silence_presumes_what_was_told_of_and_not_ended(case: str, location: Location) -> None:
    """Every day of the table has the certainty and the reason that was worked out by hand."""
    turtle, thing, expected = CASES[case]
    window = windows(turtle, location)[thing]
    assert {day: said(window, day) for day in expected} == expected

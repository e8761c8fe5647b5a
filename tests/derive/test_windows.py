"""How lives bound each other: claims and bearers, units and kinds, names, plans, expansion."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kusei.derive.bounds import Days
from kusei.derive.certainty import Certainty, State, Why
from kusei.graph.store import NamedNode
from kusei.terms import KUSEI, SKOS
from tests.derive.graphs import MINATO, derived, document, event, page, unit, windows

if TYPE_CHECKING:
    from kusei.dataset.files import Location
    from kusei.derive.windows import Window

KUMIN = (
    page()
    + """
minato:kind-kumin-ka a kusei:UnitKind ; prov:wasDerivedFrom minato:page-p1 .
minato:name-1 a kusei:Name ; kusei:nameOf minato:kind-kumin-ka ; prov:wasDerivedFrom minato:page-p1 .
minato:name-2 a kusei:Name ; kusei:nameOf minato:kind-kumin-ka ; prov:wasDerivedFrom minato:page-p1 .
minato:event-rename kusei:status kusei:reported ; kusei:when "2009-04"^^edtf:EDTF ;
  prov:invalidated minato:name-1 ; prov:generated minato:name-2 ; prov:wasDerivedFrom minato:page-p1 .
"""
)


def said(window: Window, day: str) -> str:
    """Certainty and reason on a day, as ``certain`` or ``possible date-fuzzy``."""
    state = window.on(date.fromisoformat(day))
    return "no" if state is None else " ".join(filter(None, (state.certainty, state.why)))


def test_a_name_lives_as_long_as_its_bearer_but_for_the_events_that_list_it() -> None:
    """The old name begins with its bearer, the new one ends with it, the renaming parts them."""
    found = windows(KUMIN)
    assert said(found["name-1"], "2008-06-01") == "possible begin-unknown"
    assert said(found["name-1"], "2009-04-15") == "possible date-fuzzy"
    assert said(found["name-1"], "2009-04-30") == "no"
    assert said(found["name-2"], "2009-03-31") == "no"
    assert said(found["name-2"], "2009-04-15") == "possible date-fuzzy"
    assert said(found["name-2"], "2009-04-30") == "certain"
    assert said(found["name-2"], "2024-03-27") == "certain"
    assert said(found["name-2"], "2024-03-28") == "presumed after-last-source"


def test_a_name_takes_over_the_certainty_of_its_bearer() -> None:
    """When the bearer is attested earlier by another source, so is the name it then had."""
    earlier = KUMIN + document("book", "2007-06-01")
    earlier += "minato:kind-kumin-ka prov:wasDerivedFrom minato:book-p1 .\n"
    found = windows(earlier)
    assert said(found["name-1"], "2007-05-31") == "possible begin-unknown"
    assert said(found["name-1"], "2007-06-01") == "certain"
    assert said(found["name-1"], "2009-03-31") == "certain"


def test_upward_a_claim_proves_its_bearer() -> None:
    """A bearer of which nothing else is known is certain when its claim is."""
    found = windows(
        KUMIN.replace("minato:kind-kumin-ka a kusei:UnitKind ; prov:", "minato:z prov:")
        + "minato:kind-kumin-ka a kusei:UnitKind .\n"
    )
    assert found["kind-kumin-ka"].certain == Days(date(2009, 4, 29), date(2024, 3, 27))
    assert said(found["kind-kumin-ka"], "2009-04-28") == "possible begin-unknown"


def test_a_placement_proves_where_it_stands_for_as_long_as_what_is_placed() -> None:
    """A section that is certain from 2009-04-30 proves its office, and that the ward, from then."""
    found = windows(
        page()
        + """
minato:ward a org:FormalOrganization .
minato:office a org:OrganizationalUnit .
minato:section a org:OrganizationalUnit ; prov:wasDerivedFrom minato:page-p1 .
minato:a-placement a kusei:Placement ; kusei:placed minato:office ; kusei:parent minato:ward .
minato:placement a kusei:Placement ; kusei:placed minato:section ; kusei:parent minato:office .
minato:event kusei:status kusei:reported ; kusei:when "2009-04"^^edtf:EDTF ;
  prov:generated minato:section .
"""
    )
    certain = Days(date(2009, 4, 30), date(2024, 3, 27))
    assert {found[x].certain == certain for x in ("section", "office", "ward", "placement")} == {
        True
    }


ASSIGNMENT = (
    page()
    + """
minato:unit-x a org:OrganizationalUnit .
minato:assignment a kusei:Assignment ; kusei:holder minato:unit-x ;
  prov:wasDerivedFrom minato:minutes-p1 .
minato:event-begin kusei:status kusei:reported ; kusei:when "2009-04"^^edtf:EDTF ;
  prov:generated minato:assignment .
minato:event-end kusei:status kusei:reported ; kusei:when "[2017-04..2019-03]"^^edtf:EDTF ;
  prov:invalidated minato:unit-x .
"""
    + document("minutes", "2012-01-15")
)


def test_what_a_placement_proves_of_a_unit_it_proves_of_the_kind_of_the_unit() -> None:
    """A secretariat that is certain for as long as its section is not cut short by its own kind."""
    found = windows("""
minato:kind-jimukyoku a kusei:UnitKind .
minato:unit-jimukyoku a org:OrganizationalUnit ; org:classification minato:kind-jimukyoku .
minato:unit-ka a org:OrganizationalUnit .
minato:placement-unit-ka-1 a kusei:Placement ; kusei:placed minato:unit-ka ;
  kusei:parent minato:unit-jimukyoku .
minato:event-begin kusei:status kusei:reported ; kusei:when "1952-11-01"^^edtf:EDTF ;
  prov:generated minato:unit-jimukyoku, minato:unit-ka .
minato:event-end kusei:status kusei:reported ; kusei:when "1998"^^edtf:EDTF ;
  prov:invalidated minato:unit-ka .
""")
    for thing in ("unit-ka", "placement-unit-ka-1", "unit-jimukyoku", "kind-jimukyoku"):
        assert found[thing].certain == Days(date(1952, 11, 1), date(1997, 12, 31)), thing


def test_the_end_of_a_bearer_cuts_a_claim_and_proves_nothing_of_it() -> None:
    """An assignment may last as long as its holder, but is certain only while it is attested."""
    claim = windows(ASSIGNMENT)["assignment"]
    assert claim.possible == Days(date(2009, 4, 1), date(2019, 3, 30))
    assert claim.certain == Days(date(2009, 4, 30), date(2012, 1, 15))
    assert said(claim, "2012-01-16") == "presumed after-last-source"
    assert said(claim, "2018-01-01") == "possible date-fuzzy"
    assert said(claim, "2019-03-31") == "no"


def test_a_claim_that_outlives_its_bearer_proves_nothing_of_it() -> None:
    """A contradictory claim does not stretch the life of what bears it."""
    later = ASSIGNMENT.replace('"2012-01-15"', '"2020-01-15"')
    assert windows(later)["unit-x"].possible.last == date(2019, 3, 30)
    assert windows(later)["unit-x"].bounds.attested_until is None


def test_a_passage_attests_the_days_it_speaks_of_even_where_its_document_reports_the_end() -> None:
    """平成18年3月まで attests March 2006, while the page does not attest its own day."""
    found = windows(
        page()
        + """
minato:page-p2 a kusei:Passage ; oa:hasSource minato:document-page ; kusei:under minato:page-p3 .
minato:page-p3 a kusei:Passage ; oa:hasSource minato:document-page ;
  kusei:asOf "2006-03"^^edtf:EDTF .
minato:kind-shisho a kusei:UnitKind ; prov:wasDerivedFrom minato:page-p1 , minato:page-p2 .
minato:event kusei:status kusei:reported ; kusei:when "2006-04"^^edtf:EDTF ;
  prov:invalidated minato:kind-shisho ; prov:wasDerivedFrom minato:page-p1 .
"""
    )
    window = found["kind-shisho"]
    assert window.bounds.attested_until == date(2006, 3, 1)
    assert said(window, "2006-03-31") == "certain"
    assert said(window, "2006-04-15") == "possible date-fuzzy"
    assert said(window, "2006-04-30") == "no"


def test_a_page_that_reports_an_end_does_not_attest_the_name_either() -> None:
    """Name and placement end with their bearer, so the page that says so attests neither later."""
    ended = (
        KUMIN
        + """
minato:event-end kusei:status kusei:reported ; kusei:when "[2017-04..2019-03]"^^edtf:EDTF ;
  prov:invalidated minato:kind-kumin-ka ; prov:wasDerivedFrom minato:page-p1 .
"""
    )
    found = windows(ended)
    assert found["name-2"].possible.last == date(2019, 3, 30)
    assert said(found["name-2"], "2017-03-31") == "certain"
    assert said(found["name-2"], "2017-04-01") == "possible date-fuzzy"


def test_what_a_planned_unit_bears_is_planned() -> None:
    """The name of a unit that only a plan begins is there by plan, from the same day."""
    found = windows(
        """
minato:unit-x a org:OrganizationalUnit .
minato:name a kusei:Name ; kusei:nameOf minato:unit-x .
minato:event kusei:status kusei:planned ; kusei:when "2027-04"^^edtf:EDTF ;
  prov:generated minato:unit-x .
"""
    )
    assert [said(found[x], "2027-04-01") for x in ("unit-x", "name")] == ["planned plan"] * 2
    assert [said(found[x], "2027-03-31") for x in ("unit-x", "name")] == ["no", "no"]


def test_only_what_nothing_speaks_for_is_projected_back() -> None:
    """Before its first attestation a thing is projected back, unless its end is reported."""
    found = windows(KUMIN)
    old, kind = (found[x].on(date(2008, 6, 1)) for x in ("name-1", "kind-kumin-ka"))
    assert old is not None
    assert kind is not None
    assert (old.projected, kind.projected) == (False, True)
    after = found["kind-kumin-ka"].on(date(2025, 1, 1))
    assert after is not None
    assert not after.projected


def test_an_end_that_we_only_read_speaks_of_nothing_before_it() -> None:
    """An end inferred from a list that lacks the name does not bring the thing back to 1948."""
    told = event("invalidated", "2009-04")
    assert windows(unit() + told)["unit-x"].on(date(1948, 1, 1)) == State(
        Certainty.POSSIBLE, Why.BEGIN_UNKNOWN
    )
    read = told + "minato:event-invalidated-reported kusei:basis kusei:inferred ."
    assert windows(unit() + read)["unit-x"].on(date(1948, 1, 1)) == State(
        Certainty.POSSIBLE, Why.BEGIN_UNKNOWN, projected=True
    )


def test_what_a_consolidated_law_may_speak_of_is_not_projected_back() -> None:
    """On a day of which a law in force from then until it was read may speak, it does speak."""
    section = windows(
        """
minato:document-kisoku kusei:asOf "[2007-06-02..2026-11-22]" .
minato:kisoku-p1 a kusei:Passage ; oa:hasSource minato:document-kisoku .
minato:document-minutes kusei:asOf "2024-03-27" .
minato:minutes-p1 a kusei:Passage ; oa:hasSource minato:document-minutes .
minato:kind-ka a kusei:UnitKind ; prov:wasDerivedFrom minato:kisoku-p1, minato:minutes-p1 .
"""
    )["kind-ka"]
    states = {day: section.on(date.fromisoformat(day)) for day in ("2007-06-01", "2007-06-02")}
    assert {day: state and state.projected for day, state in states.items()} == {
        "2007-06-01": True,
        "2007-06-02": False,
    }


def test_a_fuzzy_begin_of_the_parent_does_not_speak_for_what_stands_in_it() -> None:
    """In the month in which an office begins, a section first heard of years later is projected."""
    placed = windows(
        page()
        + """
minato:kind-sogo-shisho a kusei:UnitKind .
minato:event kusei:status kusei:reported ; kusei:when "2006-04"^^edtf:EDTF ;
  prov:generated minato:kind-sogo-shisho .
minato:kind-ka a kusei:UnitKind ; prov:wasDerivedFrom minato:page-p1 .
minato:placement a kusei:Placement ; kusei:placed minato:kind-ka ;
  kusei:parent minato:kind-sogo-shisho .
"""
    )["placement"]
    for day in ("2006-04-15", "2010-01-01"):
        state = placed.on(date.fromisoformat(day))
        assert state is not None
        assert state.projected


def test_a_circle_of_units_ends() -> None:
    """Units that stand inside each other are for the checks to report; windows come out all the same."""
    found = windows(
        """
minato:unit-a a org:OrganizationalUnit . minato:unit-b a org:OrganizationalUnit .
minato:p a kusei:Placement ; kusei:placed minato:unit-a ; kusei:parent minato:unit-b .
minato:q a kusei:Placement ; kusei:placed minato:unit-b ; kusei:parent minato:unit-a .
minato:unit-a org:classification minato:unit-b . minato:unit-b org:classification minato:unit-a .
"""
    )
    assert set(found) == {"unit-a", "unit-b", "p", "q"}


@pytest.mark.parametrize(
    ("first", "last"), [("0001-01-01", "9999-12-31"), ("0001-01-01", "0001-01-01")]
)
def test_the_ends_of_the_calendar_do_no_harm(first: str, last: str) -> None:
    """A date at the very edge is for the checks to report; deriving does not fail on it."""
    found = windows(unit() + event("generated", first) + event("invalidated", last))
    assert found["unit-x"].possible.first == date.fromisoformat(first)
    assert found["unit-x"].phases()


ROSTER = (
    page()
    + """
minato:kind-sogo-shisho a kusei:UnitKind ; prov:wasDerivedFrom minato:page-p1 .
minato:event-2006 kusei:status kusei:reported ; kusei:when "2006-04"^^edtf:EDTF ;
  prov:generated minato:kind-sogo-shisho .
minato:unit-shiba a org:OrganizationalUnit ; org:classification minato:kind-sogo-shisho ;
  prov:wasDerivedFrom minato:minutes-p1 .
minato:name-unit-shiba-1 a kusei:Name ; kusei:nameOf minato:unit-shiba ;
  kusei:nameKind kusei:formalName ; kusei:text "芝地区総合支所"@ja ;
  prov:wasDerivedFrom minato:minutes-p1 .
minato:kind-kanri-ka a kusei:UnitKind ; prov:wasDerivedFrom minato:page-p1 .
minato:name-kind-kanri-ka-1 a kusei:Name ; kusei:nameOf minato:kind-kanri-ka ;
  kusei:scope kusei:each ; kusei:nameKind kusei:formalName ; kusei:text "管理課"@ja .
minato:placement-kind-kanri-ka-1 a kusei:Placement ; kusei:scope kusei:each ;
  kusei:placed minato:kind-kanri-ka ; kusei:parent minato:kind-sogo-shisho ;
  prov:wasDerivedFrom minato:page-p1 .
minato:event-2009 kusei:status kusei:reported ; kusei:when "2009-04"^^edtf:EDTF ;
  prov:generated minato:kind-kanri-ka , minato:assignment-koucho--kanri-ka .
minato:assignment-koucho--kanri-ka a kusei:Assignment ; kusei:scope kusei:each ;
  kusei:duty minato:duty-koucho ; kusei:holder minato:kind-kanri-ka ;
  kusei:capacity kusei:inCharge ; prov:wasDerivedFrom minato:page-p1 .
"""
    + document("minutes", "2015-01-28")
)


def test_an_expanded_unit_is_certain_when_its_kind_and_its_office_are(location: Location) -> None:
    """A section of an office is bounded by both: the kind's begin, the office's attestation."""
    found = windows(ROSTER, location)
    unit, claim = (
        found["unit-shiba-kanri-ka"],
        found["assignment-koucho--kanri-ka--unit-shiba-kanri-ka"],
    )
    for window in (unit, claim):
        assert window.possible == Days(date(2009, 4, 1), None)
        assert said(window, "2009-04-15") == "possible date-fuzzy"
        assert said(window, "2015-01-27") == "possible begin-unknown"
        assert said(window, "2015-01-28") == "certain"
        assert said(window, "2015-01-29") == "presumed after-last-source"


def test_what_a_curator_adds_to_an_expanded_unit_joins_in(location: Location) -> None:
    """Minutes that attest the section on a later day make it certain up to that day."""
    added = ROSTER + document("later", "2023-09-15")
    added += (
        "minato:unit-shiba-kanri-ka a org:OrganizationalUnit ; "
        "prov:wasDerivedFrom minato:later-p1 .\n"
    )
    unit = windows(added, location)["unit-shiba-kanri-ka"]
    assert unit.certain == Days(date(2015, 1, 28), date(2023, 9, 15))
    assert unit.possible == Days(date(2009, 4, 1), None)


def test_an_expanded_unit_is_spoken_of_where_its_kind_and_its_office_are(
    location: Location,
) -> None:
    """What a consolidated law may say of each office on a day is not projected onto that day."""
    law = ROSTER + document("law", "[2007-06-02..2026-11-22]")
    law += (
        "minato:kind-kakari a kusei:UnitKind ; prov:wasDerivedFrom minato:law-p1 .\n"
        "minato:placement-kind-kakari-1 a kusei:Placement ; kusei:scope kusei:each ; "
        "kusei:placed minato:kind-kakari ; kusei:parent minato:kind-sogo-shisho ; "
        "prov:wasDerivedFrom minato:law-p1 .\n"
        "minato:unit-shiba prov:wasDerivedFrom minato:law-p1 .\n"
    )
    found = windows(law, location)
    for name in ("unit-shiba-kakari", "placement-kind-kakari-1--unit-shiba"):
        states = [found[name].on(date.fromisoformat(d)) for d in ("2007-06-01", "2007-06-02")]
        assert [state and state.projected for state in states] == [True, False], name


def test_a_usual_name_is_shown_and_the_formal_one_is_known(location: Location) -> None:
    """The usual name labels the office and names what is expanded from it; both names live."""
    usual = (
        "minato:name-unit-shiba-2 a kusei:Name ; kusei:nameOf minato:unit-shiba ; "
        'kusei:nameKind kusei:usualName ; kusei:text "芝"@ja ; prov:wasDerivedFrom minato:minutes-p1 .\n'
    )
    quads = derived(ROSTER + usual, location).quads
    said = {
        (q.subject.value.rpartition("/")[2], str(q.object.value).rpartition("/")[2])  # type: ignore[union-attr]
        for q in quads
        if q.predicate.value in {KUSEI + "label", SKOS + "prefLabel"}
    }
    named = {name for thing, name in said if thing == "unit-shiba"}
    assert named == {"芝"}
    assert ("unit-shiba-kanri-ka", "芝 管理課") in said
    shown = {str(q.object.value) for q in quads if q.predicate.value == KUSEI + "ofName"}  # type: ignore[union-attr]
    assert "芝" in shown
    assert "芝地区総合支所" not in shown


def test_what_has_no_iri_lives_no_life_and_a_text_bears_none(location: Location) -> None:
    """Both are findings; deriving goes on, for else nobody would be told of them."""
    wrong = (
        '[] a kusei:Name ; kusei:nameOf minato:unit-shiba ; kusei:text "芝"@ja .\n'
        'minato:name-a a kusei:Name ; kusei:nameOf "芝" ; kusei:text "芝"@ja .\n'
        'minato:placement-a a kusei:Placement ; kusei:placed [] ; kusei:parent "区" .\n'
    )
    sound = derived(ROSTER, location)
    found = derived(ROSTER + wrong, location)
    assert set(found.lives.by_iri) - set(sound.lives.by_iri) == {
        MINATO + "name-a",
        MINATO + "placement-a",
    }
    assert found.lives.by_iri[MINATO + "name-a"].within == ()
    assert set(sound.quads) <= set(found.quads)
    assert {type(quad.subject) for quad in found.quads} == {NamedNode}

"""States: one answer for each relation on each day, named, dated and sourced."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from kusei.derive.bounds import Days
from kusei.derive.relations import Relation
from kusei.derive.states import states
from kusei.graph.store import Literal, NamedNode
from kusei.terms import GRAPH, KUSEI
from tests.derive.graphs import MINATO, derived, document

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset, Location
    from kusei.derive import Derived
    from kusei.derive.states import StateOf

RENAMED = """
minato:ka a org:OrganizationalUnit ; prov:wasDerivedFrom minato:a-p1 .
minato:bu a org:OrganizationalUnit ; prov:wasDerivedFrom minato:a-p1 .
minato:name-bu-1 a kusei:Name ; kusei:nameOf minato:bu ; kusei:text "部"@ja , "Department"@en .
minato:name-1 a kusei:Name ; kusei:nameOf minato:ka ; kusei:text "旧課"@ja , "Old"@en .
minato:name-2 a kusei:Name ; kusei:nameOf minato:ka ; kusei:text "新課"@ja , "New"@en .
minato:placed a kusei:Placement ; kusei:placed minato:ka ; kusei:parent minato:bu .
minato:event a kusei:Renaming ; kusei:status kusei:reported ; kusei:when "2012-04-01"^^edtf:EDTF ;
  prov:invalidated minato:name-1 ; prov:generated minato:name-2 .
minato:ending kusei:status kusei:planned ; kusei:when "2027-04"^^edtf:EDTF ;
  prov:invalidated minato:ka .
""" + document("a", "2010-01-01")


def all_states(found: Derived) -> list[StateOf]:
    """The states of what was derived."""
    phases = {iri: window.phases() for iri, window in found.windows.items()}
    return list(states(found.lives, found.windows, phases))


def test_a_state_ends_where_a_name_or_a_certainty_does(location: Location) -> None:
    """A placement certain on one day only has a state for it, and one for each name before and after."""
    found = all_states(derived(RENAMED, location))
    placed = [s for s in found if s.relation == Relation(MINATO + "ka", MINATO + "bu")]
    old = frozenset({("ja", "旧課"), ("en", "Old")})
    new = frozenset({("ja", "新課"), ("en", "New")})
    seen, renamed, planned = date(2010, 1, 1), date(2012, 4, 1), date(2027, 4, 1)
    assert [(s.days, s.state.certainty.value, s.state.projected, s.names) for s in placed] == [
        (Days(None, date(2009, 12, 31)), "possible", True, old),
        (Days(seen, date(2012, 3, 31)), "certain", False, old),
        (Days(renamed, renamed), "certain", False, new),
        (Days(date(2012, 4, 2), date(2027, 3, 31)), "presumed", False, new),
        (Days(planned, None), "possible", False, new),
    ]
    assert {s.names_inside for s in placed} == {frozenset({("ja", "部"), ("en", "Department")})}
    assert {(s.planned_until, s.claims) for s in placed} == {
        (date(2027, 3, 31), (MINATO + "placed",))
    }
    assert [s.told for s in placed] == [None, *[renamed] * 4]
    assert placed[0].iri == MINATO + "ka--in--bu--0001-01-01"
    assert next(s.iri for s in found if s.relation == Relation(MINATO + "ka")) == (
        MINATO + "ka--on--0001-01-01"
    )


def test_a_relation_has_one_state_on_a_day(minato: Dataset) -> None:
    """On no day does one thing stand twice in one relation, and no state has the IRI of another."""
    found = all_states(minato.derived)
    runs: dict[Relation, list[Days]] = defaultdict(list)
    for state in found:
        runs[state.relation].append(state.days)
    for relation, its in runs.items():
        for earlier, later in pairwise(its):
            assert earlier.last is not None, relation
            assert later.first is not None, relation
            assert earlier.last < later.first, relation
    assert len({state.iri for state in found}) == len(found)


def test_whatever_was_there_has_a_state(minato: Dataset) -> None:
    """Every thing and every claim with a phase stands behind a state; a Name is told by its bearer's."""
    behind = {claim for state in all_states(minato.derived) for claim in state.claims}
    names = {name for its in minato.derived.lives.names.values() for name in its}
    there = {iri for iri, window in minato.derived.windows.items() if window.surest is not None}
    assert there - behind - names == set()
    assert behind <= there


def test_every_state_says_the_same_things(minato: Dataset) -> None:
    """A question needs an OPTIONAL for the reason, doubt, plan and the other side alone."""
    told: dict[str, list[str]] = defaultdict(list)
    for quad in minato.derived.quads:
        if quad.graph_name == NamedNode(GRAPH + "derived/states"):
            assert isinstance(quad.subject, NamedNode)
            name = quad.predicate.value.removeprefix(KUSEI)
            if isinstance(quad.object, Literal) and quad.object.language:
                name += f"@{quad.object.language}"
            told[quad.subject.value].append(name)
    always = {"of", "from", "until", "certainty", "ofName@ja"}
    for iri, names in told.items():
        assert always <= set(names), iri
        assert "stateOf" in names, iri
        for once in ("of", "in", "from", "until", "certainty", "why", "projected", "lastTold"):
            assert names.count(once) <= 1, iri


def test_the_standings_of_a_day_are_the_organisation_of_that_day(location: Location) -> None:
    """A section stands where it is placed; by itself only while it is certain and no place is told."""
    found = all_states(derived(RENAMED + ENDED, location))
    standing = [
        (s.relation.of.removeprefix(MINATO), s.relation.inside, s.days.first, s.days.last)
        for s in found
        if s.standing and s.state.certainty == "certain"
    ]
    seen, ended = date(2010, 1, 1), date(2011, 4, 1)
    assert [row for row in standing if row[0] == "kakari"] == [
        ("kakari", MINATO + "bu", seen, date(2011, 3, 31)),
        ("kakari", None, ended, date(2012, 1, 1)),
    ]
    # What is never placed stands by itself; what is placed on all its days never does.
    assert ("bu", None) in {row[:2] for row in standing}
    assert ("ka", None) not in {row[:2] for row in standing}


ENDED = """
minato:kakari a org:OrganizationalUnit ; prov:wasDerivedFrom minato:a-p1 , minato:b-p1 .
minato:kakari-in-bu a kusei:Placement ; kusei:placed minato:kakari ; kusei:parent minato:bu .
minato:leaving a kusei:Reorganisation ; kusei:status kusei:reported ;
  kusei:when "2011-04-01"^^edtf:EDTF ; prov:invalidated minato:kakari-in-bu .
""" + document("b", "2012-01-01")

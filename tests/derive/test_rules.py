"""Each CONSTRUCT rule on a hand-made case that fires, and what it must leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.dataset.files import rule_texts
from kusei.derive.rules import structure
from kusei.errors import ToolFailure
from kusei.graph.store import Store
from kusei.terms import PREFIXES
from tests.derive.graphs import derived, quads
from tests.derive.test_windows import ROSTER

if TYPE_CHECKING:
    from kusei.dataset.files import Location
    from kusei.graph.store import Quad

POSTS = """
minato:role-fuku a org:Role .
minato:name-role-fuku-1 a kusei:Name ; kusei:nameOf minato:role-fuku ; kusei:scope kusei:each ;
  kusei:nameKind kusei:formalName ; kusei:text "副総合支所長"@ja .
minato:placement-role-fuku-1 a kusei:Placement ; kusei:scope kusei:each ;
  kusei:placed minato:role-fuku ; kusei:parent minato:kind-sogo-shisho .
minato:ranking-role-fuku-1 a kusei:Ranking ; kusei:scope kusei:each ;
  kusei:ranked minato:role-fuku ; kusei:rank kusei:sectionChiefRank .
minato:purpose-kind-sogo-shisho-1 a kusei:Purpose ; kusei:scope kusei:some ;
  kusei:purposeOf minato:kind-sogo-shisho ; kusei:text "拠点"@ja .
"""
ORGANISATION = """
minato:ward a org:FormalOrganization .
minato:unit-bu a org:OrganizationalUnit . minato:unit-ka a org:OrganizationalUnit .
minato:placement-1 a kusei:Placement ; kusei:placed minato:unit-bu ; kusei:parent minato:ward .
minato:placement-2 a kusei:Placement ; kusei:placed minato:unit-ka ; kusei:parent minato:unit-bu .
minato:post-cho a org:Post .
minato:placement-3 a kusei:Placement ; kusei:placed minato:post-cho ; kusei:parent minato:unit-ka .
minato:kind-ka a kusei:UnitKind .
minato:event-1 kusei:status kusei:reported ; prov:generated minato:unit-ka , minato:kind-ka .
minato:event-2 kusei:status kusei:reported ; prov:invalidated minato:unit-bu .
minato:event-3 kusei:status kusei:planned ; prov:invalidated minato:unit-ka .
minato:event-4 kusei:status kusei:reported ; kusei:changed minato:unit-ka .
"""


def structured(turtle: str, location: Location) -> tuple[list[Quad], list[Quad]]:
    """The expansion and the ORG links of a Turtle text by the project's rules."""
    known = quads(turtle)
    return structure(rule_texts(location), Store(known))


def short(found: list[Quad]) -> set[tuple[str, ...]]:
    """Quads as (subject, predicate, object), each by its short name."""

    def name(iri: str) -> str:
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace):
                return (
                    iri.removeprefix(namespace)
                    if prefix == "minato"
                    else (f"{prefix}:{iri.removeprefix(namespace)}")
                )
        return iri

    return {tuple(name(t.value) for t in (q.subject, q.predicate, q.object)) for q in found}  # type: ignore[union-attr]


def test_an_office_gets_each_section_each_post_and_each_claim(location: Location) -> None:
    """What is said of each unit of a kind is said of the office, and nothing else is."""
    found = short(structured(ROSTER + POSTS, location)[0])
    placement, post = "placement-kind-kanri-ka-1--unit-shiba", "post-shiba-fuku"
    claim, ranking = (
        "assignment-koucho--kanri-ka--unit-shiba-kanri-ka",
        "ranking-role-fuku-1--post-shiba-fuku",
    )
    name, of_post = "name-kind-kanri-ka-1--name-unit-shiba-1", "name-role-fuku-1--name-unit-shiba-1"
    assert found == {
        ("unit-shiba-kanri-ka", "rdf:type", "org:OrganizationalUnit"),
        ("unit-shiba-kanri-ka", "org:classification", "kind-kanri-ka"),
        ("unit-shiba-kanri-ka", "kusei:expandedFrom", "placement-kind-kanri-ka-1"),
        ("unit-shiba-kanri-ka", "kusei:expandedFrom", "unit-shiba"),
        (placement, "rdf:type", "kusei:Placement"),
        (placement, "kusei:placed", "unit-shiba-kanri-ka"),
        (placement, "kusei:parent", "unit-shiba"),
        (placement, "kusei:expandedFrom", "placement-kind-kanri-ka-1"),
        (placement, "kusei:expandedFrom", "unit-shiba"),
        (post, "rdf:type", "org:Post"),
        (post, "org:role", "role-fuku"),
        (post, "org:postIn", "unit-shiba"),
        (post, "kusei:expandedFrom", "placement-role-fuku-1"),
        (post, "kusei:expandedFrom", "unit-shiba"),
        ("placement-role-fuku-1--unit-shiba", "rdf:type", "kusei:Placement"),
        ("placement-role-fuku-1--unit-shiba", "kusei:placed", post),
        ("placement-role-fuku-1--unit-shiba", "kusei:parent", "unit-shiba"),
        ("placement-role-fuku-1--unit-shiba", "kusei:expandedFrom", "placement-role-fuku-1"),
        ("placement-role-fuku-1--unit-shiba", "kusei:expandedFrom", "unit-shiba"),
        (claim, "rdf:type", "kusei:Assignment"),
        (claim, "kusei:holder", "unit-shiba-kanri-ka"),
        (claim, "kusei:duty", "duty-koucho"),
        (claim, "kusei:capacity", "kusei:inCharge"),
        (claim, "kusei:expandedFrom", "assignment-koucho--kanri-ka"),
        (claim, "kusei:expandedFrom", "unit-shiba-kanri-ka"),
        (ranking, "rdf:type", "kusei:Ranking"),
        (ranking, "kusei:ranked", post),
        (ranking, "kusei:rank", "kusei:sectionChiefRank"),
        (ranking, "kusei:expandedFrom", "ranking-role-fuku-1"),
        (ranking, "kusei:expandedFrom", post),
        (name, "rdf:type", "kusei:Name"),
        (name, "kusei:nameOf", "unit-shiba-kanri-ka"),
        (name, "kusei:nameKind", "kusei:formalName"),
        (name, "kusei:text", "芝地区総合支所 管理課"),
        (name, "kusei:expandedFrom", "name-kind-kanri-ka-1"),
        (name, "kusei:expandedFrom", "name-unit-shiba-1"),
        (of_post, "rdf:type", "kusei:Name"),
        (of_post, "kusei:nameOf", post),
        (of_post, "kusei:nameKind", "kusei:formalName"),
        (of_post, "kusei:text", "芝地区総合支所 副総合支所長"),
        (of_post, "kusei:expandedFrom", "name-role-fuku-1"),
        (of_post, "kusei:expandedFrom", "name-unit-shiba-1"),
    }


def test_a_section_of_an_expanded_section_is_expanded_too(location: Location) -> None:
    """Rules feed on each other until nothing new comes."""
    nested = (
        ROSTER
        + """
minato:kind-kakari a kusei:UnitKind .
minato:placement-kind-kakari-1 a kusei:Placement ; kusei:scope kusei:each ;
  kusei:placed minato:kind-kakari ; kusei:parent minato:kind-kanri-ka .
"""
    )
    found = short(structured(nested, location)[0])
    assert ("unit-shiba-kanri-ka-kakari", "rdf:type", "org:OrganizationalUnit") in found


def test_kinds_inside_each_other_are_refused(location: Location) -> None:
    """An expansion that would never end is named, not run."""
    circle = (
        ROSTER
        + """
minato:placement-kind-kanri-ka-2 a kusei:Placement ; kusei:scope kusei:each ;
  kusei:placed minato:kind-kanri-ka ; kusei:parent minato:kind-kanri-ka .
"""
    )
    with pytest.raises(ToolFailure, match="inside each other"):
        structured(circle, location)[0]


def test_plain_org_holds_units_and_their_begins_and_ends_only(location: Location) -> None:
    """Kinds, planned ends and mere changes have no place in the plain ORG view."""
    assert short(structured(ORGANISATION, location)[1]) == {
        ("unit-bu", "org:unitOf", "ward"),
        ("unit-ka", "org:subOrganizationOf", "unit-bu"),
        ("post-cho", "org:postIn", "unit-ka"),
        ("event-1", "rdf:type", "org:ChangeEvent"),
        ("event-1", "org:resultingOrganization", "unit-ka"),
        ("unit-ka", "org:resultedFrom", "event-1"),
        ("event-2", "rdf:type", "org:ChangeEvent"),
        ("event-2", "org:originalOrganization", "unit-bu"),
        ("unit-bu", "org:changedBy", "event-2"),
    }


def test_what_lives_on_is_original_and_resulting_in_plain_org(location: Location) -> None:
    """An absorption and a secession name what lives on twice, what a move changed is no part of it."""
    kinds = """
minato:unit-a a org:OrganizationalUnit .
minato:unit-b a org:OrganizationalUnit .
minato:unit-c a org:OrganizationalUnit .
minato:into a kusei:Absorption ; kusei:status kusei:reported ;
  kusei:changed minato:unit-a ; prov:invalidated minato:unit-b .
minato:out a kusei:Secession ; kusei:status kusei:reported ;
  kusei:changed minato:unit-a ; prov:generated minato:unit-c .
minato:later a kusei:Secession ; kusei:status kusei:planned ; kusei:changed minato:unit-c .
minato:moved a kusei:Move ; kusei:status kusei:reported ; kusei:changed minato:unit-a .
"""
    lives_on = {
        triple
        for event in ("into", "out")
        for triple in (
            (event, "rdf:type", "org:ChangeEvent"),
            (event, "org:originalOrganization", "unit-a"),
            (event, "org:resultingOrganization", "unit-a"),
            ("unit-a", "org:changedBy", event),
            ("unit-a", "org:resultedFrom", event),
        )
    }
    assert short(structured(kinds, location)[1]) == lives_on | {
        ("into", "org:originalOrganization", "unit-b"),
        ("unit-b", "org:changedBy", "into"),
        ("out", "org:resultingOrganization", "unit-c"),
        ("unit-c", "org:resultedFrom", "out"),
    }


def test_contradictions_are_values(location: Location) -> None:
    """An end before a begin, and a claim outside its bearer's life, are told by thing and kind."""
    found = derived(
        """
minato:unit-x a org:OrganizationalUnit .
minato:purpose a kusei:Purpose ; kusei:purposeOf minato:unit-x .
minato:a kusei:status kusei:reported ; kusei:when "2010-04"^^edtf:EDTF ; prov:generated minato:unit-x .
minato:b kusei:status kusei:reported ; kusei:when "2009-04"^^edtf:EDTF ; prov:invalidated minato:unit-x .
minato:c kusei:status kusei:reported ; kusei:when "2008-04"^^edtf:EDTF ; prov:generated minato:purpose .
""",
        location,
    ).contradictions
    assert {(c.thing.rpartition("/")[2], c.kind) for c in found} == {
        ("unit-x", "begin-after-end"),
        ("purpose", "outlives-bearer"),
    }


def test_the_latest_name_is_the_label(location: Location) -> None:
    """skos:prefLabel is the name that lives longest, in each language."""
    found = derived(
        """
minato:unit-x a org:OrganizationalUnit .
minato:name-1 a kusei:Name ; kusei:nameOf minato:unit-x ; kusei:text "くらし応援課"@ja .
minato:name-2 a kusei:Name ; kusei:nameOf minato:unit-x ; kusei:text "区民課"@ja , "Residents"@en .
minato:name-3 a kusei:Name ; kusei:nameOf minato:unit-x ; kusei:text "新課"@ja .
minato:a kusei:status kusei:reported ; kusei:when "2009-04"^^edtf:EDTF ;
  prov:invalidated minato:name-1 ; prov:generated minato:name-2 .
minato:b kusei:status kusei:planned ; kusei:when "2027-04"^^edtf:EDTF ; prov:generated minato:name-3 .
""",
        location,
    )
    labels = {str(q.object) for q in found.quads if q.predicate.value.endswith("prefLabel")}
    assert labels == {'"区民課"@ja', '"Residents"@en'}

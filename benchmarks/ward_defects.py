"""What is wrong in a synthetic ward: one change to a sound section, with the results it leads to.

A result is what a validator must report of it: focus node, path and constraint component. A path
that is more than one property is None, because each tool prints it in a way of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.ward_things import Section

BY_SPARQL: Final = "SPARQL"
"""The component of the four constraints that are written in SPARQL."""


class Result(NamedTuple):
    """Names as Turtle writes them; the component is what stands before ``ConstraintComponent``."""

    focus: str
    path: str | None
    component: str


def _put(
    role: str, predicate: str, *values: str, component: str
) -> Callable[[Section], list[Result]]:
    """Other values of one property, which that very property is reported for."""

    def spoil(section: Section) -> list[Result]:
        thing = section[role]
        thing.put(predicate, *values)
        return [Result(thing.name, predicate, component)]

    return spoil


def _cites_a_document(section: Section) -> list[Result]:
    claim = section["assignment-1"]
    source = section["passage-0"].value("oa:hasSource").replace("copy", "document")
    claim.put("prov:wasDerivedFrom", source)
    return [Result(claim.name, "prov:wasDerivedFrom", "Class")]


def _unknown_property(section: Section) -> list[Result]:
    placement = section["placement"]
    placement.put("kusei:perent", "here:ward")
    return [Result(placement.name, "kusei:perent", "Closed")]


def _placed_nowhere(section: Section) -> list[Result]:
    placement = section["placement"]
    placement.without("kusei:parent")
    return [Result(placement.name, None, "MinCount")]


def _unit_of_no_kind(section: Section) -> list[Result]:
    """The post is reported as well: its unit must be a sound one."""
    unit = section["unit"]
    unit.without("org:classification")
    return [
        Result(unit.name, "org:classification", "MinCount"),
        Result(section["post"].name, "org:postIn", "Node"),
    ]


def _unit_without_name(section: Section) -> list[Result]:
    for role in ("name-1", "name-2", "Renaming"):
        del section.things[role]
    return [
        Result(section["unit"].name, None, "MinCount"),
        Result(section["post"].name, "org:postIn", "Node"),
    ]


def _renaming_without_name(section: Section) -> list[Result]:
    event = section["Renaming"]
    event.put("prov:generated", section["unit"].name)
    return [Result(event.name, "prov:generated", "QualifiedMinCount")]


def _passage_of_nothing(section: Section) -> list[Result]:
    passage = section["passage-1"]
    passage.without("kusei:exact")
    return [Result(passage.name, None, "Or")]


def _begins_after_its_end(section: Section) -> list[Result]:
    placement = section["placement"]
    placement.put("kusei:certainUntil", '"1946-12-31"^^xsd:date')
    return [Result(placement.name, "kusei:certainFrom", "LessThanOrEquals")]


def _without_ground(section: Section) -> list[Result]:
    claim = section["assignment-1"]
    claim.without("prov:wasDerivedFrom")
    return [Result(claim.name, "prov:wasDerivedFrom", BY_SPARQL)]


def _two_in_charge(section: Section) -> list[Result]:
    """Of the two the one is reported whose IRI comes later."""
    section["given"].put("kusei:certainUntil", section["assignment-0"].value("kusei:certainUntil"))
    return [Result(section["assignment-0"].name, "kusei:holder", BY_SPARQL)]


def _two_names(section: Section) -> list[Result]:
    """Both languages overlap, and each is reported."""
    section["name-1"].put("kusei:certainUntil", section["name-2"].value("kusei:certainUntil"))
    return [Result(section["name-2"].name, "kusei:text", BY_SPARQL)] * 2


def _planned_day_passed(section: Section) -> list[Result]:
    event = section["DutyTransfer"]
    event.put("kusei:status", "kusei:planned")
    return [Result(event.name, "kusei:when", BY_SPARQL)]


_NAMES: Final = '"課"@ja', '"部"@ja'
DEFECTS: Final[tuple[Callable[[Section], list[Result]], ...]] = (
    _cites_a_document,
    _two_in_charge,
    _put("name-1", "kusei:text", *_NAMES, component="UniqueLang"),
    _put("name-2", "kusei:text", '"Section"@en', '"Service"@fr', component="LanguageIn"),
    _unknown_property,
    _without_ground,
    _placed_nowhere,
    _put("assignment-1", "kusei:duty", component="MinCount"),
    _put("assignment-1", "kusei:capacity", "kusei:reported", component="In"),
    _two_names,
    _unit_of_no_kind,
    _unit_without_name,
    _put("duty-1", "rdfs:label", '"課の業務"', component="Datatype"),
    _planned_day_passed,
    _put("Establishment", "kusei:when", '"2009-13"^^edtf:EDTF', component="Pattern"),
    _put("Establishment", "kusei:status", component="MinCount"),
    _renaming_without_name,
    _put("passage-1", "kusei:exact", f'"{"区" * 31}"', component="MaxLength"),
    _passage_of_nothing,
    _begins_after_its_end,
    _put("post", "org:role", "here:ward", component="Class"),
    _put("expanded", "kusei:scope", "kusei:all", component="In"),
)
"""In turn, one a section that is to be wrong."""

"""Random small graphs and shapes, as Turtle, to hold the compiled engine against pyshacl.

pyshacl is not the standard. Where it is known to differ (docs/engine.md) nothing is drawn: it
compares what SPARQL does not, walks the inverse of a sequence as the inverse of its first part, and
lets blank nodes pass ``sh:minLength 0``. So there are two worlds: one of all terms without
comparisons, and one of numbers with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

HEAD: Final = """\
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
Text = st.SearchStrategy[str]

NUMBERS: Final = ("1", "2", "10", "1.0", "1.5", '"01"^^xsd:integer', '"5"^^xsd:byte', "1E0")
LITERALS: Final = (
    *NUMBERS,
    *('"300"^^xsd:byte', '"abc"^^xsd:integer', '"a"', '"ab"', '"a"@en', '"b"@en', '"a"@ja', '""'),
    *("true", '"1"^^xsd:boolean', '"2009-04-01"^^xsd:date', '"2009-04-31"^^xsd:date'),
    *('"2009-4"^^xsd:gYearMonth', '"2009-04-01T00:00:00Z"^^xsd:dateTime', '"x"^^ex:t'),
)
NAMED: Final = ("ex:a", "ex:b", "ex:c")
BLANK: Final = ("_:x", "_:y")
properties: Final = st.sampled_from(("ex:p", "ex:q", "ex:r"))
classes: Final = st.sampled_from(("ex:C", "ex:D", "ex:E"))
counts: Final = st.integers(0, 3)
_KINDS: Final = (
    "IRI",
    "Literal",
    "BlankNode",
    "BlankNodeOrIRI",
    "BlankNodeOrLiteral",
    "IRIOrLiteral",
)
_DATATYPES: Final = (
    *("xsd:integer", "xsd:string", "xsd:decimal", "xsd:boolean", "xsd:byte", "xsd:date"),
    *("xsd:double", "rdf:langString", "ex:t"),
)
_PATTERNS: Final = ('"^a"', '"1"', '"^[0-9]+$"', '"B" ; sh:flags "i"', '"ex.mple"')
_TAGS: Final = ('( "en" )', '( "ja" "en" )', "( )")


@dataclass(frozen=True, slots=True)
class World:
    """What is drawn: the values of properties, and what shapes compare values with, if at all."""

    values: tuple[str, ...]
    limits: tuple[str, ...]


ALL_TERMS: Final = World((*NAMED, *BLANK, *LITERALS), ())
ONLY_NUMBERS: Final = World(NUMBERS, ("1", "2", "1.0", '"01"^^xsd:integer', "1E0"))


def graphs(world: World) -> Text:
    """A data graph of up to a dozen triples, types and subclasses."""

    def lines(*parts: Text, most: int) -> st.SearchStrategy[list[str]]:
        return st.lists(st.tuples(*parts).map(" ".join), max_size=most, unique=True)

    subjects = st.sampled_from((*NAMED, *BLANK))
    every = st.tuples(
        lines(subjects, properties, st.sampled_from(world.values), most=12),
        lines(subjects, st.just("a"), classes, most=4),
        lines(classes, st.just("rdfs:subClassOf"), classes, most=2),
    )
    return every.map(lambda groups: "".join(f"{line} .\n" for group in groups for line in group))


def _wider(inner: Text) -> Text:
    several = st.lists(inner, min_size=2, max_size=3).map(" ".join)
    repeated = st.sampled_from(["zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"])
    return st.one_of(
        several.map(lambda paths: f"( {paths} )"),
        several.map(lambda paths: f"[ sh:alternativePath ( {paths} ) ]"),
        st.tuples(repeated, inner).map(lambda parts: f"[ sh:{parts[0]} {parts[1]} ]"),
    )


_steps: Final = properties | properties.map(lambda path: f"[ sh:inversePath {path} ]")
paths: Final = properties | st.recursive(_steps, _wider, max_leaves=3)


def _on_values(world: World) -> Text:
    """A constraint of node and property shapes alike."""
    named = st.sampled_from((*NAMED, *(v for v in world.values if not v.startswith(("ex:", "_:")))))
    asked: dict[str, Text] = {
        "class": classes,
        "datatype": st.sampled_from(_DATATYPES),
        "nodeKind": st.sampled_from(_KINDS).map(lambda kind: f"sh:{kind}"),
        "minLength": st.integers(1, 3).map(str),
        "maxLength": counts.map(str),
        "pattern": st.sampled_from(_PATTERNS),
        "languageIn": st.sampled_from(_TAGS),
        "equals": properties,
        "disjoint": properties,
        "hasValue": named,
        "in": st.lists(named, max_size=3).map(lambda members: f"( {' '.join(members)} )"),
    }
    if world.limits:
        limits = st.sampled_from(world.limits)
        names = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
        asked |= dict.fromkeys(names, limits)
    return st.sampled_from(sorted(asked)).flatmap(
        lambda name: asked[name].map(lambda text: f"sh:{name} {text}")
    )


def _on_sets(world: World) -> Text:
    """A constraint of property shapes alone."""
    found = [
        counts.map(lambda number: f"sh:minCount {number}"),
        counts.map(lambda number: f"sh:maxCount {number}"),
        st.just("sh:uniqueLang true"),
    ]
    if world.limits:
        found += [
            properties.map(lambda path: f"sh:lessThan {path}"),
            properties.map(lambda path: f"sh:lessThanOrEquals {path}"),
        ]
    return st.one_of(found)


def _once(parts: list[str]) -> str:
    """The parts joined, of two that begin with the same property the first."""
    first: dict[str, str] = {}
    for part in parts:
        first.setdefault(part.split(" ", 1)[0], part)
    return " ; ".join(first.values())


def bodies(world: World, depth: int, *, path: bool) -> Text:
    """What stands in the brackets of a shape; ``depth`` is how many shapes lie in each other."""
    parts = [_on_values(world), *([_on_sets(world)] if path else [])]
    if depth:
        node = bodies(world, depth - 1, path=False)
        prop = bodies(world, depth - 1, path=True)
        inner = st.one_of(node, prop).map(lambda body: f"[ {body} ]")
        members = st.lists(inner, min_size=1, max_size=3).map(" ".join)
        logic = st.tuples(st.sampled_from(["and", "or", "xone"]), members)
        parts += [
            prop.map(lambda body: f"sh:property [ {body} ]"),
            node.map(lambda body: f"sh:node [ {body} ]"),
            inner.map(lambda shape: f"sh:not {shape}"),
            logic.map(lambda two: f"sh:{two[0]} ( {two[1]} )"),
            properties.map(lambda p: f"sh:closed true ; sh:ignoredProperties ( rdf:type {p} )"),
        ]
        if path:
            qualified = st.tuples(inner, counts, st.sampled_from(["Min", "Max"]))
            parts.append(
                qualified.map(
                    lambda t: f"sh:qualifiedValueShape {t[0]} ; sh:qualified{t[2]}Count {t[1]}"
                )
            )
    body = st.lists(st.one_of(parts), min_size=1, max_size=3).map(_once)
    return st.tuples(paths, body).map(lambda t: f"sh:path {t[0]} ; {t[1]}") if path else body


def shapes_graphs(world: World) -> Text:
    """One or two shapes with targets."""
    nodes = st.sampled_from((*NAMED, *(v for v in world.values if not v.startswith("_:"))))
    target = st.one_of(
        nodes.map(lambda node: f"sh:targetNode {node}"),
        classes.map(lambda cls: f"sh:targetClass {cls}"),
        properties.map(lambda path: f"sh:targetSubjectsOf {path}"),
        properties.map(lambda path: f"sh:targetObjectsOf {path}"),
    )
    targets = st.lists(target, min_size=1, max_size=2, unique=True).map(" ; ".join)
    more = st.sampled_from(["", " ; sh:severity sh:Warning", " ; sh:deactivated true"])
    body = st.booleans().flatmap(lambda path: bodies(world, 2, path=path))
    shape = st.tuples(targets, body, more).map(lambda t: f"{t[0]} ; {t[1]}{t[2]} .")
    return st.lists(shape, min_size=1, max_size=2).map(
        lambda shapes: "\n".join(f"ex:S{n} {text}" for n, text in enumerate(shapes))
    )

"""A graph by subject and property: every look-up gives what the triples say, in their order."""

from __future__ import annotations

from kusei import terms
from kusei.graph.index import GraphIndex
from kusei.graph.store import parse_triples

GRAPH = parse_triples(b"""
    @prefix : <urn:> .
    :a a :One, :Two ; :p :b, "x"@ja, "y"@en, "z", _:n .
    :b a :One ; :p :a ; :q :a, :b .
    _:n a :One ; :p :a .
    :a :p :c .
""")


def test_the_things_are_the_subjects_that_have_an_iri() -> None:
    """In the order in which they come; what has none is kept aside."""
    index = GraphIndex(GRAPH)
    assert list(index) == ["urn:a", "urn:b"]
    assert "urn:a" in index
    assert "urn:c" not in index
    assert [str(triple.predicate) for triple in index.nameless] == [
        f"<{terms.RDF_TYPE}>",
        "<urn:p>",
    ]


def test_classes_are_those_that_are_stated() -> None:
    """Of each class its things, of several those of the first before those of the next."""
    index = GraphIndex(GRAPH)
    assert index.of_class("urn:One") == ["urn:a", "urn:b"]
    assert index.of_class("urn:Two", "urn:One", "urn:None") == ["urn:a", "urn:a", "urn:b"]


def test_values_are_asked_by_their_sort() -> None:
    """IRIs, texts of all languages or of one, both together, or every term."""
    index = GraphIndex(GRAPH)
    assert index.iris("urn:a", "urn:p") == ["urn:b", "urn:c"]
    assert index.literals("urn:a", "urn:p") == ["x", "y", "z"]
    assert index.literals("urn:a", "urn:p", language="en") == ["y"]
    assert index.literals("urn:a", "urn:p", language="") == ["z"]
    assert index.values("urn:a", "urn:p") == ["urn:b", "x", "y", "z", "urn:c"]
    assert index.texts("urn:a", "urn:p") == {"ja": "x", "en": "y", "": "z"}
    assert index.texts("urn:b", "urn:p") == {}
    assert len(index.objects("urn:a", "urn:p")) == 6
    assert list(index.objects("urn:c", "urn:p")) == []


def test_what_points_to_a_thing_is_told_once() -> None:
    """By any property, or by the one that is given."""
    index = GraphIndex(GRAPH)
    assert index.pointing_to("urn:a") == ["urn:b"]
    assert index.pointing_to("urn:b") == ["urn:a", "urn:b"]
    assert index.pointing_to("urn:b", "urn:q") == ["urn:b"]
    assert index.pointing_to("urn:none") == []


def test_several_indexes_make_one_and_stay_as_they_are() -> None:
    """What they say of one thing follows each other; the parts do not change by it."""
    first, second = GraphIndex(GRAPH[:4]), GraphIndex(GRAPH[4:])
    before = {s: {p: [*o] for p, o in said.items()} for s, said in first.about.items()}
    whole, at_once = GraphIndex(parts=[first, second]), GraphIndex(GRAPH)
    assert whole.about == at_once.about
    assert whole.of_class("urn:One", "urn:Two") == at_once.of_class("urn:One", "urn:Two")
    assert whole.nameless == at_once.nameless
    assert first.about == before

"""A code is named by its notation, its label in any language, or its IRI."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kusei.errors import AmbiguousName, UnknownName
from kusei.findings import Text
from kusei.graph.store import Store, parse_turtle
from kusei.queries.concepts import find_concept
from kusei.queries.stored import Choice, Parameter
from kusei.terms import KUSEI

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset

CAPACITY = Parameter(
    name="capacity",
    type="code",
    classes=(),
    optional=False,
    label=Text(ja="立場", en="capacity"),
    scheme="https://w3id.org/kusei/scheme/capacities",
)


@pytest.mark.parametrize(
    "typed",
    ["in-charge", "主管", "In Charge", " in charge ", "kusei:inCharge", KUSEI + "inCharge"],
)
def test_a_code_is_found_by_any_of_its_names(minato: Dataset, typed: str) -> None:
    """Case, width and blanks do not tell labels apart."""
    assert find_concept(minato.store, typed, CAPACITY) == KUSEI + "inCharge"


@pytest.mark.parametrize("typed", ["正式名称", "kusei:formalName", "", "mayor"])
def test_what_is_no_code_of_the_scheme_is_told_with_those_there_are(
    minato: Dataset, typed: str
) -> None:
    """A concept of another scheme is none; all are listed with both labels."""
    with pytest.raises(UnknownName, match="in-charge  主管 / in charge"):
        find_concept(minato.store, typed, CAPACITY)


def test_choices_narrow_a_scheme(minato: Dataset) -> None:
    """What is not among them is not accepted, and not listed."""
    narrow = replace(CAPACITY, choices=(Choice(value="consultation"),))
    assert find_concept(minato.store, "相談", narrow) == KUSEI + "consultation"
    with pytest.raises(UnknownName) as caught:
        find_concept(minato.store, "in-charge", narrow)
    assert "主管" not in str(caught.value)


def test_two_concepts_of_one_label_are_told_apart_by_their_codes() -> None:
    """An ambiguous label lists its candidates."""
    turtle = b"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <urn:a> skos:inScheme <urn:s> ; skos:notation "a" ; skos:prefLabel "\xe9\x95\xb7"@ja .
    <urn:b> skos:inScheme <urn:s> ; skos:notation "b" ; skos:prefLabel "\xe9\x95\xb7"@ja ."""
    store = Store(parse_turtle(turtle, graph="urn:g"))
    asked = replace(CAPACITY, scheme="urn:s")
    with pytest.raises(AmbiguousName, match=r"names 2 concepts:\n  a  長\n  b  長"):
        find_concept(store, "長", asked)
    assert find_concept(store, "b", asked) == "urn:b"

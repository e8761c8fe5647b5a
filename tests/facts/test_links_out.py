"""Links to other data sets: numbers whose check digits fit, and the same thing only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from kusei import terms
from kusei.graph.store import Literal, NamedNode

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset

CODE: Final = terms.DCT + "identifier"
CORPORATE: Final = terms.ORG + "identifier"
AREA: Final = terms.DCT + "spatial"
SAME: Final = "http://www.w3.org/2002/07/owl#sameAs"
MINATO: Final = terms.PREFIXES["minato"]
WARD: Final = MINATO + "ward"
STANDARD_AREA: Final = "http://data.e-stat.go.jp/lod/sac/C"


def values(minato: Dataset, predicate: str) -> dict[str, str]:
    """What each thing has of a property that it has once."""
    return {
        quad.subject.value: quad.object.value
        for quad in minato.curated
        if quad.predicate.value == predicate
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode | Literal)
    }


def code_digit(five: str) -> int:
    """The check digit of a local-government code: weights 6 to 2, modulus 11 (JIS X 0402)."""
    return (11 - sum(int(d) * w for d, w in zip(five, range(6, 1, -1), strict=True)) % 11) % 10


def corporate_digit(base: str) -> int:
    """The check digit of a corporate number: weights 1, 2 from the right, modulus 9, in front."""
    weighted = (int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(base)))
    return 9 - sum(weighted) % 9


@pytest.mark.parametrize("code", ["131032", "130001"])
def test_the_check_digit_of_a_code_tells_a_slip(code: str) -> None:
    """Any one digit wrong no longer fits."""
    assert code_digit(code[:5]) == int(code[5])
    for place in range(5):
        slip = str((int(code[place]) + 1) % 10)
        assert code_digit(code[:place] + slip + code[place + 1 : 5]) != int(code[5])


@pytest.mark.parametrize("number", ["8000020131032", "8000020130001"])
def test_the_check_digit_of_a_corporate_number_tells_a_slip(number: str) -> None:
    """Any one digit wrong no longer fits; 0 and 9 alone count the same."""
    assert corporate_digit(number[1:]) == int(number[0])
    for place in range(1, 13):
        slip = str((int(number[place]) + 1) % 9)
        assert corporate_digit(number[1:place] + slip + number[place + 1 :]) != int(number[0])


def test_the_numbers_of_the_data_fit_their_check_digits(minato: Dataset) -> None:
    """A mistyped number would tie the ward to another body."""
    codes, numbers = values(minato, CODE), values(minato, CORPORATE)
    assert codes == {WARD: "131032"}
    assert WARD in numbers
    assert all(code_digit(code[:5]) == int(code[5]) for code in codes.values())
    assert all(corporate_digit(number[1:]) == int(number[0]) for number in numbers.values())


def test_a_corporate_number_and_an_area_hold_the_code_of_the_same_body(minato: Dataset) -> None:
    """The number of a local government is made of its code, its area of the first five digits."""
    numbers, areas = values(minato, CORPORATE), values(minato, AREA)
    assert numbers.keys() == areas.keys()
    for body, number in numbers.items():
        assert number[1:7] == "000020"
        assert values(minato, CODE).get(body, number[7:]) == number[7:]
        assert areas[body] == STANDARD_AREA + number[7:12]


def test_only_the_ward_is_said_to_be_the_same_as_a_thing_elsewhere(minato: Dataset) -> None:
    """An area is not the body that governs it, and a former ward no place of today."""
    same = values(minato, SAME)
    assert same.keys() == {WARD}
    assert re.fullmatch(r"http://www\.wikidata\.org/entity/Q[1-9][0-9]*", same[WARD])

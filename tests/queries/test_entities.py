"""What people type names the entity that is meant, or they are told what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.errors import AmbiguousName, InvalidValue, UnknownName
from kusei.graph.store import Store, parse_turtle
from kusei.queries.entities import find_entity, normalised
from kusei.terms import KUSEI, ORG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.dataset.files import Dataset

T = "https://w3id.org/kusei/id/test/"
KIND, UNIT, ROLE, DUTY = (
    KUSEI + "UnitKind",
    ORG + "OrganizationalUnit",
    ORG + "Role",
    KUSEI + "Duty",
)


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("市民課", "kind-shimin-ka"),
        ("生活課", "kind-shimin-ka"),
        ("citizens'  SECTION", "kind-shimin-ka"),
        (" 北総合支所　市民課 ", "unit-kita-shimin-ka"),
        ("北総合支所市民課", "unit-kita-shimin-ka"),
        ("北総合支所生活課", "unit-kita-shimin-ka"),
        ("総合支所", "kind-shisho"),
        ("しみんか", "kind-shimin-ka"),
        ("シミンカ", "kind-shimin-ka"),
        ("ｼﾐﾝｶ", "kind-shimin-ka"),
        ("ＣＩＴＩＺＥＮＳ' Section", "kind-shimin-ka"),
        ("きたそうごうししょ しみんか", "unit-kita-shimin-ka"),
        (f"{T}kind-shisho", "kind-shisho"),
        (f"<{T}kind-shisho>", "kind-shisho"),
    ],
)
def test_an_entity_is_found_by_any_of_its_names(small: Store, typed: str, local: str) -> None:
    """Former names, other widths, cases and blanks, and IRIs all lead to the one thing."""
    assert find_entity(small, typed, [KIND, UNIT]) == T + local


def test_a_label_is_looked_for_in_the_classes_asked_for(small: Store) -> None:
    """窓口業務 is a duty, so no unit is called so; the message names what comes near."""
    assert find_entity(small, "窓口業務", [DUTY]) == T + "duty-madoguchi"
    with pytest.raises(UnknownName, match="nothing of kusei:Duty is called '窓口'") as caught:
        find_entity(small, "窓口", [DUTY])
    assert "窓口業務" in str(caught.value)
    assert "(kusei:Duty)" in str(caught.value)
    with pytest.raises(UnknownName):
        find_entity(small, "窓口業務", [KIND])


def test_an_iri_of_another_class_is_refused(small: Store) -> None:
    """The message says what it is and what was asked for."""
    with pytest.raises(InvalidValue, match="is a kusei:Duty; a kusei:UnitKind is asked for"):
        find_entity(small, f"{T}duty-sodan", [KIND])


@pytest.mark.parametrize("typed", ["minato:kind-nowhere", "http://x y/", "<a b>"])
def test_an_iri_that_names_nothing_is_refused(small: Store, typed: str) -> None:
    """A mistyped IRI gives no empty answer."""
    with pytest.raises((UnknownName, InvalidValue)):
        find_entity(small, typed)


def test_a_prefixed_name_is_expanded_by_the_list_of_prefixes(small: Store) -> None:
    """kusei:inCharge is an IRI, whatever the labels say."""
    assert find_entity(small, "kusei:inCharge") == KUSEI + "inCharge"


def graph(lines: Sequence[str]) -> Store:
    """A store of a few lines of Turtle."""
    head = "".join(f"@prefix {p}: <{ns}> .\n" for p, ns in PREFIXES.items())
    return Store(parse_turtle((head + "\n".join(lines)).encode(), graph="urn:g"))


def test_a_kind_wins_over_its_units_and_a_role_over_its_posts() -> None:
    """Where a unit bears exactly the name of its kind, the name means the kind."""
    store = graph(
        [
            'minato:kind a kusei:UnitKind ; skos:prefLabel "区民課"@ja .',
            'minato:u a org:OrganizationalUnit ; org:classification minato:kind ; skos:prefLabel "区民課"@ja .',
            'minato:role a org:Role ; skos:prefLabel "課長"@ja .',
            'minato:post a org:Post ; org:role minato:role ; skos:prefLabel "課長"@ja .',
        ]
    )
    minato = PREFIXES["minato"]
    assert find_entity(store, "区民課", [KIND, UNIT]) == minato + "kind"
    assert find_entity(store, "区民課", [UNIT]) == minato + "u"
    assert find_entity(store, "課長", [ROLE, ORG + "Post"]) == minato + "role"


def test_a_label_of_two_unlike_things_is_ambiguous() -> None:
    """The message lists both with their classes, and neither is taken."""
    store = graph(
        [
            'minato:one a kusei:Duty ; rdfs:label "相談"@ja .',
            'minato:two a kusei:Measure ; rdfs:label "相 談"@ja .',
            'minato:three a kusei:Reform ; rdfs:label "相談"@ja .',
        ]
    )
    with pytest.raises(AmbiguousName) as caught:
        find_entity(store, "相談")
    assert "minato:one  (kusei:Duty)" in str(caught.value)
    assert "minato:three  (kusei:Reform)" in str(caught.value)


def test_a_reading_finds_what_nothing_is_spelt_as() -> None:
    """The sound leads to the thing; words that are spelt so are meant before those that sound so."""
    store = graph(
        [
            'minato:one a kusei:Duty ; rdfs:label "街づくり"@ja, "まちづくり"@ja-Hira .',
            'minato:two a kusei:Duty ; rdfs:label "まちづくり"@ja, "まちづくり"@ja-Hira .',
            'minato:three a kusei:Duty ; rdfs:label "広聴"@ja, "こう ちょう"@ja-Hira .',
            'minato:four a kusei:Reform ; rdfs:label "校長"@ja, "こうちょう"@ja-Hira .',
        ]
    )
    minato = PREFIXES["minato"]
    assert find_entity(store, "まちづくり", [DUTY]) == minato + "two"
    assert find_entity(store, "街づくり", [DUTY]) == minato + "one"
    assert find_entity(store, "こうちょう", [DUTY]) == minato + "three"
    with pytest.raises(AmbiguousName) as caught:
        find_entity(store, "こうちょう")
    assert "広聴  minato:three" in str(caught.value)
    assert "校長  minato:four" in str(caught.value)


def test_labels_compare_without_width_case_and_blanks() -> None:
    """NFKC, no white space, case folded."""
    assert normalised("Ａｂ　ｶﾞ 課") == normalised("ab ガ課")


@pytest.mark.parametrize("typed", ["くみんが", "区民", "くみん", "くらし応援", "Residents"])
def test_what_nearly_names_a_thing_is_listed(minato: Dataset, typed: str) -> None:
    """By its present or former name, in kana or English, whole or in part."""
    with pytest.raises(UnknownName) as caught:
        find_entity(minato.store, typed, (KUSEI + "UnitKind",))
    assert "minato:kind-kumin-ka " in str(caught.value)

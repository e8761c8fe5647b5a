"""Free names: after the highest number ever used, never one that was withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.curation.written import Written
from kusei.dataset.files import find, load
from kusei.errors import InvalidValue

if TYPE_CHECKING:
    from pathlib import Path

DATA = """@prefix minato: <https://w3id.org/kusei/id/minato/> .
@prefix kusei: <https://w3id.org/kusei/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
minato:name-unit-a-2 kusei:nameOf minato:unit-a .
minato:name-unit-a-10 kusei:nameOf minato:unit-a .
minato:name-unit-a-b-77 kusei:nameOf minato:unit-a-b .
minato:assignment-x--a kusei:duty minato:duty-x .
minato:event-1 kusei:changed minato:unit-only-pointed-to .
minato:duty-x rdfs:label "住民票の交付支援業務等"@ja .
minato:duty-y rdfs:label "支援"@en .
kusei:support skos:inScheme <https://w3id.org/kusei/scheme/capacities> ; skos:prefLabel "支援"@ja .
"""
RETIRED = """# withdrawn
minato:p-p012
https://w3id.org/kusei/id/minato/unit-old  # 2020
assignment-x--a-2
"""
BASE = "https://w3id.org/kusei/id/minato/"


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """A small project."""
    for folder in ("data/minato", "ontology", "queries", "validation"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "kusei.toml").write_text('[project]\nward = "minato"\nversion = "1"\n', "utf-8")
    (tmp_path / "data/minato/all.ttl").write_text(DATA, "utf-8")
    (tmp_path / "data/minato/retired.txt").write_text(RETIRED, "utf-8")
    return Written(load(find(tmp_path)))


def test_numbers_follow_the_highest(written: Written) -> None:
    """Numbers compare as numbers, of this bearer alone, those withdrawn too."""
    assert written.next_numbered("name-unit-a-") == BASE + "name-unit-a-11"
    assert written.next_numbered("name-unit-b-") == BASE + "name-unit-b-1"
    assert written.next_numbered("p-p", digits=3) == BASE + "p-p013"
    assert written.numbered("name-unit-a-") == [BASE + f"name-unit-a-{n}" for n in (2, 10)]


def test_an_assignment_that_is_taken_is_numbered(written: Written) -> None:
    """assignment-<duty>--<holder>, then -2, and -3 where -2 was withdrawn."""
    duty = BASE + "duty-x"
    assert written.next_assignment(duty, BASE + "unit-a") == BASE + "assignment-x--a-3"
    assert written.next_assignment(duty, BASE + "role-b") == BASE + "assignment-x--b"


@pytest.mark.parametrize(
    "slug", ["a", "only-pointed-to", "old", "", "a--b", "-a", "A", "か", "a\n"]
)
def test_names_that_are_not_free(written: Written, slug: str) -> None:
    """Used as subject or object, withdrawn, or no kebab-case."""
    with pytest.raises(InvalidValue):
        written.free(kind="unit", slug=slug)


def test_a_free_name(written: Written) -> None:
    """What is neither used nor withdrawn is given."""
    assert written.free(kind="unit", slug="a-1") == BASE + "unit-a-1"


def test_the_capacity_is_read_from_the_last_word(written: Written) -> None:
    """業務, 事業 and 等 at the end say nothing; without a word of the scheme it is in charge."""
    ontology = "https://w3id.org/kusei/ontology#"
    assert written.capacity(BASE + "duty-x") == ontology + "support"
    assert written.capacity(BASE + "duty-y") == ontology + "inCharge"

"""The checks are given the phases that they ask for, and are not made to pay for others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from kusei import terms
from kusei.derive import Phases
from kusei.validation.checks import read_checks, whole_graph
from kusei.validation.phases_asked import phases_asked

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset, Location
    from kusei.graph.store import Quad

PROJECTED: Final = """SELECT ?focus {
  ?name kusei:nameOf ?focus .
  FILTER NOT EXISTS {
    ?early kusei:phaseOf ?name .
    FILTER EXISTS { ?early kusei:projected true }
    FILTER EXISTS { ?early kusei:until ?day . FILTER EXISTS { ?name kusei:possibleUntil ?day } }
  }
}"""


def test_a_check_that_names_no_phase_needs_none() -> None:
    """Words of phases in a comment or a message do not count."""
    text = '#+ message.en = "in no phase"\n# A kusei:Phase is not asked for.\nSELECT * { ?s ?p ?o }'
    assert phases_asked([text]) is Phases.NONE


def test_projected_phases_are_told_from_others() -> None:
    """Where each phase that is asked for is projected, the others are not needed."""
    assert phases_asked([PROJECTED]) is Phases.PROJECTED
    assert phases_asked(["SELECT * { ?s ?p ?o }", PROJECTED]) is Phases.PROJECTED


@pytest.mark.parametrize(
    "text",
    [
        PROJECTED.replace("projected true", "projected false"),
        PROJECTED.replace("FILTER EXISTS { ?early kusei:projected true }", ""),
        PROJECTED.replace("?early kusei:projected", "?name kusei:projected"),
        PROJECTED.replace("    FILTER EXISTS { ?early kusei:until", "  } { ?early kusei:until"),
        PROJECTED.replace("{ ?name kusei:possibleUntil ?day }", "{ ?other kusei:until ?day }"),
        PROJECTED.replace("?focus {", "?focus { ?phase kusei:phaseOf ?focus ."),
        PROJECTED.replace("?focus {", "?focus { ?focus a kusei:Phase ."),
        "SELECT ?focus { ?focus <https://w3id.org/kusei/ontology#certainty> ?how }",
        "SELECT ?focus { ?focus <https://w3id.org/kusei/ontology#why> ?how }",
        'SELECT ?focus { ?focus ?p ?o FILTER (STRENDS(STR(?p), "phaseOf")) }',
    ],
)
def test_in_doubt_all_phases_are_asked_for(text: str) -> None:
    """A check that may meet another than a projected phase gets them all, whatever others ask."""
    assert phases_asked([PROJECTED, text]) is Phases.ALL


def test_our_own_checks_ask_for_projected_phases_alone(location: Location) -> None:
    """Thirty thousand triples are spared at each validation."""
    stored = read_checks(location.queries / "checks")
    assert phases_asked(check.stored.text for check in stored) is Phases.PROJECTED


def _phases(quads: list[Quad]) -> dict[object, set[str]]:
    """What is said of each phase that is a phase of a life."""
    said: dict[object, set[str]] = {}
    for quad in quads:
        if "--phase-" in quad.subject.value and "--label-" not in quad.subject.value:  # type: ignore[union-attr]
            said.setdefault(quad.subject, set()).add(str(quad))
    return said


def test_projected_phases_are_those_of_all_that_are_projected(minato: Dataset) -> None:
    """With the same IRIs and all that is said of them; without phases everything else is there."""
    derived = minato.derived
    every = _phases(derived.quads)
    some = _phases(derived.with_phases(Phases.PROJECTED))
    is_projected = f"<{terms.KUSEI}projected>"
    assert some == {p: said for p, said in every.items() if any(is_projected in s for s in said)}
    assert 0 < len(some) < len(every)
    assert _phases(derived.with_phases(Phases.ALL)) == every
    assert derived.with_phases(Phases.NONE) == derived.without_phases
    assert set(derived.without_phases) <= set(derived.quads)
    left_out = {str(q.subject) for q in set(derived.quads) - set(derived.without_phases)}
    assert all("--phase-" in subject or "--label-" in subject for subject in left_out)


def test_the_store_of_the_dataset_is_not_the_one_that_checks_add_to(minato: Dataset) -> None:
    """What checks see besides, the ontology, is not met by those who ask the dataset."""
    kind = f"ASK {{ <{terms.KUSEI}Name> a <{terms.OWL}Class> }}"
    assert whole_graph(minato).store.query(kind) is True
    assert minato.store.query(kind) is False
    assert whole_graph(minato).store.query(kind) is True
    assert minato.store.query(kind) is False

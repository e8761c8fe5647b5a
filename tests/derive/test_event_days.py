"""The days on which an event may have been, for queries to compare."""

from __future__ import annotations

import pytest

from kusei.derive.event_days import event_days
from kusei.graph.store import NamedNode, parse_turtle

GRAPH = NamedNode("urn:derived")


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2006-04-01", "2006-04-01", "2006-04-01"),
        ("2009-04", "2009-04-01", "2009-04-30"),
        ("2017", "2017-01-01", "2017-12-31"),
        ("[2017-04..2019-03]", "2017-04-01", "2019-03-31"),
    ],
)
def test_an_event_is_on_one_of_the_days_of_its_date(when: str, first: str, last: str) -> None:
    """From the first to the last day that the EDTF literal allows, both included."""
    turtle = f'<urn:e> <https://w3id.org/kusei/ontology#when> "{when}" .'
    said = {
        str(q.predicate.value).rpartition("#")[2]: getattr(q.object, "value", None)
        for q in event_days(parse_turtle(turtle.encode(), graph="urn:g"), graph=GRAPH)
    }
    assert said == {"possibleFrom": first, "possibleUntil": last}


def test_what_is_no_date_says_nothing() -> None:
    """It is a finding elsewhere, and no reason to stop here."""
    turtle = '<urn:e> <https://w3id.org/kusei/ontology#when> "spring" .'
    assert not [*event_days(parse_turtle(turtle.encode(), graph="urn:g"), graph=GRAPH)]

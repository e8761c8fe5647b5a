"""Everything that claims are about is shown by some name, on every day and in both languages."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kusei.derive.display_names import LANGUAGES
from kusei.graph.store import Literal, NamedNode, Triple
from kusei.terms import KUSEI, PREFIXES
from tests.derive.graphs import MINATO, derived, quads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.dataset.files import Dataset, Location
    from kusei.graph.store import Quad

SHOWN = ("holder", "placed", "parent", "post", "ranked", "incumbencyOf", "nameOf")
"""Predicates whose objects answers show by a name."""

NAME = """
minato:unit-x a org:OrganizationalUnit .
minato:name-unit-x-1 a kusei:Name ; kusei:nameOf minato:unit-x ; kusei:nameKind kusei:formalName ;
  kusei:text {text} .
minato:placement-unit-x-1 a kusei:Placement ; kusei:placed minato:unit-x ;
  kusei:parent minato:unit-y .
minato:event-1 a kusei:Renaming ; kusei:status kusei:reported ;
  kusei:when "2010-04-01"^^edtf:EDTF ; prov:generated minato:name-unit-x-1 .
"""


class Shown:
    """By which texts things are shown, read from quads as a query reads them."""

    def __init__(self, all_quads: Iterable[Quad]) -> None:
        self._of: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._text: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for quad in all_quads:
            subject, predicate, obj = quad.subject, quad.predicate.value, quad.object
            assert not isinstance(subject, Triple)
            assert not isinstance(obj, Triple)
            if isinstance(obj, Literal) and predicate == KUSEI + "text":
                self._text[subject.value].append((obj.language or "", obj.value))
            elif predicate.startswith(KUSEI):
                self._of[predicate.removeprefix(KUSEI)][obj.value].append(subject.value)
        self._value = {
            name: {s: o for o, subjects in self._of[name].items() for s in subjects}
            for name in ("from", "until", "certainty", "why")
        }

    def things(self) -> set[str]:
        """All that some claim is about."""
        return {thing for name in SHOWN for thing in self._of[name]}

    def runs(self, thing: str, language: str) -> list[tuple[date, date, str]]:
        """First day, last day and text of all that it is shown by, in order."""
        found = [
            (self._day("from", phase), self._day("until", phase), text)
            for name in self._of["displayNameOf"][thing]
            for told, text in self._text[name]
            if told == language
            for phase in self._of["phaseOf"][name]
            if phase in self._value["certainty"] and phase in self._value["why"]
        ]
        return sorted(found)

    def _day(self, name: str, phase: str) -> date:
        return date.fromisoformat(self._value[name][phase])

    def gaps(self, thing: str, language: str) -> list[date]:
        """First days of the times in which it is shown by nothing; empty where there are none."""
        next_day, missing = date.min, []
        for first, last, _ in self.runs(thing, language):
            if first > next_day:
                missing.append(next_day)
            if last == date.max:
                return missing
            next_day = max(next_day, last + timedelta(days=1))
        return [*missing, next_day]


def shown(turtle: str, location: Location) -> Shown:
    """What is shown in a small graph."""
    return Shown([*quads(turtle), *derived(turtle, location).quads])


def texts(turtle: str, location: Location, thing: str, language: str) -> list[tuple[str, str]]:
    """The first day and the text of each run in a small graph."""
    runs = shown(turtle, location).runs(MINATO + thing, language)
    return [(first.isoformat(), text) for first, _, text in runs]


def test_whatever_claims_are_about_has_a_name_on_every_day_in_both_languages(
    minato: Dataset,
) -> None:
    """No day between the first and the last of the calendar on which an answer would lose a row."""
    found = Shown([*minato.curated, *minato.derived.quads])
    assert len(found.things()) > 300
    missing = [
        (thing, language, day.isoformat())
        for thing in sorted(found.things())
        for language in LANGUAGES
        for day in found.gaps(thing, language)
    ]
    assert missing == []


def test_every_phase_says_when_how_sure_and_why(minato: Dataset) -> None:
    """Each phase of the graph has exactly one of each, so that a query needs no OPTIONAL."""
    told: dict[str, list[str]] = defaultdict(list)
    for quad in minato.derived.quads:
        if isinstance(quad.subject, NamedNode) and quad.predicate.value.startswith(KUSEI):
            told[quad.subject.value].append(quad.predicate.value.removeprefix(KUSEI))
    wanted = ["certainty", "from", "phaseOf", "until", "why"]
    for predicates in told.values():
        if "phaseOf" in predicates:
            assert sorted(p for p in predicates if p != "projected") == wanted


def test_before_its_first_name_a_thing_is_shown_by_its_latest(location: Location) -> None:
    """No name is known for the days before; the label of today stands in for them."""
    runs = texts(NAME.format(text='"課"@ja, "Section"@en'), location, "unit-x", "ja")
    assert runs[0] == ("0001-01-01", "課")
    assert {text for _, text in runs} == {"課"}
    assert len(runs) >= 2


@pytest.mark.parametrize(
    ("turtle", "thing", "language", "expected"),
    [
        (NAME.format(text='"課"@ja'), "unit-x", "en", {"unit-x"}),
        (
            NAME.format(text='"課"@ja') + 'minato:unit-x rdfs:label "Section X"@en .\n',
            "unit-x",
            "en",
            {"Section X"},
        ),
        (
            NAME.format(text='"課"@ja') + 'minato:unit-y rdfs:label "部"@ja .\n'
            "minato:unit-y a org:OrganizationalUnit .\n",
            "unit-y",
            "ja",
            {"部"},
        ),
        (
            NAME.format(text='"課"@ja') + "minato:unit-y a org:OrganizationalUnit .\n",
            "unit-y",
            "ja",
            {"unit-y"},
        ),
    ],
    ids=["no English", "an English label", "a label and no name", "neither"],
)
def test_where_no_name_is_a_label_stands_in_and_else_the_end_of_the_iri(
    turtle: str, thing: str, language: str, expected: set[str], location: Location
) -> None:
    """One text for all days: there is nothing that would change it."""
    found = shown(turtle, location)
    assert {text for _, _, text in found.runs(MINATO + thing, language)} == expected
    assert found.gaps(MINATO + thing, language) == []


def test_what_is_not_described_is_still_shown(location: Location) -> None:
    """A holder or parent that no file says anything of is named by the end of its IRI."""
    found = shown(NAME.format(text='"課"@ja'), location)
    assert found.gaps(PREFIXES["minato"] + "unit-y", "ja") == []

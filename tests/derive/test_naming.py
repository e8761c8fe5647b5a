"""Everything that claims are about is shown by some name, on every day and in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kusei.derive.bounds import Days
from kusei.derive.certainty import Certainty, State, Why
from kusei.derive.naming import LANGUAGES, Naming
from tests.derive.graphs import MINATO, derived, document
from tests.derive.test_states import all_states

if TYPE_CHECKING:
    from kusei.dataset.files import Dataset, Location
    from kusei.derive import Derived

NAME = """
minato:unit-x a org:OrganizationalUnit .
minato:name-unit-x-1 a kusei:Name ; kusei:nameOf minato:unit-x ; kusei:nameKind kusei:formalName ;
  kusei:text {text} .
minato:placement-unit-x-1 a kusei:Placement ; kusei:placed minato:unit-x ;
  kusei:parent minato:unit-y .
minato:event-1 a kusei:Renaming ; kusei:status kusei:reported ;
  kusei:when "2010-04-01"^^edtf:EDTF ; prov:generated minato:name-unit-x-1 .
"""

Run = tuple[date, date, str]


def naming(found: Derived) -> Naming:
    """What shows the things of a graph."""
    phases = {iri: window.phases() for iri, window in found.windows.items()}
    return Naming(found.lives, found.windows, phases)


def runs(shown: Naming, thing: str, language: str) -> list[Run]:
    """First day, last day and text of all that a thing is shown by, in order."""
    return [
        (days.first or date.min, days.last or date.max, text)
        for days, named in shown.over(thing, Days())
        for told, text in sorted(named.texts)
        if told == language
    ]


def gaps(shown: Naming, thing: str, language: str) -> list[date]:
    """First days of the times in which it is shown by nothing; empty where there are none."""
    next_day, missing = date.min, []
    for first, last, _ in runs(shown, thing, language):
        if first > next_day:
            missing.append(next_day)
        if last == date.max:
            return missing
        next_day = max(next_day, last + timedelta(days=1))
    return [*missing, next_day]


def test_whatever_claims_are_about_has_a_name_on_every_day_in_both_languages(
    minato: Dataset,
) -> None:
    """No day between the first and the last of the calendar on which an answer would lose a row."""
    shown, things = naming(minato.derived), minato.derived.lives.bearers
    assert len(things) > 300
    missing = [
        (thing, language, day.isoformat())
        for thing in things
        for language in LANGUAGES
        for day in gaps(shown, thing, language)
    ]
    assert missing == []


def test_before_its_first_name_a_thing_is_shown_by_its_latest(location: Location) -> None:
    """No name is known for the days before; the label of today stands in for them."""
    shown = naming(derived(NAME.format(text='"課"@ja, "Section"@en'), location))
    found = runs(shown, MINATO + "unit-x", "ja")
    assert found[0][0] == date.min
    assert {text for _, _, text in found} == {"課"}


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
    shown = naming(derived(turtle, location))
    assert {text for _, _, text in runs(shown, MINATO + thing, language)} == expected
    assert gaps(shown, MINATO + thing, language) == []


def test_what_is_not_described_is_still_shown(location: Location) -> None:
    """A holder or parent that no file says anything of is named by the end of its IRI."""
    shown = naming(derived(NAME.format(text='"課"@ja'), location))
    assert gaps(shown, MINATO + "unit-y", "ja") == []


RENAMED = """
minato:unit-x a org:OrganizationalUnit ; prov:wasDerivedFrom minato:a-p1 .
minato:name-1 a kusei:Name ; kusei:nameOf minato:unit-x ; kusei:text "旧課"@ja .
minato:name-2 a kusei:Name ; kusei:nameOf minato:unit-x ; kusei:text "新課"@ja .
minato:event-1 a kusei:Renaming ; kusei:status kusei:reported ; kusei:when "2009-04"^^edtf:EDTF ;
  prov:invalidated minato:name-1 ; prov:generated minato:name-2 .
minato:begun a kusei:Establishment ; kusei:status kusei:reported ;
  kusei:when "2000-04-01"^^edtf:EDTF ; prov:generated minato:unit-x .
""" + document("a", "2015-01-01")


def test_in_the_month_of_a_renaming_the_names_are_open_and_the_thing_is_not(
    location: Location,
) -> None:
    """Both may be its name; the state stays certain and says how sure its names are."""
    found = [
        (
            state.days,
            sorted(text for language, text in state.names if language == "ja"),
            state.naming,
        )
        for state in all_states(derived(RENAMED, location))
        if state.relation.of == MINATO + "unit-x" and state.state.certainty == "certain"
    ]
    open_names = State(Certainty.POSSIBLE, Why.DATE_FUZZY)
    assert found == [
        (Days(date(2000, 4, 1), date(2009, 3, 31)), ["旧課"], None),
        (Days(date(2009, 4, 1), date(2009, 4, 29)), ["新課", "旧課"], open_names),
        (Days(date(2009, 4, 30), date(2015, 1, 1)), ["新課"], None),
    ]

"""The gate as a whole: what it counts, what it never lets pass, how long it takes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kusei.dataset.files import Dataset, read_bytes
from kusei.errors import DatasetInvalid
from kusei.findings import Severity
from kusei.report.input_rules import STDIN
from kusei.validation import all_rules, validate, validate_alone

if TYPE_CHECKING:
    from kusei.dataset.files import Location

TODAY = date(2026, 11, 22)
KIND = (
    b"@prefix kusei: <https://w3id.org/kusei/ontology#> .\n"
    b"@prefix minato: <https://w3id.org/kusei/id/minato/> .\n"
    b"minato:kind-ka a kusei:UnitKind .\n"
)


def test_the_data_of_the_project_is_sound_and_every_thing_in_it_was_looked_at(
    minato: Dataset,
) -> None:
    """No error, and no thing of the data that no shape has seen."""
    report = validate(minato, today=TODAY)
    assert [f for f in report.findings if f.severity is Severity.ERROR] == []
    things = {
        quad.subject
        for file in minato.files
        for quad in file.quads
        if file.name.startswith("data/")
    }
    assert report.nodes_checked >= len(things)
    assert report.rules_checked == len(all_rules(minato.location))


def test_a_run_that_looked_at_nothing_is_a_finding(location: Location) -> None:
    """Success for zero checks would be the worst of reports; the ontology counts for nothing."""
    own = read_bytes(b"", path=location.data / "minato" / "ward.ttl", name="data/minato/ward.ttl")
    report = validate(Dataset(location, [own]), today=TODAY)
    found = {(f.code, f.name) for f in report.findings}
    # Waivers of things that were not looked at waived nothing.
    assert found - {("KG074", "waiver-unused")} == {("KG003", "nothing-checked")}
    assert report.nodes_checked == 0


def test_rules_that_matched_nothing_are_named(location: Location) -> None:
    """A shape whose target is empty has checked nothing, and the report says so."""
    name = "data/minato/kinds.ttl"
    own = read_bytes(KIND, path=location.root / name, name=name)
    report = validate(Dataset(location, [own]), today=TODAY)
    assert report.nodes_checked == 1
    assert "KG110" not in report.rules_matching_nothing
    assert "KG221" in report.rules_matching_nothing


def test_a_thing_that_no_shape_looked_at_is_a_finding(location: Location) -> None:
    """A class of its own that is declared and has no shape would escape unseen."""
    name = "data/minato/kinds.ttl"
    text = KIND + b"minato:x a kusei:Claim . minato:y a kusei:State . minato:z kusei:scope 1 .\n"
    own = read_bytes(text, path=location.root / name, name=name)
    report = validate(Dataset(location, [own]), today=TODAY)
    found = [f for f in report.findings if f.code == "KG075"]
    assert [(f.focus, f.file, f.line) for f in found] == [
        ("https://w3id.org/kusei/id/minato/y", name, 4)
    ]
    # That a thing has no class is said already, and that no shape saw it is not said as well.
    of_z = {f.code for f in report.findings if f.focus and f.focus.endswith("/z")}
    assert "KG014" in of_z


def test_findings_are_sorted_and_none_is_given_twice(location: Location) -> None:
    """The same data gives the same report, whatever the order of files."""
    name = "data/minato/kinds.ttl"
    text = KIND + b"minato:kind-bu a kusei:UnitKind ; kusei:nme 1 .\n"
    own = read_bytes(text, path=location.root / name, name=name)
    report = validate(Dataset(location, [own, own]), today=TODAY)
    assert list(report.findings) == sorted(set(report.findings), key=lambda f: f.sort_key)


@pytest.mark.parametrize(
    ("today", "codes"), [(date(2027, 3, 31), set()), (date(2027, 5, 1), {"KG026"})]
)
def test_a_planned_event_is_due_by_the_day_that_is_given(
    location: Location, today: date, codes: set[str]
) -> None:
    """Today's date comes from the caller; the rule never asks the clock."""
    name = "data/minato/events/2027.ttl"
    text = KIND + (
        b"minato:event-2027-04-x a kusei:Reorganisation ; kusei:status kusei:planned ;\n"
        b'    kusei:when "2027-04"^^<http://id.loc.gov/datatypes/edtf/EDTF> .\n'
    )
    own = read_bytes(text, path=location.root / name, name=name)
    report = validate(Dataset(location, [own]), today=today)
    assert {f.code for f in report.findings} & {"KG026"} == codes


def test_turtle_by_itself_is_held_against_shapes_and_terms_alone(location: Location) -> None:
    """A piece of Turtle has no dataset around it, so nothing is asked of the whole graph."""
    text = KIND + b"minato:name-kind-ka-1 a kusei:Name ; kusei:nameOff minato:kind-ka .\n"
    report = validate_alone(text, location, path=Path("-"))
    assert [(f.code, f.file) for f in report.findings] == [
        ("KG160", STDIN),
        ("KG161", STDIN),
        ("KG162", STDIN),
        ("KG007", STDIN),
    ]
    assert "kusei:nameOf?" in report.findings[-1].message.en
    assert report.nodes_checked == 2


def test_turtle_by_itself_that_is_not_turtle_is_one_finding(location: Location) -> None:
    """File, line and column, and nothing else is said."""
    with pytest.raises(DatasetInvalid) as caught:
        validate_alone(KIND + b"minato:x a", location, path=Path("-"))
    (finding,) = caught.value.findings
    assert (finding.code, finding.file, finding.line) == ("KG001", STDIN, 4)

"""Waivers: what they let pass, for how long, and what is said of those that do not hold."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kusei.dataset.files import Dataset, read_bytes
from kusei.errors import DatasetInvalid
from kusei.report.formats import render
from kusei.validation import validate
from kusei.validation.shapes import shape_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kusei.dataset.files import Location
    from kusei.report.report import Report

    Run = Callable[..., Report]

LAST = date(2027, 3, 31)
HEAD = (
    "@prefix kusei: <https://w3id.org/kusei/ontology#> .\n"
    "@prefix minato: <https://w3id.org/kusei/id/minato/> .\n"
    "@prefix rule: <https://w3id.org/kusei/rule/> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
)
WAIVER = (
    "rule:waiver-1 a kusei:Waiver ;\n"
    '    kusei:waives "KG031" ;\n'
    "    kusei:node minato:kind-ka ;\n"
    '    kusei:because "its name comes with the next source"@en, "名称は次の資料による"@ja ;\n'
    '    kusei:author "curators of the reform data" ;\n'
    '    kusei:lastDay "2027-03-31"^^xsd:date .\n'
)


@pytest.fixture
def run(location: Location, tmp_path: Path) -> Run:
    """Validate two kinds without a name, with these waivers beside the shapes of the project."""
    folder = tmp_path / "validation"
    folder.mkdir()
    for path in shape_files(location.validation):
        (folder / path.name).write_bytes(path.read_bytes())
    place = replace(location, root=tmp_path, validation=folder, data=tmp_path / "data")
    name = "data/minato/kinds.ttl"
    kinds = HEAD + "minato:kind-ka a kusei:UnitKind .\nminato:kind-bu a kusei:UnitKind .\n"

    def validated(waivers: str | None, *, today: date = LAST) -> Report:
        if waivers is not None:
            (folder / "waivers.ttl").write_text(HEAD + waivers, "utf-8")
        own = read_bytes(kinds.encode(), path=tmp_path / name, name=name)
        return validate(Dataset(place, [own]), today=today)

    return validated


def nameless(report: Report) -> set[str]:
    """The local names of the things that are said to have no name."""
    return {str(f.focus).rpartition("/")[2] for f in report.findings if f.code == "KG031"}


def about_waivers(report: Report) -> list[tuple[str, str, int | None]]:
    """What is said of the waivers: code, file, line."""
    return [
        (f.code, f.file or "", f.line)
        for f in report.findings
        if "07" in f.code and f.code < "KG075"
    ]


def test_a_waiver_lets_its_rule_pass_for_its_node_and_no_other(run: Run) -> None:
    """One rule, one thing; the finding is counted as waived and keeps its reason."""
    before, after = run(None), run(WAIVER)
    assert nameless(before) == {"kind-ka", "kind-bu"}
    assert nameless(after) == {"kind-bu"}
    (waived,) = after.waived
    assert (waived.finding.code, waived.until) == ("KG031", LAST)
    assert (waived.because.en, waived.because.ja) == (
        "its name comes with the next source", "名称は次の資料による",
    )  # fmt: skip
    assert about_waivers(after) == []
    assert {f.code for f in after.findings} == {f.code for f in before.findings}


def test_waived_findings_are_counted_in_every_report(run: Run) -> None:
    """Who reads the report sees that something was let pass."""
    report = run(WAIVER)
    assert ", 1 waived\n" in render(report, "text", language="en")
    assert json.loads(render(report, "json", language="en"))["summary"]["waived"] == 1
    assert ", 0 waived\n" in render(run(""), "text", language="en")


def test_a_waiver_ends_after_its_last_day_and_says_so(run: Run) -> None:
    """On its last day it holds; the day after, the finding is back, and the waiver is one too."""
    report = run(WAIVER, today=date(2027, 4, 1))
    assert nameless(report) == {"kind-ka", "kind-bu"}
    assert report.waived == ()
    assert about_waivers(report) == [("KG073", "validation/waivers.ttl", 11)]


def test_a_waiver_of_what_is_not_found_is_a_finding(run: Run) -> None:
    """Left lying about, it would hide the next defect there."""
    report = run(WAIVER.replace("minato:kind-ka", "minato:kind-kakari"))
    assert about_waivers(report) == [("KG074", "validation/waivers.ttl", 7)]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('    kusei:waives "KG031" ;\n', "", 6),
        ('"KG031"', '"KG999"', 7),
        ("    kusei:node minato:kind-ka ;\n", "", 6),
        ("kusei:node minato:kind-ka", 'kusei:node "kind-ka"', 8),
        ("kusei:node minato:kind-ka", "kusei:node minato:kind-ka, minato:kind-bu", 8),
        ('"its name comes with the next source"@en, "名称は次の資料による"@ja', '"because"', 9),
        ('    kusei:author "curators of the reform data" ;\n', "", 6),
        ('"curators of the reform data"', '" "', 10),
        ('"2027-03-31"^^xsd:date', '"2027-02-30"^^xsd:date', 11),
    ],
)
def test_a_waiver_that_is_not_complete_waives_nothing(
    run: Run, old: str, new: str, line: int
) -> None:
    """Rule, thing, reason, author and last day, each once: else it is a finding at its place."""
    assert old in WAIVER
    report = run(WAIVER.replace(old, new))
    assert nameless(report) == {"kind-ka", "kind-bu"}
    assert about_waivers(report) == [("KG072", "validation/waivers.ttl", line)]


def test_the_findings_about_waivers_cannot_be_waived(run: Run) -> None:
    """Else one waiver would keep another alive for ever."""
    second = (
        WAIVER.replace("waiver-1", "waiver-2")
        .replace("KG031", "KG073")
        .replace("minato:kind-ka", "rule:waiver-1")
        .replace("2027-03-31", "2030-03-31")
    )
    report = run(f"{WAIVER}\n{second}", today=date(2027, 4, 1))
    assert [code for code, _, _ in about_waivers(report)] == ["KG073", "KG074"]


def test_waivers_that_are_not_turtle_stop_the_run(run: Run) -> None:
    """As with any file: its place, and nothing runs on what is left."""
    with pytest.raises(DatasetInvalid) as caught:
        run("rule:waiver-1 a\n")
    assert [(f.code, f.file) for f in caught.value.findings] == [
        ("KG001", "validation/waivers.ttl")
    ]


def test_an_empty_file_of_waivers_is_none(run: Run) -> None:
    """Whoever keeps the file for later is told nothing."""
    assert about_waivers(run("# none so far\n")) == []

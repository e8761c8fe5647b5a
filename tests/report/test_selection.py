"""Which rules and findings are asked for, and what is said of a slip in asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.errors import UnknownName
from kusei.findings import Finding, Severity, Text
from kusei.report.report import Report
from kusei.report.selection import Selection, chosen_codes, find_rule
from kusei.validation import all_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.dataset.files import Location
    from kusei.report.rules import Rule


@pytest.fixture(scope="module")
def rules(location: Location) -> list[Rule]:
    """The rules of the project."""
    return all_rules(location)


def finding(code: str, focus: str | None = None) -> Finding:
    """A finding of a rule about a thing."""
    text = Text(ja="x", en="x")
    return Finding(code=code, name="x", severity=Severity.ERROR, message=text, focus=focus)


@pytest.mark.parametrize(
    ("select", "ignore", "shape", "expected"),
    [
        (["KG012"], [], None, {"KG012"}),
        (["kg012", "KG044"], [], None, {"KG012", "KG044"}),
        (["KG22"], ["KG221", "KG22"], None, set()),
        (["KG22"], ["KG221"], None, {"KG220", "KG222", "KG223", "KG224"}),
        (["KG22"], [], "event-date", {"KG221"}),
        ([], [], "rule:event-date", {"KG221"}),
        ([], [], "<https://w3id.org/kusei/rule/event-date>", {"KG221"}),
        (["KG012"], [], "event-date", set()),
    ],
)
def test_codes_are_chosen_by_their_beginning_and_what_is_ignored_is_left_out(
    rules: Sequence[Rule],
    select: list[str],
    ignore: list[str],
    shape: str | None,
    expected: set[str],
) -> None:
    """Ignoring is stronger than selecting; a shape narrows what was selected."""
    assert chosen_codes(rules, select=select, ignore=ignore, shape=shape) == frozenset(expected)


def test_all_rules_are_no_selection(rules: Sequence[Rule]) -> None:
    """Nothing is hidden where nothing was asked."""
    assert chosen_codes(rules, select=[], ignore=[], shape=None) is None
    assert chosen_codes(rules, select=["KG"], ignore=[], shape=None) is None


@pytest.mark.parametrize(
    ("select", "near"), [("KG0122", "KG012"), ("kg999", "`kusei rule`"), ("", "`kusei rule`")]
)
def test_a_code_that_no_rule_has_is_refused_with_those_near(
    rules: Sequence[Rule], select: str, near: str
) -> None:
    """A misspelt code would hide everything and look like success."""
    with pytest.raises(UnknownName, match=near):
        chosen_codes(rules, select=[select], ignore=[], shape=None)
    with pytest.raises(UnknownName, match=near):
        chosen_codes(rules, select=[], ignore=[select], shape=None)


def test_a_rule_is_found_by_code_name_and_iri_and_no_other(rules: Sequence[Rule]) -> None:
    """However it is written in a report."""
    for typed in ("KG012", "kg012", "claim-without-passage", "rule:claim-without-passage"):
        assert find_rule(rules, typed).code == "KG012"
    with pytest.raises(UnknownName, match="claim-without-passage"):
        find_rule(rules, "claim-wihout-pasage")


def test_findings_are_selected_by_rule_and_thing_together() -> None:
    """Both must fit; counts of the run stay as they are."""
    report = Report(
        findings=(finding("KG012", "a:x"), finding("KG012", "a:y"), finding("KG044", "a:x")),
        nodes_checked=7,
        labels={},
    )
    shown = Selection(frozenset({"KG012"}), "a:x").of(report)
    assert [(f.code, f.focus) for f in shown.findings] == [("KG012", "a:x")]
    assert shown.nodes_checked == 7
    assert Selection().of(report) is report


@pytest.mark.parametrize("code", ["KG001", "KG002", "KG003"])
def test_what_says_that_nothing_was_checked_is_never_hidden(code: str) -> None:
    """A selection must not turn a run that looked at nothing into a success."""
    report = Report(findings=(finding(code),), labels={})
    assert Selection(frozenset({"KG012"}), "a:x").of(report).findings == report.findings

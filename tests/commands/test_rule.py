"""``kusei rule``: one rule explained, or all of them listed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kusei.validation import all_rules

if TYPE_CHECKING:
    from kusei.dataset.files import Location
    from tests.commands.conftest import Kusei


def test_a_rule_is_explained_by_what_why_examples_and_fix(kusei_main: Kusei) -> None:
    """All that a person needs who met its code in a report."""
    ran = kusei_main("rule", "KG044", "--lang", "en")
    assert ran.code == 0
    head, what, why, bad, good, fix, iri = ran.out.split("\n\n")[:5] + ran.out.split("\n\n")[-2:]
    assert head == "KG044 scope-missing (error)"
    assert what == "is about a kind, but does not say how far it holds (kusei:scope)"
    assert why.startswith("why: Unless a claim about a kind")
    assert bad.startswith("bad:\n")
    assert "kusei:scope" not in bad
    assert "\ngood:\n" in f"\n{good}" or "good:" in ran.out
    assert "  >     kusei:scope kusei:" in ran.out
    assert fix == "fix: write kusei:scope kusei:each or kusei:some"
    assert iri == "https://w3id.org/kusei/rule/scope-missing\n"


@pytest.mark.parametrize(
    "typed",
    ["kg044", "scope-missing", "rule:scope-missing", "https://w3id.org/kusei/rule/scope-missing"],
)
def test_a_rule_is_known_by_code_name_and_iri(kusei_main: Kusei, typed: str) -> None:
    """As it stands in whichever report."""
    assert kusei_main("rule", typed, "--lang", "ja").out.startswith(
        "KG044 scope-missing (エラー)\n"
    )


def test_without_a_rule_all_are_listed(kusei_main: Kusei, location: Location) -> None:
    """One line each: code, name, severity, what it says."""
    lines = kusei_main("rule", "--lang", "en").out.splitlines()
    rules = all_rules(location)
    assert [line.split()[:3] for line in lines] == [
        [rule.code, rule.name, rule.severity.value] for rule in rules
    ]
    assert all(len(line.split()) > 3 for line in lines)


def test_an_unknown_rule_is_exit_2_with_those_near(kusei_main: Kusei) -> None:
    """A slip in the name leads to the name that was meant."""
    ran = kusei_main("rule", "scope-mising")
    assert (ran.code, ran.out) == (2, "")
    assert "scope-missing" in ran.err


def test_json_holds_the_same_for_machines(kusei_main: Kusei, location: Location) -> None:
    """Every rule with its examples as Turtle, under a version of the form."""
    document = json.loads(kusei_main("rule", "-f", "json", "--lang", "en").out)
    assert document["schema_version"] == 1
    rules = {rule["code"]: rule for rule in document["rules"]}
    assert len(rules) == len(all_rules(location))
    assert rules["KG044"]["bad"] != rules["KG044"]["good"]
    assert rules["KG010"]["bad"].count("--- data/minato/") == 2
    assert all(
        rule["bad"] and rule["good"] and rule["why"] and rule["fix"] for rule in rules.values()
    )
    assert rules["KG012"]["iri"].endswith("/claim-without-passage")

"""Every rule says why it is there and shows an example; all of it in words that anyone reads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from kusei.dataset.files import find
from kusei.report.blanks import read_without_finding
from kusei.validation import all_rules
from kusei.validation.examples import example_of
from kusei.validation.rule_reference import rule_page, rule_text
from tests.validation.test_cases import INVALID, expected, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.dataset.files import Location
    from kusei.findings import Finding
    from kusei.report.rules import Rule

LOCATION: Final = find(Path(__file__).resolve().parent.parent.parent)
RULES: Final = all_rules(LOCATION)
WITHOUT_WHY: Final[frozenset[str]] = frozenset()
"""Codes of rules whose reason nobody has written yet; the aim is that there are none."""

# Terms of SHACL and of Python that nobody who mends data should have to know.
JARGON: Final = re.compile(
    r"(?i:\bsh:|shacl|\bfocus|\bnode ?kind|\bconstraint|\bconform|\bviolat|\bcomponent\b"
    r"|\bpredicate\b|minCount|maxCount|datatype)|フォーカス|制約|URIRef|BNode|NamedNode|rdflib"
    r"|\bLiteral\(|\bNone\b|\bTrue\b|\bFalse\b|<class |object at 0x|\{[a-z_]+\}|\['"
)


def code_of(rule: Rule) -> str:
    """The name under which pytest shows a rule."""
    return rule.code


@pytest.mark.parametrize("rule", RULES, ids=code_of)
def test_a_rule_says_why_in_both_languages(rule: Rule) -> None:
    """A person who is told to change something wants to know what for."""
    if rule.code in WITHOUT_WHY:
        assert rule.why is None, f"{rule.code} has a reason now: take it off the list"
        return
    assert rule.why is not None
    assert re.search("[ぁ-ん一-龯]", rule.why.ja)
    assert not re.search("[ぁ-ん一-龯]", rule.why.en)
    assert not rule.why.en.endswith(".")
    assert rule.why.en not in {rule.message.en, rule.fix.en}


@pytest.mark.parametrize("rule", RULES, ids=code_of)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_rule_shows_a_bad_and_a_good_example_that_differ_by_one_line(
    rule: Rule, language: str
) -> None:
    """The case that breaks it and the one that keeps it: Turtle, or a dataset of a few files."""
    text = rule_text(rule, LOCATION, language)
    assert rule.name in text.splitlines()[0]
    example = example_of(LOCATION, rule.code)
    assert example is not None
    for side in (example.bad, example.good):
        assert sum(line.differs for line in side) <= 1
        assert side[0].text.strip()
        assert all(line.text in text for line in side)
    assert example.bad != example.good
    assert "  > " in text


@pytest.mark.parametrize("rule", RULES, ids=code_of)
def test_a_rule_reads_without_a_finding(rule: Rule) -> None:
    """What a finding would name is said in words, of each blank what kind of thing stands there."""
    for language in ("ja", "en"):
        for said in (rule.headline(language), rule.mending(language)):
            left = said.replace('"…"', "").replace("minato:…", "").replace("<…>", "")
            assert "…" not in left or "…" in rule.fix.in_language(language), said
            assert "{" not in said


def test_a_blank_is_worded_dropped_or_shown_as_open() -> None:
    """A word that is not in the list is left open; where all is one blank there is nothing to say."""
    assert read_without_finding("begins {thing}{hint_en}", "en") == "begins ‹a thing›"
    assert read_without_finding("{thing} を始める", "ja") == "〈もの〉 を始める"
    assert read_without_finding("begins {what}", "en") == "begins …"
    assert read_without_finding("{detail_en}", "en") is None


def test_every_rule_is_on_the_page(location: Location) -> None:
    """With an anchor by which a report can link to it."""
    page = rule_page(location, language="ja")
    for rule in RULES:
        assert f'<a id="{rule.code.lower()}"></a>{rule.code} {rule.name}\n' in page


@pytest.mark.parametrize("rule", RULES, ids=code_of)
def test_what_a_rule_says_of_itself_is_in_plain_words(rule: Rule) -> None:
    """Message, reason and fix name things of the data and terms that curators write."""
    for text in (rule.why, rule.fix):
        for said in (text.ja, text.en) if text is not None else ():
            assert not JARGON.search(re.sub(r"\{\w+\}", "", said)), said
    for said in (rule.headline("ja"), rule.headline("en")):
        assert not JARGON.search(said), said


@pytest.mark.parametrize("path", INVALID, ids=named)
def test_what_is_found_is_said_in_plain_words(
    path: Path, case_findings: Callable[[Path], list[Finding]]
) -> None:
    """No placeholder is left, no term of SHACL, nothing as Python shows it."""
    found = case_findings(path)
    assert len(found) == len(expected(path))
    for finding in found:
        for text in filter(None, (finding.message, finding.fix)):
            for said in (text.ja, text.en):
                assert said.strip()
                assert not JARGON.search(said), said

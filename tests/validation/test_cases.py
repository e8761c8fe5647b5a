"""Each rule fires on its invalid case, exactly as that case says, and on nothing valid."""

from __future__ import annotations

import difflib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from kusei import terms
from kusei.dataset.files import find
from kusei.validation import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.findings import Finding

    FindingsOf = Callable[[Path], list[Finding]]

HERE: Final = Path(__file__).resolve().parent
EXPECT: Final = "# expect: "
INVALID: Final = sorted(HERE.glob("*/invalid.*.ttl"))
VALID: Final = sorted(HERE.glob("*/valid.*.ttl"))

DATASETS: Final = sorted((HERE / "whole-dataset").glob("*.txt"))
"""Cases of several files; ``test_dataset_cases`` runs them."""


def named(path: Path) -> str:
    """The name under which pytest shows a case."""
    return f"{path.parent.name}/{path.name}"


def expected(path: Path) -> list[str]:
    """What the head of an invalid case says will be found."""
    lines = path.read_text("utf-8").splitlines()
    return [line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)]


def line_of(finding: Finding) -> str:
    """A finding as the head of a case names it."""
    return " ".join(
        (
            finding.code,
            finding.severity.value,
            terms.compact(finding.focus) if finding.focus else "-",
            terms.compact(finding.path) if finding.path else "-",
        )
    )


def body(path: Path) -> list[str]:
    """The lines of a case without its expectations."""
    lines = path.read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith(EXPECT)]


def differing_lines(one: list[str], other: list[str]) -> int:
    """How many lines were changed, added or taken away between two cases."""
    marks = Counter(line[0] for line in difflib.ndiff(one, other) if line[0] in "+-")
    return max(marks["+"], marks["-"])


@pytest.mark.parametrize("path", INVALID, ids=named)
def test_an_invalid_case_has_exactly_the_findings_it_names(
    path: Path, case_findings: FindingsOf
) -> None:
    """Code, severity, focus node, path and file of the whole report are those of the case."""
    found = case_findings(path)
    assert {finding.file for finding in found} == {f"data/minato/{path.name}"}
    lines = sorted(line_of(finding) for finding in found)
    assert lines
    assert lines == expected(path)


@pytest.mark.parametrize("path", VALID, ids=named)
def test_nothing_is_found_in_a_valid_case(path: Path, case_findings: FindingsOf) -> None:
    """A rule that fires on sound data would be switched off by those it should help."""
    assert case_findings(path) == []


@pytest.mark.parametrize("path", INVALID, ids=named)
def test_an_invalid_case_differs_from_a_valid_one_by_one_line(path: Path) -> None:
    """One line changed, added or taken away: so the case shows what the rule is about."""
    mine = body(path)
    valid = sorted(path.parent.glob("valid.*.ttl"))
    assert min(differing_lines(body(one), mine) for one in valid) == 1


def test_every_folder_of_cases_belongs_to_rules_and_every_rule_file_has_its_folder(
    rule_folders: dict[str, str],
) -> None:
    """A shape file, a check and a module of rules each have a folder of cases, and no other is."""
    on_disk = {path.name for path in HERE.iterdir() if path.is_dir() and path.name[0] not in "_."}
    assert on_disk == {*rule_folders, "whole-dataset"}
    on_disk.remove("whole-dataset")
    assert on_disk == {path.parent.name for path in VALID} == {p.parent.name for p in INVALID}


def test_every_file_in_the_folders_is_a_case_that_was_collected() -> None:
    """A case with a slip in its name would never run."""
    on_disk = {path for path in HERE.glob("*/*") if path.suffix != ".pyc"}
    assert on_disk == {*VALID, *INVALID, *DATASETS}


def test_every_rule_has_a_case_that_fires() -> None:
    """The codes that the invalid cases expect are all the codes."""
    fired = {line.split()[0] for path in (*INVALID, *DATASETS) for line in expected(path)}
    assert fired == {rule.code for rule in all_rules(find(HERE.parent.parent))}

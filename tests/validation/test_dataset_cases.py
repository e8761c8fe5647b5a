"""Cases that take more than one file, or one that is not Turtle: each is a small dataset.

``whole-dataset/invalid.<what>.txt`` holds its files one after the other, each behind a line
``--- <path>``. The shapes, checks and ontology of the project stand beside them. The head says
what the rule of the case finds: ``# expect: CODE severity thing property file``.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import pytest

from kusei.dataset.files import find, load
from kusei.errors import DatasetInvalid
from kusei.validation import validate
from tests.validation.conftest import TODAY
from tests.validation.test_cases import (
    DATASETS,
    body,
    differing_lines,
    expected,
    line_of,
    named,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.findings import Finding

MARK: Final = "--- "
INVALID: Final = [path for path in DATASETS if path.name.startswith("invalid.")]


def laid_out(case: Path, root: Path, project: Path) -> None:
    """Lay the files of a case out in ``root``, beside the rules of the project."""
    for name in ("ontology", "queries"):
        (root / name).symlink_to(project / name)
    for name in ("validation", "data"):
        (root / name).mkdir()
    shutil.copy(project / "kusei.toml", root)
    for shape in (project / "validation").glob("*.ttl"):
        if shape.name != "waivers.ttl":
            shutil.copy(shape, root / "validation")
    for part in "\n".join(body(case)).split(f"\n{MARK}"):
        name, _, content = part.removeprefix(MARK).partition("\n")
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{content}\n", "utf-8")


def found_in(case: Path, root: Path, project: Path) -> list[Finding]:
    """What the rule that a case is named after finds in it, and what keeps it from being read."""
    laid_out(case, root, project)
    try:
        findings = validate(load(find(root)), today=TODAY).findings
    except DatasetInvalid as invalid:
        return list(invalid.findings)
    rule = case.name.split(".")[1]
    return [finding for finding in findings if finding.name == rule]


@pytest.mark.parametrize("case", DATASETS, ids=named)
def test_a_dataset_has_exactly_the_findings_it_names(
    case: Path, tmp_path: Path, dataset_root: Path
) -> None:
    """Code, severity, thing, property and file of all that the rule finds; a valid one, nothing."""
    found = found_in(case, tmp_path, dataset_root)
    assert sorted(f"{line_of(one)} {one.file or '-'}" for one in found) == expected(case)
    assert bool(found) == (case in INVALID)


@pytest.mark.parametrize("case", INVALID, ids=named)
def test_an_invalid_dataset_differs_from_the_valid_one_by_one_line(case: Path) -> None:
    """The valid case of the same name shows what to write instead."""
    valid = case.with_name(case.name.replace("invalid.", "valid."))
    assert differing_lines(body(valid), body(case)) == 1

"""Which lines of the rules does no case guard? ``python -m tests.validation.rule_mutants [NAME…]``.

Each part of each shape (``validation/``) and of each check (``queries/checks/``) is taken out or
changed in turn: a mutant. A mutant is killed where a case of the folder of that name gives
another report than its head says. What no case kills is either unguarded, and lacks a case, or says the
same as before; ``equivalent_mutants`` names each of these with its reason.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei.dataset.files import Dataset, find, read
from kusei.graph.store import QueryFault
from kusei.validation import checks, shapes
from kusei.validation.check_header import read_check, rule_of
from tests.validation.conftest import TODAY
from tests.validation.equivalent_mutants import EQUIVALENT
from tests.validation.query_mutants import query_mutants
from tests.validation.shape_mutants import shape_mutants
from tests.validation.test_cases import expected, line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kusei.dataset.files import Location, SourceFile
    from kusei.findings import Finding

HERE: Final = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Case:
    """One case file as read, and the lines that its head expects."""

    name: str
    dataset: Dataset
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One mutant of ``file``: whether a case kills it, or it is no query that runs.

    ``line`` is that of a query; a shape is found by the name that ``what`` begins with.
    """

    file: str
    line: int | None
    what: str
    killed: bool
    runs: bool = True


def cases_of(folder: Path, location: Location) -> list[Case]:
    """The cases of a folder, those that break the rule first: they kill most."""
    schemes = _schemes(location)
    cases = []
    for path in sorted(folder.glob("*.ttl")):
        name = f"data/minato/{path.name}"
        dataset = Dataset(location, [read(path, name=name), *schemes])
        cases.append(Case(name, dataset, tuple(expected(path))))
    return cases


def _schemes(location: Location) -> list[SourceFile]:
    folder = location.ontology / "schemes"
    return [read(p, name=f"ontology/schemes/{p.name}") for p in sorted(folder.glob("*.ttl"))]


def check_outcomes(query: Path, folder: Path, location: Location) -> Iterator[Outcome]:
    """What becomes of each mutant of a check; ``folder`` holds its cases."""
    stored = read_check(query)
    rule = rule_of(stored)
    cases = [(case, checks.whole_graph(case.dataset)) for case in cases_of(folder, location)]

    def reports(text: str) -> Iterator[bool]:
        check = checks.Check(rule, replace(stored, text=text))
        for case, whole in cases:
            found = checks.findings_in(whole, check, today=TODAY)
            yield _lines(found, case) == case.expected

    for mutant in query_mutants(stored.text):
        try:
            killed = not all(reports(mutant.text))
        except QueryFault:
            yield Outcome(query.name, mutant.line, mutant.what, killed=True, runs=False)
        else:
            yield Outcome(query.name, mutant.line, mutant.what, killed)


def shape_outcomes(file: Path, folder: Path, location: Location) -> Iterator[Outcome]:
    """What becomes of each mutant of the shapes of a file; ``folder`` holds their cases."""
    stated = shapes.read_shapes([file], root=file.parent)
    cases = []
    for case in cases_of(folder, location):
        ontology = case.dataset.ontology
        cases.append((case, shapes.with_subclasses(case.dataset.curated, ontology)))
    for mutant in shape_mutants(stated):
        rule = mutant.shape.rule
        # The shape runs alone, so of what a case expects only its own findings count; the cases
        # that break it come first, for they kill most.
        wanted = [_expected_of(case, rule.code) for case, _ in cases]
        order = sorted(range(len(cases)), key=lambda number: not wanted[number])
        killed = any(
            _lines(shapes.shape_findings(mutant.mutated, data, case.dataset), case)
            != wanted[number]
            for number in order
            for case, data in [cases[number]]
        )
        yield Outcome(file.name, None, f"{rule.name}: {mutant.what}", killed)


def _expected_of(case: Case, code: str) -> tuple[str, ...]:
    return tuple(line for line in case.expected if line.split()[0] == code)


def _lines(found: Iterable[Finding], case: Case) -> tuple[str, ...]:
    return tuple(sorted(line_of(f) for f in found if f.file in {case.name, None}))


def _outcomes(file: Path) -> list[Outcome]:
    location = find(HERE.parent.parent)
    run = check_outcomes if file.suffix == ".rq" else shape_outcomes
    return list(run(file, HERE / file.stem, location))


def summary(outcomes: Iterable[Outcome], known: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """The unguarded and the wrongly excused mutants, then the score of each sort of rule."""
    scores: Counter[tuple[str, str]] = Counter()
    for one in outcomes:
        excused = one.what in known.get(one.file, {})
        sort = "checks" if one.file.endswith(".rq") else "shapes"
        if not one.runs:
            state = "not a query"
        elif one.killed:
            state = "killed"
        else:
            state = "equivalent" if excused else "unguarded"
        scores[sort, state] += 1
        place = one.file if one.line is None else f"{one.file}:{one.line}"
        if state == "unguarded":
            yield f"unguarded  {place}: {one.what}"
        elif excused and state != "equivalent":
            yield f"killed, yet listed as equivalent  {place}: {one.what}"
    for sort in ("shapes", "checks"):
        killed, left = scores[sort, "killed"], scores[sort, "unguarded"]
        same, broken = scores[sort, "equivalent"], scores[sort, "not a query"]
        share = f"{killed / (killed + left):.1%}" if killed + left else "-"
        yield (
            f"{sort}: {killed} of {killed + left} mutants killed ({share}); "
            f"{same} equivalent, {broken} that do not run"
        )


def rule_files(location: Location) -> list[Path]:
    """The files of shapes and the checks of a dataset."""
    checked = sorted((location.queries / "checks").glob("*.rq"))
    return [*shapes.shape_files(location.validation), *checked]


def main(names: list[str]) -> int:
    """Run the mutants of the rule files named, or of all; 1 where one is unguarded."""
    files = rule_files(find(HERE.parent.parent))
    unknown = set(names) - {file.stem for file in files}
    if unknown:
        sys.stderr.write(f"no shapes and no check of the name {', '.join(sorted(unknown))}\n")
        return 2
    chosen = [file for file in files if not names or file.stem in names]
    with multiprocessing.Pool() as pool:
        outcomes = [one for batch in pool.imap(_outcomes, chosen, chunksize=1) for one in batch]
    lines = list(summary(outcomes, EQUIVALENT))
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any(line.startswith(("unguarded", "killed,")) for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

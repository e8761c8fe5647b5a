"""How the benchmarks measure: one process at a time, and only right answers count."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.validate.aims import aims
from benchmarks.validate.results import Result, difference, of_graph, of_placed_lines
from benchmarks.validate.tools import CORE, SPARQL, Tool
from benchmarks.validate.turns import Figures, Limits, Task, exponent, measure, used
from kusei.graph.store import Syntax, parse_as

SH = "http://www.w3.org/ns/shacl#"
MUCH = 200_000_000
LIMITS = Limits(seconds=60, memory=8)


def python(program: str) -> list[str]:
    """A process that runs this."""
    return [sys.executable, "-c", program]


def test_there_are_twelve_core_shapes_and_four_sparql_constraints() -> None:
    """The figures are told of so many; each looks at something."""
    for path, number in ((CORE, 12), (SPARQL, 4)):
        quads = parse_as(path.read_text("utf-8"), Syntax.TURTLE)
        asked = [q for q in quads if q.predicate.value.startswith(f"{SH}target")]
        assert len(asked) == number
        constraints = [q for q in quads if q.predicate.value == f"{SH}sparql"]
        assert len(constraints) == (number if path == SPARQL else 0)


def test_a_process_is_measured_by_itself(tmp_path: Path) -> None:
    """Its peak is its own memory, without that of whoever starts it."""
    ballast, report = bytearray(MUCH), tmp_path / "report"
    assert used(python("pass"), LIMITS, report=report).peak < MUCH / 2 < len(ballast)
    assert used(python(f"bytearray({MUCH})"), LIMITS, report=report).peak > MUCH


@pytest.mark.parametrize(
    ("program", "limits", "failure"),
    [
        ("import time; time.sleep(60)", Limits(seconds=0.5, memory=8), "not finished in 0.5 s"),
        ("bytearray(10**9)", Limits(seconds=60, memory=0.5), "needs more than 0.5 GiB"),
        ("raise ValueError('why')", LIMITS, "failed (1): ValueError: why"),
    ],
)
def test_a_process_without_report_has_failed(
    tmp_path: Path, program: str, limits: Limits, failure: str
) -> None:
    """The table says why there are no figures; a report of an earlier run is none of its own."""
    report = tmp_path / "report"
    report.write_text("of an earlier run", "utf-8")
    assert used(python(program), limits, report=report).failure == failure


@pytest.mark.parametrize(("code", "failure"), [(0, ""), (1, ""), (2, "failed (2): why")])
def test_a_process_may_say_that_data_does_not_conform(
    tmp_path: Path, code: int, failure: str
) -> None:
    """Exit codes 0 and 1 are answers, others are failures that are told."""
    report = tmp_path / "report"
    writes = f"import sys; open({str(report)!r}, 'w').close()"
    program = python(f"{writes}; sys.stderr.write('why'); sys.exit({code})")
    assert used(program, LIMITS, report=report).failure == failure


def test_a_wrong_answer_is_told_beside_its_figures(tmp_path: Path) -> None:
    """Fast and wrong: the table says how many results are missing and how many are wrong."""

    def tool(name: str, *focuses: str) -> Tool:
        lines = [{"focus": f, "path": None, "component": "c"} for f in focuses]
        placed = [line | {"file": "f", "line": 1, "column": 1} for line in lines]
        text = "".join(json.dumps(line) + "\n" for line in placed)
        program = f"import sys; open(sys.argv[1], 'w').write({text!r})"
        return Tool(name, (*python(program), "REPORT"), of_placed_lines)

    wanted = Counter([Result("a", "", "c"), Result("b", "", "c")])
    task = Task(name="", triples=1, data=tmp_path, shapes=tmp_path, wanted=wanted)
    playing = [tool("good", "b", "a"), tool("bad", "a", "x", "y")]
    figures = measure(task, playing, LIMITS, rounds=2, folder=tmp_path)
    assert figures["good"].answer == "right"
    assert figures["bad"].answer == "1 missed, 2 wrong"
    assert [len(one.cpu) for one in figures.values()] == [2, 2]


def test_a_finding_without_place_is_not_right(tmp_path: Path) -> None:
    """Reports of kusei are compared with the places of their findings."""
    line = {"focus": "a", "path": None, "component": "c", "file": "f", "line": None, "column": 1}
    (tmp_path / "report").write_text(json.dumps(line), "utf-8")
    found = of_placed_lines(tmp_path / "report")
    assert difference(found, Counter([Result("a", "", "c")])) == "0 missed, 1 wrong"


def test_results_of_a_report_are_read_without_their_details(tmp_path: Path) -> None:
    """A path of more than one property is none; how often a result is told counts."""
    (tmp_path / "report").write_text(
        f"""@prefix sh: <{SH}> . @prefix ex: <http://example.org/> .
        [] a sh:ValidationReport ; sh:result _:a , _:b , _:c .
        _:a sh:focusNode ex:n ; sh:resultPath ex:p ; sh:sourceConstraintComponent ex:C .
        _:b sh:focusNode ex:n ; sh:resultPath [ sh:inversePath ex:p ] ;
            sh:sourceConstraintComponent ex:C ; sh:detail _:d .
        _:c sh:focusNode ex:n ; sh:resultPath ex:p ; sh:sourceConstraintComponent ex:C .
        _:d sh:focusNode ex:m ; sh:sourceConstraintComponent ex:D .
        """,
        "utf-8",
    )
    node, component = "http://example.org/n", "http://example.org/C"
    assert of_graph(tmp_path / "report") == Counter(
        {
            Result(node, "http://example.org/p", component): 2,
            Result(node, "", component): 1,
        }
    )


def test_growth_is_the_power_of_the_size() -> None:
    """Ten times the triples at a hundred times the cost is the second power."""
    assert exponent((10, 1.0), (100, 100.0)) == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("answer", "kusei", "pyshacl", "pyshifty", "missed"),
    [
        ("right", 1.0, 41.0, 1.1, []),
        ("1 missed, 0 wrong", 1.0, 41.0, 1.1, ["kusei is 1 missed, 0 wrong"]),
        ("right", 1.0, 39.0, 1.1, ["pyshacl takes 39.00 times as long"]),
        ("right", 1.0, 41.0, 0.9, ["pyshifty takes 0.90 times as long"]),
    ],
)
def test_an_aim_that_is_missed_is_named(
    answer: str, kusei: float, pyshacl: float, pyshifty: float, missed: list[str]
) -> None:
    """A wrong answer is a miss however fast it is; others are compared turn by turn."""
    nothing = Path()
    task = Task(name="SPARQL", triples=14_000, data=nothing, shapes=nothing, wanted=None)
    figures = {
        name: Figures(wall=[cost] * 2, cpu=[cost] * 2, peak=[1.0] * 2, answer=answer)
        for name, cost in (("kusei", kusei), ("pyshacl", pyshacl), ("pyshifty", pyshifty))
    }
    told = [sentence for reached, sentence in aims([(task, figures)]) if not reached]
    assert [part in one for part, one in zip(missed, told, strict=True)] == [True] * len(missed)


def test_growth_beyond_its_aim_is_missed() -> None:
    """From the least to the greatest size, n^1.15."""

    def sized(triples: int, cost: float) -> tuple[Task, dict[str, Figures]]:
        task = Task(name="Core", triples=triples, data=Path(), shapes=Path(), wanted=None)
        return task, {"kusei": Figures(wall=[cost], cpu=[cost], peak=[1.0], answer="right")}

    assert aims([sized(100_000, 1.0), sized(200_000, 2.0)])[-1][0]
    assert not aims([sized(100_000, 1.0), sized(200_000, 2.5)])[-1][0]

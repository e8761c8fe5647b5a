"""Validate synthetic wards with kusei, pyshacl, pyshifty and pyrudof, as whole processes in turns.

Run from a checkout with kusei installed: ``python -m benchmarks.validate [--sizes N,N]``. Those of
the others are measured that are installed beside it. Each writes its full report to a file (kusei
with the place of each finding), and the report must hold the violations that the generator put
there. Exits 1 where kusei is wrong or an aim is missed.
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.synthetic_wards import MERGED, VIOLATIONS, Size, write
from benchmarks.validate.aims import aims, growth
from benchmarks.validate.results import expected
from benchmarks.validate.tools import CORE, SPARQL, tools
from benchmarks.validate.turns import Figures, Limits, Task, measure, table

_BY_SPARQL = "http://www.w3.org/ns/shacl#SPARQLConstraintComponent"
SETS = {"core": "12 Core shapes", "all": "12 Core shapes and 4 SPARQL constraints"}


def tasks(folder: Path, size: int, sets: list[str], *, every: int) -> list[Task]:
    """Write wards of a size; one task a set of shapes."""
    done = write(folder, Size(triples=size, every=every), parts=False)
    together = folder / "all.ttl"
    together.write_text(CORE.read_text("utf-8") + SPARQL.read_text("utf-8"), "utf-8")
    shapes = {"core": (CORE, _BY_SPARQL), "all": (together, None)}
    return [
        Task(
            name=SETS[name],
            triples=done.triples,
            data=folder / MERGED,
            shapes=shapes[name][0],
            wanted=expected(folder / VIOLATIONS, without=shapes[name][1]),
        )
        for name in sets
    ]


def main() -> int:
    """Print a table a size and set of shapes, how costs grow, and which aims are reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="14000,100000,1000000,5000000", help="triples, by comma")
    parser.add_argument("--shapes", default="core,all", help="sets of shapes, by comma")
    parser.add_argument("--tools", default="", help="these only, by comma")
    parser.add_argument("--kusei", default="", help="another command than the installed kusei")
    parser.add_argument("--engine", help="the --engine of kusei (default: its own)")
    parser.add_argument("--rounds", type=int, default=5, help="turns that count (default 5)")
    parser.add_argument("--cap", type=float, default=60, help="seconds a process may take")
    parser.add_argument("--memory", type=float, default=12, help="GiB a process may take")
    parser.add_argument("--every", type=int, default=4, help="one section in N is wrong; 0: none")
    parser.add_argument("--json", type=Path, help="write the figures of each turn to this file")
    asked = parser.parse_args()
    named = asked.tools.split(",") if asked.tools else None
    options = ("--engine", asked.engine) if asked.engine else ()
    known = tools(shlex.split(asked.kusei), options)
    playing = [tool for tool in known if named is None or tool.name in named]
    limits = Limits(seconds=asked.cap, memory=asked.memory)
    measured: list[tuple[Task, dict[str, Figures]]] = []
    over: dict[tuple[str, str], int] = {}
    for size in sorted(int(number) for number in asked.sizes.split(",")):
        with TemporaryDirectory() as name:
            for task in tasks(Path(name), size, asked.shapes.split(","), every=asked.every):
                able = [tool for tool in playing if (task.name, tool.name) not in over]
                figures = measure(task, able, limits, rounds=asked.rounds, folder=Path(name))
                for tool in playing:
                    if (task.name, tool.name) in over:
                        smaller = over[task.name, tool.name]
                        figures[tool.name] = Figures(answer=f"not tried: gave up at {smaller:,}")
                    elif not figures[tool.name].finished:
                        over[task.name, tool.name] = task.triples
                measured.append((task, figures))
                print(table(task, figures), flush=True)
    print(growth(measured))
    if asked.json:
        rows = [
            {"triples": task.triples, "shapes": task.name, "tool": name, **asdict(mine)}
            for task, figures in measured
            for name, mine in figures.items()
        ]
        asked.json.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    results = aims(measured)
    for reached, sentence in results:
        print(f"{'reached' if reached else 'MISSED '}  {sentence}")
    return int(not all(reached for reached, _ in results))


if __name__ == "__main__":
    sys.exit(main())

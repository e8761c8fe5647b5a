"""The project's own graph: its shapes beside pyshacl, and what one changed line costs.

Run from a checkout with kusei installed: ``python -m benchmarks.validate.minato [--rounds N]``.

- *shapes*: ``kusei validate`` and the pyshacl command line on one file with all that a release
  holds, curated and derived, and its ontology, and one file with all shapes. Some claims that lack
  what they need are added, so that there is something to find; both must find the same. Once with
  the shapes alone and once with the four SPARQL constraints of the synthetic wards as well.
- *gate*: ``kusei validate`` on a copy of the dataset with everything it checks. *Cold*: the cache
  of what is derived is empty; *again*: nothing has changed; *one line*: one line of the data is
  another one than in all runs before, and the report must name that line; *watch*: the same in a
  ``--watch`` that runs on, from one save to its report (on Linux, which tells what it used).

Exits 1 where kusei is wrong or less than 20 times as fast as pyshacl.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from benchmarks.validate.tools import ROOT, SPARQL, kusei, tools
from benchmarks.validate.turns import Limits, Task, measure, ratio, table, used
from kusei.graph.store import Syntax, parse_as

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.validate.turns import Figures, Used

_LEAST: Final = 20.0
_DATASET: Final = ("data", "ontology", "queries", "validation")
_FILE: Final = "data/minato/duties.ttl"
_LINE: Final = 'rdfs:label "広聴"@ja'
_WRONG: Final = """
@prefix kusei: <https://w3id.org/kusei/ontology#> .
@prefix minato: <https://w3id.org/kusei/id/minato/> .
@prefix org: <http://www.w3.org/ns/org#> .
minato:benchmark-name a kusei:Name ; kusei:text "名"@ja, "称"@ja ; kusei:nameKind kusei:formal .
minato:benchmark-placement a kusei:Placement ; kusei:placed minato:ward .
minato:benchmark-assignment a kusei:Assignment ; kusei:duty minato:ward ; kusei:holder "課" .
minato:benchmark-unit a org:OrganizationalUnit .
minato:benchmark-event a kusei:Renaming ; kusei:when "2009-13" .
"""


def shapes_tasks(folder: Path) -> list[Task]:
    """One file of data, with some claims that are wrong, and one of shapes; two sets of shapes.

    Raises:
        CalledProcessError: no release can be written.
    """
    data, release = folder / "minato.ttl", folder / "release"
    build = [*kusei(), "build", "--allow-errors", "-o", str(release)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    graphs = [release / f"minato-{graph}.ttl" for graph in ("curated", "derived")]
    text = _together([*graphs, *sorted((ROOT / "ontology").rglob("*.ttl"))])
    data.write_text(text + _WRONG, "utf-8")
    triples = len(set(parse_as(data.read_text("utf-8"), Syntax.TURTLE)))
    own, more = folder / "own.ttl", folder / "more.ttl"
    own.write_text(_together(sorted((ROOT / "validation").glob("*.ttl"))), "utf-8")
    more.write_text(_together([own, SPARQL]), "utf-8")
    return [
        Task(name=name, triples=triples, data=data, shapes=shapes, wanted=None)
        for name, shapes in (("own shapes", own), ("own shapes and 4 SPARQL constraints", more))
    ]


def _together(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text("utf-8") for path in paths)


def gate(folder: Path, limits: Limits, *, rounds: int) -> dict[str, list[Used]]:
    """Validate a copy of the dataset, in turns; the first turn is not counted.

    Raises:
        RuntimeError: a run failed, or the report does not name the changed line.
    """
    for name in _DATASET:
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "kusei.toml", folder)
    file, cache, report = folder / _FILE, folder / "cache", folder / "report"
    sound = file.read_text("utf-8")
    line = sound[: sound.index(_LINE)].count("\n") + 1
    environment = {**os.environ, "KUSEI_CACHE": str(cache)}
    environment.pop("KUSEI_DATASET", None)
    command = [*kusei(), "validate", "-f", "concise", "-o", str(report)]

    def run() -> Used:
        spent = used(command, limits, report=report, cwd=folder, environment=environment)
        if spent.failure:
            raise RuntimeError(spent.failure)
        return spent

    spent: dict[str, list[Used]] = {"cold": [], "again": [], "one line": []}
    for turn in range(rounds + 1):
        shutil.rmtree(cache, ignore_errors=True)
        figures = {"cold": run(), "again": run()}
        file.write_text(sound.replace(_LINE, f'rdfs:label "広聴 {turn}"'), "utf-8")
        figures["one line"] = run()
        if f"{_FILE}:{line}:" not in report.read_text("utf-8"):
            raise RuntimeError(f"no finding stands at {_FILE}:{line}")
        file.write_text(sound, "utf-8")
        if turn:
            for name, figure in figures.items():
                spent[name].append(figure)
    return spent


def watched(folder: Path, *, rounds: int) -> list[tuple[float, float]]:
    """Wall and CPU seconds of each round of a ``--watch`` on the copy that :func:`gate` made.

    Raises:
        RuntimeError: a round gives no report in a minute, or one that does not name the line.
    """
    file, report = folder / _FILE, folder / "watched"
    sound = file.read_text("utf-8")
    line = sound[: sound.index(_LINE)].count("\n") + 1
    command = [*kusei(), "validate", "--watch", "-f", "concise", "-o", str(report)]
    watch = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    spent: list[tuple[float, float]] = []
    try:
        _reported(report, "")
        for turn in range(rounds + 1):
            begun, used_before = time.perf_counter(), _cpu_of(watch.pid)
            file.write_text(sound.replace(_LINE, f'rdfs:label "広聴 {turn}"'), "utf-8")
            _reported(report, f"{_FILE}:{line}:")
            if turn:
                spent.append((time.perf_counter() - begun, _cpu_of(watch.pid) - used_before))
    finally:
        watch.terminate()
        watch.wait()
        file.write_text(sound, "utf-8")
    return spent


def _reported(report: Path, naming: str) -> None:
    """Wait for a report, see what it names, and take it away."""
    for _ in range(6_000):
        if report.exists():
            time.sleep(0.05)  # for the last lines of the round
            if naming not in report.read_text("utf-8"):
                raise RuntimeError(f"no finding stands at {naming}")
            report.unlink()
            return
        time.sleep(0.01)
    raise RuntimeError("a round gave no report")


def _cpu_of(process: int) -> float:
    """The CPU seconds that a running process has used; Linux only."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="turns that count (default 5)")
    parser.add_argument("--cap", type=float, default=600, help="seconds a process may take")
    asked = parser.parse_args()
    limits = Limits(seconds=asked.cap, memory=12)
    missed = False
    with TemporaryDirectory() as name:
        playing = [tool for tool in tools() if tool.name in {"kusei", "pyshacl"}]
        for task in shapes_tasks(Path(name)):
            figures = measure(task, playing, limits, rounds=asked.rounds, folder=Path(name))
            print(table(task, figures))
            missed |= not _reached(figures)
    with TemporaryDirectory() as name:
        print(f"  {'gate':<9}{'wall s':>9}{'least':>8}{'most':>8}{'CPU s':>8}{'peak MB':>9}")
        for state, runs in gate(Path(name), limits, rounds=asked.rounds).items():
            wall = [one.wall for one in runs]
            spread = "".join(f"{s:>8.2f}" for s in (min(wall), max(wall)))
            cpu, peak = median(one.cpu for one in runs), max(one.peak for one in runs) / 1e6
            print(f"  {state:<9}{median(wall):>9.2f}{spread}{cpu:>8.2f}{peak:>9,.0f}")
        if sys.platform == "linux":
            turns = watched(Path(name), rounds=asked.rounds)
            wall = [one for one, _ in turns]
            spread = "".join(f"{s:>8.2f}" for s in (min(wall), max(wall)))
            print(f"  {'watch':<9}{median(wall):>9.2f}{spread}{median(c for _, c in turns):>8.2f}")
    return int(missed)


def _reached(figures: dict[str, Figures]) -> bool:
    """Print how many times as fast kusei is; whether that is enough, and its answer right."""
    mine, other = figures["kusei"], figures.get("pyshacl")
    if other is None or not (mine.finished and other.finished):
        print("  there is nothing to compare")
        return False
    times = ratio(other.wall, mine.wall)[0]
    print(f"  pyshacl takes {times:.1f} times as long as kusei (aim {_LEAST:g})")
    return mine.answer == "right" and times >= _LEAST


if __name__ == "__main__":
    sys.exit(main())

"""Tools take turns on one graph and its shapes; what each used, and whether it was right."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.validate.results import difference

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from benchmarks.validate.results import Result
    from benchmarks.validate.tools import Tool

_LAUNCH: Final = Path(__file__).resolve().with_name("launch.py")
_SOUND: Final = {0, 1}  # conforms, does not conform
_NO_MEMORY: Final = re.compile("MemoryError|memory allocation of [0-9]+ bytes failed|bad_alloc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one process may use before it is ended: seconds of wall time, GiB of address space."""

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One graph by one set of shapes, with the results that are known, or None."""

    name: str
    triples: int
    data: Path
    shapes: Path
    wanted: Counter[Result] | None


@dataclass(slots=True)
class Figures:
    """What a tool used in each turn that counts: wall and CPU seconds, peak resident bytes."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: list[float] = field(default_factory=list)
    results: int = 0
    answer: str = ""
    """``right``, what is wrong, or why there are no figures."""

    @property
    def finished(self) -> bool:
        """Whether there are figures."""
        return bool(self.wall)


@dataclass(frozen=True, slots=True)
class Used:
    """What one process used; ``failure`` says why it counts for nothing."""

    wall: float
    cpu: float
    peak: float
    failure: str = ""


def used(
    command: Sequence[str],
    limits: Limits,
    *,
    report: Path,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Used:
    """Run one process that writes a report, and say what it used.

    A process that wrote none has failed, whatever it says: Python itself exits with 1, as do
    validators where data does not conform.
    """
    report.unlink(missing_ok=True)
    ran = subprocess.run(
        [sys.executable, str(_LAUNCH), str(limits.seconds), str(limits.memory), *command],
        cwd=cwd,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    told = json.loads(ran.stdout)
    failure = ""
    if told["code"] is None:
        failure = f"not finished in {limits.seconds:g} s"
    elif told["code"] not in _SOUND or not report.exists():
        last = (told["said"].strip().splitlines() or [""])[-1]
        failure = f"failed ({told['code']}): {last[:100]}"
        if _NO_MEMORY.search(told["said"]):
            failure = f"needs more than {limits.memory:g} GiB"
    return Used(told["wall"], told["cpu"], told["peak"], failure)


def measure(
    task: Task, tools: Sequence[Tool], limits: Limits, *, rounds: int, folder: Path
) -> dict[str, Figures]:
    """Each tool once a turn, each turn begun by another one; the first turn is not counted.

    A tool that does not finish takes no further turn. Where the results are not known, those of
    the others are compared with those of pyshacl.
    """
    figures = {tool.name: Figures() for tool in tools}
    found: dict[str, Counter[Result]] = {}
    playing = list(tools)
    for turn in range(rounds + 1):
        at = turn % max(1, len(playing))
        for tool in playing[at:] + playing[:at]:
            report = folder / f"{tool.name}.report"
            command = tool.command(task.data, task.shapes, report)
            spent = used(command, limits, report=report)
            mine = figures[tool.name]
            if spent.failure:
                figures[tool.name] = Figures(answer=spent.failure)
                playing.remove(tool)
                continue
            if turn == 0:  # it fills the disk's cache and Python's bytecode
                found[tool.name] = tool.read(report)
                continue
            mine.wall.append(spent.wall)
            mine.cpu.append(spent.cpu)
            mine.peak.append(spent.peak)
    wanted = task.wanted if task.wanted is not None else found.get("pyshacl")
    for name, results in found.items():
        if figures[name].finished:
            figures[name].results = results.total()
            figures[name].answer = "" if wanted is None else difference(results, wanted)
    return figures


def ratio(of: Sequence[float], to: Sequence[float]) -> tuple[float, float, float]:
    """The ratios turn by turn: median, least, most."""
    pairs = [a / b for a, b in zip(of, to, strict=False)]
    return median(pairs), min(pairs), max(pairs)


def exponent(small: tuple[int, float], large: tuple[int, float]) -> float:
    """The e of n^e by which a cost grows from one size to another."""
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])


def table(task: Task, figures: Mapping[str, Figures]) -> str:
    """Medians with least and most; ratios to kusei, turn by turn."""
    base = figures.get("kusei")
    known = "" if task.wanted is None else f": {task.wanted.total():,} known violations"
    heads = f"{'results':>9}{'wall s (least–most)':>23}{'CPU s (least–most)':>23}{'peak MB':>9}"
    ratios = f"{'wall/kusei':>19}{'CPU/kusei':>19}"
    lines = [
        f"{task.triples:,} triples, {task.name}{known}",
        f"  {'tool':<9}{heads}{ratios}  answer",
    ]
    empty = f"{'–':>9}{'–':>23}{'–':>23}{'–':>9}{'–':>19}{'–':>19}"
    for name, mine in figures.items():
        if not mine.finished:
            lines.append(f"  {name:<9}{empty}  {mine.answer}")
            continue
        cells = f"{mine.results:>9,}{_spread(mine.wall):>23}{_spread(mine.cpu):>23}"
        cells += f"{max(mine.peak) / 1e6:>9,.0f}"
        for of, to in ((mine.wall, base and base.wall), (mine.cpu, base and base.cpu)):
            told = "–" if not to else "{:.2f} ({:.2f}–{:.2f})".format(*ratio(of, to))
            cells += f"{told:>19}"
        lines.append(f"  {name:<9}{cells}  {mine.answer}")
    return "\n".join(lines)


def _spread(figures: Sequence[float]) -> str:
    return f"{median(figures):.2f} ({min(figures):.2f}–{max(figures):.2f})"

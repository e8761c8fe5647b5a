"""Engines take turns on each question; what each needed, and whether the answers are alike."""

from __future__ import annotations

import json
import selectors
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from benchmarks.query.answers import FAULTS, difference
from benchmarks.query.child import rows_file
from benchmarks.query.data import ROOT
from benchmarks.query.engines import KUSEI, RDFLIB, VALUES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.query.questions import Question

_ENOUGH: Final = 5.0  # seconds spent on a question by an engine, which then takes no more turns
_PATIENCE: Final = 10  # times the cap, by the clock, until a process is ended that ignores it
_OPENING: Final = 1_800.0
_ENDED: Final[dict[str, Any]] = {"failed": "the process ended itself"}


@dataclass(slots=True)
class Figures:
    """What an engine needed for one question: CPU seconds of each turn; else why there are none."""

    cpu: list[float] = field(default_factory=list)
    rows: int = 0
    over: bool = False
    """It passed the cap, which then stands for its seconds."""
    answer: str = ""
    """Empty where the rows are those of the first engine, else how they differ."""
    fault: str = ""
    """The reason, where the difference is a known fault of the engine."""

    @property
    def seconds(self) -> float:
        """The median."""
        return median(self.cpu)


class Process:
    """The process of one engine; it is started again where it had to be ended."""

    def __init__(self, engine: str, folder: Path, cap: float) -> None:
        self.engine = engine
        self._folder = folder
        self._cap = cap
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Open the engine, so that questions find it open.

        Raises:
            RuntimeError: it cannot be opened.
        """
        command = [sys.executable, "-m", "benchmarks.query.child", self.engine, str(self._folder)]
        self._child = subprocess.Popen(
            [*command, str(self._cap)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        if self._answer(_OPENING) != {"ready": True}:
            self.end()
            raise RuntimeError(f"{self.engine} cannot be opened")

    def ask(self, command: str, at: int) -> dict[str, Any]:
        """Send one command; what the process answers, or that it was over the cap or has ended."""
        if self._child is None:
            self.start()
        assert self._child is not None  # noqa: S101 - it was started
        assert self._child.stdin is not None  # noqa: S101 - it is a pipe
        with suppress(BrokenPipeError):  # it has ended, which reading tells
            self._child.stdin.write(json.dumps([command, at]).encode() + b"\n")
            self._child.stdin.flush()
        told = self._answer(_PATIENCE * self._cap)
        if told in (None, _ENDED):
            self.end()
        return told or {"over": True}

    def _answer(self, seconds: float) -> dict[str, Any] | None:
        """The next line; None where none comes in that time."""
        assert self._child is not None  # noqa: S101 - it was started
        assert self._child.stdout is not None  # noqa: S101 - it is a pipe
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._child.stdout, selectors.EVENT_READ)
            if not waiting.select(seconds):
                return None
        line = self._child.stdout.readline()
        return json.loads(line) if line else _ENDED

    def end(self) -> None:
        """End it."""
        if self._child is not None:
            self._child.kill()
            for pipe in (self._child.stdin, self._child.stdout):
                with suppress(OSError):
                    if pipe is not None:
                        pipe.close()
            self._child.wait()
            self._child = None


def measure(
    asked: Sequence[Question], engines: Sequence[str], folder: Path, *, turns: int, cap: float
) -> list[dict[str, Figures]]:
    """For each question the figures of each engine, from what was prepared in the folder.

    First each engine is asked everything once, which gives the rows and is not counted where there
    are turns behind it; an engine that has spent 5 s on a question is asked it no more. Within a
    turn the engines are asked each question
    one behind the other, begun by another one each turn.

    Raises:
        RuntimeError: an engine cannot be opened or ends itself.
    """
    found: list[dict[str, Figures]] = [{} for _ in asked]
    processes = [Process(engine, folder, cap) for engine in engines]
    try:
        for process in processes:
            process.start()
            for at in range(len(asked)):
                found[at][process.engine] = _first(process, at, cap)
        for turn in range(turns):
            begin = turn % len(processes)
            for at, figures in enumerate(found):
                for process in processes[begin:] + processes[:begin]:
                    _again(process, at, figures[process.engine])
    finally:
        for process in processes:
            process.end()
    for at, (question, figures) in enumerate(zip(asked, found, strict=True)):
        for mine in figures.values():
            if len(mine.cpu) > 1:
                del mine.cpu[0]  # the first asking fills caches
        _compare(question, at, figures, folder)
    return found


def _first(process: Process, at: int, cap: float) -> Figures:
    told = process.ask("rows", at)
    if "seconds" in told:
        return Figures(cpu=[told["seconds"]])
    if told.get("over"):
        return Figures(cpu=[cap], over=True)
    return Figures(answer=told["failed"])


def _again(process: Process, at: int, mine: Figures) -> None:
    """One more turn, unless the engine has no answer or has taken long enough over it."""
    if mine.cpu and not mine.over and sum(mine.cpu) <= _ENOUGH:
        told = process.ask("time", at)
        if "seconds" not in told:
            raise RuntimeError(f"{process.engine} answered at first, and not again: {told}")
        mine.cpu.append(told["seconds"])


def _compare(question: Question, at: int, figures: dict[str, Figures], folder: Path) -> None:
    """Hold the rows of each engine against those of kusei, or else of the first."""
    rows = {}
    for engine, mine in figures.items():
        if engine != VALUES and mine.cpu and not mine.over:
            rows[engine] = rows_file(folder, engine, at).read_text("utf-8").splitlines()
            mine.rows = len(rows[engine])
    wanted = rows.get(KUSEI, next(iter(rows.values()), []))
    for engine, found in rows.items():
        figures[engine].answer = difference(found, wanted)
    wrong = figures.get(RDFLIB)
    if wrong is not None and wrong.answer:
        wrong.fault = FAULTS.get(question.name, "")

"""One engine in a process of its own: ``python -m benchmarks.query.child ENGINE FOLDER CAP``.

Reads commands from standard input, one JSON value a line, and answers each by a line.

- ``["rows", 3]``: ask question 3 once and write its rows to a file;
- ``["time", 3]``: ask it once more, or so often that it takes some milliseconds.

Answers are ``{"seconds": …}``, processor time of one asking, ``{"failed": "…"}``, or
``{"over": true}`` where rdflib passed the cap, which is of processor time as well.
"""

from __future__ import annotations

import gc
import json
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.query.answers import lines
from benchmarks.query.engines import RDFLIB, VALUES, opened
from benchmarks.query.questions import saved

if TYPE_CHECKING:
    from types import FrameType

QUESTIONS: Final = "questions.json"
_LEAST: Final = 0.02  # seconds that one figure is made of, where a question takes less
_MOST: Final = 50
_AGAIN: Final = 10.0  # seconds until an engine is stopped again: a finaliser may swallow one


class _Over(BaseException):
    """The cap was passed; no Exception, lest an engine takes it for its own."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _Over


def rows_file(folder: Path, engine: str, at: int) -> Path:
    """Where the rows of a question are written."""
    return folder / f"{engine}.{at}.rows"


class Child:
    """An opened engine, and how long each question took at first."""

    def __init__(self, engine: str, folder: Path) -> None:
        self._engine = engine
        self._folder = folder
        self._questions = saved(folder / QUESTIONS)
        self._ask = opened(engine, folder)
        self._first: dict[int, float] = {}

    def rows(self, at: int) -> float:
        """Ask for the first time; the seconds are those of a question that is not warm."""
        begun = time.process_time()
        rows = self._ask(self._questions[at])
        self._first[at] = time.process_time() - begun
        if self._engine != VALUES:  # its rows are no terms
            text = "".join(line + "\n" for line in lines(rows))
            rows_file(self._folder, self._engine, at).write_text(text, "utf-8")
        return self._first[at]

    def time(self, at: int) -> float:
        """Ask again; the seconds of one asking."""
        question = self._questions[at]
        times = max(1, min(_MOST, round(_LEAST / max(1e-6, self._first.get(at, 1)))))
        gc.collect()
        begun = time.process_time()
        for _ in range(times):
            self._ask(question)
        return (time.process_time() - begun) / times


def main() -> int:
    """Answer until the input ends."""
    engine, folder, cap = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    child = Child(engine, folder)
    signal.signal(signal.SIGPROF, _stop)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        command, at = json.loads(line)
        try:
            told = _told(child, command, at, cap if engine == RDFLIB else 0)
        except _Over:  # a second time, before the first was dealt with
            signal.setitimer(signal.ITIMER_PROF, 0)
            told = {"over": True}
        print(json.dumps(told), flush=True)
    return 0


def _told(child: Child, command: str, at: int, cap: float) -> dict[str, object]:
    """The answer to one command; 0 is no cap, since a timer of this kind makes clocks coarse."""
    try:
        signal.setitimer(signal.ITIMER_PROF, cap, _AGAIN)
        return {"seconds": child.rows(at) if command == "rows" else child.time(at)}
    except _Over:
        return {"over": True}
    except Exception as error:  # noqa: BLE001 - whatever an engine raises is its answer
        return {"failed": f"{type(error).__name__}: {error}"[:300]}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    sys.exit(main())

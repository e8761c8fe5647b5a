"""Time one stored question as a whole process beside ``python -c "import rdflib"``.

*Warm* is what a question costs that is asked of a dataset that has not changed: the store is kept.
*Emptied* is the first question about new content: all files are read, all that follows from them is
derived, and the store is written. CPU seconds of user and system are compared, as the machine's
other work does not show in them. Exits 1 where the warm question costs more than it may.

Run from a checkout with kusei installed: ``python benchmarks/cold_query.py [--rounds N]``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
QUESTION = ("query", "duty-holder", "--duty", "放置自転車対策業務", "--on", "2020-01-01")
LIMIT = 1.2  # times the import, warm


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """The CPU seconds of one whole process, from its start to its end."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used.ru_utime + used.ru_stime


def measure(rounds: int) -> dict[str, list[float]]:
    """Take turns (A B C A B C …), so that a busy machine slows all alike."""
    script = Path(sys.executable).with_name("kusei")
    kusei = [str(script)] if script.exists() else [sys.executable, str(ROOT / "cli.py")]
    import_rdflib = [sys.executable, "-c", "import rdflib"]
    times: dict[str, list[float]] = {"import rdflib": [], "warm": [], "emptied": []}
    with tempfile.TemporaryDirectory() as place:
        cache = Path(place, "cache")
        environment = {
            **os.environ,
            "KUSEI_CACHE": str(cache),
            "PYTHONPYCACHEPREFIX": str(Path(place, "bytecode")),
        }
        # As after an installation, where both packages lie compiled.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for turn in range(rounds + 1):
            figures = {"import rdflib": seconds(import_rdflib, environment)}
            shutil.rmtree(cache, ignore_errors=True)
            figures["emptied"] = seconds([*kusei, *QUESTION], environment)
            figures["warm"] = seconds([*kusei, *QUESTION], environment)
            if turn:  # the first turn fills the disk's cache and Python's bytecode
                for name, figure in figures.items():
                    times[name].append(figure)
    return times


def main() -> int:
    """Print a table; exit 1 where the warm question costs more than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="turns that count (default 9)")
    times = measure(parser.parse_args().rounds)
    base = median(times["import rdflib"])
    print(f"{'process':<16}{'median':>9}{'least':>9}{'most':>9}{'ratio':>8}")
    for name, figures in times.items():
        middle = median(figures)
        row = (middle, min(figures), max(figures))
        print(
            f"{name:<16}" + "".join(f"{1000 * s:>6.0f} ms" for s in row) + f"{middle / base:>8.2f}"
        )
    ratio = median(times["warm"]) / base
    emptied = median(times["emptied"]) / base
    print(
        f"warm / import rdflib = {ratio:.2f} (at most {LIMIT}); with an emptied cache {emptied:.1f}"
    )
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())

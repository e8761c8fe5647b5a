"""Time one stored question as a whole process beside ``python -c "import rdflib"``.

Run from a checkout with kusei installed: ``python benchmarks/cold_query.py [--rounds N]``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
QUESTION = ("query", "duty-holder", "--duty", "放置自転車対策業務", "--on", "2020-01-01")
LIMIT = 1.5


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long one whole process takes, from its start to its end."""
    begin = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def measure(rounds: int) -> dict[str, list[float]]:
    """Take turns (A B C A B C …), so that a busy machine slows all alike."""
    script = Path(sys.executable).with_name("kusei")
    kusei = [str(script)] if script.exists() else [sys.executable, str(ROOT / "cli.py")]
    import_rdflib = [sys.executable, "-c", "import rdflib"]
    times: dict[str, list[float]] = {"import rdflib": [], "cold": [], "warm": []}
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
            figures["cold"] = seconds([*kusei, *QUESTION], environment)
            figures["warm"] = seconds([*kusei, *QUESTION], environment)
            if turn:  # the first turn fills the disk's cache and Python's bytecode
                for name, figure in figures.items():
                    times[name].append(figure)
    return times


def main() -> int:
    """Print a table; exit 1 where the cold question costs more than it may."""
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
    ratio = median(times["cold"]) / base
    print(f"cold / import rdflib = {ratio:.2f} (at most {LIMIT})")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())

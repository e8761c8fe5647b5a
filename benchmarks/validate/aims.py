"""What the compiled validator is held to, and how costs grow with the size."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.validate.turns import exponent, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.validate.turns import Figures, Task

    Measured = Sequence[tuple[Task, Mapping[str, Figures]]]

_SMALL: Final = 20_000  # triples up to which pyshacl is compared: one ward
_TIMES: Final = {False: 5.0, True: 40.0}  # pyshacl / kusei, by whether there are SPARQL constraints
_LARGE: Final = (900_000, 1_100_000)
_LARGE_CPU: Final = 40.0
_LARGE_PEAK: Final = 1e9
_GROWTH: Final = 1.15


def aims(measured: Measured) -> list[tuple[bool, str]]:
    """Each aim that the sizes measured can tell of: whether it is reached, and the figure."""
    return [*_each(measured), *_of_growth(measured)]


def _each(measured: Measured) -> Iterator[tuple[bool, str]]:
    for task, figures in measured:
        where = f"{task.triples:,} triples, {task.name}: "
        mine = figures.get("kusei")
        if mine is None:
            continue
        yield mine.answer == "right", f"{where}kusei is {mine.answer}"
        if not mine.finished:
            continue
        pyshacl, shifty = figures.get("pyshacl"), figures.get("pyshifty")
        if pyshacl is not None and pyshacl.finished and task.triples <= _SMALL:
            times, least = ratio(pyshacl.wall, mine.wall)[0], _TIMES["SPARQL" in task.name]
            yield times >= least, f"{where}{_longer('pyshacl', pyshacl, mine)} (aim {least:g})"
        if shifty is not None and shifty.finished:
            times = ratio(shifty.wall, mine.wall)[0]
            yield times > 1, f"{where}{_longer('pyshifty', shifty, mine)} (aim: over 1)"
        if _LARGE[0] <= task.triples <= _LARGE[1]:
            cpu, peak = median(mine.cpu), max(mine.peak)
            yield cpu <= _LARGE_CPU, f"{where}{cpu:.1f} CPU seconds (aim {_LARGE_CPU:g})"
            yield peak <= _LARGE_PEAK, f"{where}{peak / 1e6:,.0f} MB (aim {_LARGE_PEAK / 1e6:,.0f})"


def _longer(name: str, other: Figures, mine: Figures) -> str:
    wall, cpu = ratio(other.wall, mine.wall)[0], ratio(other.cpu, mine.cpu)[0]
    return f"{name} takes {wall:.2f} times as long, {cpu:.2f} times the CPU seconds"


def _of_growth(measured: Measured) -> Iterator[tuple[bool, str]]:
    for name, tool, costs in _costs(measured):
        if tool == "kusei" and len(costs) > 1:
            power = exponent(costs[0], costs[-1])
            sizes = f"{costs[0][0]:,} to {costs[-1][0]:,} triples"
            yield power <= _GROWTH, f"{name}: CPU grows by n^{power:.2f} from {sizes} (aim 1.15)"


def growth(measured: Measured) -> str:
    """By which power of the size the CPU seconds of each tool grow, from each size to the next."""
    lines = []
    for name, tool, costs in _costs(measured):
        steps = [
            f"{small[0]:,} → {large[0]:,}: n^{exponent(small, large):.2f}"
            for small, large in pairwise(costs)
        ]
        if steps:
            lines.append(f"  {name}, {tool}: " + ", ".join(steps))
    return "\n".join(["growth of CPU seconds", *lines]) if lines else ""


def _costs(measured: Measured) -> Iterator[tuple[str, str, list[tuple[int, float]]]]:
    costs: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for task, figures in measured:
        for tool, mine in figures.items():
            if mine.finished:
                costs.setdefault((task.name, tool), []).append((task.triples, median(mine.cpu)))
    for (name, tool), rows in costs.items():
        yield name, tool, rows

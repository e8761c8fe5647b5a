"""What was measured as tables in Markdown, how costs grow, and which aims are reached."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.query.engines import DISK, KUSEI, MEMORY, RDFLIB, TYPED, VALUES
from benchmarks.validate.turns import exponent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.query.questions import Question
    from benchmarks.query.turns import Figures

_OVERHEAD: Final = 1.3
_TIMES: Final = 20.0
_COMPARED: Final = 200_000  # triples up to which the aims speak of other engines than our own
_SLOWEST: Final = 8
_STEEPEST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One size: its triples and wards, the questions, and for each the figures of each engine."""

    triples: int
    wards: int
    asked: Sequence[Question]
    figures: Sequence[Mapping[str, Figures]]

    def engines(self) -> list[str]:
        """Those that were asked, in order."""
        return list(self.figures[0]) if self.figures else []

    def of(self, engine: str) -> list[tuple[Question, Figures]]:
        """The questions that an engine answered, or was too slow for."""
        pairs = zip(self.asked, self.figures, strict=True)
        return [(question, mine[engine]) for question, mine in pairs if mine[engine].cpu]

    def both(self, one: str, other: str) -> list[tuple[Question, Figures, Figures]]:
        """The questions that both answered, or were too slow for."""
        return [
            (question, mine[one], mine[other])
            for question, mine in zip(self.asked, self.figures, strict=True)
            if mine[one].cpu and mine[other].cpu
        ]

    def total(self, engine: str) -> float:
        """Seconds of the set: the medians together."""
        return sum(mine.seconds for _, mine in self.of(engine))

    def ratio(self, one: str, other: str) -> float:
        """The set of one engine to that of another, of the questions that both answered."""
        pairs = self.both(one, other)
        return sum(mine.seconds for _, mine, _ in pairs) / sum(its.seconds for _, _, its in pairs)


def table(measured: Measured) -> str:
    """A row a question, milliseconds; ratios to bare pyoxigraph, and of rdflib to kusei."""
    shown = [name for name in (KUSEI, MEMORY, DISK, RDFLIB) if name in measured.engines()]
    heads = ["question", "rows", *(f"{name} ms" for name in shown)]
    ratios = [pair for pair in ((KUSEI, MEMORY), (RDFLIB, KUSEI)) if {*pair} <= {*shown}]
    heads += [f"{of} / {to}" for of, to in ratios]
    lines = [
        f"{measured.triples:,} triples, {len(measured.asked)} questions (wards: {measured.wards})",
        "",
        _cells(heads),
        _cells(["---", *["---:"] * (len(heads) - 1)]),
    ]
    for question, figures in zip(measured.asked, measured.figures, strict=True):
        cells = [question.title, f"{max(mine.rows for mine in figures.values()):,}"]
        cells += [_spread(figures[name]) for name in shown]
        for of, to in ratios:
            able = figures[of].cpu and figures[to].cpu
            least = "≥ " if figures[of].over else ""
            times = figures[of].seconds / figures[to].seconds if able else 0
            cells.append(f"{least}{_times(times)}" if able else "–")
        lines.append(_cells(cells))
    totals = ["**the set**", "", *(f"**{1000 * measured.total(name):,.0f}**" for name in shown)]
    totals += [f"**{_times(measured.ratio(of, to))}**" for of, to in ratios]
    return "\n".join([*lines, _cells(totals), *remarks(measured)]) + "\n"


def remarks(measured: Measured) -> Iterator[str]:
    """What the table does not say: other ways to ask, questions without rows, the slowest."""
    yield ""
    for engine, told in (
        (DISK, "pyoxigraph on disk / in memory"),
        (TYPED, "kusei asked with labels instead of IRIs"),
        (VALUES, "kusei with each cell read as a Python value"),
    ):
        base = MEMORY if engine == DISK else KUSEI
        if {engine, base} <= {*measured.engines()}:
            yield f"- {told}: {_times(measured.ratio(engine, base))} over the set"
    empty = [
        question.title
        for question, figures in zip(measured.asked, measured.figures, strict=True)
        if not any(mine.rows for mine in figures.values())
    ]
    if empty:
        yield f"- no rows: {', '.join(empty)}"
    first = KUSEI if KUSEI in measured.engines() else measured.engines()[0]
    slowest = sorted(measured.of(first), key=lambda pair: -pair[1].seconds)[:_SLOWEST]
    told = ", ".join(f"{q.title} {1000 * mine.seconds:,.0f} ms" for q, mine in slowest)
    yield f"- slowest of {first}: {told}"
    if {KUSEI, RDFLIB} <= {*measured.engines()}:
        yield f"- rdflib / kusei: {_each(measured)}"
    for engine in measured.engines():
        over = [question.title for question, mine in measured.of(engine) if mine.over]
        if over:
            yield f"- {engine} passed the cap: {', '.join(over)}"
    for question, engine, mine in _unlike(measured):
        known = f" (known: {mine.fault})" if mine.fault else ""
        yield f"- {question.title}, {engine}: {mine.answer}{known}"


def _each(measured: Measured) -> str:
    """How rdflib compares question by question: its slowest ones make the set what it is."""
    pairs = [
        (its.seconds / mine.seconds, question.title, its, mine)
        for question, its, mine in measured.both(RDFLIB, KUSEI)
    ]
    times = sorted((ratio, title) for ratio, title, _, _ in pairs)
    least = ", ".join(f"{_times(ratio)} ({title})" for ratio, title in times[:3])
    done = [(its.seconds, mine.seconds) for _, _, its, mine in pairs if not its.over]
    told = f"median {_times(median(ratio for ratio, _ in times))}, least {least}"
    if done:
        within = sum(its for its, _ in done) / sum(mine for _, mine in done)
        told += f"; {_times(within)} over what it finished"
    return told


def growth(sizes: Sequence[Measured]) -> str:
    """By which power of the size the seconds of the set grow, for each engine."""
    lines = []
    for engine in dict.fromkeys(name for measured in sizes for name in measured.engines()):
        able = [
            measured
            for measured in sizes
            if engine in measured.engines() and not any(m.over for _, m in measured.of(engine))
        ]
        steps = [
            f"{small.triples:,} → {large.triples:,}: "
            f"n^{_power(small, large, small.total(engine), large.total(engine)):.2f}"
            for small, large in pairwise(able)
        ]
        if steps:
            lines.append(f"- {engine}: " + ", ".join(steps))
            lines.append(f"  - steepest: {_steepest(able[0], able[-1], engine)}")
    return "\n".join(["growth of the set's CPU seconds", *lines]) if lines else ""


def aims(sizes: Sequence[Measured]) -> list[tuple[bool, str]]:
    """Each aim that can be told of: whether it is reached, and the figure."""
    return [aim for measured in sizes for aim in _of_size(measured)]


def _of_size(measured: Measured) -> Iterator[tuple[bool, str]]:
    where = f"{measured.triples:,} triples: "
    for question, engine, found in _unlike(measured):
        if not found.fault:
            yield False, f"{where}{question.title}, {engine}: {found.answer}"
    there = {*measured.engines()}
    if {KUSEI, MEMORY} <= there and measured.triples <= _COMPARED:
        times = measured.ratio(KUSEI, MEMORY)
        told = f"kusei takes {times:.2f} times as long as pyoxigraph over the set (aim 1.3)"
        yield times <= _OVERHEAD, where + told
        worst, title = max(
            (mine.seconds / its.seconds, question.title)
            for question, mine, its in measured.both(KUSEI, MEMORY)
        )
        yield worst <= _OVERHEAD, f"{where}at worst {worst:.2f} times, {title} (aim 1.3)"
    if {KUSEI, RDFLIB} <= there and measured.triples <= _COMPARED:
        times = measured.ratio(RDFLIB, KUSEI)
        least = "at least " if any(found.over for _, found in measured.of(RDFLIB)) else ""
        told = f"rdflib takes {least}{times:,.0f} times as long as kusei over the set (aim 20)"
        yield times >= _TIMES, where + told


def _unlike(measured: Measured) -> Iterator[tuple[Question, str, Figures]]:
    for question, figures in zip(measured.asked, measured.figures, strict=True):
        for engine, mine in figures.items():
            if mine.answer:
                yield question, engine, mine


def _steepest(small: Measured, large: Measured, engine: str) -> str:
    """The questions that grow most from one size to another."""
    before = {question.title: mine.seconds for question, mine in small.of(engine)}
    powers = [
        (_power(small, large, before[question.title], mine.seconds), question.title)
        for question, mine in large.of(engine)
        if question.title in before
    ]
    return ", ".join(
        f"{title} n^{power:.2f}" for power, title in sorted(powers)[: -_STEEPEST - 1 : -1]
    )


def _power(small: Measured, large: Measured, before: float, after: float) -> float:
    return exponent((small.triples, before), (large.triples, after))


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _times(times: float) -> str:
    return f"{times:.2f}" if times < _TIMES else f"{times:,.0f}"


def _spread(mine: Figures) -> str:
    if mine.over:
        return f"> {1000 * mine.seconds:,.0f}"
    if not mine.cpu:
        return "–"
    if len(mine.cpu) == 1:
        return _ms(mine.seconds)
    return f"{_ms(mine.seconds)} ({_ms(min(mine.cpu))}–{_ms(max(mine.cpu))})"


def _ms(seconds: float) -> str:
    ms = 1000 * seconds
    return f"{ms:.2f}" if ms < 10 else f"{ms:,.0f}"  # noqa: PLR2004 - three digits

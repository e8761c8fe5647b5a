"""How sure a relation is by all its claims: declared, expanded, told twice, they say one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei.derive.bounds import Days, after, before, earliest, latest
from kusei.derive.certainty import SUREST_FIRST, Certainty, Phase, State, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from kusei.derive.windows import Window


def last_told(window: Window) -> date | None:
    """The last day of which a source speaks: of its being there, or of its begin."""
    return latest(window.proof.through if window.proof else None, window.known_from)


def joined_phases(windows: Sequence[Window]) -> list[Phase]:
    """The life of a relation by all its claims: as sure as the surest of them on each day."""
    if len(windows) == 1:
        return windows[0].phases()
    each = [window.phases() for window in windows]
    firsts = {day for phases in each for phase in phases for day in _edges(phase.days)}
    firsts.update(day for window in windows if (day := window.may_end) is not None)
    return list(_merged(_runs(sorted(firsts)), windows))


def _edges(days: Days) -> Iterator[date]:
    yield from (day for day in (days.first, after(days.last)) if day is not None)


def _runs(firsts: list[date]) -> Iterator[tuple[Days, date | None]]:
    """The runs of days between these, and one day of each; None where nothing parts them."""
    if not firsts:
        yield Days(), None
        return
    yield Days(None, before(firsts[0])), before(firsts[0])
    for first, following in zip(firsts, [*firsts[1:], None], strict=True):
        yield Days(first, before(following)), first


def _merged(runs: Iterable[tuple[Days, date | None]], windows: Sequence[Window]) -> Iterator[Phase]:
    current: Phase | None = None
    for days, sample in runs:
        state = _on(windows, sample)
        if state is not None and current is not None and current.state == state:
            current = Phase(Days(current.days.first, days.last), state)
            continue
        if current is not None:
            yield current
        current = None if state is None else Phase(days, state)
    if current is not None:
        yield current


def _on(windows: Sequence[Window], sample: date | None) -> State | None:
    if sample is None:  # nothing tells one day from another
        return next((phase.state for window in windows for phase in window.phases()), None)
    found = [
        _unless_ended(window, state, sample, windows)
        for window in windows
        if (state := window.on(sample)) is not None
    ]
    return min(found, key=_rank, default=None)


def _unless_ended(window: Window, state: State, day: date, windows: Sequence[Window]) -> State:
    """A state of one claim; an end told of another ends its presumption until it is told anew."""
    if state.certainty is not Certainty.PRESUMED:
        return state
    ended = earliest(*(other.may_end for other in windows if other is not window))
    told = last_told(window)
    if ended is None or day < ended or (told is not None and told >= ended):
        return state
    return State(Certainty.POSSIBLE, state.why)


def _rank(state: State) -> tuple[int, bool, int]:
    why = -1 if state.why is None else tuple(Why).index(state.why)
    return (SUREST_FIRST[state.certainty], state.projected, why)

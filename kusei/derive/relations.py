"""One relation that several claims tell of: as sure on each day as the surest of them.

The claims may be declared, expanded from a kind, or told twice by two sources; who asks on how many
days a unit stood under another must count it once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei.derive.bounds import Days, after, before, latest
from kusei.derive.certainty import Certainty, Phase, State, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from kusei.derive.certainty import Window

_SUREST_FIRST = tuple(Certainty)


def phases_of_relation(claims: Sequence[Window]) -> list[Phase]:
    """The life of a relation as runs of days with one state each, in order of time.

    An end told of one claim ends the presumption of all: only what is told later, of any of them,
    opens it again. What is certain by one claim stays so.
    """
    if len(claims) == 1:
        return claims[0].phases()
    runs = [(window, window.phases()) for window in claims]
    firsts = {day for _, phases in runs for phase in phases for day in _turns(phase.days)}
    firsts |= {window.may_end_from for window in claims if window.may_end_from is not None}
    ordered: list[date | None] = [None, *sorted(firsts)]
    lasts: list[date | None] = [*(before(day) for day in ordered[1:]), None]
    found: list[Phase] = []
    for first, last in zip(ordered, lasts, strict=True):
        state = _state(runs, Days(first, last))
        if state is None:
            continue
        if found and found[-1].state == state and found[-1].days.last == before(first):
            found[-1] = Phase(Days(found[-1].days.first, last), state)
        else:
            found.append(Phase(Days(first, last), state))
    return found


def last_told(window: Window) -> date | None:
    """The last day of which a source tells that it was there; None where none tells of it."""
    return latest(window.proof.through if window.proof else None, window.known_from)


def _turns(days: Days) -> Iterable[date]:
    return (day for day in (days.first, after(days.last)) if day is not None)


def _state(runs: Sequence[tuple[Window, list[Phase]]], days: Days) -> State | None:
    """The surest state that one of the claims has on days within which none changes."""
    states = [
        (_closed(window, runs, phase.state, days), phase.state.projected)
        for window, phases in runs
        for phase in phases
        if _holds(phase.days, days)
    ]
    if not states:
        return None
    surest, _ = min(states, key=lambda one: (_SUREST_FIRST.index(one[0].certainty), one[1]))
    return surest


def _holds(outer: Days, inner: Days) -> bool:
    begins = outer.first is None or (inner.first is not None and outer.first <= inner.first)
    return begins and (outer.last is None or (inner.last is not None and inner.last <= outer.last))


def _closed(
    window: Window, runs: Sequence[tuple[Window, list[Phase]]], state: State, days: Days
) -> State:
    """The state of one claim where the end of another has been told since."""
    if state.certainty is not Certainty.PRESUMED or days.first is None:
        return state
    told = latest(*(last_told(other) for other, _ in runs))
    ends = [
        other.may_end_from
        for other, _ in runs
        if other is not window and other.may_end_from is not None
    ]
    if any(end <= days.first and (told is None or told < end) for end in ends):
        return State(Certainty.POSSIBLE, Why.END_UNKNOWN)
    return state

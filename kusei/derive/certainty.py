"""How sure it is for any day that a thing was there, and why it is not surer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from kusei.derive.bounds import Days, Proof, after, before

if TYPE_CHECKING:
    from kusei.derive.bounds import Bounds

_ANY_DAY: Final = date(2000, 1, 1)
"""Stands for every day of a life that nothing bounds."""
_NO_DAYS: Final = Days(date.max, date.min)


class Certainty(StrEnum):
    """How sure it is that a thing was there on a day, surest first."""

    CERTAIN = "certain"
    PRESUMED = "presumed"
    POSSIBLE = "possible"
    PLANNED = "planned"


class Why(StrEnum):
    """Why it is not certain."""

    BEGIN_UNKNOWN = "begin-unknown"
    END_UNKNOWN = "end-unknown"
    DATE_FUZZY = "date-fuzzy"
    AFTER_LAST_SOURCE = "after-last-source"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class State:
    """What holds of a thing on a day. ``projected``: nothing speaks for so early a day."""

    certainty: Certainty
    why: Why | None = None
    projected: bool = False


@dataclass(frozen=True, slots=True)
class Phase:
    """A run of days with one state."""

    days: Days
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A life within the lives that bound it.

    ``end_told`` where a source tells of the end, so that it speaks of the time before it, too;
    ``spoken_of`` is the first day of which any source may speak.
    ``known_from`` is the first day on which sources have told of it and of all that bounds it;
    ``may_end_from`` the first on which an end of it or of these, reported or planned, may have
    come. What is ``yearly`` is arranged anew from year to year, so silence presumes nothing of it.
    ``planned`` is set where the thing is there by plan only; ``absent`` where all its begins were
    cancelled; ``attested`` where some source speaks of it; ``begun`` and ``ended`` where some
    event reports that.
    """

    bounds: Bounds
    possible: Days
    proof: Proof | None
    fuzzy: tuple[Days, ...] = ()
    attested: bool = False
    begun: bool = False
    ended: bool = False
    end_told: bool = False
    spoken_of: date | None = None
    known_from: date | None = None
    may_end_from: date | None = None
    yearly: bool = False
    absent: bool = False
    planned: date | None = None
    planned_end: date | None = None

    @property
    def certain(self) -> Days | None:
        """The certain days, None where there is none."""
        if self.absent or self.planned is not None or self.proof is None:
            return None
        days = self.proof.days
        clipped = None if days is None else days & self.possible
        return None if clipped is None or clipped.empty else clipped

    @property
    def presumed(self) -> Days:
        """The days on which sources have told of it, and no end may have come: there, or certain.

        Empty where silence presumes nothing.
        """
        if self.yearly or self.known_from is None:
            return _NO_DAYS
        return Days(self.known_from, before(self.may_end_from)) & self.possible

    @property
    def presumed_since_certain(self) -> Days | None:
        """The days on which it is presumed and no more certain, None where there is none."""
        if self.absent or self.planned is not None:
            return None
        certain = self.certain
        days = self.presumed if certain is None else self.presumed & Days(after(certain.last), None)
        return None if days.empty else days

    @property
    def may_be_projected(self) -> bool:
        """Whether some of its phases may be projected; where it is false, none is."""
        by_plan = self.absent or self.planned is not None
        return not (by_plan or self.begun or self.end_told)

    def on(self, day: date) -> State | None:
        """The state on a day; None where the thing was not there."""
        if self.absent or day not in self.possible:
            return None
        if self.planned is not None:
            there = day in Days(self.planned, before(self.planned_end))
            return State(Certainty.PLANNED, Why.PLAN) if there else None
        if (certain := self.certain) is not None and day in certain:
            return State(Certainty.CERTAIN)
        if day in self.presumed:
            why = Why.AFTER_LAST_SOURCE if self.attested else Why.END_UNKNOWN
            return State(Certainty.PRESUMED, why)
        return self._possible(day)

    def _possible(self, day: date) -> State:
        """The state on a day on which no more is known than that nothing speaks against it."""
        early = self.proof is None or day < self.proof.since
        unheard_of = self.spoken_of is None or day < self.spoken_of
        projected = early and unheard_of and not (self.begun or self.end_told)
        if any(day in run for run in self.fuzzy):
            return State(Certainty.POSSIBLE, Why.DATE_FUZZY, projected=projected)
        if early:
            return State(Certainty.POSSIBLE, Why.BEGIN_UNKNOWN, projected=projected)
        why = Why.AFTER_LAST_SOURCE if self.attested and not self.ended else Why.END_UNKNOWN
        return State(Certainty.POSSIBLE, why)

    def phases(self) -> list[Phase]:
        """The whole life as runs of days with one state each, in order of time."""
        firsts: set[date] = set()
        runs = [self.possible, self.presumed, *self.fuzzy]
        if (certain := self.certain) is not None:
            runs.append(certain)
        if self.proof is not None:
            runs.append(Days(self.proof.since, self.proof.through))
        if self.spoken_of is not None:
            runs.append(Days(self.spoken_of, None))
        if self.planned is not None:
            runs.append(Days(self.planned, before(self.planned_end)))
        for run in runs:
            firsts.update(d for d in (run.first, after(run.last)) if d is not None)
        ordered = sorted(firsts)
        # Before the first change of state, and from each change to the day before the next one.
        earlier = before(ordered[0]) if ordered else None
        samples = [(None, earlier or _ANY_DAY), *((d, d) for d in ordered)]
        lasts = [*(before(d) for d in ordered), None]
        phases: list[Phase] = []
        for (first, sample), last in zip(samples, lasts, strict=True):
            state = self.on(sample)
            if state is None:
                continue
            if phases and phases[-1].state == state and _adjacent(phases[-1].days, first):
                phases[-1] = Phase(Days(phases[-1].days.first, last), state)
            else:
                phases.append(Phase(Days(first, last), state))
        return phases


def _adjacent(days: Days, first: date | None) -> bool:
    return days.last is not None and first == after(days.last)

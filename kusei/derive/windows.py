"""Let lives bound each other, and say for any day how sure it is that a thing was there.

Upward, what proves a claim proves its bearer. Downward, a claim stays within its bearer, a unit
within its kind, an expanded thing within all that it is expanded from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from kusei.derive.bounds import Days, Proof, after, before, earliest, latest
from kusei.derive.certainty import Certainty, Phase, State, Why

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.derive.bounds import Bounds
    from kusei.derive.lives import Life, Lives


_ANY_DAY: Final = date(2000, 1, 1)
"""Stands for every day of a life that nothing bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A life within the lives that bound it.

    ``end_told`` where a source tells of the end, so that it speaks of the time before it, too;
    ``spoken_of`` is the first day of which any source may speak.
    ``planned`` is set where the thing is there by plan only; ``absent`` where all its begins were
    cancelled; ``attested`` where some source speaks of it; ``begun`` and ``ended`` where some
    event reports that. From ``known_from`` on sources have told of it and of all that it is within
    or expanded from; from ``may_end`` on an end of one of them, reported or planned, may have come.
    Between the two silence presumes that it went on.
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
    absent: bool = False
    planned: date | None = None
    planned_end: date | None = None
    known_from: date | None = None
    may_end: date | None = None

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
        """The days on which it is presumed unless it is certain or not there."""
        if self.known_from is None:
            return Days(date.max, date.min)
        return Days(self.known_from, before(self.may_end))

    @property
    def surest(self) -> Certainty | None:
        """How sure it is on the day on which it is surest; None where it was never there."""
        if self.absent or self.possible.empty:
            return None
        if self.planned is not None:
            planned = self.possible & Days(self.planned, before(self.planned_end))
            return None if planned.empty else Certainty.PLANNED
        if self.certain is not None:
            return Certainty.CERTAIN
        presumed = not self.presumed.empty and not (self.possible & self.presumed).empty
        return Certainty.PRESUMED if presumed else Certainty.POSSIBLE

    @property
    def projected_until(self) -> date | None:
        """The last day on which it is projected; None where no day is."""
        if self.absent or self.planned is not None or self.begun or self.end_told:
            return None
        told = earliest(self.proof.since if self.proof else None, self.spoken_of, self.known_from)
        last = earliest(before(told), self.possible.last) or date.max
        return None if self.possible.first and last < self.possible.first else last

    def on(self, day: date) -> State | None:
        """The state on a day; None where the thing was not there."""
        if self.absent or day not in self.possible:
            return None
        if self.planned is not None:
            there = day in Days(self.planned, before(self.planned_end))
            return State(Certainty.PLANNED, Why.PLAN) if there else None
        if (certain := self.certain) is not None and day in certain:
            return State(Certainty.CERTAIN)
        return self._presumed_on(day) or self._possible_on(day)

    def _presumed_on(self, day: date) -> State | None:
        if day not in self.presumed:
            return None
        return State(
            Certainty.PRESUMED, Why.AFTER_LAST_SOURCE if self.attested else Why.END_UNKNOWN
        )

    def _possible_on(self, day: date) -> State:
        early = self.proof is None or day < self.proof.since
        last = self.projected_until
        projected = last is not None and day <= last
        if any(day in run for run in self.fuzzy):
            return State(Certainty.POSSIBLE, Why.DATE_FUZZY, projected=projected)
        if early:
            return State(Certainty.POSSIBLE, Why.BEGIN_UNKNOWN, projected=projected)
        why = Why.AFTER_LAST_SOURCE if self.attested and not self.ended else Why.END_UNKNOWN
        return State(Certainty.POSSIBLE, why)

    def phases(self) -> list[Phase]:
        """The whole life as runs of days with one state each, in order of time."""
        firsts: set[date] = set()
        runs = [self.possible, *self.fuzzy]
        if (certain := self.certain) is not None:
            runs.append(certain)
        if self.proof is not None:
            runs.append(Days(self.proof.since, self.proof.through))
        if self.spoken_of is not None:
            runs.append(Days(self.spoken_of, None))
        if self.planned is not None:
            runs.append(Days(self.planned, before(self.planned_end)))
        if not (presumed := self.presumed).empty:
            runs.append(presumed)
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


def propagate(lives: Lives) -> dict[str, Window]:
    """The window of every life, in order of IRI; its bounds are those that all witness."""
    order = containers_first(lives)
    bounds = witnessed(lives, order)
    windows: dict[str, Window] = {}
    for iri in order:
        windows[iri] = _window(lives.by_iri[iri], bounds[iri], windows)
    return dict(sorted(windows.items()))


def containers_first(lives: Lives) -> list[str]:
    """The lives in an order in which each comes after all that bound it.

    A circle (a unit inside itself) is a finding of its own; here it is cut where it is met.
    """
    order: list[str] = []
    state: dict[str, bool] = {}
    for start in lives.by_iri:
        stack = [(start, iter(_limits(lives, start)))] if start not in state else []
        state.setdefault(start, False)
        while stack:
            iri, rest = stack[-1]
            following = next((o for o in rest if o not in state), None)
            if following is None:
                state[iri] = True
                order.append(iri)
                stack.pop()
            else:
                state[following] = False
                stack.append((following, iter(_limits(lives, following))))
    return order


def _limits(lives: Lives, iri: str) -> list[str]:
    life = lives.by_iri[iri]
    return [o for o in (*life.within, *life.sources) if o in lives.by_iri]


def witnessed(lives: Lives, order: list[str]) -> dict[str, Bounds]:
    """The bounds of each life, attested also by what its claims (units, posts) prove of it."""
    bounds = {iri: life.bounds for iri, life in lives.by_iri.items()}
    proofs = {iri: own.proof for iri, own in bounds.items()}
    possible = {iri: own.possible for iri, own in bounds.items()}  # no attestation changes that

    def attest(bearers: tuple[str, ...], proof: Proof | None) -> bool:
        changed = False
        for bearer in bearers:
            # A claim that outlives its bearer is a finding, and proves nothing of it.
            if proof and bearer in bounds and proof.fits(possible[bearer]):
                known = bounds[bearer]
                attested = known.attested(by=proof.since, still=proof.through)
                if attested is not known:
                    bounds[bearer] = attested
                    proofs[bearer] = attested.proof
                    changed = True
        return changed

    for iri in reversed(order):
        attest(lives.by_iri[iri].within, proofs[iri])
    # A placement that lives as long as what is placed proves where it stands for as long, too;
    # each round carries that one step further up, and bounds only ever widen.
    changed = True
    while changed:
        changed = False
        for life in lives.by_iri.values():
            if life.bearer in bounds:
                if others := life.within[1:]:
                    proof = _taken_over(proofs[life.iri], proofs[life.bearer], life)
                    changed |= attest(others, proof)
            else:  # what was proven of a unit in the last round is proven of its kind, too
                changed |= attest(life.within, proofs[life.iri])
    return bounds


def _taken_over(own: Proof | None, bearer: Proof | None, life: Life) -> Proof | None:
    """The proof of a claim that takes over the begin or the end of its bearer."""
    if bearer is None:
        return own
    begins, ends = [own.since] if own else [], [own.through] if own else []
    since = earliest(*begins, *([bearer.since] if life.takes_begin else []))
    through = latest(*ends, *([bearer.through] if life.takes_end else []))
    return Proof(since, through) if since is not None and through is not None else own


def _window(life: Life, bounds: Bounds, windows: dict[str, Window]) -> Window:
    own = _own(life, bounds)
    if life.bearer in windows:
        own = _as_long_as(own, windows[life.bearer], life)
    if sources := [windows[s] for s in life.sources if s in windows]:
        own = _expanded(own, sources, life)
    for container in life.within:
        if container in windows:
            own = _inside(own, windows[container])
    return own


def _own(life: Life, bounds: Bounds) -> Window:
    begun_without_report = bool(life.begun) and "reported" not in life.begun
    witnessed_since = bounds.attested_from is not None
    by_plan = begun_without_report and "planned" in life.begun and not witnessed_since
    return Window(
        bounds=bounds,
        possible=bounds.possible,
        proof=bounds.proof,
        fuzzy=bounds.fuzzy,
        attested=bounds.attested_until is not None,
        begun=bounds.begins_not_before is not None,
        ended=bounds.ends_not_after is not None,
        end_told=life.end_told,
        spoken_of=bounds.spoken_of,
        absent=begun_without_report and not by_plan and not witnessed_since,
        planned=life.planned_begin if by_plan else None,
        planned_end=life.planned_end,
        known_from=bounds.known_from if life.presumes else None,
        may_end=_may_end(life, bounds),
    )


def _may_end(life: Life, bounds: Bounds) -> date | None:
    """The first day on which its own end may have come, as events report it or plan it."""
    reported = (bounds.ends_not_before or date.min) if "reported" in life.ended else None
    plans = (
        span.earliest if span else date.min
        for span in life.planned_ends
        # What is attested on a later day outlived the plan.
        if not (span and bounds.attested_until and span.latest <= bounds.attested_until)
    )
    return earliest(reported, life.last_unit_may_end, *plans)


def _as_long_as(own: Window, bearer: Window, life: Life) -> Window:
    """A Name or Placement that no event began (ended) takes over its bearer's begin (end)."""
    return replace(
        own,
        proof=_taken_over(own.proof, bearer.proof, life),
        attested=own.attested or (life.takes_end and bearer.attested),
        begun=own.begun or (life.takes_begin and bearer.begun),
        ended=own.ended or (life.takes_end and bearer.ended),
        end_told=own.end_told or (life.takes_end and bearer.end_told),
        spoken_of=earliest(own.spoken_of, bearer.spoken_of if life.takes_begin else None),
        planned_end=own.planned_end or (bearer.planned_end if life.takes_end else None),
        known_from=earliest(own.known_from, bearer.known_from if life.takes_begin else None),
    )


def _expanded(own: Window, sources: list[Window], life: Life) -> Window:
    """An expanded thing is there when all its sources are; what a curator adds joins in."""
    proof = sources[0].proof
    possible = own.possible
    for source in sources:
        possible = possible & source.possible
        proof = None if proof is None or source.proof is None else proof & source.proof
    if own.bounds.proof is not None and own.proof is not None:
        proof = own.proof if proof is None else own.proof | proof
    return replace(
        own,
        possible=possible,
        proof=proof,
        fuzzy=(*own.fuzzy, *(run for s in sources for run in s.fuzzy)),
        attested=own.attested or any(s.attested for s in sources),
        begun=own.begun or all(s.begun for s in sources),
        ended=own.ended or any(s.ended for s in sources),
        # Of what is said of each nothing is told before its begin unless of all that it joins.
        end_told=own.end_told or all(s.end_told or s.begun for s in sources),
        spoken_of=earliest(own.spoken_of, _of_all(s.spoken_of for s in sources)),
        absent=own.absent or any(s.absent for s in sources),
        planned=latest(own.planned, *(s.planned for s in sources)),
        planned_end=earliest(own.planned_end, *(s.planned_end for s in sources)),
        known_from=earliest(
            own.bounds.known_from if life.presumes else None,
            _of_all(s.known_from for s in sources),
        ),
        may_end=earliest(own.may_end, *(s.may_end for s in sources)),
    )


def _of_all(days: Iterable[date | None]) -> date | None:
    """The first day from which all are spoken of (known); None where one never is."""
    told = tuple(days)
    return None if None in told else latest(*told)


def _spoken_of_inside(own: Window, container: Window) -> date | None:
    """No source speaks of a thing in another on a day of which none speaks of the other."""
    if container.begun or container.end_told:
        return own.spoken_of
    return _of_all([own.spoken_of, container.spoken_of])


def _inside(own: Window, container: Window) -> Window:
    """A life cannot leave the life of what bears it."""
    proof = None if own.proof is None or container.proof is None else own.proof & container.proof
    return replace(
        own,
        possible=own.possible & container.possible,
        proof=proof,
        fuzzy=(*own.fuzzy, *container.fuzzy),
        spoken_of=_spoken_of_inside(own, container),
        absent=own.absent or container.absent,
        planned=latest(own.planned, container.planned),
        planned_end=earliest(own.planned_end, container.planned_end),
        known_from=_of_all([own.known_from, container.known_from]),
        may_end=earliest(own.may_end, container.may_end),
    )

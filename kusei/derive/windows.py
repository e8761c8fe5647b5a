"""Let lives bound each other: each gets the window in which it may, and surely did, live.

Upward, what proves a claim proves its bearer. Downward, a claim stays within its bearer, a unit
within its kind, an expanded thing within all that it is expanded from.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kusei.derive.bounds import Proof, earliest, latest
from kusei.derive.certainty import Window

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kusei.derive.bounds import Bounds
    from kusei.derive.lives import Life, Lives


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
        own = _expanded(own, sources, of_its_own=bounds.proof is not None)
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
        known_from=bounds.known_from,
        may_end_from=earliest(bounds.ends_not_before, life.may_end_from),
        yearly=life.yearly,
        absent=begun_without_report and not by_plan and not witnessed_since,
        planned=life.planned_begin if by_plan else None,
        planned_end=life.planned_end,
    )


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
        known_from=earliest(own.known_from, bearer.known_from if life.takes_begin else None),
        planned_end=own.planned_end or (bearer.planned_end if life.takes_end else None),
    )


def _expanded(own: Window, sources: list[Window], *, of_its_own: bool) -> Window:
    """An expanded thing is there when all its sources are; what a curator adds joins in."""
    proof = sources[0].proof
    possible = own.possible
    for source in sources:
        possible = possible & source.possible
        proof = None if proof is None or source.proof is None else proof & source.proof
    if of_its_own and own.proof is not None:
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
        known_from=earliest(
            own.known_from if of_its_own else None, _of_all(s.known_from for s in sources)
        ),
        may_end_from=earliest(own.may_end_from, *(s.may_end_from for s in sources)),
        absent=own.absent or any(s.absent for s in sources),
        planned=latest(own.planned, *(s.planned for s in sources)),
        planned_end=earliest(own.planned_end, *(s.planned_end for s in sources)),
    )


def _of_all(days: Iterable[date | None]) -> date | None:
    """The first day on which something is told of all of them; None where of one nothing is."""
    told = list(days)
    return None if None in told else latest(*told)


def _spoken_of_inside(own: Window, container: Window) -> date | None:
    """No source speaks of a thing in another on a day of which none speaks of the other."""
    if container.begun or container.end_told:
        return own.spoken_of
    return _of_all((own.spoken_of, container.spoken_of))


def _inside(own: Window, container: Window) -> Window:
    """A life cannot leave the life of what bears it."""
    proof = None if own.proof is None or container.proof is None else own.proof & container.proof
    return replace(
        own,
        possible=own.possible & container.possible,
        proof=proof,
        fuzzy=(*own.fuzzy, *container.fuzzy),
        spoken_of=_spoken_of_inside(own, container),
        known_from=_of_all((own.known_from, container.known_from)),
        may_end_from=earliest(own.may_end_from, container.may_end_from),
        absent=own.absent or container.absent,
        planned=latest(own.planned, container.planned),
        planned_end=earliest(own.planned_end, container.planned_end),
    )

"""The window formulas against all lives that fit: certain is in every one, possible in some."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from kusei.derive.bounds import Bounds, Days, from_events
from kusei.derive.certainty import Certainty
from kusei.derive.windows import Window

HORIZON = 12
ORIGIN = date(2009, 4, 1)
Range = tuple[int, int]


def day(number: int) -> date:
    """A day of the small world."""
    return ORIGIN + timedelta(days=number)


ranges = st.tuples(st.integers(2, HORIZON - 2), st.integers(0, 3)).map(
    lambda pair: (pair[0], min(pair[0] + pair[1], HORIZON - 2))
)
some_ranges = st.lists(ranges, max_size=2)


def lives(begins: list[Range], ends: list[Range], attested: list[Range]) -> list[range]:
    """Every run of days that agrees with all that is known, by brute force.

    A begin on day -1 stands for any day before the world, an end on HORIZON + 1 for any after it.
    """
    return [
        range(b, e)
        for b, e in product(range(-1, HORIZON + 1), range(HORIZON + 2))
        if b < e
        and all(low <= b <= high for low, high in begins)
        and all(low <= e <= high for low, high in ends)
        and all(any(d in range(b, e) for d in range(low, high + 1)) for low, high in attested)
    ]


def as_dates(spans: list[Range]) -> list[tuple[date, date]]:
    """The same spans as dates."""
    return [(day(low), day(high)) for low, high in spans]


def window_of(bounds: Bounds) -> Window:
    """The window of a life that nothing else bounds."""
    return Window(
        bounds=bounds,
        possible=bounds.possible,
        proof=bounds.proof,
        fuzzy=bounds.fuzzy,
        attested=bounds.attested_until is not None,
        begun=bounds.begins_not_before is not None,
        ended=bounds.ends_not_after is not None,
        known_from=bounds.known_from,
        may_end=bounds.ends_not_before,
    )


@settings(max_examples=1500, deadline=None)
@given(some_ranges, some_ranges, some_ranges)
def test_formulas_equal_enumeration(
    begins: list[Range], ends: list[Range], attested: list[Range]
) -> None:
    """On every day, certain means in all lives that fit and possible in at least one."""
    fitting = lives(begins, ends, attested)
    if not fitting:
        return
    window = window_of(from_events(as_dates(begins), as_dates(ends), as_dates(attested)))
    for number in range(HORIZON):
        state = window.on(day(number))
        in_some = any(number in life for life in fitting)
        in_all = all(number in life for life in fitting)
        certain = state is not None and state.certainty is Certainty.CERTAIN
        assert (state is not None) == in_some, f"possible on day {number}"
        assert certain == in_all, f"certain on day {number}"


@settings(max_examples=800, deadline=None)
@given(some_ranges, some_ranges, some_ranges)
def test_presumed_is_what_was_told_of_and_may_not_have_ended(
    begins: list[Range], ends: list[Range], attested: list[Range]
) -> None:
    """Whatever ends: it began in every life by then, and there is none that had ended by then."""
    fitting = lives(begins, ends, attested)
    if not fitting:
        return
    window = window_of(from_events(as_dates(begins), as_dates(ends), as_dates(attested)))
    told = bool(begins or attested)
    for number in range(HORIZON):
        state = window.on(day(number))
        begun_by_then = all(life.start <= number for life in lives(begins, [], attested))
        may_have_ended = bool(ends) and any(life.stop <= number for life in lives([], ends, []))
        silent = any(number in life for life in fitting) and not all(
            number in life for life in fitting
        )
        expected = silent and told and begun_by_then and not may_have_ended
        assert (state is not None and state.certainty is Certainty.PRESUMED) == expected, number


@settings(max_examples=800, deadline=None)
@given(some_ranges, some_ranges, some_ranges)
def test_phases_tell_the_state_of_every_day(
    begins: list[Range], ends: list[Range], attested: list[Range]
) -> None:
    """Phases never overlap, and together they say exactly what the window says day by day."""
    window = window_of(from_events(as_dates(begins), as_dates(ends), as_dates(attested)))
    phases = window.phases()
    for number in range(-3, HORIZON + 3):
        covering = [phase.state for phase in phases if day(number) in phase.days]
        state = window.on(day(number))
        assert covering == ([] if state is None else [state])
    for earlier, later in pairwise(phases):
        assert earlier.days.last is not None
        assert later.days.first is not None
        assert earlier.days.last < later.days.first
        assert earlier.state != later.state or earlier.days.last + timedelta(days=1) < (
            later.days.first
        )


def test_days_intersect_and_know_when_they_are_empty() -> None:
    """Open sides give way to closed ones; crossing runs are empty."""
    assert Days(None, day(3)) & Days(day(1), None) == Days(day(1), day(3))
    assert (Days(None, day(1)) & Days(day(2), None)).empty
    assert not Days(day(2), day(2)).empty
    assert day(2) in Days(day(2), day(2))

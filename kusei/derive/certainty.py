"""How sure it is on a day that a thing was there, and why no surer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kusei.derive.bounds import Days


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

    def less_sure_than(self, other: State) -> bool:
        """Whether the other is surer."""
        return SUREST_FIRST[self.certainty] > SUREST_FIRST[other.certainty]


SUREST_FIRST: Final = {certainty: rank for rank, certainty in enumerate(Certainty)}
"""The rank of each certainty, 0 for the surest."""


def weakest(states: Iterable[State]) -> State | None:
    """The state that is least sure; None of none."""
    return max(states, key=lambda state: SUREST_FIRST[state.certainty], default=None)


@dataclass(frozen=True, slots=True)
class Phase:
    """A run of days with one state."""

    days: Days
    state: State

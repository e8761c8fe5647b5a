"""The arithmetic of one life: what events and attestations say of its days.

A life is one unbroken run of days. All bounds here are inclusive days on which the life is (or
may be) there, so an end event of day *e*, the first day without it, counts as ``e - 1``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """An inclusive run of days; None is open on that side."""

    first: date | None = None
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def __and__(self, other: Days) -> Days:
        return Days(latest(self.first, other.first), earliest(self.last, other.last))

    @property
    def empty(self) -> bool:
        """Whether no day is in it."""
        return self.first is not None and self.last is not None and self.first > self.last


@dataclass(frozen=True, slots=True)
class Proof:
    """Days between which a life is certain, or would be if ``since`` were not after ``through``.

    By ``since`` at the latest the life had a day, and at ``through`` at the earliest it still had
    one. Where ``since <= through`` every day between is certain; where it is not, the life had
    some day between ``through`` and ``since``, and no single day is certain.
    """

    since: date
    through: date

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.through

    def __or__(self, other: Proof) -> Proof:
        """Two proofs of the *same* life: it is unbroken, so they carry each other."""
        return Proof(min(self.since, other.since), max(self.through, other.through))

    def __and__(self, other: Proof) -> Proof:
        """The days on which two lives are both proven."""
        return Proof(max(self.since, other.since), min(self.through, other.through))

    def fits(self, possible: Days) -> bool:
        """Whether a life of these ``possible`` days can have what is proven here."""
        return (possible.first is None or self.since >= possible.first) and (
            possible.last is None or self.through <= possible.last
        )

    @property
    def days(self) -> Days | None:
        """The certain days, None where there is none."""
        return Days(self.since, self.through) if self.since <= self.through else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What is known of one life, as in ``model.md`` ("Time, exactly").

    Begin in [begins_not_before, begins_not_after]; end (the first day without it) in
    [ends_not_before, ends_not_after]; attested by attested_from at the latest, and still at
    attested_until at the earliest. ``spoken_of`` is the first day of which any source may speak.
    """

    begins_not_before: date | None = None
    begins_not_after: date | None = None
    ends_not_before: date | None = None
    ends_not_after: date | None = None
    attested_from: date | None = None
    attested_until: date | None = None
    spoken_of: date | None = None

    @property
    def possible(self) -> Days:
        """The days on which the life may be there."""
        return Days(self.begins_not_before, before(self.ends_not_after))

    @property
    def proof(self) -> Proof | None:
        """B and E - 1 of the model; None where nothing at all places the life in time."""
        since = earliest(self.begins_not_after, self.attested_from, before(self.ends_not_after))
        through = latest(before(self.ends_not_before), self.attested_until, self.begins_not_before)
        return None if since is None or through is None else Proof(since, through)

    @property
    def known_from(self) -> date | None:
        """The first day by which a source has told of it, by its begin or by attesting it."""
        return earliest(self.begins_not_after, self.attested_from)

    @property
    def fuzzy(self) -> tuple[Days, ...]:
        """The runs of days inside which the life began, ended or was attested, no one says when."""
        attested = (self.attested_until, self.attested_from)
        runs = (
            (self.begins_not_before, before(self.begins_not_after)),
            (self.ends_not_before, before(self.ends_not_after)),
            (None, None) if attested[0] == attested[1] else attested,  # one known day is not fuzzy
        )
        return tuple(Days(a, b) for a, b in runs if a is not None and b is not None and a <= b)

    def attested(self, *, by: date, still: date) -> Bounds:
        """The same life, known to be there by the day ``by``, and still on the day ``still``.

        The very same bounds where they say so already, as they mostly do.
        """
        attested_from = earliest(self.attested_from, by)
        attested_until = latest(self.attested_until, still)
        spoken_of = earliest(self.spoken_of, by)
        if (
            attested_from == self.attested_from
            and attested_until == self.attested_until
            and spoken_of == self.spoken_of
        ):
            return self
        return replace(
            self,
            attested_from=attested_from,
            attested_until=attested_until,
            spoken_of=spoken_of,
        )


def before(day: date | None) -> date | None:
    """The day before, if there is a day; the calendar's first day stands for itself."""
    return day if day is None or day == date.min else day - DAY


def after(day: date | None) -> date | None:
    """The day after, None where there is no later day: open."""
    return None if day is None or day == date.max else day + DAY


def earliest(*days: date | None) -> date | None:
    """The earliest of the days that are there."""
    found = None
    for day in days:
        if day is not None and (found is None or day < found):
            found = day
    return found


def latest(*days: date | None) -> date | None:
    """The latest of the days that are there."""
    found = None
    for day in days:
        if day is not None and (found is None or day > found):
            found = day
    return found


def from_events(
    begins: Iterable[tuple[date, date]],
    ends: Iterable[tuple[date, date]],
    attestations: Iterable[tuple[date, date]],
) -> Bounds:
    """The bounds that reported begins, reported ends and attestations set together.

    Each is (earliest day, latest day). Several begins narrow each other: the greater of the lower
    and the lesser of the upper bounds; ends likewise.
    """
    begins, ends, attestations = tuple(begins), tuple(ends), tuple(attestations)
    return Bounds(
        begins_not_before=latest(*(low for low, _ in begins)),
        begins_not_after=earliest(*(high for _, high in begins)),
        ends_not_before=latest(*(low for low, _ in ends)),
        ends_not_after=earliest(*(high for _, high in ends)),
        attested_from=earliest(*(high for _, high in attestations)),
        attested_until=latest(*(low for low, _ in attestations)),
        spoken_of=earliest(*(low for low, _ in attestations)),
    )

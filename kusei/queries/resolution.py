"""From a name and a date as a table has them to the thing that is meant, and what became of it.

The date decides between things of one name. Where it leaves several, the answer is *several* and
names them; a guess would look like an answer. A thing that bore the name but was not there on that
date is *not-then*, with its years.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kusei.queries.life_stories import LifeStories
from kusei.terms import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kusei.queries.engine import Engine
    from kusei.queries.life_stories import Story

_BECAME: Final = {
    "Merger": "merged",
    "Replacement": "replaced",
    "Split": "split",
    "Absorption": "absorbed",
    "Revival": "revived",
    "Abolition": "ended",
}
"""What became of a thing that an event of this class ended or revived."""


class Status(StrEnum):
    """What a name and a date came to."""

    ONE = "one"
    SEVERAL = "several"
    NOT_THEN = "not-then"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What one name on one date means; texts are in the language that was asked for.

    ``became`` tells of today: same, renamed, moved, merged, absorbed, replaced, split, revived or
    ended;
    ``successors`` are the IRIs at the end of the chain. ``candidates`` are told with their years:
    of *several* the things that may be meant, of *not-then* the one that was meant.
    """

    status: Status
    iri: str = ""
    name_then: str = ""
    certainty: str = ""
    name_now: str = ""
    became: str = ""
    successors: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()


COLUMNS: Final = (
    *("iri", "status", "name_then", "certainty", "name_now", "became", "successors"),
    "candidates",
)
"""The columns that a table gets, as the fields of :class:`Resolution`."""


@dataclass
class Resolver:
    """Resolves names in one graph; ``today`` is the day that *became* speaks of."""

    engine: Engine
    today: date
    language: str = "ja"
    _known: dict[tuple[str, date, date], Resolution] = field(default_factory=dict)

    def resolve(self, name: str, first: date | None = None, last: date | None = None) -> Resolution:
        """What a name means on the days from ``first`` to ``last``; on any day where none is told.

        A thing is there then if it is on some of these days; its certainty is that of the surest
        of them.
        """
        asked = name, first or date.min, last or date.max
        if asked not in self._known:
            self._known[asked] = self._resolved(*asked)
        return self._known[asked]

    @cached_property
    def _stories(self) -> LifeStories:
        return LifeStories(self.engine)

    def _resolved(self, name: str, first: date, last: date) -> Resolution:
        named = self._stories.called(name)
        if not named:
            return Resolution(status=Status.UNKNOWN)
        there = [story for story in named if story.surest(first, last)]
        # Who is known to have been there comes before who only may have been, who was called so
        # then before who was called so at another time, and a kind before its units.
        there = [story for story in there if _is_told(story, first, last)] or there
        there = [story for story in there if self._bore(story, name, first, last)] or there
        there = _general_first(there)
        if len(there) == 1:
            return self._one(there[0], first, last)
        if there:
            return Resolution(status=Status.SEVERAL, candidates=self._told(there))
        if len(named) > 1:
            return Resolution(status=Status.NOT_THEN, candidates=self._told(named))
        return replace(
            self._one(named[0], first, last),
            status=Status.NOT_THEN,
            name_then="",
            candidates=self._told(named),
        )

    def _bore(self, story: Story, typed: str, first: date, last: date) -> bool:
        """Whether one of its names on these days is the typed one, in the form that was found."""
        wanted = self._stories.keys_of(typed)
        return any(
            name.meets(first, last)
            for name in story.names.values()
            if not name.keys.isdisjoint(wanted)
        )

    def _one(self, story: Story, first: date, last: date) -> Resolution:
        run = story.surest(first, last)
        then = story.name_on(first, last, self.language)
        became, successors = self._became(story, first, last)
        return Resolution(
            status=Status.ONE,
            iri=story.iri,
            name_then=then,
            certainty=run.certainty if run else "",
            name_now=story.name_on(self.today, self.today, self.language),
            became=became,
            successors=successors,
        )

    def _became(self, story: Story, first: date, last: date) -> tuple[str, tuple[str, ...]]:
        """What became of a thing since those days, and what is there today in its place."""
        if story.surest(self.today, self.today):
            return self._since(story, first, last), (story.iri,)
        endings = self._stories.endings.get(story.iri, [])
        led = [one for one in endings if one.led_to] or endings
        if not led:
            return "ended", ()
        ends = {iri for one in led for next_ in one.led_to for iri in self._following(next_, set())}
        became = _BECAME.get(led[0].change, "replaced" if led[0].led_to else "ended")
        return became, tuple(sorted(ends))

    def _since(self, story: Story, first: date, last: date) -> str:
        """What changed of a thing that lives on: its name, else its place."""
        then, now = (
            story.name_on(*days, self.language) for days in ((first, last), (self.today,) * 2)
        )
        if then and now and then != now:
            return "renamed"
        stood, stands = story.parents_on(first, last), story.parents_on(self.today, self.today)
        return "moved" if stood and stands and not stood & stands else "same"

    def _following(self, iri: str, seen: set[str]) -> Iterator[str]:
        """What is there today at the end of the chain that begins with a thing."""
        if iri in seen:
            return
        seen.add(iri)
        if self._stories.stories[iri].surest(self.today, self.today):
            yield iri
            return
        for ending in self._stories.endings.get(iri, ()):
            for one in ending.led_to:
                yield from self._following(one, seen)

    def _told(self, stories: Iterable[Story]) -> tuple[str, ...]:
        return tuple(
            f"{story.latest_name(self.language)} {compact(story.iri)} {story.years()}"
            for story in stories
        )


def _is_told(story: Story, first: date, last: date) -> bool:
    run = story.surest(first, last)
    return run is not None and not run.projected


def _general_first(stories: list[Story]) -> list[Story]:
    """Without the units of a kind that is among them, and the posts of a role that is."""
    iris = {story.iri for story in stories}
    return [story for story in stories if iris.isdisjoint(story.general)]

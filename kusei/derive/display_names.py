"""By which name each thing is shown on each day, in each language; there is always one.

A query then joins a thing with its name of the day, and loses no row for want of a name. Where no
name is known for a day or in a language, a label of our own stands in: the latest name, else what
the thing is labelled by, else the end of its IRI.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from kusei.derive.bounds import Days, after, before
from kusei.derive.windows import Certainty, Phase, State
from kusei.terms import end_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kusei.derive.lives import Lives
    from kusei.derive.windows import Window

LANGUAGES: Final = ("ja", "en")
"""The languages in which answers name things."""

_STANDS_IN: Final = State(Certainty.CERTAIN, projected=True)
"""A stand-in casts no doubt on an answer, and proves nothing for a day."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """Labels, by language, that stand in for the names of ``bearer``, and when they do."""

    iri: str
    bearer: str
    texts: dict[str, str]
    phases: tuple[Phase, ...]


def shown_by(lives: Lives, bearer: str) -> list[str]:
    """The names by which a bearer is shown: its usual ones if it has any, else all."""
    names = sorted(lives.names.get(bearer, ()))
    return [name for name in names if name in lives.usual] or names


def stand_ins(
    lives: Lives, windows: Mapping[str, Window], phases: Mapping[str, list[Phase]]
) -> Iterator[StandIn]:
    """What is shown where no name is; ``windows`` and ``phases`` are those of each life."""
    for bearer in lives.bearers:
        shown = shown_by(lives, bearer)
        texts: dict[tuple[Phase, ...], dict[str, str]] = {}
        for language in LANGUAGES:
            named = [
                phase.days
                for name in shown
                if any(language == told for told, _ in lives.texts.get(name, ()))
                for phase in phases.get(name, ())
            ]
            if gaps := tuple(Phase(days, _STANDS_IN) for days in _without(named)):
                labels = texts.setdefault(gaps, {})
                labels[language] = _label(lives, windows, bearer, language)
        for number, (gaps, labels) in enumerate(texts.items(), start=1):
            yield StandIn(f"{bearer}--label-{number}", bearer, labels, gaps)


def _label(lives: Lives, windows: Mapping[str, Window], bearer: str, language: str) -> str:
    labels = lives.labels.get(bearer, {}) | latest_texts(lives, windows, bearer)
    return labels.get(language) or end_of(bearer)


def _without(runs: Iterable[Days]) -> Iterator[Days]:
    """The days that none of the runs has."""
    following: date | None = None  # the first day that no run so far reaches; None before all
    for run in sorted(runs, key=lambda run: run.first or date.min):
        if run.first is not None and (following is None or following < run.first):
            yield Days(following, before(run.first))
        if run.last is None:
            return
        following = max(following or date.min, after(run.last) or date.max)
    yield Days(following, None)


def latest_texts(lives: Lives, windows: Mapping[str, Window], bearer: str) -> dict[str, str]:
    """The texts of the latest name by language, the usual one first; then plans, cancellations."""

    def rank(name: str) -> tuple[bool, bool, bool, date, date, str]:
        window = windows.get(name)
        if window is None:
            return (False, False, False, date.min, date.min, name)
        return (
            not window.absent,
            window.planned is None,
            name in lives.usual,
            window.possible.last or date.max,
            window.possible.first or date.min,
            name,
        )

    texts: dict[str, str] = {}
    for name in sorted(lives.names.get(bearer, ()), key=rank):
        texts |= {language: text for language, text in lives.texts.get(name, ()) if language}
    return texts

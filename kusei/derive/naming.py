"""By which names each thing is shown on each day, and how sure that is; there is always one.

Where no name is known for a day or in a language, a label stands in: the latest name, else what the
thing is labelled by, else the end of its IRI.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from kusei.derive.bounds import Days, after, before
from kusei.derive.certainty import weakest
from kusei.terms import end_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kusei.derive.certainty import Phase, State
    from kusei.derive.lives import Lives
    from kusei.derive.windows import Window

LANGUAGES: Final = ("ja", "en")
"""The languages in which answers name things."""

Texts: TypeAlias = frozenset[tuple[str, str]]
"""Names by (language, text)."""


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a thing, and how sure it is that it bore them; None where nothing is said."""

    texts: Texts = frozenset()
    state: State | None = None


class Naming:
    """By what each thing is shown in the course of time; ``windows`` are those of each life."""

    def __init__(
        self, lives: Lives, windows: Mapping[str, Window], phases: Mapping[str, list[Phase]]
    ) -> None:
        self._lives = lives
        self._bearers = frozenset(lives.bearers)
        self._windows = windows
        self._phases = phases
        self._known: dict[str, list[tuple[Days, Named]]] = {}

    def over(self, thing: str | None, days: Days) -> Iterator[tuple[Days, Named]]:
        """The runs of these days with one naming each, all of them together, in order."""
        if thing is None:
            yield days, Named()
            return
        if thing not in self._known:
            self._known[thing] = list(self._read(thing))
        for run, named in self._known[thing]:
            if not (both := run & days).empty:
                yield both, named

    def _read(self, thing: str) -> Iterator[tuple[Days, Named]]:
        told = [
            (phase, self._lives.texts.get(name, []))
            for name in shown_by(self._lives, thing)
            for phase in self._phases.get(name, ())
        ]
        edges = (day for phase, _ in told for day in (phase.days.first, after(phase.days.last)))
        firsts = sorted({day for day in edges if day is not None})
        for first, following in zip([None, *firsts], [*firsts, None], strict=True):
            run = Days(first, before(following))
            sample = first or run.last or date.min
            there = [(phase.state, texts) for phase, texts in told if sample in phase.days]
            texts = frozenset(text for _, its in there for text in its)
            state = weakest(state for state, _ in there)
            yield run, Named(texts | self._standing_in(thing, texts), state)

    def _standing_in(self, thing: str, texts: Texts) -> Texts:
        """The labels of the languages in which there is no name."""
        if thing not in self._bearers:  # ranks are labelled, and a claim is told by what it says
            labels = self._lives.labels.get(thing, {}).items()
            return frozenset(labels) or frozenset(self._lives.texts.get(thing, ()))
        named = {language for language, _ in texts}
        missing = [language for language in LANGUAGES if language not in named]
        if not missing:
            return frozenset()
        labels_of = label_texts(self._lives, self._windows, thing)
        return frozenset((told, labels_of.get(told) or end_of(thing)) for told in missing)


def shown_by(lives: Lives, bearer: str) -> list[str]:
    """The names by which a bearer is shown: its usual ones if it has any, else all."""
    names = sorted(lives.names.get(bearer, ()))
    return [name for name in names if name in lives.usual] or names


def label_texts(lives: Lives, windows: Mapping[str, Window], thing: str) -> dict[str, str]:
    """The one label of a thing, by language: its latest name, else what it is labelled by."""
    return lives.labels.get(thing, {}) | latest_texts(lives, windows, thing)


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

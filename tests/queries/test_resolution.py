"""A name on a date: the thing that is meant, several, or none; never another one."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kusei.queries.resolution import Resolver, Status
from kusei.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.dataset.files import Dataset
    from kusei.queries.life_stories import Story

MINATO = PREFIXES["minato"]
TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def resolver(minato: Dataset) -> Resolver:
    """Names of the ward, told on 2026-11-30."""
    return Resolver(minato.store, TODAY)


@pytest.mark.parametrize(
    ("name", "on", "status", "thing", "then", "now", "became"),
    [
        ("くらし応援課", "2008-04-01", "one", "kind-kumin-ka", "くらし応援課", "区民課", "renamed"),
        ("区民課", "2015-01-01", "one", "kind-kumin-ka", "区民課", "区民課", "same"),
        ("区民課", "2005-01-01", "not-then", "kind-kumin-ka", "", "区民課", "same"),
        ("くみんか", "2015-01-01", "one", "kind-kumin-ka", "区民課", "区民課", "same"),
        ("クミンカ", "2015-01-01", "one", "kind-kumin-ka", "区民課", "区民課", "same"),
        (
            "港区芝地区総合支所くらし応援課",
            "2007-01-01",
            "one",
            "unit-shiba-chiku-kumin-ka",
            "芝地区総合支所 くらし応援課",
            "芝地区総合支所 区民課",
            "renamed",
        ),
        (
            "芝総合支所　区民課",
            "2015-01-01",
            "one",
            "unit-shiba-chiku-kumin-ka",
            "芝地区総合支所 区民課",
            "芝地区総合支所 区民課",
            "same",
        ),
        (
            "Shiba Regional City Office",
            "2010-01-01",
            "one",
            "unit-shiba-chiku",
            "芝地区総合支所",
            "芝地区総合支所",
            "same",
        ),
        ("防災", "2023-11-24", "one", "unit-bosai-ka", "防災課", "防災課", "same"),
        (
            "街づくり課",
            "2020-01-01",
            "one",
            "kind-machizukuri-ka",
            "まちづくり課",
            "まちづくり課",
            "same",
        ),
        (
            "まちづくり支援部",
            "2020-01-01",
            "one",
            "unit-machizukuri-shien-bu",
            *["街づくり支援部"] * 2,
            "same",
        ),
        ("麻布支所", "2000-01-01", "one", "unit-azabu-shisho", "麻布支所", "", "replaced"),
        ("麻布支所", "2015-01-01", "not-then", "unit-azabu-shisho", "", "", "replaced"),
        ("芝支所", "1947-06-01", "one", "unit-shiba-shisho", "芝支所", "", "ended"),
        ("総務課", "1960-01-01", "one", "unit-somu-ka-1951", "総務課", "", "ended"),
        ("総務課", "2020-01-01", "one", "unit-somu-ka", "総務課", "総務課", "same"),
        ("無い課", "2020-01-01", "unknown", "", "", "", ""),
    ],
)
def test_a_name_on_a_day(  # noqa: PLR0913, PLR0917 - one argument a column
    resolver: Resolver,
    name: str,
    on: str,
    status: str,
    thing: str,
    then: str,
    now: str,
    became: str,
) -> None:
    """With and without ward and office, in kana, in full width, former, one word short."""
    day = date.fromisoformat(on)
    found = resolver.resolve(name, day, day)
    assert found.status == status
    assert found.iri.removeprefix(MINATO) == thing
    assert (found.name_then, found.name_now, found.became) == (then, now, became)


def test_what_several_bore_is_not_chosen_from(resolver: Resolver) -> None:
    """Without a date both are named, each with its years."""
    found = resolver.resolve("総務課")
    assert (found.status, found.iri) == (Status.SEVERAL, "")
    assert [told.split()[1] for told in found.candidates] == [
        "minato:unit-somu-ka",
        "minato:unit-somu-ka-1951",
    ]
    assert found.candidates[1].endswith("1951-11-01..1965-03-31")


def test_the_end_of_the_chain_is_there_today(resolver: Resolver) -> None:
    """A branch office became a regional city office; its successor is what is there now."""
    day = date(2000, 1, 1)
    assert resolver.resolve("赤坂支所", day, day).successors == (f"{MINATO}unit-akasaka-chiku",)


def variants(name: str) -> Iterator[str]:
    """One name as people write it."""
    yield name
    yield name.replace(" ", "")
    yield name.replace(" ", "　")
    yield f"港区{name}"
    yield f"港区役所 {name}"
    yield name.replace("街", "まち")
    yield name.replace("地区", "")


def borne(story: Story) -> Iterator[tuple[str, str, date]]:
    """Each name of a thing that is certain or presumed on a day, with that day."""
    for state in story.states.values():
        if state.days.certainty in {"certain", "presumed"}:
            for language, texts in state.texts.items():
                for text in texts:
                    yield language, text, max(state.days.first, min(state.days.last, TODAY))


def test_no_variant_of_any_name_is_taken_for_another_thing(resolver: Resolver) -> None:
    """Thousands of names as people write them: right or several, in 98 of 100 right, never wrong."""
    stories = resolver._stories.stories
    told: Counter[str] = Counter()
    for iri, story in stories.items():
        for language, text, day in borne(story):
            for typed in {text} if language == "en" else set(variants(text)):
                found = resolver.resolve(typed, day, day)
                right = found.status is Status.ONE and found.iri in {iri, *story.general}
                told["right" if right else str(found.status)] += 1
                if found.status is Status.ONE and not right:
                    other = stories[found.iri]
                    same = {t for _, t, d in borne(other)}
                    assert text in same or typed in same, (typed, day, iri, found.iri)
    assert told["right"] >= 0.98 * told.total(), told

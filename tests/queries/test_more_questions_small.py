"""The questions on things, renamings, measures, causes and two days, on the same small graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.queries.conftest import AskColumns as Ask


@pytest.mark.parametrize(
    ("sort", "on", "expected"),
    [
        (
            "kind",
            "2009-04-10",
            [
                ("市民課", "certain", None, "2020-01-01", "possible"),
                ("生活課", "certain", None, "2020-01-01", "possible"),
                ("総合支所", "certain", None, "2020-01-01", None),
            ],
        ),
        ("role", "2006-03-31", []),
        (
            "duty",
            "2010-04-01",
            [
                ("生活相談", "possible", "begin-unknown", None, None),
                ("町づくり", "certain", None, "2016-03-31", None),
                ("窓口業務", "certain", None, "2020-01-01", None),
            ],
        ),
    ],
)
def test_all_things_of_a_sort(
    ask: Ask, sort: str, on: str, expected: list[tuple[Any, ...]]
) -> None:
    """Each by its names of the day; a duty once, as sure as the surest of those who hold it."""
    columns = "thing certainty why last_told name_certainty"
    rows = ask("things", columns, sort=sort, on=on)
    assert [(*row[:3], row[3] and str(row[3]), row[4]) for row in rows] == expected


def test_things_tell_their_planned_end(ask: Ask) -> None:
    """After it a thing is possible still, for a plan is no end."""
    rows = ask("things", "thing certainty planned_until", sort="unit", on="2031-06-01")
    assert {(thing, certainty, str(day)) for thing, certainty, day in rows if day} == {
        ("南総合支所", "possible", "2030-03-31"),
        ("南総合支所 市民課", "possible", "2030-03-31"),
    }


def test_renamings_tell_their_reason(ask: Ask) -> None:
    """A name that gave way to another; a thing that gave way to another was not renamed."""
    columns = "when old_name new_name reason quote bearer_type status"
    renamed = (
        "2009-04",
        "生活課",
        "市民課",
        "親しみやすい名称",
        "生活課を市民課に改称",
        "kind",
        "reported",
    )
    assert ask("renamings", columns) == [renamed]
    assert ask("renamings", columns, **{"from": "2009-04-30", "to": "2009"}) == [renamed]
    assert ask("renamings", columns, **{"from": "2009-05-01"}) == []


def test_open_measures_are_told_apart(ask: Ask) -> None:
    """What realised each point; of what no source tells, it is open."""
    points = [
        ("窓口の移管", "realised", "窓口業務の移管"),
        ("窓口の移管", "realised", "規則による再編"),
        ("相談の充実", "open", None),
    ]
    assert sorted(ask("measures", "measure state outcome")) == sorted(points, key=str)
    assert ask("measures", "measure", reform="支所の改革") == []


def test_why_goes_from_an_event_to_the_decision_and_its_effects(ask: Ask) -> None:
    """By the measure that it realised, and the rule of the measure; then what it began and ended."""
    columns = "line cause link result led_on"
    rows = ask("why", columns, thing="窓口業務の移管")
    assert sorted(rows[:3], key=str) == [
        ("origin", "窓口の移管", "realised", "窓口業務の移管", None),
        ("origin", "組織規則", "contains", "窓口の移管", True),
        ("origin", "組織規則の制定", "made", "組織規則", True),
    ]
    assert sorted(row[:4] for row in rows[3:]) == [
        ("outcome", "窓口業務の移管", "began", "窓口業務 → 市民課"),
        ("outcome", "窓口業務の移管", "ended", "窓口業務 → 青葉区"),
    ]


def test_why_tells_apart_what_nothing_came_of(ask: Ask) -> None:
    """Of two points of a rule one was carried out."""
    rows = ask("why", "line result led_on", thing="組織規則")
    told = {result: led_on for line, result, led_on in rows if line == "outcome"}
    assert told["窓口の移管"] is True
    assert told["相談の充実"] is False
    assert "窓口業務 → 市民課" in told


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (
            ("1955-01-01", "1965-01-01"),
            {
                ("merged", "東支所", None, "東西の支所の統合"),
                ("merged", "西支所", None, "東西の支所の統合"),
                ("new", None, "中央支所", "東西の支所の統合"),
            },
        ),
        (
            ("1965-01-01", "1972-01-01"),
            {
                ("split", "中央支所", None, "中央支所の分割"),
                ("new", None, "第一出張所", "中央支所の分割"),
                ("new", None, "第二出張所", "中央支所の分割"),
            },
        ),
        (("2009-03-31", "2009-05-01"), {("renamed", "生活課", "市民課", "生活課の改称")}),
        (
            ("2009-04-10", "2009-05-01"),
            {("not-known", "市民課 / 生活課", "市民課", "生活課の改称")},
        ),
        (
            ("2015-01-01", "2017-01-01"),
            {
                ("not-known", "町担当課長", "町担当課長", "町課へ"),
                ("not-known", None, "町課", "町課へ"),
            },
        ),
        (("2010-04-01", "2012-01-01"), set()),
    ],
)
def test_two_days_are_compared(
    ask: Ask, days: tuple[str, str], expected: set[tuple[Any, ...]]
) -> None:
    """What ended by a merger or split says so; what may or may not have changed is not known.

    The sections of the kind are renamed with it.
    """
    asked = {"on": days[0], "with": days[1]}
    rows = ask("compare", "what before after event type", **asked)
    assert {row[:4] for row in rows if "総合支所" not in str(row)} == expected
    sections = {row[0] for row in rows if "北総合支所" in str(row)}
    assert sections == {what for what, _, after, _ in expected if after == "市民課"}

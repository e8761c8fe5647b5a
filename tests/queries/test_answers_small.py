"""The stored queries on the small fixed graph, where every answer is known by heart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.answers.result import Result

    Ask = Callable[..., Result]


def table(result: Result, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of the rows, in the order of the answer."""
    return [tuple(row[column] for column in columns) for row in result]


def test_a_kind_holds_a_duty_beside_its_units(ask_small: Ask) -> None:
    """The row of the kind stands before those of the sections it is expanded to."""
    result = ask_small("duty-holder", duty="窓口業務", on="2012-01-01")
    assert table(result, "holder", "certainty", "why", "scope") == [
        ("市民課", "certain", None, "each"),
        ("北総合支所 市民課", "certain", None, None),
        ("南総合支所 市民課", "certain", None, None),
    ]


def test_a_group_of_duties_asks_for_its_leaves(ask_small: Ask) -> None:
    """held_duty tells which duty of the group is held."""
    result = ask_small("duty-holder", duty="暮らしの業務", on="2009-01-01")
    assert table(result, "held_duty", "holder", "certainty", "why", "capacity") == [
        ("生活相談", "青葉区", "possible", "begin-unknown", "相談"),
        ("窓口業務", "青葉区", "possible", "begin-unknown", "主管"),
    ]


def test_a_holder_bears_the_name_of_the_day(ask_small: Ask) -> None:
    """While its name is fuzzy there is a row for each name, and neither is certain."""
    named = {
        on: table(ask_small("organisation", on=on), "unit", "certainty")
        for on in ("2009-03-31", "2009-04-10", "2009-04-30")
    }
    assert ("生活課", "certain") in named["2009-03-31"]
    assert {("生活課", "possible"), ("市民課", "possible")} <= set(named["2009-04-10"])
    assert ("市民課", "certain") in named["2009-04-30"]
    assert not {"生活課"} & {unit for unit, _ in named["2009-04-30"]}


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2010-03-31", []),
        ("2010-04-01", [("窓口業務", "主管", "certain", None)]),
        ("2020-01-01", [("窓口業務", "主管", "certain", None)]),
        ("2020-01-02", [("窓口業務", "主管", "presumed", "after-last-source")]),
    ],
)
def test_duties_of_a_section_follow_its_edges(
    ask_small: Ask, on: str, expected: list[tuple[str, ...]]
) -> None:
    """From the day of the transfer; certain up to the day the page speaks of."""
    result = ask_small("duties-of", holder="市民課", on=on)
    assert table(result, "duty", "capacity", "certainty", "why") == expected


def test_the_organisation_tells_parents_kinds_and_plans(ask_small: Ask) -> None:
    """Units stand in the ward, sections in their offices, the head in the kind it heads."""
    result = ask_small("organisation", on="2012-01-01")
    columns = ("unit", "parent", "kind", "type", "certainty", "planned_until")
    rows = {row["unit"]: tuple(row[c] for c in columns[1:]) for row in result}
    assert {unit: row[:4] for unit, row in rows.items()} == {
        "総合支所": ("青葉区", None, "kind", "certain"),
        "北総合支所": ("青葉区", "総合支所", "unit", "certain"),
        "南総合支所": ("青葉区", "総合支所", "unit", "certain"),
        "市民課": ("総合支所", None, "kind", "certain"),
        "北総合支所 市民課": ("北総合支所", "市民課", "unit", "certain"),
        "南総合支所 市民課": ("南総合支所", "市民課", "unit", "certain"),
        "支所長": ("総合支所", None, "role", "certain"),
    }
    assert len(result) == len(rows)
    assert str(rows["南総合支所"][4]) == "2030-03-31"
    assert rows["北総合支所"][4] is None


def test_before_its_establishment_there_is_nothing(ask_small: Ask) -> None:
    """All of it began on 2006-04-01."""
    assert not ask_small("organisation", on="2006-03-31")


@pytest.mark.parametrize("asked", ["市民課", "生活課"])
def test_a_history_is_the_same_by_any_name(ask_small: Ask, asked: str) -> None:
    """The first name begins with its bearer, the second with the renaming."""
    result = ask_small("unit-history", unit=asked)
    assert result.columns[:4] == ("name", "from", "until", "certainty")
    assert table(result, *result.columns[:7]) == [
        *[
            (
                "生活課",
                "2006-04-01",
                "2009-04",
                "certain",
                "総合支所の設置",
                "生活課の改称",
                "青葉区の組織",
            )
        ],
        *[("市民課", "2009-04", None, "certain", "生活課の改称", None, "生活課を市民課に改称")],
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("支所長", [("支所長", "2006-04-01", None)]),
        ("南総合支所", [("南総合支所", "2006-04-01", "2030-04-01")]),
        (
            "北総合支所 市民課",
            [
                ("北総合支所 生活課", "2006-04-01", "2009-04"),
                ("北総合支所 市民課", "2009-04", None),
            ],
        ),
    ],
)
def test_roles_and_expanded_units_have_histories(
    ask_small: Ask, asked: str, expected: list[tuple[str, str, str]]
) -> None:
    """A planned end is shown with its status; an expanded unit follows the names of its kind."""
    result = ask_small("unit-history", unit=asked)
    assert table(result, "name", "from", "until") == expected
    for row in result:
        assert row.ended_status == ("planned" if row.until == "2030-04-01" else row.ended_status)


def test_a_transfer_names_giver_and_receiver(ask_small: Ask) -> None:
    """One row a duty that one event took and gave."""
    result = ask_small("transfers")
    assert table(result, "duty", "giver", "receiver", "when") == [
        ("窓口業務", "青葉区", "市民課", "2010-04-01")
    ]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"from": "2010-04-01", "to": "2010-04-01"}, 1),
        ({"to": "2010-03-31"}, 0),
        ({"from": "2010-04-02"}, 0),
        ({"from": "2010-04"}, 1),
        ({"to": "2009年度"}, 0),
        ({"to": "2010年度"}, 1),
    ],
)
def test_a_period_includes_its_edges(ask_small: Ask, period: dict[str, str], expected: int) -> None:
    """Both ends count with the days they name."""
    assert len(ask_small("transfers", **period)) == expected


def test_events_count_where_they_may_have_been(ask_small: Ask) -> None:
    """A month and a range are in every period that shares a day with them, in order of time."""

    def events(**period: str) -> list[str]:
        return [str(row.event) for row in ask_small("events", **period)]

    assert events(**{"from": "2009-04-30", "to": "2009-04-30"}) == ["生活課の改称"]
    assert events(**{"from": "2009-04-01", "to": "2009-04-01"}) == ["生活課の改称"]
    assert events(**{"from": "2016-03-31", "to": "2020"}) == ["支援部の再編"]
    assert events(**{"from": "2016-04-01", "to": "2020"}) == []
    assert events() == [
        *["青葉区の設置", "総合支所の設置", "生活課の改称", "窓口業務の移管"],
        *["支援部の再編", "南総合支所の廃止"],
    ]


def test_effects_of_a_reform_are_told_thing_by_thing(ask_small: Ask) -> None:
    """What began, ended or changed; an event that lists nothing has one row without effect."""
    result = ask_small("reform-effects", reform="支所の改革")
    assert table(result, "when", "change", "effect", "thing", "thing_type")[5:] == [
        ("2009-04", "Renaming", "began", "市民課", "name"),
        ("2009-04", "Renaming", "changed", "市民課", "kind"),
        ("2009-04", "Renaming", "ended", "生活課", "name"),
        ("[2015-04..2016-03]", "Reorganisation", None, None, None),
    ]


def test_effects_of_an_instrument_come_through_its_measures(ask_small: Ask) -> None:
    """The transfer realises a measure of the rule."""
    result = ask_small("reform-effects", reform="組織規則")
    assert table(result, "event", "effect", "thing") == [
        ("窓口業務の移管", "began", "窓口業務 → 市民課"),
        ("窓口業務の移管", "ended", "窓口業務 → 青葉区"),
    ]


def test_evidence_is_told_with_place_and_document(ask_small: Ask) -> None:
    """The passages of the thing, of the claims about it, of the events of the thing or a claim."""
    result = ask_small("evidence", entity="市民課")
    assert result.columns[:7] == (
        *("quote", "page", "locator", "heading", "document", "url", "check"),
    )
    assert table(result, "quote", "page", "locator", "heading", "fact_type") == [
        ("青葉区の組織", None, None, None, "event"),
        ("青葉区の組織", None, None, None, "self"),
        ("生活課を市民課に改称", 2, None, "青葉区の組織", "event"),
        (None, None, "第三条", "青葉区の組織", "assignment"),
        (None, None, "第三条", "青葉区の組織", "event"),
    ]
    assert {row.url for row in result} == {"https://example.org/soshiki"}


def test_what_is_expanded_rests_on_what_it_is_expanded_from(ask_small: Ask) -> None:
    """The section of the north office has no passage of its own, and evidence all the same."""
    result = ask_small("evidence", entity="北総合支所 市民課")
    assert (None, "assignment") in table(result, "quote", "fact_type")


def test_labels_come_in_the_language_asked_for(ask_small: Ask) -> None:
    """The same rows with English labels."""
    result = ask_small("duty-holder", "en", duty="窓口業務", on="2012-01-01")
    assert table(result, "holder", "capacity", "held_duty") == [
        ("Citizens' Section", "in charge", "Counter"),
        ("North Branch Citizens' Section", "in charge", "Counter"),
        ("South Branch Citizens' Section", "in charge", "Counter"),
    ]

"""The questions on change, lineage, sources and gaps, on a small graph known by heart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.queries.conftest import AskColumns as Ask


@pytest.mark.parametrize(
    ("holder", "expected"),
    [
        (
            "市民課",
            [
                ("窓口業務", "2010-04-01", None, "certain", None),
                ("生活相談", "2031-04", None, "planned", None),
            ],
        ),
        (
            "青葉区",
            [
                ("生活相談", None, None, "certain", "2031-04"),
                ("窓口業務", None, "2010-04-01", "certain", None),
                ("町づくり", "1980", "[2016-04..2018-03]", "certain", None),
            ],
        ),
    ],
)
def test_a_planned_end_is_no_end(ask: Ask, holder: str, expected: list[tuple[Any, ...]]) -> None:
    """What a plan begins is planned, what it ends has not ended and says when it is to."""
    columns = "duty from until certainty planned_until"
    assert ask("duties-over-time", columns, holder=holder) == expected


def test_a_chain_of_holders_goes_on_with_the_units_of_a_kind(ask: Ask) -> None:
    """In order of time: the ward, then the kind of section, then its sections."""
    columns = "holder from until certain_from certain_until scope"
    rows = ask("holder-chain", columns, duty="窓口業務")
    assert [(row[0], row[1], row[2], row[5]) for row in rows] == [
        ("青葉区", None, "2010-04-01", None),
        ("市民課", "2010-04-01", None, "each"),
        ("北総合支所 市民課", "2010-04-01", None, None),
        ("南総合支所 市民課", "2010-04-01", None, None),
    ]
    assert [tuple(str(day) for day in row[3:5]) for row in rows[:2]] == [
        ("2010-03-31", "2010-03-31"),
        ("2010-04-01", "2020-01-01"),
    ]


LINEAGE = "when change before after line correspondence"
TO_CENTRE = [
    ("1950-04-01", "Establishment", None, "東支所", "origin", "0 → 2"),
    ("1950-04-01", "Establishment", None, "西支所", "origin", "0 → 2"),
    ("1960-04-01", "Merger", "東支所", "中央支所", "origin", "2 → 1"),
    ("1960-04-01", "Merger", "西支所", "中央支所", "origin", "2 → 1"),
]


def test_lineage_goes_both_ways(ask: Ask) -> None:
    """Back to what was merged, on through the split; of several to several each pair is told so."""
    assert ask("lineage", LINEAGE, thing="中央支所") == [
        *TO_CENTRE,
        ("1970-10", "Split", "中央支所", "第一出張所", "outcome", "1 → 2"),
        ("1970-10", "Split", "中央支所", "第二出張所", "outcome", "1 → 2"),
        ("1980", "Replacement", "第一出張所", "企画課", "outcome", "2 → 2"),
        ("1980", "Replacement", "第一出張所", "財政課", "outcome", "2 → 2"),
        ("1980", "Replacement", "第二出張所", "企画課", "outcome", "2 → 2"),
        ("1980", "Replacement", "第二出張所", "財政課", "outcome", "2 → 2"),
    ]


def test_lineage_leaves_out_siblings(ask: Ask) -> None:
    """What was merged away with a thing is no ancestor of it."""
    rows = ask("lineage", LINEAGE, thing="東支所")
    assert rows[0] == TO_CENTRE[0]
    assert rows[-1][2:4] == ("第二出張所", "財政課")
    assert not [row for row in rows if "西支所" in row]


@pytest.mark.parametrize("asked", ["生活課", "市民課", "北総合支所 市民課"])
def test_a_renaming_keeps_the_thing(ask: Ask, asked: str) -> None:
    """The old and the new name are borne by one thing; a section has the lineage of its kind."""
    columns = "change before after line before_entity after_entity"
    established, renamed = ask("lineage", columns, thing=asked)
    assert established[:4] == ("Establishment", None, "生活課", "origin")
    assert renamed[:4] == ("Renaming", "生活課", "市民課", "name")
    assert renamed[4] == renamed[5] == established[5]


def test_unlike_things_may_follow_each_other(ask: Ask) -> None:
    """A post gave way to a kind of section, and both say what they are.

    The duty that ended with the post leads nowhere: to no event that once began it.
    """
    rows = ask("lineage", "before after before_type after_type", thing="町課")
    assert rows == [
        (None, "町担当課長", None, "role"),
        ("町担当課長", "町課", "role", "kind"),
    ]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2010-06-01", [("支所長", "総合支所", "課長級", "certain", "possible")]),
        (
            "2017-01-01",
            [
                ("町担当課長", None, None, "possible", None),
                ("支所長", "総合支所", "部長級", "certain", "certain"),
            ],
        ),
        ("2006-03-31", []),
    ],
)
def test_posts_have_the_rank_of_the_day(ask: Ask, on: str, expected: list[tuple[str, ...]]) -> None:
    """The rank that was ended is not shown later, nor the one that began earlier."""
    assert ask("posts", "post unit_name rank certainty rank_certainty", on=on) == expected


def test_the_history_of_a_post_tells_its_ranks(ask: Ask) -> None:
    """A rank lasts from the event that gave it to the one that ended it."""
    assert ask("post-history", "what value from until certainty", post="支所長") == [
        ("life", "支所長", "2006-04-01", None, "certain"),
        ("name", "支所長", "2006-04-01", None, "certain"),
        ("rank", "課長級", None, "2011-04-01", "certain"),
        ("rank", "部長級", "2011-04-01", None, "certain"),
    ]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (
            {"from": "1960", "to": "1970"},
            [
                ("thing", "中央支所", "東支所", "中央支所"),
                ("thing", "中央支所", "西支所", "中央支所"),
                ("thing", "第一出張所", "中央支所", "第一出張所"),
                ("thing", "第二出張所", "中央支所", "第二出張所"),
            ],
        ),
        (
            {"from": "1980", "to": "1980"},
            [
                ("thing", "企画課", None, "企画課"),
                ("thing", "第一出張所", "第一出張所", None),
                ("thing", "第二出張所", "第二出張所", None),
                ("thing", "財政課", None, "財政課"),
                ("duty", "町づくり", None, "青葉区"),
            ],
        ),
        (
            {"from": "2018-03", "to": "2018-03"},
            [
                ("thing", "町課", "町担当課長", "町課"),
                ("duty", "広報", None, "町課"),
                ("duty", "町づくり", "青葉区", None),
            ],
        ),
        (
            {"from": "2009-04", "to": "2011-04"},
            [
                ("name", "市民課", "生活課", "市民課"),
                ("duty", "窓口業務", "青葉区", "市民課"),
                ("rank", "支所長", "課長級", "部長級"),
            ],
        ),
    ],
)
def test_before_and_after_stand_on_one_row(
    ask: Ask, period: dict[str, str], expected: list[tuple[str, ...]]
) -> None:
    """Of one subject; of things unless several gave way to several, which no source pairs."""
    assert ask("changes", "what subject before after", **period) == expected


def test_a_planned_change_says_so(ask: Ask) -> None:
    """Nothing after the source is reported."""
    assert ask("changes", "subject status", **{"from": "2020-01-02"}) == [
        ("南総合支所", "planned"),
        ("生活相談", "planned"),
    ]


def test_an_instrument_tells_what_came_of_it(ask: Ask) -> None:
    """How it was made, what was done by it and how that is known, each point and its outcome."""
    columns = "what decided outcome when status basis"
    assert ask("instrument-outcomes", columns, instrument="組織規則") == [
        ("event", None, "規則による再編", "2010-04", "reported", "配置からの推定"),
        ("made", "組織規則の制定", None, "2010-03-01", None, None),
        ("measure", "窓口の移管", "規則による再編", "2010-04", "reported", "配置からの推定"),
        ("measure", "窓口の移管", "窓口業務の移管", "2010-04-01", "reported", None),
        ("measure", "相談の充実", None, None, None, None),
    ]


def test_what_rests_on_a_page(ask: Ask) -> None:
    """A number is a page, a text a part of a locator, a heading holds what stands under it."""
    of_history = {"source": "https://w3id.org/kusei/id/test/document-history"}
    assert ask("rests-on", "fact page", place="13", **of_history) == [("支援部の再編(区史)", 13)]
    assert ask("rests-on", "fact page", place="年", **of_history) == [("支援部の再編(区史)", 13)]
    assert len(ask("rests-on", "fact page", **of_history)) == 12
    heading = "https://w3id.org/kusei/id/test/page-p1"
    facts = {fact for (fact,) in ask("rests-on", "fact", source=heading)}
    assert {"生活課の改称", "窓口業務 → 市民課", "支所長 → 課長級"} <= facts


def test_facts_of_one_document(ask: Ask) -> None:
    """All that the history alone says; what concerns a thing, by claims and events too.

    The Planning Section itself is spoken of by both documents.
    """
    assert len(ask("single-source", "fact", document="区史")) == 11
    assert ask("single-source", "fact document_name", about="企画課") == [
        ("出張所の改組", "区史"),
        ("支援部の再編(区史)", "区史"),
    ]


def test_unchecked_facts_have_a_reason(ask: Ask) -> None:
    """A fact one of whose quotes was verified is checked; the others say why they are not."""
    assert ask("unchecked", "fact reason", about="市民課") == [
        ("生活相談 → 市民課", "not-compared"),
        ("総合支所の設置", "not-compared"),
        ("市民課", "not-compared"),
        ("窓口業務 → 市民課", "no-quote"),
    ]
    assert {reason for (reason,) in ask("unchecked", "reason", document="区史")} == {"no-copy"}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (
            {},
            [
                (None, "組織規則", "none"),
                ("1980", "出張所の改組", "year"),
                ("2014", "支援部の再編(区史)", "year"),
                ("[2015-04..2016-03]", "支援部の再編", "year"),
                ("[2016-04..2018-03]", "町課へ", "range"),
            ],
        ),
        ({"from": "2018-03", "to": "2018-04"}, [("[2016-04..2018-03]", "町課へ", "range")]),
        ({"from": "2018-04"}, []),
    ],
)
def test_coarse_dates(ask: Ask, period: dict[str, str], expected: list[tuple[str, ...]]) -> None:
    """A year or more; a month or a day is finer. What has no date is in no period."""
    assert ask("coarse-dates", "when fact width", **period) == expected


@pytest.mark.parametrize(
    ("on", "overdue"), [("2030-04-01", (False, False)), ("2031-05-01", (True, True))]
)
def test_what_is_outstanding(ask: Ask, on: str, overdue: tuple[bool, bool]) -> None:
    """A point of which nothing came, and plans; a plan is overdue after its last day."""
    assert ask("outstanding", "what matter overdue", on=on) == [
        ("measure", "相談の充実", None),
        ("planned event", "南総合支所の廃止", overdue[0]),
        ("planned event", "生活相談の移管", overdue[1]),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("生活課", [("生活課", "市民課", True)]),
        ("LIVELIHOOD", [("Livelihood Section", "市民課", False)]),
        ("せいかつか", [("せいかつか", "市民課", True)]),
        ("生活相談", [("生活相談", "生活相談", True)]),
        ("市民局", []),
    ],
)
def test_any_name_leads_to_its_bearer(
    ask: Ask, text: str, expected: list[tuple[str, str, bool]]
) -> None:
    """Former names, readings and English too; the whole name first, then the units of a kind."""
    rows = ask("names", "name bearer exact", text=text)
    assert rows[: len(expected)] == expected
    assert bool(rows) == bool(expected)


def test_numbers_per_year_tell_what_is_certain_and_what_may_be(ask: Ask) -> None:
    """Two offices, two sections and the Planning Section are certain; one of 1980 may still be."""
    columns = "units units_presumed units_possible duties duties_presumed duties_possible"
    years = {"from": "2009", "to": "2010"}
    days = [str(day) for (day,) in ask("per-year", "day", **years)]
    assert days == ["2009-03-31", "2010-03-31"]
    assert ask("per-year", columns, **years) == [(5, 1, 0, 1, 0, 1), (5, 1, 0, 2, 0, 0)]


def test_duties_by_capacity(ask: Ask) -> None:
    """The capacities of a day, or one of them; a plan is no holder before its day."""
    columns = "capacity_name duty holder certainty"
    advice = ("相談", "生活相談", "青葉区", "possible")
    rows = ask("duties-by-capacity", columns, on="2012-01-01")
    sections = ["市民課", "北総合支所 市民課", "南総合支所 市民課"]
    assert [row[2] for row in rows] == ["青葉区", *sections, "青葉区"]
    assert rows[-1] == advice
    assert ask("duties-by-capacity", columns, on="2012-01-01", capacity="相談") == [advice]


def test_documents_and_their_use(ask: Ask) -> None:
    """Most used first; a document of which no copy is held has none verified."""
    columns = "document tier_name passages verified copies"
    history = ("区史", "区史", 2, 0, 0)
    assert ask("documents", columns) == [("組織案内", None, 3, 1, 1), history]
    assert ask("documents", columns, tier="区史") == [history]


def test_a_contradiction_shows_both_sides(ask: Ask) -> None:
    """Each with its date and document, beside the other."""
    columns = "said when document"
    sides = [
        ("支援部の再編(区史)", "2014", "区史"),
        ("支援部の再編", "[2015-04..2016-03]", "組織案内"),
    ]
    assert ask("contradictions", columns) == sides
    assert ask("contradictions", columns, entity="企画課") == sides
    assert ask("contradictions", columns, entity="市民課") == []

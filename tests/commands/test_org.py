"""``kusei org``."""

from __future__ import annotations

import difflib
import json
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.commands.conftest import Kusei


OFFICES = ("芝", "麻布", "赤坂", "高輪", "芝浦港南")


def changes(kusei_main: Kusei, before: str, after: str) -> list[str]:
    """What is there on one of two days only, without the lines of the tree and the certainty."""
    one, two = (
        [line.strip("├└│─ ").partition(" ? ")[0] for line in text.splitlines()]
        for text in (kusei_main("org", "--on", on).out for on in (before, after))
    )
    return [line for line in difflib.ndiff(one, two) if line.startswith(("+ ", "- "))]


def test_2009_04_changes_exactly_what_the_page_says(kusei_main: Kusei) -> None:
    """S040–S058: in each office two posts and two sections appear, くらし応援課 becomes 区民課."""
    begun = ("まちづくり担当課長 [職]", "副総合支所長 [職]", "区民課", "協働推進課", "管理課")
    told = changes(kusei_main, "2008-06-01", "2009-06-01")
    # The subsections are known from a law of unknown version, which may speak from that day on.
    of_offices = {line for line in told if "地区総合支所" in line and not line.endswith("係")}
    assert of_offices == {
        line
        for office in (f"{area}地区総合支所" for area in OFFICES)
        for line in (*(f"+ {office} {thing}" for thing in begun), f"- {office} くらし応援課")
    }


def test_2010_04_changes_nothing(kusei_main: Kusei) -> None:
    """S064 names no department, so no line may change; it is an event all the same."""
    told = changes(kusei_main, "2010-03-01", "2010-05-01")
    assert [line for line in told if "?" not in line] == []
    ran = kusei_main("query", "events", "--from", "2010-04", "--to", "2010-04", "-f", "csv")
    assert "Reorganisation" in ran.out


def test_the_tree_stands_under_the_ward(kusei_main: Kusei) -> None:
    """Sections and heads stand under their office, which stands under 港区."""
    lines = kusei_main("org", "--on", "2012-01-01").out.splitlines()
    ward = lines.index("港区")
    office = lines.index("├─ 芝地区総合支所")
    assert ward < office
    inside = lines[office + 1 : office + 9]
    assert {"総合支所長 [職]", "区民課"} <= {
        line.removeprefix("│  ├─ 芝地区総合支所 ") for line in inside
    }


def test_what_is_projected_is_counted_and_shown_on_demand(kusei_main: Kusei) -> None:
    """企画担当 is attested in 2024 only: in 2009 it is left out, and --projected shows it."""
    ran = kusei_main("org", "--on", "2009-06-01")
    assert "企画担当" not in ran.out
    assert ran.out.splitlines()[-1] == (
        "ほか86件は、始まりが知られていないためにのみ可能(--projected で表示)"
    )
    assert ran.err == ""
    projected = kusei_main("org", "--on", "2009-06-01", "--projected")
    assert "企画担当 ? " in projected.out
    assert "--projected" not in projected.out


def test_the_former_name_of_an_option_names_the_new_one(kusei_main: Kusei) -> None:
    """--all is a usage error that says what to write."""
    ran = kusei_main("org", "2009-06-01", "--all")
    assert (ran.code, ran.out) == (2, "")
    assert "--all is no more; --projected shows what is possible only because" in ran.err


def test_two_days_stand_beside_each_other(kusei_main: Kusei) -> None:
    """April 2009, whichever day is told first: what is new, and what bears another name."""
    ran = kusei_main("org", "2009-06-01", "--against", "2008-06-01")
    assert kusei_main("org", "2008-06-01", "--against", "平成21年6月1日").out == ran.out
    days, new, renamed, left_out = ran.out.rstrip().split("\n\n")
    assert days == "2008-06-01 → 2009-06-01"
    begun = ("まちづくり担当課長 [職]", "副総合支所長 [職]", "協働推進課", "管理課")
    assert sorted(new.splitlines()) == sorted(
        [
            "新しいもの (20)",
            *(f"  {area}地区総合支所 {thing}" for area in OFFICES for thing in begun),
        ]
    )
    assert sorted(renamed.splitlines()) == sorted(
        [
            "改称 (5)",
            *(f"  {a}地区総合支所 くらし応援課 → {a}地区総合支所 区民課" for a in OFFICES),
        ]
    )
    assert left_out == "ほか21件は、一方の日について資料の記述がない(--projected で表示)"


def test_the_comparison_in_json(kusei_main: Kusei) -> None:
    """Both days, and each difference with what is said of it on either."""
    asked = ("org", "2009-06-01", "--against", "2008-06-01", "--lang", "en", "-f", "json")
    document = json.loads(kusei_main(*asked).out)
    assert (document["before"], document["after"]) == ("2008-06-01", "2009-06-01")
    assert (document["gone"], document["left_out"]) == ([], 21)
    (shiba,) = [
        one for one in document["renamed"] if one["entity"].endswith("unit-shiba-chiku-kumin-ka")
    ]
    assert shiba["before"]["names"] == ["Shiba Regional City Office Livelihood Support Section"]
    assert shiba["after"]["certainty"] == "certain"


def test_json_is_the_same_tree(kusei_main: Kusei) -> None:
    """With a schema version, the day, and how many were left out."""
    ran = kusei_main("org", "--on", "平成21年6月1日", "-f", "json", "--lang", "en")
    document = json.loads(ran.out)
    assert (document["schema_version"], document["on"]) == (1, "2009-06-01")
    assert document["left_out"] > 0
    (ward,) = [root for root in document["organisation"] if root["entity"].endswith("/ward")]
    names = {name for child in ward["children"] for name in child["names"]}
    assert "Shiba Regional City Office" in names


def test_today_is_meant_where_no_day_is_told(
    kusei_main: Kusei, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command takes today's date, and only the command."""
    import kusei.terminal.today as clock

    class Today(date):
        @classmethod
        def today(cls) -> Today:
            return cls(2009, 6, 1)

    monkeypatch.setattr(clock, "date", Today)
    told = kusei_main("org", "--on", "2009-06-01").out
    assert kusei_main("org").out == told
    assert kusei_main("org", "今日").out == told
    asked = ("query", "duty-holder", "--duty", "放置自転車対策業務", "-f", "csv", "--on")
    assert kusei_main(*asked, "Today").out == kusei_main(*asked, "2009-06-01").out


def test_the_day_may_stand_alone_and_be_written_in_english(kusei_main: Kusei) -> None:
    """As an argument, by --date as by --on; two days are refused."""
    told = kusei_main("org", "--on", "2009-06-01").out
    assert kusei_main("org", "2009-06-01").out == told
    assert kusei_main("org", "--date", "1 June 2009").out == told
    ran = kusei_main("org", "2009-06-01", "--on", "2010-06-01")
    assert (ran.code, ran.out) == (2, "")
    assert "two days: 2009-06-01 and 2010-06-01; give one, the other with --against" in ran.err


def test_a_month_is_no_day(kusei_main: Kusei) -> None:
    """Exit 2."""
    ran = kusei_main("org", "--on", "2009-06")
    assert (ran.code, ran.out) == (2, "")
    assert "2009-06 is a month" in ran.err

"""The organisation on two days beside each other."""

from __future__ import annotations

from datetime import date

from kusei.answers.organisation_comparison import compared
from tests.answers.test_organisation_tree import FUZZY, IN_OFFICE, OFFICE, WARD, answer

DAYS = (date(2008, 6, 1), date(2009, 6, 1))
KA = {"unit": "課", "entity": "ka", **IN_OFFICE}
PROJECTED = {"projected": "true", "certainty": "possible"}


def told(
    before: list[dict[str, str]], after: list[dict[str, str]], *, projected: bool = False
) -> list[str]:
    """The lines on what differs, below the days."""
    answers = (answer(OFFICE, *before), answer(OFFICE, *after))
    days, *lines = str(compared(DAYS, answers, projected=projected)).splitlines()
    assert days == "2008-06-01 → 2009-06-01"
    return [line for line in lines if line]


def test_nothing_differs() -> None:
    """Two equal days, presumed or certain."""
    presumed = KA | {"certainty": "presumed"}
    assert told([KA], [presumed]) == ["知られている変更はない"]


def test_what_is_there_on_one_day_only_is_gone_or_new() -> None:
    """With its place, and its doubt where it has one."""
    possible = KA | {"certainty": "possible", **FUZZY}
    assert told([possible], []) == ["なくなったもの (1)", "  課 ? 1965-05..2006-04  (支所)"]
    assert told([], [KA]) == ["新しいもの (1)", "  課  (支所)"]


def test_what_is_placed_in_its_name_tells_no_place() -> None:
    """A section that is called by its office."""
    assert told([], [KA | {"unit": "支所 課"}]) == ["新しいもの (1)", "  支所 課"]


def test_a_section_is_not_renamed_with_its_office() -> None:
    """Its own part of the name is the same; where that differs it is renamed."""
    before, after = ({"unit": "課", "entity": "ka", "parent_entity": "office"} for _ in range(2))
    before |= {"unit": "旧支所 課", "parent": "旧支所"}
    after |= {"unit": "新支所 課", "parent": "新支所"}
    assert told([before], [after]) == ["知られている変更はない"]
    after |= {"unit": "新支所 室"}
    assert told([before], [after]) == ["改称 (1)", "  旧支所 課 → 新支所 室"]


def test_a_section_is_not_renamed_while_the_name_of_its_office_is_open() -> None:
    """On a day on which the office bears either name, so does the section, and each row pairs two."""
    either = [
        {"unit": f"{one} 課", "entity": "ka", "parent_entity": "office", "parent": other}
        for one in ("旧支所", "新支所")
        for other in ("旧支所", "新支所")
    ]
    after = {"unit": "新支所 課", "entity": "ka", "parent_entity": "office", "parent": "新支所"}
    assert told(either, [after]) == ["知られている変更はない"]


def test_another_place_is_a_move() -> None:
    """Also one place more."""
    elsewhere = KA | WARD
    assert told([KA], [elsewhere]) == ["移動 (1)", "  課: 支所 → 区"]
    assert told([KA], [KA, elsewhere]) == ["移動 (1)", "  課: 支所 → 支所, 区"]


def test_what_is_sure_on_one_day_only_is_not_known() -> None:
    """It may have begun, ended, been renamed or moved between the days."""
    title = "変わったか知られていないもの (1)"
    possible = KA | {"certainty": "possible", **FUZZY}
    assert told([possible], [KA]) == [title, "  課: ? 1965-05..2006-04 → 確実"]
    renamed = [KA, KA | {"unit": "室"}]
    assert told([KA], renamed) == [title, "  課 → 課 / 室: 確実 → 確実"]
    nowhere = {"unit": "課", "entity": "ka"}
    assert told([KA], [nowhere]) == [title, "  課: 支所 → 所属の記述なし"]


def test_what_no_source_tells_of_on_one_day_is_counted_and_shown_on_demand() -> None:
    """Where it is told of on neither day, nothing is said."""
    untold = KA | PROJECTED
    line = "ほか1件は、一方の日について資料の記述がない(--projected で表示)"
    assert told([untold], [KA]) == ["知られている変更はない", line]
    listed = ["変わったか知られていないもの (1)", "  課: 記述なし → 確実"]
    assert told([untold], [KA], projected=True) == listed
    assert told([untold], [untold]) == ["知られている変更はない"]
    assert told([untold], []) == ["知られている変更はない"]

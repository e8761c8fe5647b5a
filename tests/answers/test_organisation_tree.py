"""The organisation of a day as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.answers.organisation_tree import organisation_tree, tree_document, tree_text
from kusei.graph.store import Literal, NamedNode, Rows
from kusei.terms import XSD

if TYPE_CHECKING:
    from kusei.graph.store import Term

COLUMNS = (
    *("unit", "parent", "kind", "certainty", "why", "type", "scope", "projected"),
    *("planned_until", "unit_certainty", "last_told", "since", "through"),
    *("entity", "parent_entity", "kind_entity", "placement"),
)


def answer(*rows: dict[str, str]) -> Rows:
    """Rows of the query ``organisation``, certain units unless told."""
    made: list[tuple[Term | None, ...]] = []
    for given in rows:
        row: dict[str, str] = {"certainty": "certain", "type": "unit", **given}
        cells: list[Term | None] = []
        for column in COLUMNS:
            if column == "projected":
                boolean = NamedNode(XSD + "boolean")
                cells.append(Literal(row.get(column, "false"), datatype=boolean))
            elif column not in row:
                cells.append(None)
            elif column.endswith("entity"):
                cells.append(NamedNode("urn:" + row[column]))
            else:
                cells.append(Literal(row[column]))
        made.append(tuple(cells))
    return Rows(COLUMNS, made)


FUZZY = {"since": "1965-05-01", "through": "2006-04-29"}
WARD = {"parent": "区", "parent_entity": "ward"}
OFFICE = {"unit": "支所", "entity": "office", **WARD}
IN_OFFICE = {"parent": "支所", "parent_entity": "office"}


def test_things_hang_under_what_they_belong_to_posts_first() -> None:
    """The ward is drawn, without a mark, though it is no row; marks tell what is not certain."""
    rows = answer(
        OFFICE,
        {"unit": "課", "entity": "ka", "certainty": "possible", **IN_OFFICE, **FUZZY},
        {"unit": "長", "entity": "cho", "type": "role", **IN_OFFICE},
        {
            "unit": "室",
            "entity": "shitsu",
            "certainty": "planned",
            **IN_OFFICE,
            "since": "2027-04-01",
        },
        {"unit": "班", "entity": "han", "type": "kind", "scope": "some", **IN_OFFICE},
    )
    assert tree_text(organisation_tree(rows)) == (
        "区\n"
        "└─ 支所\n"
        "   ├─ 長 [職の種別]\n"
        "   ├─ 室 * 2027-04..\n"
        "   ├─ 課 ? 1965-05..2006-04\n"
        "   └─ 班 [種別: 一部]\n"
    )


@pytest.mark.parametrize(
    ("row", "ja", "en"),
    [
        ({"certainty": "possible", **FUZZY}, "? 1965-05..2006-04", "? 1965-05..2006-04"),
        ({"certainty": "possible", "through": "1975-03-30"}, "? ..1975-03", "? ..1975-03"),
        (
            {"certainty": "possible", "since": "2009-04-01", "through": "2009-04-29"},
            "? 2009-04",
            "? 2009-04",
        ),
        (
            {"certainty": "presumed", "last_told": "2023-11-24"},
            "~ 最後の記述 2023-11-24",
            "~ last told 2023-11-24",
        ),
        (
            {"certainty": "possible", "unit_certainty": "certain", **FUZZY},
            "? 所属 1965-05..2006-04",
            "? place 1965-05..2006-04",
        ),
        (
            {"certainty": "possible", "unit_certainty": "possible", "through": "2006-03-31"},
            "? ..2006-04-01",
            "? ..2006-04-01",
        ),
    ],
)
def test_a_doubt_is_drawn_with_its_width(row: dict[str, str], ja: str, en: str) -> None:
    """The days on which it may have begun or ended, or the last day told; of what, if its place."""
    rows = answer({"unit": "課", "entity": "ka", **row})
    assert tree_text(organisation_tree(rows)) == f"課 {ja}\n"
    assert tree_text(organisation_tree(rows, language="en")) == f"課 {en}\n"


def test_what_only_shows_as_a_parent_is_not_called_certain() -> None:
    """No row says that it is there on the day: it has no certainty, and no mark of one."""
    tree = organisation_tree(answer(OFFICE))
    assert [(node.name, node.certainty) for node in tree.walk()] == [
        ("区", ""),
        ("支所", "certain"),
    ]
    assert tree_text(tree) == "区\n└─ 支所\n"


def test_a_thing_is_found_by_its_name_on_the_day_or_its_iri() -> None:
    """Width, case and blanks of the name do not count; a part of it is no name."""
    tree = organisation_tree(answer({"unit": "Shiba Office", "entity": "office", **WARD}))
    for name in ("Shiba Office", "ＳＨＩＢＡ office", "urn:office"):
        assert [node.entity for node in tree.find(name)] == ["urn:office"], name
    assert tree.find("Shiba") == ()


def test_two_names_of_one_day_are_one_line() -> None:
    """While a date is fuzzy a thing may bear either name; it is still one thing."""
    ka = {"entity": "ka", "certainty": "possible", "unit_certainty": "certain", **IN_OFFICE}
    days = {"since": "2009-04-01", "through": "2009-04-29"}
    tree = organisation_tree(
        answer(OFFICE, {"unit": "旧課", **ka, **days}, {"unit": "新課", **ka, **days})
    )
    assert "└─ 旧課 / 新課 ? 名称 2009-04\n" in tree_text(tree)


def test_what_is_merely_projected_is_left_out_and_counted() -> None:
    """Two rows of one thing count once, in a line of their own; --projected shows them."""
    ka = {"entity": "ka", "projected": "true", "certainty": "possible", **IN_OFFICE}
    rows = answer(OFFICE, {"unit": "旧課", **ka}, {"unit": "新課", **ka})
    tree = organisation_tree(rows)
    assert tree.left_out == 1
    assert tree_text(tree) == (
        "区\n└─ 支所\nほか1件は、始まりが知られていないためにのみ可能(--projected で表示)\n"
    )
    english = tree_text(organisation_tree(rows, language="en")).splitlines()[-1]
    assert english == "1 more is possible only because no begin is known; --projected shows it"
    projected = organisation_tree(rows, projected=True)
    assert projected.left_out == 0
    assert tree_text(projected) == "区\n└─ 支所\n   └─ 旧課 / 新課 ? ..\n"


def test_a_kind_that_only_classes_others_is_no_part_of_the_tree() -> None:
    """課 as the kind of 区民課 stands nowhere, and is not counted as left out."""
    rows = answer(
        {"unit": "課", "entity": "ka", "type": "kind", "projected": "true"},
        {"unit": "区民課", "entity": "kumin", "kind": "課", "kind_entity": "ka", **WARD},
    )
    tree = organisation_tree(rows)
    assert tree_text(tree) == "区\n└─ 区民課\n"
    assert tree.left_out == 0


def test_what_belongs_nowhere_is_a_root() -> None:
    """A thing without a placement is shown, not lost."""
    assert tree_text(organisation_tree(answer({"unit": "孤", "entity": "lone"}))) == "孤\n"


def test_a_circle_is_drawn_once() -> None:
    """Two units inside each other are a defect of data, and do not hang the command."""
    rows = answer(
        {"unit": "甲", "entity": "a", "parent": "乙", "parent_entity": "b"},
        {"unit": "乙", "entity": "b", "parent": "甲", "parent_entity": "a"},
    )
    assert tree_text(organisation_tree(rows)) == "甲\n└─ 乙\n   └─ 甲\n"


def test_a_plan_is_told_beside_the_unit() -> None:
    """The planned end is shown; it changes no certainty."""
    rows = answer({**OFFICE, "planned_until": "2027-03-31"})
    assert "支所 (予定 2027-03-31まで)\n" in tree_text(organisation_tree(rows))
    english = tree_text(organisation_tree(rows, language="en"))
    assert "支所 (planned until 2027-03-31)\n" in english


def test_what_stands_in_something_projected_is_left_out_with_it() -> None:
    """A section may be known for a day of which no source knows its department: it has no place."""
    rows = answer(
        {"unit": "部", "entity": "bu", "projected": "true", **WARD},
        {"unit": "室", "entity": "shitsu", "parent": "部", "parent_entity": "bu"},
        {"unit": "課", "entity": "ka", "parent": "室", "parent_entity": "shitsu"},
        OFFICE,
    )
    tree = organisation_tree(rows)
    assert (tree_text(tree).splitlines()[:-1], tree.left_out) == (["区", "└─ 支所"], 3)
    assert "課" in tree_text(organisation_tree(rows, projected=True))


def test_only_planned_events_stand_below_the_tree() -> None:
    """What is reported has changed the tree already; what is planned changes no line of it."""
    events = Rows(
        ("when", "event", "status", "event_entity"),
        [
            (Literal("2006-04"), Literal("設置"), Literal("reported"), NamedNode("urn:begun")),
            (Literal("2027-04"), Literal("再編"), Literal("planned"), NamedNode("urn:plan")),
        ],
    )
    assert tree_text(organisation_tree(answer(OFFICE), events=events)) == (
        "区\n└─ 支所\n* 2027-04 再編\n"
    )


def test_the_document_nests_children() -> None:
    """The same tree as JSON values; what is no row itself has no certainty."""
    (ward,) = tree_document(organisation_tree(answer(OFFICE)))
    told = ("itself", "why", "since", "through", "last_told", "scope", "planned_until")
    nothing = dict.fromkeys(told)
    office = {"names": ["支所"], "entity": "urn:office", "type": "unit", "certainty": "certain"}
    assert ward == {
        "names": ["区"],
        "entity": "urn:ward",
        "type": None,
        "certainty": None,
        "children": [office | nothing | {"children": []}],
        **nothing,
    }

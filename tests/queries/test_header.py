"""The ``#+`` header of stored queries and checks: read whole, or refused at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kusei.errors import HeaderInvalid
from kusei.findings import Severity, Text
from kusei.queries.header import Column, Parameter, read_header
from kusei.terms import KUSEI
from kusei.validation.check_header import read_check

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = """\
#+ title.ja = "業務の担当"
#+ title.en = "Who does a duty"
#+ description = { ja = "その日", en = "on a day" }
#+ [[parameters]]
#+ name = "duty"
#+ type = "entity"
#+ classes = ["kusei:Duty"]
#+ label = { ja = "業務", en = "duty" }
#+ [[parameters]]
#+ name = "on"
#+ type = "date"
#+ optional = true
#+ label = { ja = "日", en = "day" }
#+ [columns]
#+ holder = { ja = "担当", en = "holder" }
#+ [example]
#+ duty = "放置自転車対策業務"
SELECT ?holder { VALUES (?duty ?on) { (UNDEF UNDEF) } }
"""
CHECK = """\
#+ code = "KG999"
#+ name = "a-check"
#+ severity = "warning"
#+ message = { ja = "悪い", en = "bad {thing}" }
#+ fix = { ja = "直す", en = "mend it" }
SELECT ?focus {}
"""


def write(folder: Path, text: str, name: str = "a-check.rq") -> Path:
    """A stored query in a file."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_question_is_read_with_its_parameters_columns_and_example(tmp_path: Path) -> None:
    """Everything a command needs stands in the file; classes come as IRIs."""
    path = write(tmp_path, QUESTION, "duty-holder.rq")
    query = read_header(path)
    assert (query.name, query.path, query.text) == ("duty-holder", path, QUESTION)
    assert query.title == Text(ja="業務の担当", en="Who does a duty")
    assert query.parameters == (
        Parameter(
            name="duty",
            type="entity",
            classes=(KUSEI + "Duty",),
            optional=False,
            label=Text(ja="業務", en="duty"),
        ),
        Parameter(name="on", type="date", classes=(), optional=True, label=Text(ja="日", en="day")),
    )
    assert query.columns == (Column(name="holder", label=Text(ja="担当", en="holder")),)
    assert dict(query.example) == {"duty": "放置自転車対策業務"}


def test_a_check_is_read_with_its_rule(tmp_path: Path) -> None:
    """Code, name, severity, message and fix; the file is named after the check."""
    check = read_check(write(tmp_path, CHECK))
    assert (check.code, check.name, check.severity) == ("KG999", "a-check", Severity.WARNING)
    assert check.message == Text(ja="悪い", en="bad {thing}")


def test_keys_that_are_asked_for_are_handed_on_as_they_are(tmp_path: Path) -> None:
    """A caller may keep keys of its own in a header; nobody else's are let in."""
    text = "#+ weight = 3\n" + QUESTION
    assert dict(read_header(write(tmp_path, text), extra=["weight"]).extra) == {"weight": 3}


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        (
            '#+ title.en = "Who does a duty"\n',
            "",
            1,
            "title needs a text under ja and one under en",
        ),
        ("description =", "descripton =", 3, "unknown key 'descripton'; known are title"),
        ('#+ type = "entity"', '#+ type = "thing"', 6, "type is 'thing', not one of entity"),
        ('#+ type = "date"', '#+ typ = "date"', 11, "unknown key 'typ'"),
        ("kusei:Duty", "duty", 7, "'duty' is no prefixed name"),
        ("optional = true", "optional = 1", 12, "optional must be true or false"),
        ('name = "on"', 'name = "duty"', 10, "'duty' stands twice"),
        ("#+ holder =", '#+ "the holder" =', 15, "is no name of a variable"),
        (
            "#+ [columns]\n#+ holder =",
            '#+ [[columns]]\n#+ name = "holder"\n#+ label =',
            14,
            "columns are written as one table, a line a column",
        ),
        (
            '#+ holder = { ja = "担当", en',
            "#+ holder = { en",
            15,
            "a text under ja and one under en",
        ),
        ("#+ duty =", "#+ dutty =", 17, "unknown key 'dutty'; known are duty, on"),
        ('#+ duty = "放置自転車対策業務"\n', "", 16, "gives no duty"),
        ('title.ja = "業務の担当"', "title.ja = 業務", 1, "the header is not TOML"),
        ("#+ ", "# ", 2, "title needs a text"),
        ('name = "on"', 'name = "limit"', 10, "is an option of every query"),
        ('type = "date"', 'type = "code"', 11, "type code, and no other, names its scheme"),
        ("optional = true", 'scheme = "kusei:x"', 12, "no other, names its scheme"),
        ("optional = true", 'default = "2009-04"', 12, "2009-04 is a month"),
        ("optional = true", "several = 1", 12, "several must be true or false"),
        ("optional = true", 'choices = ["a"]', 12, "choices must be a list, on a parameter of"),
        ("optional = true", 'optional = true\n#+ default = "2009"', 13, "not both"),
        ('type = "date"', 'type = "period"', 18, "the header declares duty, on_from, on_to"),
        ("?duty ?on)", "?duty)", 18, "binds duty; the header declares duty, on"),
        ("?duty ?on)", "?duty ?on ?more)", 18, "binds duty, more, on"),
        ("SELECT ?holder {", "SELECT ?holder {\n VALUES ?x { 1 }", 19, "binds x"),
        ("UNDEF) } }", "UNDEF) }\n VALUES (?on ?x) {} }", 19, "names on beside other variables"),
        (
            "UNDEF) } }",
            "UNDEF) }\n { ?a ?b ?c\n FILTER (?c < ?on) } }",
            20,
            "?on is not bound here: this group needs a VALUES block of its own",
        ),
        ('#+ duty = "放置自転車対策業務"', "#+ duty = []", 17, "duty takes one value, not a list"),
        ("#+ duty =", '#+ on = "soon"\n#+ duty =', 17, "on: "),
    ],
)
def test_a_bad_header_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, line: int, why: str
) -> None:
    """file:line and what is wrong; a typing slip is never passed over."""
    path = write(tmp_path, QUESTION.replace(old, new, 1))
    with pytest.raises(HeaderInvalid) as caught:
        read_header(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("KG999", "999", 1, "not KG and three digits"),
        ('"a-check"', '"another"', 2, "the file is named 'a-check'"),
        ('"warning"', '"fatal"', 3, "not error, warning or info"),
        ('ja = "悪い", ', "", 4, "message needs a text under ja"),
        ("#+ fix", "#+ title = 1\n#+ fix", 5, "unknown key 'title'"),
    ],
)
def test_a_bad_check_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, line: int, why: str
) -> None:
    """A check without its rule would find what nobody could look up."""
    path = write(tmp_path, CHECK.replace(old, new, 1))
    with pytest.raises(HeaderInvalid) as caught:
        read_check(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert why in str(caught.value)


def test_a_file_without_header_is_refused(tmp_path: Path) -> None:
    """Every stored query says what it answers."""
    with pytest.raises(HeaderInvalid, match=r"a-check\.rq:1: no header"):
        read_header(write(tmp_path, "SELECT * {}"))


FULL = """\
#+ title = { ja = "問い", en = "Question" }
#+ description = { ja = "説明", en = "Description" }
#+ [[parameters]]
#+ name = "during"
#+ type = "period"
#+ default = "平成21年度"
#+ label = { ja = "期間", en = "period" }
#+ [[parameters]]
#+ name = "capacity"
#+ type = "code"
#+ scheme = "<https://w3id.org/kusei/scheme/capacities>"
#+ several = true
#+ label = { ja = "立場", en = "capacity" }
#+ [[parameters]]
#+ name = "sort"
#+ type = "text"
#+ choices = [{ value = "unit", label = { ja = "組織", en = "unit" } }, "post"]
#+ default = "unit"
#+ label = { ja = "種類", en = "sort" }
#+ [[parameters]]
#+ name = "most"
#+ type = "number"
#+ choices = [1, 2.5]
#+ optional = true
#+ label = { ja = "上限", en = "at most" }
#+ [example]
#+ capacity = ["in-charge", "相談"]
#+ most = 1
SELECT * { VALUES (?during_from ?during_to ?capacity ?sort ?most) { (1 2 3 4 5) } }
"""


def test_every_kind_of_parameter_is_read(tmp_path: Path) -> None:
    """Defaults, choices with labels, several values; a period binds two variables."""
    query = read_header(write(tmp_path, FULL))
    during, capacity, sort, most = query.parameters
    assert during.variables == ("during_from", "during_to")
    assert (during.default, during.needed) == (("平成21年度",), False)
    assert (capacity.several, capacity.needed) == (True, True)
    assert capacity.scheme == "https://w3id.org/kusei/scheme/capacities"
    assert [(c.value, c.label) for c in sort.choices] == [
        ("unit", Text(ja="組織", en="unit")),
        ("post", None),
    ]
    assert [c.value for c in most.choices] == ["1", "2.5"]
    assert dict(query.example) == {"capacity": ("in-charge", "相談"), "most": "1"}
    assert query.example_line == "kusei query a-check --capacity in-charge --capacity 相談 --most 1"


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ('default = "unit"', 'default = "role"', 18, "'role' is none of its choices"),
        ('"post"]', '"unit"]', 17, "one stands twice"),
        (', en = "unit" }', " }", 17, "choices: a label needs a text under ja"),
        ("[1, 2.5]", "[true]", 23, "neither a text nor a number"),
        ("#+ most = 1", "#+ most = 3", 28, "'3' is none of its choices"),
        ('name = "sort"', 'name = "during_to"', 4, "binds a variable that another parameter"),
        ("平成21年度", "soon", 6, "default: during: "),
        ('["in-charge", "相談"]', "[]", 27, "capacity is an empty list"),
        ("scheme/capacities>", "scheme/capacities", 11, "no prefixed name"),
    ],
)
def test_a_bad_parameter_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, line: int, why: str
) -> None:
    """What can be known without a graph is known when the file is read."""
    path = write(tmp_path, FULL.replace(old, new, 1))
    with pytest.raises(HeaderInvalid) as caught:
        read_header(path)
    assert str(caught.value).startswith(f"{path}:{line}: "), caught.value
    assert why in str(caught.value)


def test_a_file_that_is_not_utf_8_is_refused_at_its_line(tmp_path: Path) -> None:
    """As any other header that cannot be read."""
    path = tmp_path / "old.rq"
    path.write_bytes("#+ title.en = 'x'\n#+ title.ja = '課'".encode("euc-jp"))
    with pytest.raises(HeaderInvalid, match=r"old\.rq:2: not UTF-8"):
        read_header(path)

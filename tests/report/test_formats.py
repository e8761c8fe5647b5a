"""A report as people read it: text, one line a finding, the annotations of GitHub."""

from __future__ import annotations

import re

import pytest

from kusei.findings import Text
from kusei.report.formats import FORMATS, concise, github, render, text
from kusei.report.report import Report
from tests.validation.reports import (
    CLAIM,
    E2009,
    FINDINGS,
    HOSTILE,
    OF_A_FILE,
    OF_A_SHAPE,
    UNGROUNDED,
    report,
)

NAMED = "minato:assignment-kocho--kanri-ka"


def test_text_says_place_thing_fix_and_counts() -> None:
    """One paragraph a finding, with its source; how much was checked, and what matched nothing."""
    assert text.render(report(UNGROUNDED, OF_A_SHAPE), language="en") == (
        f"error KG012 claim-without-passage  {E2009}\n"
        "  minato:assignment-kocho--kanri-ka (Public hearing → Management Section): "
        "cites no passage\n"
        "  fix: add a citation                                         kusei rule KG012\n"
        "\n"
        f"warning KG221 event-date  {E2009}:2:5\n"
        '  minato:event-2009-04-x: one date [kusei:when "2009-4"^^edtf:EDTF]\n'
        "    2 |     kusei:when 1 .\n"
        "      |     ^^^^^^^^^^\n"
        "  kusei rule KG221\n"
        "\n"
        "1,204 nodes checked with 46 rules (2 matched nothing: KG031, KG044), 1 waived\n"
        "157 passages, 1 not compared with a copy\n"
        "1 error, 1 warning\n"
    )


def test_text_in_japanese_has_the_same_parts() -> None:
    """Messages, labels, fixes and counts are in the language asked for."""
    shown = text.render(report(UNGROUNDED, OF_A_SHAPE), language="ja")
    assert "  minato:assignment-kocho--kanri-ka (広聴 → 管理課): 引用がない\n" in shown
    # The hint stands in the same column whatever the width of the characters before it.
    assert f"  直し方: 引用を書く{' ' * 42}kusei rule KG012\n" in shown
    assert shown.endswith("エラー 1 件、警告 1 件\n")
    assert "1,204 ノードを 46 件の規則で検査(2 件は対象なし: KG031, KG044)、免除 1 件\n" in shown


def test_concise_is_one_line_a_finding_that_editors_understand() -> None:
    """``path:line:column: CODE message``, as far as the place is known."""
    assert concise.render(report(UNGROUNDED, OF_A_SHAPE), language="en").splitlines() == [
        f"{E2009}: KG012 {NAMED} (Public hearing → Management Section): cites no passage",
        f'{E2009}:2:5: KG221 minato:event-2009-04-x: one date [kusei:when "2009-4"^^edtf:EDTF]',
    ]


@pytest.mark.parametrize(("form", "language", "said"), [
    ("text", "en", "and 3 more\n"), ("text", "ja", "ほか 3 件\n"), ("concise", "en", "and 3 more\n"),
])  # fmt: skip
def test_what_is_not_shown_is_counted(form: str, language: str, said: str) -> None:
    """A limit hides findings and never that there are some."""
    limited = report(*FINDINGS).limited(1)
    shown = render(limited, form, language=language)
    assert said in shown
    assert "KG012" not in shown
    if form == "text":
        assert {"2 errors, 1 warning, 1 note", "エラー 2 件、警告 1 件、情報 1 件"} & set(
            shown.splitlines()
        )


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_writes_a_control_character(form: str) -> None:
    """What the data holds must not drive the terminal of who reads the report."""
    shown = render(report(*FINDINGS), form, language="en")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\x9b]", shown)


def test_a_message_from_the_data_stays_on_its_line() -> None:
    """A line break in a label cannot make a finding of its own in a line format."""
    broken = Report(findings=(UNGROUNDED,), labels={CLAIM: Text(ja="一\n二", en="one\ntwo")})
    assert len(concise.render(broken, language="en").splitlines()) == 1


def test_github_lines_are_escaped_as_its_runner_unescapes_them() -> None:
    """Read back by the rules of actions/toolkit, each command is the finding."""
    lines = github.render(report(OF_A_FILE, OF_A_SHAPE, HOSTILE), language="en").splitlines()
    assert len(lines) == 3
    read = []
    for line in lines:
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match is not None
        pairs = dict(pair.split("=", 1) for pair in match[2].split(","))
        for old, new in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%25", "%")):
            pairs = {key: value.replace(old, new) for key, value in pairs.items()}
        read.append((match[1], pairs, match[3].replace("%0A", "\n").replace("%25", "%")))
    assert read[0] == (
        "notice",
        {"file": "data/港区/a,b:c.ttl", "title": "KG004 file-outside-layout"},
        "100%, one:two three",
    )
    assert read[1][1] == {
        "file": E2009, "line": "2", "col": "5", "endColumn": "15", "title": "KG221 event-date",
    }  # fmt: skip
    assert read[2][2].endswith('\n"quote" \\ <i>')


def test_a_long_list_of_silent_rules_is_cut_for_people() -> None:
    """Eighty codes in a row tell nobody anything."""
    codes = tuple(f"KG{number}" for number in range(300, 380))
    silent = Report(findings=(), rules_matching_nothing=codes, labels={})
    shown = text.render(silent, language="en")
    assert "80 matched nothing: KG300" in shown
    assert "KG379" not in shown


def test_every_format_renders_and_no_other_does() -> None:
    """A format is known by its name or refused."""
    assert FORMATS[:3] == ("text", "concise", "json")
    assert all(render(report(*FINDINGS), form, language="ja") for form in FORMATS)
    with pytest.raises(ValueError, match="no such format: xml"):
        render(report(), "xml", language="ja")

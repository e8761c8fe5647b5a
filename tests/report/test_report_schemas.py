"""Every format by an independent reader, over reports of every sort; SARIF and JUnit by schema."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jsonschema
import pytest
import rdflib
from lxml import etree

from kusei.findings import Finding, Severity, Text
from kusei.report.formats import FORMATS, render
from tests.validation.reports import (
    FINDINGS,
    HOSTILE,
    LET_PASS,
    OF_A_FILE,
    UNGROUNDED,
    report,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.report.report import Report

SCHEMAS: Final = Path(__file__).resolve().parents[1] / "schemas"
NOWHERE: Final = Finding(
    code="KG003",
    name="nothing-checked",
    severity=Severity.ERROR,
    message=Text(ja="対象が一つもない", en="nothing to look at"),
)
WIDE: Final = replace(
    UNGROUNDED,
    message=Text(ja="全角「，。！」𠮷野家ｶﾅ", en="ｆｕｌｌ　ｗｉｄｔｈ “𠮷” 港区\u2028x"),
    value='"全角　空白, \\"引用\\""@ja',
    file="data/港 区/全角，名.ttl",
    line=3,
    column=7,
)
MANY: Final = tuple(replace(UNGROUNDED, focus=f"https://example.org/{i}") for i in range(500))
REPORTS: Final[dict[str, Report]] = {
    "none": replace(report(), waived=()),
    "waived": report(),
    "nowhere": report(NOWHERE, OF_A_FILE),
    "all": report(*FINDINGS),
    "hostile": replace(report(HOSTILE), waived=(replace(LET_PASS, finding=HOSTILE),)),
    "wide": replace(report(WIDE), waived=(replace(LET_PASS, finding=WIDE),)),
    "many": report(*MANY),
    "limited": report(*MANY).limited(7),
}
_COMMAND: Final = re.compile(r"::(error|warning|notice) (?:\w+=[^,:\r\n]+,?)+::[^\r\n]+")


def schema() -> dict[str, Any]:
    """The schema of SARIF."""
    loaded: dict[str, Any] = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text("utf-8"))
    return loaded


def sarif_defects(document: object) -> list[str]:
    """What the schema of SARIF has against a document, formats of texts included."""
    checker = jsonschema.Draft4Validator(
        schema(), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
    )
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(document)]


def junit_defects(text: str) -> list[str]:
    """What the schema of JUnit has against a document."""
    checker = etree.XMLSchema(etree.parse(SCHEMAS / "junit.xsd"))
    checker.validate(etree.fromstring(text.encode()))
    return [str(error) for error in checker.error_log]


class _Page(HTMLParser):
    """Reads a page and counts its items; each element that is opened is closed."""

    VOID: Final = frozenset({"meta", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.items = 0
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "img", "link"}, attrs
        self.items += tag == "li"
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def close(self) -> None:
        super().close()
        assert not self._open


def _sarif(text: str) -> tuple[int, int]:
    document = json.loads(text)
    assert not sarif_defects(document)
    results = document["runs"][0]["results"]
    waived = [result for result in results if "suppressions" in result]
    return len(results) - len(waived), len(waived)


def _junit(text: str) -> tuple[int, int]:
    assert not junit_defects(text)
    root = etree.fromstring(text.encode())
    waived = [s for s in root.iter("skipped") if s.get("message") != "matched nothing"]
    return len(list(root.iter("failure"))), len(waived)


def _json(text: str) -> tuple[int, int]:
    document = json.loads(text)
    assert document["summary"]["waived"] == len(document["waived"])
    return len(document["findings"]), len(document["waived"])


def _html(text: str) -> tuple[int, int]:
    page = _Page()
    page.feed(text)
    page.close()
    waived = re.search(r'([\d,]+)</span><span lang="ja">免除', text)
    number = int(waived[1].replace(",", "")) if waived is not None else 0
    return page.items - number, number


def _turtle(text: str) -> tuple[int, None]:
    graph = rdflib.Graph().parse(data=text, format="turtle")
    return len(list(graph.objects(None, rdflib.SH.result))), None


def _github(text: str) -> tuple[int, None]:
    lines = text.splitlines()
    assert all(_COMMAND.fullmatch(line) for line in lines)
    return len(lines), None


def _concise(text: str) -> tuple[int, None]:
    lines = [line for line in text.split("\n") if line and not line.startswith(("and ", "ほか "))]
    assert all(re.match(r"(?:-|.+): KG\d{3} .", line) for line in lines)
    return len(lines), None


def _text(text: str) -> tuple[int, int]:
    waived = re.search(r"(?:, (\d+) waived|免除 (\d+) 件)", text)
    assert waived is not None
    found = re.findall(r"^(?:error|warning|info) KG\d{3} ", text, re.MULTILINE)
    return len(found), int(waived[1] or waived[2])


READERS: Final[dict[str, Callable[[str], tuple[int, int | None]]]] = {
    "text": _text,
    "concise": _concise,
    "json": _json,
    "jsonl": lambda text: (len([json.loads(line) for line in text.split("\n") if line]), None),
    "csv": lambda text: (len(list(csv.DictReader(io.StringIO(text), strict=True))), None),
    "github": _github,
    "junit": _junit,
    "sarif": _sarif,
    "html": _html,
    "turtle": _turtle,
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("sort", REPORTS)
@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_sound_and_whole_for_every_sort_of_report(
    form: str, sort: str, language: str
) -> None:
    """A reader that knows nothing of kusei finds as many findings and waived ones as there are."""
    given = REPORTS[sort]
    found, waived = READERS[form](render(given, form, language=language))
    assert found == len(given.findings)
    assert waived in {None, len(given.waived)}


def test_the_schemas_would_notice_a_fault() -> None:
    """A result without message, a suppression of no kind, a case without time are refused."""
    document = json.loads(render(REPORTS["all"], "sarif", language="en"))
    results = document["runs"][0]["results"]
    del results[0]["message"]
    results[-1]["suppressions"][0]["kind"] = "asleep"
    assert [d.partition(":")[0] for d in sarif_defects(document)] == [
        "$.runs[0].results[0]",
        "$.runs[0].results[4].suppressions[0].kind",
    ]
    junit = render(REPORTS["all"], "junit", language="en")
    assert len(junit_defects(junit.replace(' time="0"', "", 1))) == 1

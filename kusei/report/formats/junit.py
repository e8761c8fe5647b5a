"""JUnit XML, valid by the schema of Apache Ant and by the one that Jenkins reads.

One test case a finding, which failed, and one a rule without findings, which passed; what is
waived and rules that found nothing to look at are skipped. Times are 0: none is measured.
https://github.com/windyroad/JUnit-Schema, https://github.com/jenkinsci/xunit-plugin (junit-10.xsd)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from kusei.report.formats.records import SCHEMA_VERSION
from kusei.report.formats.sentences import counts, place, sentence

if TYPE_CHECKING:
    from kusei.findings import Finding
    from kusei.report.report import Report

_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNDATED: Final = "1970-01-01"


def render(report: Report, *, language: str) -> str:
    """The report as one test suite."""
    found = {finding.code for finding in (*report.findings, *report.omitted)}
    found |= {one.finding.code for one in report.waived}
    quiet = [rule for rule in report.rules if rule.code not in found]
    silent = [rule for rule in quiet if rule.code in report.rules_matching_nothing]
    root = ET.Element("testsuites")
    suite = ET.SubElement(
        root,
        "testsuite",
        {
            "name": "kusei validate",
            "package": "kusei",
            "id": "0",
            "timestamp": f"{report.on.isoformat() if report.on else _UNDATED}T00:00:00",
            "hostname": "localhost",
            "tests": str(len(report.findings) + len(report.waived) + len(quiet)),
            "failures": str(len(report.findings)),
            "errors": "0",
            "skipped": str(len(report.waived) + len(silent)),
            "time": "0",
        },
    )
    properties = ET.SubElement(suite, "properties")
    for name, value in (("schema_version", SCHEMA_VERSION), ("omitted", len(report.omitted))):
        ET.SubElement(properties, "property", {"name": name, "value": str(value)})
    for finding in report.findings:
        said = _text(sentence(finding, report, language))
        attributes = {"message": said, "type": finding.severity.value}
        failure = ET.SubElement(_case(suite, finding, report, language), "failure", attributes)
        fix = finding.fix.in_language(language) if finding.fix is not None else ""
        failure.text = _text("\n".join(filter(None, (place(finding), said, fix))))
    for one in report.waived:
        case = _case(suite, one.finding, report, language)
        ET.SubElement(case, "skipped", {"message": _text(one.because.in_language(language))})
    for rule in quiet:
        case = ET.SubElement(suite, "testcase", _named(f"{rule.code} {rule.name}", rule.name))
        if rule in silent:
            ET.SubElement(case, "skipped", {"message": "matched nothing"})
    out = ET.SubElement(suite, "system-out")
    out.text = "\n".join(counts(report, language=language))
    ET.SubElement(suite, "system-err")
    ET.indent(root, space=" ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _case(suite: ET.Element, finding: Finding, report: Report, language: str) -> ET.Element:
    words = f"{finding.code} {place(finding)} {sentence(finding, report, language)}"
    return ET.SubElement(suite, "testcase", _named(words, finding.name))


def _named(name: str, rule: str) -> dict[str, str]:
    return {
        "name": _text(" ".join(name.split())),
        "classname": f"kusei.validate.{rule}",
        "time": "0",
    }


def _text(text: str) -> str:
    """What XML 1.0 can hold."""
    return _NOT_XML.sub("\ufffd", text)

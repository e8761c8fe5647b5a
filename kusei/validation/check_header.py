"""The ``#+`` header of a whole-graph check (``queries/checks/*.rq``), written as that of a query.

Its keys are ``code``, ``name``, ``severity``, ``message``, ``fix`` and, where it is told, ``why``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.findings import Severity
from kusei.report.rules import Rule
from kusei.sparql.header_text import HeaderText, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.findings import Text

_KEYS: Final = ("code", "name", "severity", "message", "fix", "why")
_CODE: Final = re.compile(r"KG[0-9]{3}\Z")
_RULE_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCheck:
    """A whole-graph check: each row of its answer is a defect.

    ``message`` may hold ``{variable}`` for a variable that the query selects. ``why`` is what
    would go wrong without the check.
    """

    code: str
    name: str
    severity: Severity
    path: Path
    text: str
    message: Text
    fix: Text
    why: Text | None = None


def rule_of(check: StoredCheck) -> Rule:
    """The rule that a stored check states in its header."""
    return Rule(
        code=check.code,
        name=check.name,
        severity=check.severity,
        message=check.message,
        fix=check.fix,
        why=check.why,
    )


def read_check(path: Path) -> StoredCheck:
    """Read a whole-graph check.

    Raises:
        HeaderInvalid: as :func:`kusei.queries.header.read_header`; also where the file is not
            named after the check.
    """
    header = HeaderText(path, text_of(path))
    header.refuse_unknown(header.values, _KEYS, "")
    code = header.matching(header.values, "code", _CODE, "KG and three digits")
    name = header.matching(header.values, "name", _RULE_NAME, "lower-case words joined by -")
    if name != path.stem:
        raise header.bad("name", f"name is {name!r}, but the file is named {path.stem!r}")
    severity = header.string(header.values, "severity")
    if severity not in list(Severity):
        raise header.bad("severity", f"severity is {severity!r}, not error, warning or info")
    return StoredCheck(
        code=code,
        name=name,
        severity=Severity(severity),
        path=path,
        text=header.text,
        message=header.bilingual(header.values, "message"),
        fix=header.bilingual(header.values, "fix"),
        why=header.bilingual(header.values, "why") if "why" in header.values else None,
    )

"""The ``#+`` header of a stored query: TOML in SPARQL comments, so that the file runs anywhere.

::

    #+ title.ja = "…"
    #+ title.en = "…"
    #+ description.ja = "…"
    #+ description.en = "…"
    #+ [[parameters]]
    #+ name = "duty"
    #+ type = "entity"                # entity, date or text
    #+ classes = ["kusei:Duty"]       # entities only: what is accepted
    #+ optional = false               # false unless told
    #+ label = { ja = "業務", en = "duty" }
    #+ [[columns]]
    #+ name = "holder"
    #+ label = { ja = "担当", en = "holder" }
    #+ [example]
    #+ duty = "放置自転車対策業務"

A check (``queries/checks/*.rq``) has ``code``, ``name``, ``severity``, ``message``, ``fix`` and
``why`` instead of title, parameters and the rest.
"""

from __future__ import annotations

import re
import tomllib
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from kusei.errors import HeaderInvalid
from kusei.findings import Severity, Text
from kusei.queries.stored import Column, Parameter, StoredCheck, StoredQuery
from kusei.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from kusei.queries.stored import ParameterType

__all__ = ["Column", "Parameter", "StoredCheck", "StoredQuery", "read_check", "read_header"]

_MARK: Final = "#+"
_TYPES: Final = ("entity", "date", "text")
_QUERY_KEYS: Final = ("title", "description", "parameters", "columns", "example")
_CHECK_KEYS: Final = ("code", "name", "severity", "message", "fix", "why")
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_CODE: Final = re.compile(r"KG[0-9]{3}\Z")
_RULE_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_TOML_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


def read_header(path: Path, *, extra: Collection[str] = ()) -> StoredQuery:
    """Read a stored query.

    Keys named in ``extra`` are accepted beside the usual ones and handed on as they are.

    Raises:
        HeaderInvalid: with file:line, for a header that is missing, not TOML, incomplete, or
            holds a key that is not known.
    """
    header = _Header(path)
    header.refuse_unknown(header.values, (*_QUERY_KEYS, *extra), "")
    parameters = tuple(
        header.parameter(entry, index) for index, entry in header.entries("parameters")
    )
    columns = tuple(header.column(entry, index) for index, entry in header.entries("columns"))
    return StoredQuery(
        name=path.stem,
        path=path,
        text=header.text,
        title=header.bilingual(header.values, "title"),
        description=header.bilingual(header.values, "description"),
        parameters=parameters,
        columns=columns,
        example=header.example(parameters),
        extra=MappingProxyType({k: v for k, v in header.values.items() if k in extra}),
    )


def read_check(path: Path) -> StoredCheck:
    """Read a whole-graph check.

    Raises:
        HeaderInvalid: as `read_header`; also where the file is not named after the check.
    """
    header = _Header(path)
    header.refuse_unknown(header.values, _CHECK_KEYS, "")
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


class _Header:
    """The header of one file: its values, and the file lines that they stand on."""

    __slots__ = ("lines", "path", "text", "values")

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.lines = [
            (number, line.removeprefix(_MARK))
            for number, line in enumerate(self.text.splitlines(), start=1)
            if line.startswith(_MARK)
        ]
        if not self.lines:
            raise HeaderInvalid(f"{path}:1: no header: lines that begin with {_MARK}")
        try:
            self.values = tomllib.loads("\n".join(line for _, line in self.lines))
        except tomllib.TOMLDecodeError as error:
            place = _TOML_PLACE.search(str(error))
            index = int(place[1]) - 1 if place and place[1] else len(self.lines) - 1
            reason = _TOML_PLACE.sub("", str(error))
            number = self.lines[min(index, len(self.lines) - 1)][0]
            raise HeaderInvalid(f"{path}:{number}: the header is not TOML: {reason}") from None

    def bad(self, key: str, reason: str, *, table: str = "", index: int = 0) -> HeaderInvalid:
        """The error to raise, at the line of ``key`` (in the index-th entry of ``table``)."""
        start, seen = 0, -1
        for position, (_, line) in enumerate(self.lines):
            if table and re.match(rf"\s*\[\[?{re.escape(table)}\]\]?", line):
                seen += 1
                start = position
                if seen == index:
                    break
        found = self.lines[start][0]
        for number, line in self.lines[start:]:
            if re.match(rf"""\s*\[*["']?{re.escape(key)}\b""", line):
                found = number
                break
        return HeaderInvalid(f"{self.path}:{found}: {reason}")

    def refuse_unknown(
        self, values: Mapping[str, object], known: Collection[str], table: str, index: int = 0
    ) -> None:
        """Name the first key that is not known, with those that are."""
        for key in values:
            if key not in known:
                raise self.bad(
                    key,
                    f"unknown key {key!r}; known are {', '.join(known)}",
                    table=table,
                    index=index,
                )

    def string(
        self, values: Mapping[str, object], key: str, *, table: str = "", index: int = 0
    ) -> str:
        """The value of ``key``, which must be a text that is not empty."""
        value = values.get(key)
        if not isinstance(value, str) or not value.strip():
            where = f"[[{table}]] " if table else ""
            raise self.bad(key, f"{where}{key} must be a text", table=table, index=index)
        return value

    def matching(
        self, values: Mapping[str, object], key: str, pattern: re.Pattern[str], form: str
    ) -> str:
        """The value of ``key``, which must be of the form that the pattern describes."""
        value = self.string(values, key)
        if not pattern.match(value):
            raise self.bad(key, f"{key} is {value!r}, not {form}")
        return value

    def bilingual(
        self, values: Mapping[str, object], key: str, *, table: str = "", index: int = 0
    ) -> Text:
        """The value of ``key``, which must have a text under ``ja`` and one under ``en``."""
        value = values.get(key)
        if (
            not isinstance(value, dict)
            or set(value) != {"ja", "en"}
            or not all(isinstance(text, str) and text.strip() for text in value.values())
        ):
            where = f"[[{table}]] " if table else ""
            reason = f"{where}{key} needs a text under ja and one under en, and no other"
            raise self.bad(key, reason, table=table, index=index)
        return Text(ja=value["ja"], en=value["en"])

    def entries(self, table: str) -> list[tuple[int, Mapping[str, object]]]:
        """The entries of ``[[table]]`` with their number from 0, names told apart."""
        entries = self.values.get(table, [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise self.bad(table, f"{table} must be written as [[{table}]]")
        names: set[str] = set()
        for index, entry in enumerate(entries):
            name = self.string(entry, "name", table=table, index=index)
            if not _NAME.match(name) or name in names:
                why = "stands twice" if name in names else "is no name of a variable"
                raise self.bad("name", f"[[{table}]] {name!r} {why}", table=table, index=index)
            names.add(name)
        return list(enumerate(entries))

    def parameter(self, entry: Mapping[str, object], index: int) -> Parameter:
        """One entry of ``[[parameters]]``."""
        table = "parameters"
        self.refuse_unknown(
            entry, ("name", "type", "classes", "optional", "label"), table, index=index
        )
        kind = self.string(entry, "type", table=table, index=index)
        if kind not in _TYPES:
            reason = f"type is {kind!r}, not one of {', '.join(_TYPES)}"
            raise self.bad("type", reason, table=table, index=index)
        optional = entry.get("optional", False)
        if not isinstance(optional, bool):
            raise self.bad("optional", "optional must be true or false", table=table, index=index)
        classes = entry.get("classes", [])
        if not isinstance(classes, list) or (classes and kind != "entity"):
            reason = "classes must be a list, on a parameter of type entity"
            raise self.bad("classes", reason, table=table, index=index)
        return Parameter(
            name=self.string(entry, "name", table=table, index=index),
            type=cast("ParameterType", kind),
            classes=tuple(self._expanded(name, index) for name in classes),
            optional=optional,
            label=self.bilingual(entry, "label", table=table, index=index),
        )

    def column(self, entry: Mapping[str, object], index: int) -> Column:
        """One entry of ``[[columns]]``."""
        self.refuse_unknown(entry, ("name", "label"), "columns", index=index)
        return Column(
            name=self.string(entry, "name", table="columns", index=index),
            label=self.bilingual(entry, "label", table="columns", index=index),
        )

    def example(self, parameters: tuple[Parameter, ...]) -> Mapping[str, str]:
        """The example's values as texts: all that is not optional, and nothing unknown."""
        values = self.values.get("example", {})
        if not isinstance(values, dict):
            raise self.bad("example", "example must be written as [example]")
        self.refuse_unknown(values, [p.name for p in parameters], "example")
        for parameter in parameters:
            if parameter.name not in values and not parameter.optional:
                raise self.bad("example", f"[example] gives no {parameter.name}")
        # A date written without quotes is a TOML date; as a text it is ISO again.
        return MappingProxyType({name: str(value) for name, value in values.items()})

    def _expanded(self, name: object, index: int) -> str:
        """The IRI of a prefixed name of the list."""
        prefix, colon, local = str(name).partition(":")
        if not colon or prefix not in PREFIXES or not local:
            reason = f"classes: {name!r} is no prefixed name of the list of prefixes"
            raise self.bad("classes", reason, table="parameters", index=index)
        return PREFIXES[prefix] + local

"""The text of a ``#+`` header: its values, and the line of the file that each stands on."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Final

from kusei.bilingual import Text
from kusei.errors import HeaderInvalid
from kusei.graph.lines import of_bad_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

_MARK: Final = "#+"
NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_TOML_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


def text_of(path: Path) -> str:
    """The text of a file with a header.

    Raises:
        HeaderInvalid: it is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line, _ = of_bad_bytes(error)
        raise HeaderInvalid(f"{path}:{line}: not UTF-8: {error.reason}") from None


class HeaderText:
    """The header of one file: its values, and the file lines that they stand on."""

    __slots__ = ("lines", "path", "text", "values")

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
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

    def at(self, place: int, reason: str) -> HeaderInvalid:
        """The error to raise, at a place in the text."""
        return HeaderInvalid(f"{self.path}:{self.text.count(chr(10), 0, place) + 1}: {reason}")

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
            if not NAME.match(name) or name in names:
                why = "stands twice" if name in names else "is no name of a variable"
                raise self.bad("name", f"[[{table}]] {name!r} {why}", table=table, index=index)
            names.add(name)
        return list(enumerate(entries))

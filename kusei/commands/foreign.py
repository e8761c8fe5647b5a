"""``kusei validate --shapes``: the files and the shapes that a call names, as a report."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kusei.store import Syntax, SyntaxDefect
    from kusei.validation.any_input import GraphFile
    from kusei.validation.report import Report
    from kusei.validation.selection import Selection

_STDIN: Final = "-"
_SHOWN: Final = 1 << 20  # bytes of a file with a syntax error whose line is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """What a call with ``--shapes`` asks for."""

    paths: Sequence[Path]
    shapes: Sequence[Path]
    input_format: str | None
    select: Sequence[str]
    ignore: Sequence[str]
    shape: str | None
    focus: str | None
    engine: str
    endpoint: str | None = None


def foreign_report(asked: Foreign) -> Report:
    """Read and validate; where a file cannot be read, say so and validate nothing.

    Raises:
        InvalidValue: no path is named, a file is missing, the shapes cannot be run.
        UnknownName: no rule is called as an option says.
    """
    from kusei.store import Syntax

    if asked.endpoint is not None and asked.paths:
        raise InvalidValue("--endpoint takes the place of the files to validate")
    if not asked.paths and asked.endpoint is None:
        raise InvalidValue("--shapes needs the files to validate, or - for standard input")
    if any(str(path) == _STDIN for path in asked.shapes):
        raise InvalidValue("shapes are read from files, not from standard input")
    told = Syntax(asked.input_format) if asked.input_format is not None else None
    with _without_collector():
        return _report(asked, told)


@contextmanager
def _without_collector() -> Iterator[None]:
    """No search for circles among millions of nodes that live until the end of the run.

    It finds nothing and costs a third of a run with thousands of findings.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _report(asked: Foreign, told: Syntax | None) -> Report:
    from kusei.validation.any_graph import unread_graph, validate_graph, validate_server
    from kusei.validation.compile.engine import Engine
    from kusei.validation.places import placed

    defects: list[tuple[str, SyntaxDefect]] = []
    data = _read(asked.paths, told, defects)
    shapes = _read(asked.shapes, None, defects, first=len(data))
    if defects:
        return placed(unread_graph(defects), _source)
    if asked.endpoint is not None:
        from kusei.remote import endpoint_named

        report = validate_server(endpoint_named(asked.endpoint, {}).query, shapes)
    else:
        report = validate_graph(data, shapes, engine=Engine(asked.engine))
    return _selection(report, asked).of(report)


def _read(
    paths: Sequence[Path],
    syntax: Syntax | None,
    defects: list[tuple[str, SyntaxDefect]],
    *,
    first: int = 0,
) -> list[GraphFile]:
    from kusei.store import SyntaxDefect
    from kusei.validation.any_input import graph_files, read_path, read_stream
    from kusei.validation.input_rules import STDIN

    found = []
    for number, path in enumerate(graph_files(paths), start=first):
        name = STDIN if str(path) == _STDIN else path.as_posix()
        try:
            if name == STDIN:
                stream = sys.stdin.buffer
                found.append(read_stream(stream, name=name, number=number, syntax=syntax))
            else:
                found.append(read_path(path, number=number, syntax=syntax))
        except SyntaxDefect as defect:
            defects.append((name, defect))
    return found


def _source(name: str) -> bytes | None:
    """The text of a file that could not be read, where its lines can be shown at all."""
    path = Path(name)
    if not path.is_file() or path.stat().st_size > _SHOWN:
        return None
    content = path.read_bytes()
    return None if b"\0" in content or content.startswith(b"\x1f\x8b") else content


def _selection(report: Report, asked: Foreign) -> Selection:
    from kusei.queries.entities import as_iri
    from kusei.validation.selection import Selection

    def chosen(code: str) -> bool:
        wanted = not asked.select or code.startswith(tuple(asked.select))
        return wanted and not (asked.ignore and code.startswith(tuple(asked.ignore)))

    codes: frozenset[str] | None = None
    if asked.select or asked.ignore or asked.shape is not None:
        codes = frozenset(
            f.code
            for f in report.findings
            if chosen(f.code) and asked.shape in {None, f.code, f.name, f.source_shape}
        )
    focus = None
    if asked.focus is not None:
        focus = as_iri(asked.focus.strip())
        if focus is None:
            raise InvalidValue("with --shapes --focus takes an IRI or a prefixed name")
    return Selection(codes, focus)

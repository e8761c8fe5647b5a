"""``kusei validate --shapes``: the files and the shapes that a call names, as a report."""

from __future__ import annotations

import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei.errors import InvalidValue, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kusei.graph.store import Answer, Quad, Syntax, SyntaxDefect
    from kusei.remote import Endpoint
    from kusei.report.report import Report
    from kusei.report.selection import Selection
    from kusei.shacl.input_files import GraphFile

_STDIN: Final = "-"
_SHOWN: Final = 1 << 20  # bytes of a file with a syntax error whose line is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """What a call with ``--shapes`` asks for; ``endpoints`` are the servers known by name."""

    paths: Sequence[Path]
    shapes: Sequence[Path]
    input_format: str | None
    select: Sequence[str]
    ignore: Sequence[str]
    shape: str | None
    focus: str | None
    engine: str
    endpoint: str | None = None
    ward: str | None = None
    graphs: Sequence[str] = ()
    endpoints: Mapping[str, object] = field(default_factory=dict)


def foreign_report(asked: Foreign) -> Report:
    """Read and validate; where a file cannot be read, say so and validate nothing.

    Raises:
        InvalidValue: no path is named, a file is missing, the shapes cannot be run.
        UnknownName: no rule, ward or graph is called as an option says.
    """
    from kusei.graph.store import Syntax

    if asked.endpoint is not None and asked.paths:
        raise InvalidValue("--endpoint takes the place of the files to validate")
    if not asked.paths and asked.endpoint is None:
        raise InvalidValue("--shapes needs the files to validate, or - for standard input")
    if any(str(path) == _STDIN for path in asked.shapes):
        raise InvalidValue("shapes are read from files, not from standard input")
    told = Syntax(asked.input_format) if asked.input_format is not None else None
    return _report(asked, told)


def _report(asked: Foreign, told: Syntax | None) -> Report:
    from kusei.report.places import placed
    from kusei.shacl.compile.engine import Engine
    from kusei.shacl.compile.working import Working
    from kusei.shacl.validate import unread_graph, validate_graph, validate_server

    defects: list[tuple[str, SyntaxDefect]] = []
    working = Working()
    data = _read(asked.paths, told, defects, into=working.take)
    shapes = _read(asked.shapes, None, defects, first=len(data))
    if defects:
        return placed(unread_graph(defects), _source)
    if asked.endpoint is not None:
        report = validate_server(trusted(_server(asked, asked.endpoint)), shapes)
    else:
        report = validate_graph(data, shapes, engine=Engine(asked.engine), working=working)
    if not asked.select and not asked.ignore and asked.shape is None and asked.focus is None:
        return report
    return _selection(report, asked).of(report)


def _server(asked: Foreign, endpoint: str) -> Endpoint:
    """The server, asked about the graphs of a ward and those that are named; else about all.

    Raises:
        UnknownName: it has no such ward or graph.
    """
    from kusei.remote import endpoint_named

    server = endpoint_named(endpoint, asked.endpoints)
    chosen: list[str] = []
    if asked.ward is not None:
        chosen += server.of_ward(asked.ward).default_graphs
    for graph in asked.graphs:
        if not server.count(graph):
            raise UnknownName(f"{server.url} has no graph {graph}, or an empty one")
        chosen.append(graph)
    return server.of_graphs(dict.fromkeys(chosen)) if chosen else server


def trusted(server: Endpoint) -> Callable[[str], Answer]:
    """Ask a server what it is not known to answer wrongly; the rest is ``Unanswerable``."""
    from kusei.remote import EngineDoubt, NotAsked
    from kusei.shacl.compile.data import Unanswerable
    from kusei.shacl.compile.virtuoso import doubt

    def ask(query: str) -> Answer:
        if (why := doubt(query)) is not None and server.is_virtuoso:
            raise Unanswerable(why)
        with warnings.catch_warnings():
            warnings.simplefilter("error", EngineDoubt)
            try:
                return server.query(query)
            except (EngineDoubt, NotAsked) as known:
                raise Unanswerable(str(known).removeprefix(f"{server.url}: ")) from None

    return ask


def _read(
    paths: Sequence[Path],
    syntax: Syntax | None,
    defects: list[tuple[str, SyntaxDefect]],
    *,
    first: int = 0,
    into: Callable[[Iterable[Quad]], None] | None = None,
) -> list[GraphFile]:
    from kusei.graph.store import SyntaxDefect
    from kusei.report.input_rules import STDIN
    from kusei.shacl.input_files import graph_files, read_path, read_stream

    found = []
    for number, path in enumerate(graph_files(paths), start=first):
        name = STDIN if str(path) == _STDIN else path.as_posix()
        try:
            if name == STDIN:
                stream = sys.stdin.buffer
                file = read_stream(stream, name=name, number=number, syntax=syntax, into=into)
            else:
                file = read_path(path, number=number, syntax=syntax, into=into)
            found.append(file)
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
    from kusei.report.selection import Selection

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
        from kusei.queries.entities import as_iri

        focus = as_iri(asked.focus.strip())
        if focus is None:
            raise InvalidValue("with --shapes --focus takes an IRI or a prefixed name")
    return Selection(codes, focus)

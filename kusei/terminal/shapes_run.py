"""The data and the shapes that a call of ``kusei shacl`` names, as a report."""

from __future__ import annotations

import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei.errors import InvalidValue, UnknownName
from kusei.terminal.report_options import STDIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kusei.graph.store import Answer, Quad, Syntax, SyntaxDefect
    from kusei.remote import Endpoint
    from kusei.report.report import Report
    from kusei.report.selection import Selection
    from kusei.shacl.input_files import GraphFile
    from kusei.terminal.report_options import Shown

_SHOWN: Final = 1 << 20  # bytes of a file with a syntax error whose line is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapesRun:
    """What is validated by what; ``dataset`` is asked for servers that are known by name."""

    data: Sequence[Path]
    shapes: Sequence[Path]
    input_format: str | None = None
    engine: str = "compiled"
    endpoint: str | None = None
    ward: str | None = None
    graphs: Sequence[str] = ()
    dataset: Path | None = None


def report_of(run: ShapesRun, wanted: Shown) -> Report:
    """Read and validate; where a file cannot be read, say so and validate nothing.

    Raises:
        InvalidValue: nothing to validate is named, a file is missing, the shapes cannot be run.
        UnknownName: no rule, ward or graph is called as an option says.
    """
    from kusei.graph.store import Syntax

    if run.endpoint is not None and run.data:
        raise InvalidValue("--endpoint takes the place of the files to validate")
    if not run.data and run.endpoint is None:
        raise InvalidValue("name the files to validate, - for standard input, or --endpoint URL")
    if run.endpoint is None and (run.ward is not None or run.graphs):
        raise InvalidValue("--ward and --graph choose graphs of a server: --endpoint URL")
    if any(str(path) == STDIN for path in run.shapes):
        raise InvalidValue("shapes are read from files, not from standard input")
    told = Syntax(run.input_format) if run.input_format is not None else None
    report = _report(run, told)
    if not wanted.some_rules and wanted.focus is None:
        return report
    return _selection(report, wanted).of(report)


def _report(run: ShapesRun, told: Syntax | None) -> Report:
    from kusei.report.places import placed
    from kusei.shacl.compile.data_store import DataStore
    from kusei.shacl.compile.engine import Engine
    from kusei.shacl.validate import unread_graph, validate_graph, validate_server

    defects: list[tuple[str, SyntaxDefect]] = []
    store = DataStore()
    data = _read(run.data, told, defects, into=store.take)
    shapes = _read(run.shapes, None, defects, first=len(data))
    if defects:
        return placed(unread_graph(defects), _source)
    if run.endpoint is not None:
        return validate_server(trusted(_server(run, run.endpoint)), shapes)
    return validate_graph(data, shapes, engine=Engine(run.engine), store=store)


def _server(run: ShapesRun, endpoint: str) -> Endpoint:
    """The server, asked about the graphs of a ward and those that are named; else about all.

    Raises:
        UnknownName: it has no such ward or graph.
    """
    from kusei.remote import endpoint_named

    known: Mapping[str, object] = {}
    if "://" not in endpoint:
        from kusei.dataset.files import find

        known = find(run.dataset).config.endpoints
    server = endpoint_named(endpoint, known)
    chosen: list[str] = []
    if run.ward is not None:
        chosen += server.of_ward(run.ward).default_graphs
    for graph in run.graphs:
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
    from kusei.report.input_rules import STDIN as NAMED_STDIN
    from kusei.shacl.input_files import graph_files, read_path, read_stream

    found = []
    for number, path in enumerate(graph_files(paths), start=first):
        name = NAMED_STDIN if str(path) == STDIN else path.as_posix()
        try:
            if name == NAMED_STDIN:
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


def _selection(report: Report, wanted: Shown) -> Selection:
    from kusei.report.selection import Selection

    def chosen(code: str) -> bool:
        among = not wanted.select or code.startswith(tuple(wanted.select))
        return among and not (wanted.ignore and code.startswith(tuple(wanted.ignore)))

    codes: frozenset[str] | None = None
    if wanted.some_rules:
        codes = frozenset(
            f.code
            for f in report.findings
            if chosen(f.code) and wanted.shape in {None, f.code, f.name, f.source_shape}
        )
    focus = None
    if wanted.focus is not None:
        from kusei.queries.entities import as_iri

        focus = as_iri(wanted.focus.strip())
        if focus is None:
            raise InvalidValue("--focus takes an IRI or a prefixed name")
    return Selection(codes, focus)

"""``kusei validate``: one gate before a release."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kusei.errors import DatasetInvalid, InvalidValue, KuseiError
from kusei.report.formats import FORMATS, counts, render
from kusei.terminal.delivery import chosen_format, deliver, with_output
from kusei.terminal.entity_completion import things
from kusei.terminal.language import with_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kusei.dataset.files import Location, Reader
    from kusei.report.report import Report

_STDIN: Final = "-"
_NEVER: Final = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a call asks for."""

    dataset: Path | None
    paths: tuple[Path, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    shape: str | None
    focus: str | None
    limit: int | None
    fail_on: str
    shapes: tuple[Path, ...]
    input_format: str | None
    engine: str
    endpoint: str | None
    ward: str | None
    graphs: tuple[str, ...]
    language: str
    form: str
    output: Path | None


@click.command(short_help="Check syntax, shapes, the whole graph and its evidence.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    help="Show the findings of these rules only: a code, or how codes begin (KG0). Repeatable.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    help="Leave the findings of these rules out; stronger than --select. Repeatable.",
)
@click.option("--shape", metavar="NAME", help="Show the findings of this rule: its name or IRI.")
@click.option(
    "--focus",
    metavar="ENTITY",
    shell_complete=things,
    help="Show what is about this thing: IRI, prefixed name or label.",
)
@click.option(
    "--limit", type=click.IntRange(min=0), metavar="N", help="Show no more than N findings."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", _NEVER]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--shapes",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Validate by these shapes, a file or folder: any graph, without a dataset. Repeatable.",
)
@click.option(
    "--input-format",
    type=click.Choice(["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"]),
    help="With --shapes: what the files are, where neither suffix nor content tells.",
)
@click.option(
    "--endpoint",
    metavar="URL",
    help="With --shapes: validate this SPARQL server in place of files; a name of kusei.toml too.",
)
@click.option("--ward", metavar="WARD", help="With --endpoint: the graphs of this ward alone.")
@click.option(
    "--graph",
    "graphs",
    multiple=True,
    metavar="IRI",
    help="With --endpoint: this named graph alone. Repeatable; beside --ward it is added.",
)
@click.option(
    "--engine",
    type=click.Choice(["compiled", "pyshacl"]),
    default="compiled",
    show_default=True,
    help="What runs the shapes: compiled queries, or the reference for all of them.",
)
@with_language
@click.option("--watch", is_flag=True, help="Validate again whenever a file is saved.")
@with_output(FORMATS)
@click.pass_obj
def validate(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    shape: str | None,
    focus: str | None,
    limit: int | None,
    fail_on: str,
    shapes: tuple[Path, ...],
    input_format: str | None,
    engine: str,
    endpoint: str | None,
    ward: str | None,
    graphs: tuple[str, ...],
    lang: str,
    watch: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """Validate the dataset; with PATHs show the findings of these files and folders only.

    A file outside the dataset, or `-` for standard input, is Turtle that is validated by itself.
    With --shapes the PATHs are anybody's graphs: Turtle, TriG, N-Triples, N-Quads, JSON-LD or
    RDF/XML, gzipped or not.
    The exit code is 1 where there is a finding at or above --fail-on, or a syntax error. It
    counts what is shown, and what --limit leaves out.
    """
    asked = _Asked(
        dataset=dataset,
        paths=paths,
        select=select,
        ignore=ignore,
        shape=shape,
        focus=focus,
        limit=limit,
        fail_on=fail_on,
        shapes=shapes,
        input_format=input_format,
        engine=engine,
        endpoint=endpoint,
        ward=ward,
        graphs=graphs,
        language=lang,
        form=chosen_format(form, output, among=FORMATS, default="text"),
        output=output,
    )
    if input_format is not None and not shapes:
        raise InvalidValue("--input-format goes with --shapes")
    if endpoint is not None and not shapes:
        raise InvalidValue("--endpoint goes with --shapes")
    if (ward is not None or graphs) and endpoint is None:
        raise InvalidValue("--ward and --graph choose graphs of a server: --endpoint URL")
    if watch:
        _watch(asked)
    if not _passes(asked):
        raise click.exceptions.Exit(1)


def _passes(asked: _Asked, reader: Reader | None = None) -> bool:
    """Validate once and deliver the report; whether nothing weighs as much as --fail-on.

    A ``reader`` may know files from before.
    """
    from kusei.findings import Severity

    with _without_collector():
        report = _foreign(asked) if asked.shapes else _report(_location(asked), asked, reader)
        shown = report if asked.limit is None else report.limited(asked.limit)
        deliver(render(shown, asked.form, language=asked.language), asked.output)
    if asked.form != "text" or asked.output not in {None, Path(_STDIN)}:
        click.echo("\n".join(counts(report, language=asked.language)), err=True)
    return asked.fail_on == _NEVER or not report.at_or_above(Severity(asked.fail_on))


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


def _location(asked: _Asked) -> Location:
    from kusei.dataset.files import find

    return find(asked.dataset)


def _foreign(asked: _Asked) -> Report:
    """The report of anybody's graphs by anybody's shapes."""
    from kusei.terminal.foreign import Foreign, foreign_report

    named = asked.endpoint is not None and "://" not in asked.endpoint
    return foreign_report(
        Foreign(
            paths=asked.paths,
            shapes=asked.shapes,
            input_format=asked.input_format,
            engine=asked.engine,
            endpoint=asked.endpoint,
            ward=asked.ward,
            graphs=asked.graphs,
            endpoints=_location(asked).config.endpoints if named else {},
            select=asked.select,
            ignore=asked.ignore,
            shape=asked.shape,
            focus=asked.focus,
        )
    )


def _watch(asked: _Asked) -> None:
    """Validate on each save until the user interrupts.

    Raises:
        InvalidValue: standard input cannot be watched.
    """
    from kusei.dataset.files import PROJECT_FILE, Reader, find
    from kusei.terminal.watching import saves

    if any(str(path) == _STDIN for path in asked.paths):
        raise InvalidValue("standard input cannot be watched")
    if asked.shapes:
        raise InvalidValue("--watch watches a dataset; it does not go with --shapes")
    location = find(asked.dataset)
    asked = replace(asked, dataset=location.root)  # not another one when this is half written
    folders = (location.ontology, location.data, location.queries, location.validation)
    reader = Reader()
    for number in saves([location.root / PROJECT_FILE, *folders, *asked.paths]):
        click.clear()  # does nothing where stdout is no terminal
        try:
            _passes(asked, reader)
        except KuseiError as error:  # a file that is half written must not end the watch
            click.echo(f"kusei: {error}", err=True)
        if sys.stderr.isatty():
            click.echo(f"watching {number:,} files; Ctrl-C ends", err=True)


def _report(location: Location, asked: _Asked, reader: Reader | None) -> Report:
    """The report of the dataset, or of what the paths name, with the findings asked for.

    Raises:
        InvalidValue: a path names no file of data, or paths of both sorts are mixed.
        UnknownName: no rule or no thing is called as an option says.
    """
    from kusei.report.selection import Selection, chosen_codes
    from kusei.validation import all_rules

    root = location.root.resolve()
    inside = [path for path in asked.paths if _is_inside(path, root)]
    outside = [path for path in asked.paths if path not in inside]
    if inside and outside:
        raise InvalidValue(
            f"{outside[0]} lies outside of the dataset {location.root}: validate it in a call "
            "of its own"
        )
    try:
        codes = None
        if asked.select or asked.ignore or asked.shape is not None:
            codes = chosen_codes(
                all_rules(location), select=asked.select, ignore=asked.ignore, shape=asked.shape
            )
        if outside:
            report, focus = _alone(location, outside), _named(asked.focus)
        else:
            report, focus = _whole(location, [path.resolve() for path in inside], asked, reader)
    except DatasetInvalid as error:
        return _unread(error, lambda name: _content(root / name))
    return Selection(codes, focus).of(report)


def _unread(error: DatasetInvalid, content_of: Callable[[str], bytes | None]) -> Report:
    """The report of what could not be read."""
    from kusei.report.places import placed
    from kusei.report.report import Report

    return placed(Report(findings=error.findings, labels={}), content_of)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None  # a pipe would be waited for
    except OSError:
        return None


def _is_inside(path: Path, root: Path) -> bool:
    return str(path) != _STDIN and path.resolve().is_relative_to(root)


def _whole(
    location: Location, wanted: Sequence[Path], asked: _Asked, reader: Reader | None
) -> tuple[Report, str | None]:
    from kusei.dataset.files import load
    from kusei.queries.entities import as_iri, find_entity
    from kusei.validation import validate as validate_dataset

    root = location.root.resolve()
    loaded = load(location, reader=reader)
    focus = asked.focus
    if focus is not None:
        # A thing that nothing describes can be asked for as well: by its IRI.
        focus = as_iri(focus.strip()) or find_entity(loaded.store, focus)
    names = [path.relative_to(root).as_posix() for path in wanted]
    for path, name in zip(wanted, names, strict=True):
        if not any(_covers(name, file.name) for file in loaded.files):
            raise InvalidValue(f"{path}: no file of data in {location.root} lies there")
    report = validate_dataset(loaded, today=date.today())  # noqa: DTZ011 - the user's own day
    if names:
        report = report.only(lambda f: f.file is None or any(_covers(n, f.file) for n in names))
    return report, focus


def _covers(name: str, file: str) -> bool:
    return name in {".", file} or file.startswith(f"{name}/")


def _named(focus: str | None) -> str | None:
    from kusei.queries.entities import as_iri

    if focus is None:
        return None
    iri = as_iri(focus.strip())
    if iri is None:
        raise InvalidValue("outside of the dataset --focus takes an IRI or a prefixed name")
    return iri


def _alone(location: Location, paths: Sequence[Path]) -> Report:
    from kusei.report.input_rules import STDIN
    from kusei.validation import validate_alone

    if len(paths) > 1:
        raise InvalidValue("outside of the dataset one file is validated at a time")
    path = paths[0]
    if str(path) == _STDIN:
        name, content = STDIN, sys.stdin.buffer.read()
    elif path.is_dir():
        raise InvalidValue(f"{path}: a folder outside of the dataset {location.root}")
    else:
        name, content = path.as_posix(), path.read_bytes()
    try:
        return validate_alone(content, location, path=path, name=name)
    except DatasetInvalid as error:
        return _unread(error, {name: content}.get)

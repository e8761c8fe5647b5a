"""``kusei validate``: one gate before a release."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kusei.errors import DatasetInvalid, InvalidValue, KuseiError
from kusei.terminal.report_options import (
    STDIN,
    deliver_report,
    shown,
    with_report_options,
    without_collector,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kusei.dataset.files import Location, Reader
    from kusei.report.report import Report
    from kusei.terminal.report_options import Shown


@click.command(short_help="Check syntax, shapes, the whole graph and its evidence.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--shapes", multiple=True, hidden=True)
@click.option("--watch", is_flag=True, help="Validate again whenever a file is saved.")
@with_report_options
@click.pass_obj
def validate(
    dataset: Path | None,
    /,
    *,
    paths: tuple[Path, ...],
    shapes: tuple[str, ...],
    watch: bool,
    **told: Any,  # noqa: ANN401 - the options of a report
) -> None:
    """Validate the dataset; with PATHs show the findings of these files and folders only.

    A file outside the dataset, or `-` for standard input, is Turtle that is validated by itself.
    Anybody's graph is validated by anybody's shapes with `kusei shacl`. The exit code is 1 where
    there is a finding at or above --fail-on, or a syntax error. It counts what is shown, and what
    --limit leaves out.
    """
    if shapes:
        given = " ".join([*map(str, paths), *(f"--shapes {path}" for path in shapes)])
        raise InvalidValue(
            f"validate is the gate of a dataset; by shapes of your own: kusei shacl {given}"
        )
    wanted = shown(**told)
    if watch:
        _watch(dataset, paths, wanted)
    if not _passes(dataset, paths, wanted):
        raise click.exceptions.Exit(1)


def _passes(
    dataset: Path | None, paths: Sequence[Path], wanted: Shown, reader: Reader | None = None
) -> bool:
    """Validate once and deliver the report; a ``reader`` may know files from before."""
    from kusei.dataset.files import find

    with without_collector():
        return deliver_report(_report(find(dataset), paths, wanted, reader), wanted)


def _watch(dataset: Path | None, paths: Sequence[Path], wanted: Shown) -> None:
    """Validate on each save until the user interrupts.

    Raises:
        InvalidValue: standard input cannot be watched.
    """
    from kusei.dataset.files import PROJECT_FILE, Reader, find
    from kusei.terminal.watching import saves

    if any(str(path) == STDIN for path in paths):
        raise InvalidValue("standard input cannot be watched")
    location = find(dataset)  # not another one when this is half written
    folders = (location.ontology, location.data, location.queries, location.validation)
    reader = Reader()
    for number in saves([location.root / PROJECT_FILE, *folders, *paths]):
        click.clear()  # does nothing where stdout is no terminal
        try:
            _passes(location.root, paths, wanted, reader)
        except KuseiError as error:  # a file that is half written must not end the watch
            click.echo(f"kusei: {error}", err=True)
        if sys.stderr.isatty():
            click.echo(f"watching {number:,} files; Ctrl-C ends", err=True)


def _report(
    location: Location, paths: Sequence[Path], wanted: Shown, reader: Reader | None
) -> Report:
    """The report of the dataset, or of what the paths name, with the findings asked for.

    Raises:
        InvalidValue: a path names no file of data, or paths of both sorts are mixed.
        UnknownName: no rule or no thing is called as an option says.
    """
    from kusei.report.selection import Selection, chosen_codes
    from kusei.validation import all_rules

    root = location.root.resolve()
    inside = [path for path in paths if _is_inside(path, root)]
    outside = [path for path in paths if path not in inside]
    if inside and outside:
        raise InvalidValue(
            f"{outside[0]} lies outside of the dataset {location.root}: validate it in a call "
            "of its own"
        )
    try:
        codes = None
        if wanted.some_rules:
            codes = chosen_codes(
                all_rules(location), select=wanted.select, ignore=wanted.ignore, shape=wanted.shape
            )
        if outside:
            report, focus = _alone(location, outside), _named(wanted.focus)
        else:
            report, focus = _whole(location, [path.resolve() for path in inside], wanted, reader)
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
    return str(path) != STDIN and path.resolve().is_relative_to(root)


def _whole(
    location: Location, paths: Sequence[Path], wanted: Shown, reader: Reader | None
) -> tuple[Report, str | None]:
    from kusei.dataset.files import load
    from kusei.queries.entities import as_iri, find_entity
    from kusei.terminal.today import today
    from kusei.validation import validate as validate_dataset

    root = location.root.resolve()
    loaded = load(location, reader=reader)
    focus = wanted.focus
    if focus is not None:
        # A thing that nothing describes can be asked for as well: by its IRI.
        focus = as_iri(focus.strip()) or find_entity(loaded.store, focus)
    names = [path.relative_to(root).as_posix() for path in paths]
    for path, name in zip(paths, names, strict=True):
        if not any(_covers(name, file.name) for file in loaded.files):
            raise InvalidValue(f"{path}: no file of data in {location.root} lies there")
    report = validate_dataset(loaded, today=today())
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
    from kusei.report.input_rules import STDIN as NAMED_STDIN
    from kusei.validation import validate_alone

    if len(paths) > 1:
        raise InvalidValue("outside of the dataset one file is validated at a time")
    path = paths[0]
    if str(path) == STDIN:
        name, content = NAMED_STDIN, sys.stdin.buffer.read()
    elif path.is_dir():
        raise InvalidValue(f"{path}: a folder outside of the dataset {location.root}")
    else:
        name, content = path.as_posix(), path.read_bytes()
    try:
        return validate_alone(content, location, path=path, name=name)
    except DatasetInvalid as error:
        return _unread(error, {name: content}.get)

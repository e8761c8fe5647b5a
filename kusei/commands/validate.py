"""``kusei validate``: one gate before a release."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kusei.commands.delivery import chosen_format, deliver, with_output
from kusei.errors import DatasetInvalid, InvalidValue
from kusei.validation.formats import FORMATS, counts, render

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kusei.dataset import Location
    from kusei.validation.report import Report

_STDIN: Final = "-"
_NEVER: Final = "never"


@click.command(short_help="Check syntax, shapes, the whole graph and its evidence.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", _NEVER]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--lang",
    type=click.Choice(["ja", "en"]),
    help="Language of the messages (else that of the locale, else English).",
)
@with_output(FORMATS)
@click.pass_obj
def validate(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    *,
    paths: tuple[Path, ...],
    fail_on: str,
    lang: str | None,
    form: str | None,
    output: Path | None,
) -> None:
    """Validate the dataset; with PATHs show the findings of these files and folders only.

    A file outside the dataset, or `-` for standard input, is Turtle that is validated by itself.
    The exit code is 1 where there is a finding at or above --fail-on, or a syntax error.
    """
    from kusei.dataset import find
    from kusei.findings import Severity

    location = find(dataset)
    form = chosen_format(form, output, among=FORMATS, default="text")
    language = lang or _language_of_locale()
    report = _report(location, paths)
    deliver(render(report, form, language=language), output)
    if form != "text" or output not in {None, Path(_STDIN)}:
        click.echo("\n".join(counts(report, language=language)), err=True)
    if fail_on != _NEVER and report.at_or_above(Severity(fail_on)):
        raise click.exceptions.Exit(1)


def _report(location: Location, paths: Sequence[Path]) -> Report:
    """The report of the dataset, or of what the paths name.

    Raises:
        InvalidValue: a path names no file of data, or paths of both sorts are mixed.
    """
    root = location.root.resolve()
    inside = [path for path in paths if _is_inside(path, root)]
    outside = [path for path in paths if path not in inside]
    if inside and outside:
        raise InvalidValue(
            f"{outside[0]} lies outside of the dataset {location.root}: validate it in a call "
            "of its own"
        )
    if outside:
        return _alone(location, outside)
    try:
        return _whole(location, [path.resolve() for path in inside], root)
    except DatasetInvalid as error:
        return _unread(error, lambda name: _content(root / name))


def _unread(error: DatasetInvalid, content_of: Callable[[str], bytes | None]) -> Report:
    """The report of what could not be read."""
    from kusei.validation.places import placed
    from kusei.validation.report import Report

    return placed(Report(findings=error.findings, labels={}), content_of)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _is_inside(path: Path, root: Path) -> bool:
    return str(path) != _STDIN and path.resolve().is_relative_to(root)


def _whole(location: Location, wanted: Sequence[Path], root: Path) -> Report:
    from kusei.dataset import load
    from kusei.validation import validate as validate_dataset

    loaded = load(location)
    names = [path.relative_to(root).as_posix() for path in wanted]
    for path, name in zip(wanted, names, strict=True):
        if not any(_covers(name, file.name) for file in loaded.files):
            raise InvalidValue(f"{path}: no file of data in {location.root} lies there")
    report = validate_dataset(loaded, today=date.today())  # noqa: DTZ011 - the user's own day
    if not names:
        return report
    return report.only(lambda f: f.file is None or any(_covers(name, f.file) for name in names))


def _covers(name: str, file: str) -> bool:
    return name in {".", file} or file.startswith(f"{name}/")


def _alone(location: Location, paths: Sequence[Path]) -> Report:
    from kusei.validation import validate_alone
    from kusei.validation.run import STDIN

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


def _language_of_locale() -> str:
    spoken = next((v for n in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(n))), "")
    return "ja" if spoken.startswith("ja") else "en"

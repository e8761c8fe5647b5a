"""``kusei build``: write a release directory."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from kusei.dataset.files import Dataset


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("build/release"),
    show_default=True,
    help="The folder to write; a release that stands there is replaced as a whole.",
)
@click.option(
    "--allow-errors",
    is_flag=True,
    help="Release although validation finds errors; the description then says so.",
)
@click.pass_obj
def build(dataset: Path | None, *, output: Path, allow_errors: bool) -> None:
    """Write a release: the graph in three formats, its vocabulary, description and checksums.

    The same input gives the same bytes on any machine. The folder is put in place whole or not
    at all, and not while `kusei validate` finds errors.
    """
    from kusei.dataset.files import find, load
    from kusei.publish.directory import check_target, put_in_place
    from kusei.publish.release import compose

    check_target(output)
    graph = load(find(dataset))
    number = checked(graph, allow_errors=allow_errors, refusal="nothing was written")
    files = compose(graph, errors=number)
    with ended_by_signal():
        put_in_place(output, files)
    noted = f", with {_counted(number)}" if number else ""
    click.echo(f"{output}: {len(files)} files{noted}", err=True)


def checked(graph: Dataset, *, allow_errors: bool, refusal: str) -> int:
    """The gate before anything goes out: how many errors validation finds, 0 unless allowed.

    Exits with 1 where there are errors that are not allowed, which are shown; ``refusal`` says
    what was not done.
    """
    from kusei.findings import Severity
    from kusei.report.formats import concise
    from kusei.terminal.today import today
    from kusei.validation import validate

    report = validate(graph, today=today())
    number = report.count(Severity.ERROR)
    if number and not allow_errors:
        errors = report.only(lambda finding: finding.severity == Severity.ERROR)
        click.echo(concise.render(errors, language="en"), err=True, nl=False)
        click.echo(
            f"{_counted(number)}: {refusal} "
            "(--allow-errors releases all the same, and says so in the description)",
            err=True,
        )
        raise click.exceptions.Exit(1)
    return number


def _counted(errors: int) -> str:
    return f"{errors:,} error{'' if errors == 1 else 's'}"


@contextmanager
def ended_by_signal() -> Iterator[None]:
    """Let SIGTERM unwind the stack as Ctrl-C does, so that what was begun is cleared away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)

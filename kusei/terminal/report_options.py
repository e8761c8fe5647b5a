"""What of a report is shown, how it is written, and when it fails the command."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from kusei.report.formats import FORMATS, counts, render
from kusei.terminal.delivery import chosen_format, deliver, with_output
from kusei.terminal.entity_completion import things
from kusei.terminal.language import with_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kusei.report.report import Report

_Decorated = TypeVar("_Decorated", bound="Callable[..., Any]")
STDIN: Final = "-"
_NEVER: Final = "never"
_OPTIONS: Final = (
    click.option(
        "--select",
        multiple=True,
        metavar="CODE",
        help="Show the findings of these rules only: a code, or how codes begin (KG0). Repeatable.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="CODE",
        help="Leave the findings of these rules out; stronger than --select. Repeatable.",
    ),
    click.option(
        "--shape", metavar="NAME", help="Show the findings of this rule: its name or IRI."
    ),
    click.option(
        "--focus",
        metavar="ENTITY",
        shell_complete=things,
        help="Show what is about this thing: IRI, prefixed name or label.",
    ),
    click.option(
        "--limit", type=click.IntRange(min=0), metavar="N", help="Show no more than N findings."
    ),
    click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info", _NEVER]),
        default="error",
        show_default=True,
        help="The least severity that makes the exit code 1.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a call wants to see of its report: which findings, how many, in which form."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    shape: str | None
    focus: str | None
    limit: int | None
    fail_on: str
    language: str
    form: str
    output: Path | None

    @property
    def some_rules(self) -> bool:
        """Whether only the findings of some rules are wanted."""
        return bool(self.select or self.ignore or self.shape is not None)


def with_report_options(function: _Decorated) -> _Decorated:
    """Give a command these options, which :func:`shown` takes."""
    function = with_output(FORMATS)(function)
    function = with_language(function)
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def shown(*, form: str | None, output: Path | None, lang: str, **told: Any) -> Shown:  # noqa: ANN401 - click gives what the options hold
    """What the options say.

    Raises:
        InvalidValue: there is no such format.
    """
    form = chosen_format(form, output, among=FORMATS, default="text")
    return Shown(language=lang, form=form, output=output, **told)


def deliver_report(report: Report, wanted: Shown) -> bool:
    """Write a report; whether nothing in it weighs as much as ``--fail-on``.

    It counts what is shown, and what ``--limit`` leaves out.
    """
    from kusei.findings import Severity

    part = report if wanted.limit is None else report.limited(wanted.limit)
    deliver(render(part, wanted.form, language=wanted.language), wanted.output)
    if wanted.form != "text" or wanted.output not in {None, Path(STDIN)}:
        click.echo("\n".join(counts(report, language=wanted.language)), err=True)
    return wanted.fail_on == _NEVER or not report.at_or_above(Severity(wanted.fail_on))


@contextmanager
def without_collector() -> Iterator[None]:
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

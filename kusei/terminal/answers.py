"""How the answer of a query is written: format, limit, byte order mark, evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kusei.answers.formats import ROW_FORMATS, rows_text
from kusei.answers.limits import limited
from kusei.errors import InvalidValue
from kusei.graph.store import Rows
from kusei.terminal.delivery import chosen_format, deliver, output_options

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from kusei.graph.store import Triple
    from kusei.queries.engine import Engine

_Decorated = TypeVar("_Decorated", bound="Callable[..., Any]")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the options of an answer say."""

    form: str | None
    output: Path | None
    limit: int | None
    bom: bool
    with_evidence: bool

    @property
    def row_format(self) -> str:
        """The format in which rows are written.

        Raises:
            InvalidValue: it is none for rows, or cannot hold what is wanted.
        """
        form = chosen_format(self.form, self.output, among=ROW_FORMATS, default="table")
        if self.bom and form != "csv":
            raise InvalidValue(f"--bom is for csv; this answer is written as {form}")
        return form


def answer_options(formats: Collection[str]) -> list[click.Option]:
    """``-f``, ``-o``, ``--limit``, ``--bom`` and ``--with-evidence``."""
    return [
        *output_options(formats),
        click.Option(
            ["--limit"],
            type=click.IntRange(min=0),
            metavar="N",
            help="Write no more than N rows, and say so where there are more.",
        ),
        click.Option(
            ["--bom"],
            is_flag=True,
            help="Begin CSV with a byte order mark: spreadsheets then read it as UTF-8.",
        ),
        click.Option(
            ["--with-evidence"],
            is_flag=True,
            help="Add to each row quote, place and address of the passages it rests on.",
        ),
    ]


def with_answer_options(formats: Collection[str]) -> Callable[[_Decorated], _Decorated]:
    """Give a command these options."""

    def decorate(function: _Decorated) -> _Decorated:
        params = function.__dict__.setdefault("__click_params__", [])
        params.extend(reversed(answer_options(formats)))
        return function

    return decorate


def deliver_rows(
    answer: Rows | bool,  # noqa: FBT001 - a bool is the answer of ASK
    wanted: Wanted,
    *,
    engine: Engine,
    language: str = "ja",
    sparql: str = "",
) -> None:
    """Write rows, or yes or no, as is wanted; say on stderr what was left out.

    ``engine`` is asked for the evidence; ``sparql`` may hold a limit of its own.
    """
    form = wanted.row_format
    limit = evidence = None
    if isinstance(answer, Rows):
        answer, limit = limited(answer, wanted.limit, sparql=sparql)
        if wanted.with_evidence:
            from kusei.answers.row_evidence import evidence_of

            evidence = evidence_of(answer, engine, language=language)
    text = rows_text(answer, form, limit=limit, evidence=evidence)
    deliver((_BYTE_ORDER_MARK if wanted.bom else "") + text, wanted.output)
    if isinstance(answer, Rows) and not answer.rows and limit is None:
        click.echo("no rows", err=True)
    if limit is not None:
        click.echo(limit.told(), err=True)
    if evidence and not all(evidence):
        without = sum(not support for support in evidence)
        click.echo(f"{without} of {len(evidence)} rows rest on no passage", err=True)
        if not any(evidence):
            click.echo(
                "evidence is looked up by the IRIs of a row: select the claim, event or thing too",
                err=True,
            )


def deliver_graph(triples: list[Triple], wanted: Wanted) -> None:
    """Write the triples of CONSTRUCT or DESCRIBE; say on stderr what was left out."""
    from kusei.answers.graph_formats import GRAPH_FORMATS, graph_text, ordered

    form = chosen_format(wanted.form, wanted.output, among=GRAPH_FORMATS, default="turtle")
    if wanted.bom or wanted.with_evidence:
        raise InvalidValue("--bom and --with-evidence are for rows; this answer is a graph")
    kept, limit = ordered(triples, wanted.limit)
    deliver(graph_text(kept, form), wanted.output)
    if limit is not None:
        click.echo(limit.told("triples"), err=True)

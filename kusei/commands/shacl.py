"""``kusei shacl``: anybody's graph by anybody's shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kusei.terminal.report_options import (
    deliver_report,
    shown,
    with_report_options,
    without_collector,
)


@click.command(short_help="Validate anybody's graph by anybody's shapes.")
@click.argument(
    "data",
    nargs=-1,
    metavar="DATA...",
    type=click.Path(exists=True, allow_dash=True, path_type=Path),
)
@click.option(
    "--shapes",
    multiple=True,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="The shapes, a file or folder. Repeatable.",
)
@click.option(
    "--input-format",
    type=click.Choice(["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"]),
    help="What the data files are, where neither suffix nor content tells.",
)
@click.option(
    "--endpoint",
    metavar="URL",
    help="Validate this SPARQL server in place of files; a name of kusei.toml too.",
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
@with_report_options
@click.pass_obj
def shacl(  # noqa: PLR0913 - one argument an option
    dataset: Path | None,
    /,
    *,
    data: tuple[Path, ...],
    shapes: tuple[Path, ...],
    input_format: str | None,
    endpoint: str | None,
    ward: str | None,
    graphs: tuple[str, ...],
    engine: str,
    **told: Any,  # noqa: ANN401 - the options of a report
) -> None:
    """Validate DATA, or a SPARQL server, by SHACL shapes: no dataset is needed.

    DATA are files or folders of Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, gzipped or
    not; - is standard input. The exit code is 1 where there is a finding at or above --fail-on, or
    a syntax error. It counts what is shown, and what --limit leaves out.
    """
    from kusei.terminal.shapes_run import ShapesRun, report_of

    wanted = shown(**told)
    run = ShapesRun(
        data=data,
        shapes=shapes,
        input_format=input_format,
        engine=engine,
        endpoint=endpoint,
        ward=ward,
        graphs=graphs,
        dataset=dataset,
    )
    with without_collector():
        passes = deliver_report(report_of(run, wanted), wanted)
    if not passes:
        raise click.exceptions.Exit(1)

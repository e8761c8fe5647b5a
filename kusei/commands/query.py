"""``kusei query``: list the stored queries, tell what one takes, ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from kusei.api import OpenDataset, open_dataset
from kusei.commands.delivery import chosen_format, deliver, output_options
from kusei.errors import InvalidValue
from kusei.queries.formats import ROW_FORMATS, rows_text
from kusei.terms import compact

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset import Location
    from kusei.queries.header import Parameter, StoredQuery

_PREFIX: Final = "value_"
_LANGUAGE: Final = click.Option(
    ["--lang"],
    type=click.Choice(["ja", "en"]),
    default="ja",
    show_default=True,
    help="Language of the labels in the answer.",
)
_ENDPOINT: Final = click.Option(
    ["--endpoint"],
    metavar="URL",
    help="Ask this SPARQL server (an address, or a name from kusei.toml), not the files.",
)
_SHOW: Final = click.Option(
    ["--show"], is_flag=True, help="Print the SPARQL with the values bound; do not run it."
)


class Questions(click.Group):
    """The stored queries of the dataset at hand, each as a subcommand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the stored queries."""
        from kusei.queries.catalogue import query_names

        return query_names(open_dataset(ctx.obj).location)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The question of that name, with an option for each of its parameters."""
        from kusei.queries.catalogue import stored_query

        location = open_dataset(ctx.obj).location
        return Question(location, stored_query(location, cmd_name))


class Question(click.Command):
    """One stored query as a command."""

    def __init__(self, location: Location, query: StoredQuery) -> None:
        self.location = location
        self.query = query
        super().__init__(
            query.name,
            callback=self.answer,
            params=[
                *map(_option, query.parameters),
                _LANGUAGE,
                *output_options(ROW_FORMATS),
                _ENDPOINT,
                _SHOW,
            ],
            help=f"{query.title.en} / {query.title.ja}",
            short_help=query.title.en,
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, telling of an unknown option which there are."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            taken = ", ".join(sorted(o for p in self.params for o in p.opts))
            ctx.fail(f"{self.query.name} has no option {error.option_name}. It takes: {taken}.")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Titles and descriptions in both languages, then an example and the columns."""
        super().format_help_text(ctx, formatter)
        for text in (self.query.description.en, self.query.description.ja):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(text)
        values = " ".join(f"--{n.replace('_', '-')} {v}" for n, v in self.query.example.items())
        with formatter.section("Example"):
            formatter.write_text(f"kusei query {self.query.name} {values}".strip())
        with formatter.section("Columns"):
            formatter.write_dl(
                [(c.name, f"{c.label.en} / {c.label.ja}") for c in self.query.columns]
            )

    def answer(
        self,
        *,
        lang: str,
        form: str | None,
        output: Path | None,
        endpoint: str | None,
        show: bool,
        **options: Any,  # noqa: ANN401 - click gives what the query's own options hold
    ) -> None:
        """Ask, and write the answer."""
        from kusei.queries.run import bound_text, run_stored

        given = {name.removeprefix(_PREFIX): value for name, value in options.items()}
        engine = OpenDataset(self.location, endpoint=endpoint).engine
        if show:
            deliver(bound_text(self.query, given, engine, language=lang), output)
            return
        form = chosen_format(form, output, among=ROW_FORMATS, default="table")
        rows = run_stored(self.query, given, engine, language=lang)
        deliver(rows_text(rows, form), output)
        if not rows.rows:
            click.echo("no rows", err=True)


def _option(parameter: Parameter) -> click.Option:
    """The option of a parameter. Whether it is given at all is judged with its siblings."""
    spelt = parameter.name.replace("_", "-")
    kinds = ", ".join(compact(c) for c in parameter.classes)
    typed = f"{parameter.type}: {kinds}" if kinds else parameter.type
    need = "optional" if parameter.optional else "needed"
    return click.Option(
        [f"--{spelt}", _PREFIX + parameter.name],
        metavar=parameter.type.upper(),
        help=f"{parameter.label.en} / {parameter.label.ja}  [{typed}; {need}]",
    )


@click.command(cls=Questions, invoke_without_command=True)
@click.pass_context
def query(ctx: click.Context) -> None:
    """Ask a stored question of the graph by its name.

    Without a name the questions are listed; `kusei query NAME --help` tells what one takes.
    """
    if ctx.invoked_subcommand is not None:
        return
    from kusei.queries.catalogue import query_names, stored_query

    location = open_dataset(ctx.obj).location
    names = query_names(location)
    if not names:
        raise InvalidValue(f"there are no stored queries in {location.queries}")
    width = max(map(len, names))
    lines = []
    for name in names:
        title = stored_query(location, name).title
        lines.append(f"{name:<{width}}  {title.en} / {title.ja}\n")
    deliver("".join(lines), None)

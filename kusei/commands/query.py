"""``kusei query``: list the stored queries, tell what one takes, ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from kusei.answers.formats import ROW_FORMATS
from kusei.api import OpenDataset, open_dataset
from kusei.errors import InvalidValue
from kusei.queries.catalogue import TEST
from kusei.terminal.answers import Wanted, answer_options, deliver_rows
from kusei.terminal.delivery import deliver
from kusei.terminal.parameter_option import PREFIX, option_of, told_values
from kusei.terminal.places import place_options

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

    from kusei.dataset.files import Location
    from kusei.queries.stored import Parameter, StoredQuery
    from kusei.queries.values import Given

_LANGUAGE: Final = click.Option(
    ["--lang"],
    type=click.Choice(["ja", "en"]),
    default="ja",
    show_default=True,
    help="Language of the labels in the answer.",
)
_SHOW: Final = click.Option(
    ["--show"], is_flag=True, help="Print the SPARQL with the values bound; do not run it."
)


def _location(ctx: click.Context) -> Location:
    """Where the dataset lies; a shell that completes a word has called no command yet."""
    return open_dataset(ctx.obj or ctx.find_root().params.get("dataset")).location


class Questions(click.Group):
    """The stored queries of the dataset at hand, each as a subcommand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the stored queries, and the command that tests them."""
        from kusei.queries.catalogue import query_names

        return [*query_names(_location(ctx)), TEST]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The question of that name, with an option for each of its parameters."""
        from kusei.queries.catalogue import stored_query

        location = _location(ctx)
        if cmd_name == TEST:
            from kusei.commands.query_test import test_command

            return test_command(location)
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
                *(option_of(location, parameter) for parameter in query.parameters),
                _LANGUAGE,
                *answer_options(ROW_FORMATS),
                *place_options(),
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

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """As click does, without the options that are given and take one value."""
        spent = {
            f"--{parameter.name.replace('_', '-')}"
            for parameter in self.query.parameters
            if not parameter.several and ctx.params.get(PREFIX + parameter.name)
        }
        return [i for i in super().shell_complete(ctx, incomplete) if i.value not in spent]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Titles and descriptions in both languages, then an example and the columns."""
        super().format_help_text(ctx, formatter)
        for text in (self.query.description.en, self.query.description.ja):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(text)
        for parameter in self.query.parameters:
            if told := told_values(self.location, parameter):
                with formatter.section(f"Values of --{parameter.name.replace('_', '-')}"):
                    formatter.write_dl(told)
        with formatter.section("Example"):
            formatter.write_text(self.query.example_line)
        with formatter.section("Columns"):
            formatter.write_dl(
                [(c.name, f"{c.label.en} / {c.label.ja}") for c in self.query.columns]
            )

    def answer(  # noqa: PLR0913 - one argument an option
        self,
        *,
        lang: str,
        form: str | None,
        output: Path | None,
        limit: int | None,
        bom: bool,
        with_evidence: bool,
        endpoint: str | None,
        ward: str | None,
        show: bool,
        **options: Any,  # noqa: ANN401 - click gives what the query's own options hold
    ) -> None:
        """Ask, and write the answer."""
        from kusei.queries.engine import select
        from kusei.queries.run import bound_text

        wanted = Wanted(form=form, output=output, limit=limit, bom=bom, with_evidence=with_evidence)
        # click gives the values of each option as a tuple, empty for none.
        given = {
            parameter.name: _told(parameter, options[PREFIX + parameter.name])
            for parameter in self.query.parameters
        }
        engine = OpenDataset(self.location, endpoint=endpoint, ward=ward).engine
        sparql = bound_text(self.query, given, engine, language=lang)
        if show:
            deliver(sparql, output)
            return
        _ = wanted.row_format  # a format that is none is told before anything is asked
        rows = select(engine, sparql)
        deliver_rows(rows, wanted, engine=engine, language=lang, sparql=sparql)


def _told(parameter: Parameter, values: tuple[str, ...]) -> Given:
    """What was typed for a parameter: nothing, one value, or several, also where it takes one."""
    if not values:
        return None
    if parameter.type in {"date", "period"}:
        from kusei.terminal.today import with_today

        values = tuple(map(with_today, values))
    return values if parameter.several or len(values) > 1 else values[0]


@click.command(cls=Questions, invoke_without_command=True)
@click.pass_context
def query(ctx: click.Context) -> None:
    """Ask a stored question of the graph by its name.

    Without a name the questions are listed; `kusei query NAME --help` tells what one takes.
    """
    if ctx.invoked_subcommand is not None:
        return
    from kusei.queries.catalogue import query_names, stored_query

    location = _location(ctx)
    names = query_names(location)
    if not names:
        raise InvalidValue(f"there are no stored queries in {location.queries}")
    width = max(map(len, names))
    lines = []
    for name in names:
        title = stored_query(location, name).title
        lines.append(f"{name:<{width}}  {title.en} / {title.ja}\n")
    deliver("".join(lines), None)

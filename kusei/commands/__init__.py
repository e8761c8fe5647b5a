"""The command line: one command, one module; click and exit codes live here and nowhere else."""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import os
import signal
import sys
import warnings
from pathlib import Path
from typing import Final

import click

from kusei.errors import DatasetInvalid, KuseiError

COMMANDS: Final = {
    "validate": "Check syntax, shapes, the whole graph and its evidence before release.",
    "shacl": "Validate anybody's graph by anybody's shapes, with file, line and column.",
    "rule": "Explain a rule of validate, with a bad and a good example.",
    "query": "Ask a stored question of the graph by its name.",
    "sparql": "Ask a SPARQL query of your own.",
    "show": "Tell all that is known of a thing, with its evidence.",
    "org": "Draw the organisation on a date as a tree.",
    "resolve": "Tell what the names and dates of a table mean, and what became of it.",
    "build": "Write a release directory.",
    "push": "Publish the release on a SPARQL server.",
    "fmt": "Lay out Turtle in one way; never lose a comment.",
    "new": "Write the Turtle of a new fact to fill in, under free names.",
    "evidence": "Compare the quotes with the copies of their sources.",
    "source": "Add, fetch, list and read the documents that facts cite.",
    "completion": "Write the script by which a shell completes words.",
}
"""The commands and what they do, so that listing them imports none of them."""
_ASKING: Final = {"query", "sparql", "org", "show", "resolve"}
"""Commands that read and change nothing."""
_SELDOM: Final = 50_000
"""How many more objects there are before garbage is looked for; Python's own is 700."""


class LazyGroup(click.Group):
    """A group that imports the module of a command when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands, in the order a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"kusei.commands.{cmd_name}"), cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"kusei.commands.{cmd_name}.{cmd_name} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest names when there is no such command."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"No such command {name!r}.{hint} Commands: {', '.join(COMMANDS)}.")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    help="The folder that holds kusei.toml (else KUSEI_DATASET, else found from here).",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an unforeseen error.")
@click.version_option(package_name="kusei", prog_name="kusei")
@click.pass_context
def kusei(ctx: click.Context, *, dataset: Path | None, debug: bool) -> None:
    """Keep and ask a knowledge graph of how a city ward is governed."""
    ctx.obj = dataset
    ctx.meta["kusei.debug"] = debug
    if ctx.invoked_subcommand in _ASKING:
        _end_when_interrupted()


def _end_when_interrupted() -> None:
    """Let Ctrl-C end the process itself: Python's handler would wait till the engine has answered.

    A shell sees exit code 130 for this, too. Who has the signal ignored (``nohup``) keeps that.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def main() -> None:
    """Run the command line; the one place where an error becomes an exit code.

    0 done; 1 findings; 2 usage; 3 trouble of the tool; 130 interrupted (``docs/cli.md``).
    """
    _collect_seldom()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Japanese must come out whatever the locale says, and a path as it was typed.
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    warnings.formatwarning = _caution
    try:
        code = kusei.main(prog_name="kusei", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code or 0)
    except SystemExit:
        # When the reader is gone (kusei … | head) click wraps stdout and exits 1, our "findings".
        if not isinstance(sys.stdout, io.TextIOBase):
            sys.exit(0)
        raise
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - no traceback ever reaches a user
        sys.exit(_report(error))


def _collect_seldom() -> None:
    """Search for circles of garbage seldom, and not once more at the end, when all goes anyway.

    A tenth of the time of a short command went into that, among modules that live to the end. A
    command that makes millions of objects is still searched.
    """
    gc.set_threshold(_SELDOM)
    atexit.register(gc.freeze)


def _caution(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, line: object = None
) -> str:
    """How a warning looks: for its user without the place in the program, which says nothing."""
    if category.__name__ == "EngineDoubt":
        return f"kusei: caution: {message}\n"
    return f"{filename}:{lineno}: {category.__name__}: {message}\n{line or ''}"


def _report(error: Exception) -> int:
    """Explain an error on stderr; gives its exit code."""
    if "_KUSEI_COMPLETE" in os.environ:
        return 3  # a shell completes a word: what is said here would stand amid the user's line
    if isinstance(error, click.exceptions.Abort):
        click.echo("interrupted", err=True)
        return 130
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if isinstance(error, DatasetInvalid):
        for finding in error.findings:
            place = ":".join(str(p) for p in (finding.file, finding.line, finding.column) if p)
            click.echo(f"{place}: {finding.code} {finding.message.en}", err=True)
        return error.exit_code
    if isinstance(error, KuseiError):
        click.echo(f"kusei: {error}", err=True)
        return error.exit_code
    if "--debug" in sys.argv[1:]:
        raise error
    kind = type(error).__name__
    click.echo(f"kusei: unforeseen {kind}: {error} (--debug shows where)", err=True)
    return 3

"""``kusei fmt``: curated Turtle in its canonical layout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kusei.errors import InvalidValue, ToolFailure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STDIN: Final = Path("-")


@click.command(short_help="Lay out Turtle in one way; never lose a comment.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit 1 where a file would change.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would change.")
@click.pass_obj
def fmt(dataset: Path | None, *, paths: tuple[Path, ...], check: bool, diff: bool) -> None:
    """Lay out the Turtle files PATH, or all of the dataset, in the canonical way.

    Subjects stay in their order, predicates follow one list, prefixes are sorted and those that
    nothing uses go; every comment keeps its place and the triples stay the same. Of a folder all
    .ttl files are meant; `-` reads standard input and writes standard output.

    A file that is not Turtle is left as it is, and the exit code is 1.
    """
    from kusei.graph.store import SyntaxDefect
    from kusei.turtle.format import format_turtle

    changed = unreadable = count = 0
    for path in _files(paths, dataset):
        count += 1
        source = _read(path)
        shown = "<stdin>" if path == _STDIN else str(path)
        try:
            formatted = format_turtle(source)
        except SyntaxDefect as defect:
            unreadable += 1
            place = f"{shown}:{defect.line}:{defect.column}"
            click.echo(f"{place}: not Turtle: {defect.message}", err=True)
            continue
        changed += formatted != source
        if diff and formatted != source:
            sys.stdout.writelines(_diff(source, formatted, shown))
        elif check and formatted != source:
            click.echo(shown)
        elif path == _STDIN and not check and not diff:
            sys.stdout.write(formatted.decode())
        elif formatted != source:
            _write(path, formatted)
            click.echo(f"{shown} rewritten", err=True)
    told = "would change" if check or diff else "changed"
    click.echo(f"{count} files looked at, {changed} {told}, {unreadable} not Turtle", err=True)
    if unreadable or (check and changed):
        raise click.exceptions.Exit(1)


def _files(paths: Sequence[Path], dataset: Path | None) -> Iterator[Path]:
    """The files that are meant, each once.

    Raises:
        InvalidValue: a folder holds no .ttl file.
    """
    wanted = list(paths)
    if not wanted:
        from kusei.dataset.files import find

        location = find(dataset)
        wanted = [location.data, location.ontology, location.validation]
    seen: set[Path] = set()
    for path in wanted:
        found = sorted(path.rglob("*.ttl")) if path.is_dir() else [path]
        if paths and not found:
            raise InvalidValue(f"{path}: no .ttl file lies in this folder")
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield _as_seen_from_here(file)


def _as_seen_from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def _read(path: Path) -> bytes:
    if path == _STDIN:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise ToolFailure(f"{path}: cannot be read: {error.strerror}") from None


def _write(path: Path, content: bytes) -> None:
    from kusei.files import write_atomically

    try:
        write_atomically(path, content)
    except OSError as error:
        raise ToolFailure(f"{path}: cannot be written: {error.strerror}") from None


def _diff(before: bytes, after: bytes, name: str) -> Iterator[str]:
    from difflib import unified_diff

    old, new = (_lines(content.decode()) for content in (before, after))
    for line in unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """The lines with their line feeds; nothing else ends a line in a diff."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines

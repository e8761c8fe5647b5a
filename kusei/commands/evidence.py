"""`kusei evidence`: quotes against the held copies of their sources."""

from __future__ import annotations

from pathlib import Path

import click


@click.group(short_help="Compare the quotes with the copies of their sources.")
def evidence() -> None:
    """Compare the quotes of passages with the held copies of their sources."""


@evidence.command()
@click.option(
    "--copies",
    type=click.Path(path_type=Path),
    help="The folder of held copies (else KUSEI_COPIES, else .kusei/copies).",
)
@click.option("--write", is_flag=True, help="Keep the result in data/<ward>/verification.ttl.")
@click.pass_obj
def verify(dataset: Path | None, *, copies: Path | None, write: bool) -> None:
    """Find each quote in the copy it was read in.

    Exit code 1 where a quote is not found, or found more than once.
    """
    from kusei.dataset import find, load
    from kusei.evidence import copies as held_copies
    from kusei.evidence.passages import quoted
    from kusei.evidence.quotes import Outcome
    from kusei.evidence.record import RECORD, as_turtle, merged
    from kusei.evidence.record import verify as compare
    from kusei.files import write_atomically

    location = find(dataset)
    found = quoted(load(location).curated)
    place = held_copies.folder(copies, root=location.root)
    wanted = {passage.copy_sha256 for passage in found.passages if passage.copy_sha256}
    results = compare(found, held_copies.texts(place, wanted))
    bad = [result for result in results if result.outcome is not Outcome.VERIFIED]
    for result in bad:
        many = f"found {result.occurrences} times" if result.occurrences else "not found"
        click.echo(f"{result.passage.iri}: {many}: {result.passage.selector.exact}")
    unseen = len(found.passages) - len(results)
    click.echo(
        f"{len(results) - len(bad)} quotes verified, {len(bad)} not; "
        f"{unseen} unchecked (no copy held)"
    )
    if write:
        ward = location.config.ward
        path = location.data / ward / RECORD
        write_atomically(path, as_turtle(merged(found, results), ward=ward).encode())
        click.echo(f"{path.relative_to(location.root)} written", err=True)
    if bad:
        raise click.exceptions.Exit(1)

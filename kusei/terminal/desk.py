"""What ``kusei new`` works with: the dataset it writes for, and where the piece goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kusei.errors import DatasetInvalid, InvalidValue, ToolFailure
from kusei.terms import KUSEI, ORG

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kusei.api import OpenDataset
    from kusei.curation.events import Event, When
    from kusei.curation.pieces import Ground, Thing
    from kusei.curation.written import Written


class Desk:
    """The dataset that is written for: its entities, its free names, its files."""

    def __init__(self, dataset: Path | None) -> None:
        from kusei.api import open_dataset
        from kusei.curation.written import Written

        self._opened: OpenDataset = open_dataset(dataset)
        self.written: Written = Written(self._opened.dataset)

    def entity(self, typed: str, *classes: str) -> str:
        """The IRI of what is meant, of one of the classes."""
        from kusei.queries.entities import find_entity

        return find_entity(self._opened.engine, typed, classes)

    def holder(self, typed: str) -> str:
        """The IRI of what can hold a duty."""
        return self.entity(
            typed,
            KUSEI + "UnitKind",
            *(ORG + name for name in ("OrganizationalUnit", "Role", "Post", "FormalOrganization")),
        )

    def file_of(self, iri: str) -> str | None:
        """The file that describes a thing."""
        return self._opened.dataset.file_of(iri)

    def document(self, typed: str) -> str:
        """The IRI of a document, by its slug or as any entity."""
        iri = self.written.iri(f"document-{typed}")
        if self.written.is_written(iri):
            return iri
        return self.entity(typed, KUSEI + "Document")

    def ground(self, passages: Sequence[str], document: str | None) -> Ground:
        """What a fact rests on."""
        from kusei.curation.passages import ground

        return ground(passages, self.document(document) if document else None, self.written)

    def event(
        self, slug: str, when: str | None, status: str, part_of: str | None, ground: Ground
    ) -> Event:
        """What the options of every event say."""
        from kusei.curation.events import Event

        return Event(
            slug=slug,
            when=typed_date(when),
            ground=ground,
            status=status,
            part_of=self.entity(part_of) if part_of else None,
        )

    def deliver(
        self,
        things: Sequence[Thing],
        into: Path | None,
        *,
        behind: str | None = None,
        document: str | None = None,
    ) -> None:
        """Print the piece, or put it into the file; say on stderr what is left to do."""
        from kusei.curation.pieces import as_turtle, places_to_fill

        piece = as_turtle(things, ward=self.written.ward)
        if into is None:
            click.echo(piece, nl=False)
        else:
            _insert(piece, into, behind=behind)
            click.echo(f"{into}: {len(things)} subjects added", err=True)
        if count := places_to_fill(piece):
            click.echo(f"{count} places to fill in (FILL IN, FILL-IN)", err=True)
        if document is not None:
            click.echo(f"next: kusei new passage --document {document} --exact …", err=True)


def typed_date(typed: str | None) -> When | None:
    """A date as people write it.

    Raises:
        InvalidValue: it is none.
    """
    if typed is None:
        return None
    from kusei.curation.events import When
    from kusei.dates.typed import DateError, parse_typed

    try:
        understood = parse_typed(typed)
    except DateError as error:
        raise InvalidValue(str(error)) from None
    return When(edtf=understood.edtf, earliest=understood.span.earliest)


def _insert(piece: str, path: Path, *, behind: str | None) -> None:
    from kusei.curation.insertion import with_piece
    from kusei.files import write_atomically
    from kusei.graph.store import SyntaxDefect
    from kusei.graph.syntax_finding import syntax_finding

    try:
        source = path.read_bytes() if path.exists() else b""
        write_atomically(path, with_piece(source, piece, behind=behind))
    except SyntaxDefect as defect:
        raise DatasetInvalid([syntax_finding(defect, str(path))]) from None
    except OSError as error:
        raise ToolFailure(f"{path}: cannot be written: {error.strerror}") from None

"""Where a thing is written: file and line, for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kusei.dataset import Dataset
    from kusei.turtle.positions import Positions


class Places:
    """Looks up file and line of things; each file is gone through once."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._positions: dict[str, Positions] = {}

    def of(self, iri: str) -> tuple[str, int | None] | None:
        """The file that describes a thing and the line where that begins, if it is found."""
        from kusei.turtle.positions import locate

        name = self._dataset.file_of(iri)
        if name is None:
            return None
        if name not in self._positions:
            content = next(file.content for file in self._dataset.files if file.name == name)
            self._positions[name] = locate(content.decode("utf-8"))
        place = self._positions[name].subject(iri)
        return name, None if place is None else place.line

    def told(self, iri: str) -> str:
        """``file:line``, as far as it is known."""
        place = self.of(iri)
        return ":".join(str(part) for part in place if part) if place else ""

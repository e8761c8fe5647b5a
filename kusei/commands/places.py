"""Where a thing is written: file and line, for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei.terms import compact

if TYPE_CHECKING:
    from kusei.dataset import Dataset


class Places:
    """Looks up file and line of things; each file is gone through once."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._lines: dict[str, dict[str, int]] = {}

    def of(self, iri: str) -> tuple[str, int | None] | None:
        """The file that describes a thing and the line where that begins, if it is found."""
        name = self._dataset.file_of(iri)
        if name is None:
            return None
        if name not in self._lines:
            self._lines[name] = self._subjects(name)
        return name, self._lines[name].get(compact(iri))

    def _subjects(self, name: str) -> dict[str, int]:
        content = next(file.content for file in self._dataset.files if file.name == name)
        lines: dict[str, int] = {}
        for number, line in enumerate(content.decode("utf-8").split("\n"), start=1):
            if line[:1].strip():
                lines.setdefault(line.split(maxsplit=1)[0], number)
        return lines

    def told(self, iri: str) -> str:
        """``file:line``, as far as it is known."""
        place = self.of(iri)
        return ":".join(str(part) for part in place if part) if place else ""

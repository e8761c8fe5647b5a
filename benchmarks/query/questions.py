"""What is asked: each stored query with its example, and without what may be left out."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kusei.errors import UsageError
from kusei.queries.catalogue import query_names, stored_query
from kusei.queries.entities import find_entity
from kusei.queries.run import bound_text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    import kusei
    from kusei.answers.result import Result
    from kusei.queries.engine import Engine
    from kusei.queries.stored import Parameter, StoredQuery

    Given = str | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A stored query with its parameters: as a person types them, and with IRIs for names.

    ``text`` is its SPARQL with these values, as ``kusei query NAME … --show`` prints it.
    """

    name: str
    whole: bool
    """Without the parameters that may be left out."""
    typed: Mapping[str, Given]
    given: Mapping[str, Given]
    text: str

    @property
    def title(self) -> str:
        """How tables and messages name it."""
        return f"{self.name}, whole" if self.whole else self.name

    def ask(self, opened: kusei.OpenDataset, *, typed: bool = False) -> Result:
        """The answer of a dataset."""
        values: Mapping[str, Any] = self.typed if typed else self.given
        return opened.query(self.name, **values)


def questions(opened: kusei.OpenDataset, *, names: Collection[str] | None = None) -> list[Question]:
    """All of the dataset, or those of these queries; labels mean what they mean in it.

    Raises:
        UsageError: there is no query of such a name.
    """
    asked = []
    for name in names or query_names(opened.location):
        stored = stored_query(opened.location, name)
        example = dict(stored.example)
        needed = {p.name for p in stored.parameters if p.needed}
        asked.append(_question(stored, example, opened.engine, whole=False))
        if not needed.issuperset(example):
            least = {key: value for key, value in example.items() if key in needed}
            try:
                asked.append(_question(stored, least, opened.engine, whole=True))
            except UsageError:  # it needs one of those that may be left out
                continue
    return asked


def _question(
    stored: StoredQuery, typed: Mapping[str, Given], engine: Engine, *, whole: bool
) -> Question:
    parameters = {parameter.name: parameter for parameter in stored.parameters}
    given = {key: _by_iri(parameters[key], value, engine) for key, value in typed.items()}
    text = bound_text(stored, given, engine)
    return Question(name=stored.name, whole=whole, typed=dict(typed), given=given, text=text)


def _by_iri(parameter: Parameter, value: Given, engine: Engine) -> Given:
    """The IRI of what a label names: with several wards there are several of most names."""
    if parameter.type != "entity":
        return value
    if isinstance(value, str):
        return f"<{find_entity(engine, value, parameter.classes)}>"
    return tuple(f"<{find_entity(engine, one, parameter.classes)}>" for one in value)


def things_asked_about(asked: Collection[Question]) -> set[str]:
    """The IRIs of what the parameters name."""
    values = (value for question in asked for value in question.given.values())
    each = (one for value in values for one in ((value,) if isinstance(value, str) else value))
    return {one[1:-1] for one in each if one.startswith("<")}


def save(asked: Collection[Question], path: Path) -> None:
    """Write them for the processes that ask."""
    path.write_text(json.dumps([asdict(q) for q in asked], ensure_ascii=False), "utf-8")


def saved(path: Path) -> list[Question]:
    """Read what :func:`save` wrote."""
    return [
        Question(**{**row, **{k: _tuples(row[k]) for k in ("typed", "given")}})
        for row in json.loads(path.read_text("utf-8"))
    ]


def _tuples(values: Mapping[str, str | list[str]]) -> dict[str, Given]:
    return {k: v if isinstance(v, str) else tuple(v) for k, v in values.items()}

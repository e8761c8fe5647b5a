"""The ``#+`` header of a stored query: TOML in SPARQL comments, so that the file runs anywhere.

::

    #+ title.ja = "…"
    #+ title.en = "…"
    #+ description.ja = "…"
    #+ description.en = "…"
    #+ [[parameters]]
    #+ name = "duty"
    #+ type = "entity"                # entity, date, period, code, text or number
    #+ classes = ["kusei:Duty"]       # entity: what is accepted
    #+ scheme = "<https://…>"         # code: the concept scheme, here or as a prefixed name
    #+ optional = false               # false unless told; or
    #+ default = "…"                  # what is taken where nothing is given
    #+ choices = ["…"]                # text, number, code: all that is accepted; or, with labels,
    #+                                # [{ value = "…", label = { ja = "…", en = "…" } }]
    #+ several = false                # true: several values, each a row of the VALUES block
    #+ label = { ja = "業務", en = "duty" }
    #+ [columns]
    #+ holder = { ja = "担当", en = "holder" }
    #+ [example]
    #+ duty = "放置自転車対策業務"     # a list where the parameter takes several

A parameter binds the variable of its name; a period ``p`` binds ``?p_from`` and ``?p_to``, its
first and last day. The header of a check is another: :mod:`kusei.validation.check_header`.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from kusei.queries.parameter_entry import example_of, parameter_of
from kusei.queries.stored import Column, Parameter, StoredQuery
from kusei.sparql.header_text import NAME, HeaderText, text_of
from kusei.sparql.scopes import unseen
from kusei.sparql.values_blocks import LANGUAGE, parameter_blocks, values_block, values_blocks

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

__all__ = ["Column", "Parameter", "StoredQuery", "read_header"]

_QUERY_KEYS: Final = ("title", "description", "parameters", "columns", "example")


def read_header(path: Path, *, extra: Collection[str] = ()) -> StoredQuery:
    """Read a stored query.

    Keys named in ``extra`` are accepted beside the usual ones and handed on as they are.

    Raises:
        HeaderInvalid: with file:line, for a header that is missing, not TOML, incomplete, or
            holds a key that is not known; for a VALUES block that binds other variables than the
            header declares; for a parameter that is used where no block binds it.
    """
    return _read(path, text_of(path), tuple(extra))


@lru_cache(maxsize=64)
def _read(path: Path, text: str, extra: tuple[str, ...]) -> StoredQuery:
    """Kept by the text: whoever asks a question again and again need not check it each time."""
    header = HeaderText(path, text)
    header.refuse_unknown(header.values, (*_QUERY_KEYS, *extra), "")
    parameters = tuple(
        parameter_of(header, entry, index) for index, entry in header.entries("parameters")
    )
    columns = _columns(header)
    _refuse_unbound(header, parameters)
    return StoredQuery(
        name=path.stem,
        path=path,
        text=header.text,
        title=header.bilingual(header.values, "title"),
        description=header.bilingual(header.values, "description"),
        parameters=parameters,
        columns=columns,
        example=example_of(header, parameters),
        extra=MappingProxyType({k: v for k, v in header.values.items() if k in extra}),
    )


def _columns(header: HeaderText) -> tuple[Column, ...]:
    """The table ``[columns]``, a line a column, in its order."""
    table = header.values.get("columns", {})
    if not isinstance(table, dict):
        form = 'one table, a line a column: [columns], then holder = { ja = "…", en = "…" }'
        raise header.bad("columns", f"columns are written as {form}", table="columns")
    for name in table:
        if not NAME.match(name):
            raise header.bad(name, f"{name!r} is no name of a variable", table="columns")
    return tuple(
        Column(name=name, label=header.bilingual(table, name, table="columns")) for name in table
    )


def _refuse_unbound(header: HeaderText, parameters: tuple[Parameter, ...]) -> None:
    """Hold the VALUES blocks against the parameters that are declared."""
    declared = [variable for p in parameters for variable in p.variables]
    for index, parameter in enumerate(parameters):
        if any(declared.count(variable) > 1 for variable in parameter.variables):
            reason = f"{parameter.name} binds a variable that another parameter binds"
            raise header.bad("name", reason, table="parameters", index=index)
    if not declared:
        return
    own = parameter_blocks(header.text, declared)
    first = values_block(header.text)
    named = set(first.variables) if first else set()
    if first is None or not named >= set(declared) or named - {*declared, LANGUAGE}:
        raise header.at(
            first.keyword if first else len(header.text.rstrip()) - 1,
            f"the first VALUES block binds {', '.join(sorted(named)) or 'nothing'}; "
            f"the header declares {', '.join(declared)}",
        )
    for block in values_blocks(header.text):
        mixed = named.intersection(block.variables)
        if mixed and block not in own:
            reason = f"a VALUES block names {', '.join(sorted(mixed))} beside other variables"
            raise header.at(block.keyword, reason)
    several = [variable for p in parameters if p.several for variable in p.variables]
    for use in unseen(header.text, named, several):
        raise header.at(use.start, f"?{use.name} is not bound here: {use.remedy}")

"""Parameters of a stored query are bound as terms: the rows of its VALUES block are rewritten.

The first VALUES block of a stored query names its parameters and holds the values of its example,
so that the file runs as it is. Binding replaces the rows of this block and nothing else, with
terms that the store has serialised: a value can never become syntax, and the bound text runs
embedded and on any server alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.errors import HeaderInvalid
from kusei.sparql_text import Token, tokens
from kusei.store import term_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kusei.store import Term

LANGUAGE: Final = "lang"
"""The variable that every stored query may name beside its parameters: ``ja`` or ``en``."""


@dataclass(frozen=True, slots=True)
class ValuesBlock:
    """The parameter block of a query: its variables, and where its rows stand in the text."""

    variables: tuple[str, ...]
    start: int
    end: int
    parenthesised: bool


def values_block(sparql: str) -> ValuesBlock | None:
    """The first VALUES block of the text; None where there is none."""
    stream = tokens(sparql)
    if not any(t.kind == "word" and t.text.upper() == "VALUES" for t in stream):
        return None
    variables: list[str] = []
    parenthesised = False
    for token in stream:
        if token.kind == "variable":
            variables.append(token.text[1:])
        elif token.text == "(":
            parenthesised = True
        elif token.text == "{":
            break
    opening: Token = token
    closing = next((t for t in stream if t.text == "}" and t.kind == "mark"), None)
    if closing is None:
        return None
    return ValuesBlock(tuple(variables), opening.end, closing.start, parenthesised)


def bind(sparql: str, values: Mapping[str, Term | None]) -> str:
    """The text with one row of ``values`` in its VALUES block; None is UNDEF.

    Raises:
        HeaderInvalid: the block names other variables than ``values`` does.
    """
    block = values_block(sparql)
    named = block.variables if block else ()
    if set(named) != set(values):
        raise HeaderInvalid(
            f"the VALUES block binds {', '.join(named) or 'nothing'}; "
            f"the header declares {', '.join(values) or 'nothing'}"
        )
    if block is None:
        return sparql
    row = " ".join("UNDEF" if (v := values[name]) is None else term_text(v) for name in named)
    text = f" ({row}) " if block.parenthesised else f" {row} "
    return sparql[: block.start] + text + sparql[block.end :]

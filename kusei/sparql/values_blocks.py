"""Parameters of a stored query are bound as terms: the rows of its VALUES blocks are rewritten.

The first VALUES block of a stored query names its parameters and holds the values of its example,
so that the file runs as it is. Binding replaces the rows of this block, and of further blocks that
name nothing but parameters (a sub-SELECT needs one of its own), and nothing else, with terms that
the store has serialised: a value can never become syntax, and the bound text runs embedded and on
any server alike. Several values of one parameter are several rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kusei.errors import HeaderInvalid
from kusei.graph.store import term_text
from kusei.sparql.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from kusei.graph.store import Term
    from kusei.sparql.tokens import Token

LANGUAGE: Final = "lang"
"""The variable that every stored query may name beside its parameters: ``ja`` or ``en``."""


@dataclass(frozen=True, slots=True)
class ValuesBlock:
    """One VALUES block: its variables, and where it and its rows stand in the text."""

    variables: tuple[str, ...]
    start: int
    end: int
    parenthesised: bool
    keyword: int


@lru_cache(maxsize=64)
def values_blocks(sparql: str) -> tuple[ValuesBlock, ...]:
    """The VALUES blocks of a text in order; one that does not end is left out."""
    stream = tokens(sparql)
    found = (_block(t, stream) for t in stream if t.kind == "word" and t.text.upper() == "VALUES")
    return tuple(block for block in found if block is not None)


def _block(keyword: Token, stream: Iterator[Token]) -> ValuesBlock | None:
    variables: list[str] = []
    parenthesised = False
    for token in stream:
        if token.kind == "variable":
            variables.append(token.text[1:])
        elif token.text == "(":
            parenthesised = True
        elif token.text == "{":
            closing = next((t for t in stream if t.text == "}" and t.kind == "mark"), None)
            if closing is None:
                return None
            return ValuesBlock(
                tuple(variables), token.end, closing.start, parenthesised, keyword.start
            )
    return None


def values_block(sparql: str) -> ValuesBlock | None:
    """The first VALUES block of the text, which binds the parameters; None where there is none."""
    return next(iter(values_blocks(sparql)), None)


def parameter_blocks(sparql: str, names: Collection[str]) -> list[ValuesBlock]:
    """The VALUES blocks that name nothing but the variables of parameters, and the language."""
    bound = {*names, LANGUAGE}
    return [block for block in values_blocks(sparql) if bound.issuperset(block.variables)]


def bind(sparql: str, rows: Sequence[Mapping[str, Term | None]]) -> str:
    """The text with these rows, all of the same variables, in its VALUES blocks; None is UNDEF.

    Raises:
        HeaderInvalid: the first block names other variables than the rows do.
    """
    wanted = set(rows[0])
    first = values_block(sparql)
    named = set(first.variables) if first else set()
    if wanted != named and (wanted or (first is not None and LANGUAGE in named)):
        raise HeaderInvalid(
            f"the VALUES block binds {', '.join(sorted(named)) or 'nothing'}; "
            f"the header declares {', '.join(sorted(wanted)) or 'nothing'}"
        )
    if not wanted:
        return sparql
    parts: list[str] = []
    behind = 0
    for block in parameter_blocks(sparql, wanted):
        parts += [sparql[behind : block.start], _rows_text(block, rows)]
        behind = block.end
    return "".join(parts) + sparql[behind:]


def _rows_text(block: ValuesBlock, rows: Sequence[Mapping[str, Term | None]]) -> str:
    """The rows of one block, each once: a block may name some of the parameters only."""
    texts = dict.fromkeys(
        " ".join("UNDEF" if (v := row[name]) is None else term_text(v) for name in block.variables)
        for row in rows
    )
    if block.parenthesised:
        return " " + " ".join(f"({text})" for text in texts) + " "
    return " " + " ".join(texts) + " "

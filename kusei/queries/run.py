"""Run a stored query: bind its parameters, ask the engine, check what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kusei.graph.store import Literal, NamedNode
from kusei.queries.engine import select
from kusei.queries.values import bound_values
from kusei.sparql.values_blocks import LANGUAGE, bind, values_block

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kusei.graph.store import Rows, Term
    from kusei.queries.engine import Engine
    from kusei.queries.stored import StoredQuery
    from kusei.queries.values import Given


def bound_text(
    query: StoredQuery,
    given: Mapping[str, Given],
    engine: Engine,
    *,
    language: str = "ja",
) -> str:
    """The SPARQL of ``query`` with the values given, ready to run or to paste anywhere.

    ``engine`` is asked what labels mean; ``language`` (ja or en) is that of the labels shown.

    Raises:
        UsageError: a parameter is unknown, missing, or not what it should be.
    """
    return _with_language(query, bound_values(query, given, engine), language)


def _with_language(
    query: StoredQuery, rows: Sequence[Mapping[str, Term | None]], language: str
) -> str:
    block = values_block(query.text)
    spoken = block is not None and LANGUAGE in block.variables
    more = {LANGUAGE: Literal(language)} if spoken else {}
    return bind(query.text, [{**row, **more} for row in rows])


def run_stored(
    query: StoredQuery,
    given: Mapping[str, Given],
    engine: Engine,
    *,
    language: str = "ja",
) -> Rows:
    """The rows of ``query`` with the values given; see :func:`bound_text`."""
    return select(engine, bound_text(query, given, engine, language=language))


def run_bound(
    query: StoredQuery, iris: Mapping[str, str], engine: Engine, *, language: str = "ja"
) -> Rows:
    """As :func:`run_stored`, for IRIs that are known already: whatever their class."""
    row = {name: NamedNode(iri) for name, iri in iris.items()}
    return select(engine, _with_language(query, [row], language))

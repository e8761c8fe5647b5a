"""The stored queries of a dataset, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.errors import HeaderInvalid, UnknownName
from kusei.queries.header import read_header

if TYPE_CHECKING:
    from kusei.dataset.files import Location
    from kusei.queries.stored import StoredQuery

TEST: Final = "test"
"""No stored query may be called so: ``kusei query test`` asks all examples."""


def query_names(location: Location) -> list[str]:
    """The names of all stored queries, sorted: the files of ``queries/`` itself."""
    return sorted(path.stem for path in location.queries.glob("*.rq"))


def stored_query(location: Location, name: str) -> StoredQuery:
    """Read one stored query.

    Raises:
        UnknownName: there is none of that name; the message lists those there are.
        HeaderInvalid: its header cannot be read.
    """
    path = location.queries / f"{name}.rq"
    if path.parent != location.queries or not path.is_file():
        import difflib

        names = query_names(location)
        near = difflib.get_close_matches(name, names, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise UnknownName(f"no stored query {name!r}.{hint} There are: {', '.join(names)}.")
    if name == TEST:
        raise HeaderInvalid(f"{path}:1: {name!r} is `kusei query {name}`")
    return read_header(path)

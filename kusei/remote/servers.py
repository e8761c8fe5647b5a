"""The server that a user names: an address, or a name of ``[endpoints]`` in ``kusei.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kusei.errors import InvalidValue
from kusei.remote.endpoint import Endpoint

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEYS: Final = {"query", "graph-store", "update"}


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server answers queries, takes named graphs, and updates (None: not known)."""

    query: str
    graph_store: str | None = None
    update: str | None = None


def server_named(told: str, endpoints: Mapping[str, object]) -> Server:
    """The addresses of a server; in ``kusei.toml`` one address, or a table.

    Raises:
        InvalidValue: neither an address nor a name, or the table is not as it should be.
    """
    if told in endpoints:
        return _configured(told, endpoints[told])
    if "://" not in told:
        known = ", ".join(sorted(endpoints)) or "none"
        raise InvalidValue(
            f"{told!r} is neither an address (http://…) nor a name of [endpoints] in kusei.toml; "
            f"named there: {known}"
        )
    return Server(told)


def endpoint_named(told: str, endpoints: Mapping[str, object]) -> Endpoint:
    """The query side of :func:`server_named`."""
    return Endpoint(server_named(told, endpoints).query)


def _configured(name: str, value: object) -> Server:
    if isinstance(value, str):
        return Server(value)
    if isinstance(value, dict):
        unknown = sorted(set(value) - _KEYS)
        query, store, update = (value.get(key) for key in ("query", "graph-store", "update"))
        if (
            not unknown
            and isinstance(query, str)
            and isinstance(store, str | None)
            and isinstance(update, str | None)
        ):
            return Server(query, store, update)
    raise InvalidValue(
        f"kusei.toml: endpoints.{name} is to be an address, "
        'or a table { query = "http://…", graph-store = "http://…", update = "http://…" }'
    )

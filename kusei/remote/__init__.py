"""SPARQL servers: queries through SPARQLWrapper, named graphs by protocol or update."""

from kusei.remote.endpoint import Endpoint, EngineDoubt, NotAsked
from kusei.remote.exchange import TIMEOUT_SECONDS, Patience, Refused
from kusei.remote.graph_store import GraphStore
from kusei.remote.servers import Server, endpoint_named, server_named
from kusei.remote.update_store import LEFT_BEHIND, UpdateStore

__all__ = [
    "LEFT_BEHIND",
    "TIMEOUT_SECONDS",
    "Endpoint",
    "EngineDoubt",
    "GraphStore",
    "NotAsked",
    "Patience",
    "Refused",
    "Server",
    "UpdateStore",
    "endpoint_named",
    "server_named",
]

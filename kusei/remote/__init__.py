"""SPARQL servers: queries through SPARQLWrapper, named graphs by the Graph Store Protocol."""

from kusei.remote.endpoint import Endpoint, EngineDoubt
from kusei.remote.exchange import TIMEOUT_SECONDS, Patience, Refused
from kusei.remote.graph_store import GraphStore
from kusei.remote.servers import Server, endpoint_named, server_named

__all__ = [
    "TIMEOUT_SECONDS",
    "Endpoint",
    "EngineDoubt",
    "GraphStore",
    "Patience",
    "Refused",
    "Server",
    "endpoint_named",
    "server_named",
]

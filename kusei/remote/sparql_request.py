"""Requests of the SPARQL 1.1 Protocol, made by SPARQLWrapper; they are sent elsewhere.

Both are forms by POST: Virtuoso hangs on a query that is posted directly. SPARQLWrapper would send
them itself, but it installs a process-wide opener for digest authentication, follows redirects
with the password, and warns instead of failing where an answer cannot be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from urllib.request import Request

    from SPARQLWrapper import SPARQLWrapper


def query_request(url: str, sparql: str, form: str, default_graphs: Sequence[str]) -> Request:
    """A query of that form (SELECT, ASK, CONSTRUCT, DESCRIBE); answers as JSON or Turtle."""
    from SPARQLWrapper import JSON, TURTLE

    wrapper = _wrapper(url, sparql, form)
    wrapper.setReturnFormat(TURTLE if form in {"CONSTRUCT", "DESCRIBE"} else JSON)
    for graph in default_graphs:
        wrapper.addDefaultGraph(graph)
    return _made(wrapper)


def update_request(url: str, sparql: str) -> Request:
    """An update."""
    return _made(_wrapper(url, sparql, "INSERT"))


def _wrapper(url: str, sparql: str, form: str) -> SPARQLWrapper:
    from SPARQLWrapper import POST, URLENCODED, SPARQLWrapper

    wrapper = SPARQLWrapper(url)
    wrapper.setQuery(sparql)
    # SPARQLWrapper finds the form by a pattern that strings and comments can mislead.
    wrapper.queryType = form
    wrapper.setMethod(POST)
    wrapper.setRequestMethod(URLENCODED)
    wrapper.setOnlyConneg(True)
    return wrapper


def _made(wrapper: SPARQLWrapper) -> Request:
    request: Request = wrapper._createRequest()  # noqa: SLF001 - see the module's docstring
    return request

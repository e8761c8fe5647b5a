"""What may be wrong with a query of one's own: why it is no SPARQL, and what matches nothing.

An engine says where it stopped reading, and answers a misspelt term with no rows. What was meant
is in the text and in the graph.
"""

from __future__ import annotations

from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kusei.queries.engine import select
from kusei.sparql.tokens import tokens, undeclared_prefixes
from kusei.terms import KUSEI, PREFIXES, RDF_TYPE, XSD, compact, end_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kusei.graph.store import Term
    from kusei.queries.engine import Engine
    from kusei.sparql.tokens import Token

_CLOSES: Final = {"{": "}", "(": ")", "[": "]"}
_COMPARES: Final = frozenset({"<", ">", "=", "!"})
_GROUP_ENDS: Final = frozenset({"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})
_NOT_MATCHED: Final = frozenset({"BASE", "FROM", "NAMED", "SERVICE", "SILENT"})
"""Words before the IRI of something other than a term."""
_NEVER_STATED: Final = (XSD, "http://www.w3.org/2005/xpath-functions")
"""Namespaces of datatypes and functions, which no triple has as a term of its own."""


def why_not_sparql(sparql: str) -> list[str]:
    """What a text lacks that an engine could not read, as far as its words tell."""
    found = [
        f"the prefix {prefix}: is not declared; known without it are {', '.join(sorted(PREFIXES))}"
        for prefix in sorted(undeclared_prefixes(sparql) - set(PREFIXES))
    ]
    found += _brackets(sparql)
    aliases = _aliases(sparql) & _grouped_by(sparql)
    found += [
        f"?{name} in GROUP BY is given its value by AS in SELECT, which comes later; "
        f"write GROUP BY (… AS ?{name}) and ?{name} in SELECT"
        for name in sorted(aliases)
    ]
    return found


def matching_nothing(sparql: str, engine: Engine) -> list[str]:
    """What of a query can match nothing: terms of no triple, days compared with what is no day.

    ``engine`` is asked about the terms, one by one.
    """
    iris = sorted(set(_iris(sparql)))
    found = [
        f"nothing in the graph has {compact(iri)}{_near(iri, engine)}"
        for iri in iris
        if not iri.startswith(_NEVER_STATED) and not _is_stated(iri, engine)
    ]
    found += [
        f"?{name} is a kusei:when, whose EDTF no day compares with: the FILTER is silently false; "
        "compare kusei:possibleFrom and kusei:possibleUntil of the event"
        for name in sorted(_whens(sparql) & _compared(sparql))
    ]
    return found


def _brackets(sparql: str) -> Iterator[str]:
    """Brackets that are opened and not closed, or closed and not opened."""
    opened: list[Token] = []
    for token in tokens(sparql):
        if token.text in _CLOSES:
            opened.append(token)
        elif token.text in _CLOSES.values():
            if not opened or _CLOSES[opened[-1].text] != token.text:
                yield f"the {token.text} at {_place(sparql, token)} closes nothing"
                return
            opened.pop()
    for token in opened:
        yield f"the {token.text} at {_place(sparql, token)} is not closed"


def _place(sparql: str, token: Token) -> str:
    before = sparql[: token.start]
    return f"{before.count(chr(10)) + 1}:{token.start - (before.rfind(chr(10)) + 1) + 1}"


def _aliases(sparql: str) -> set[str]:
    """The variables that AS gives a value outside of GROUP BY."""
    found: set[str] = set()
    before = ""
    grouping = False
    for token in tokens(sparql):
        word = token.text.upper() if token.kind == "word" else ""
        if word == "GROUP" or word in _GROUP_ENDS or token.text == "}":
            grouping = word == "GROUP"
        if before == "AS" and token.kind == "variable" and not grouping:
            found.add(token.text[1:])
        before = word
    return found


def _grouped_by(sparql: str) -> set[str]:
    """The variables that stand alone in a GROUP BY."""
    found: set[str] = set()
    grouping = False
    depth = 0
    for token in tokens(sparql):
        word = token.text.upper() if token.kind == "word" else ""
        if word == "GROUP" or word in _GROUP_ENDS or token.text == "}":
            grouping, depth = word == "GROUP", 0
        depth += (token.text == "(") - (token.text == ")")
        if grouping and depth == 0 and token.kind == "variable":
            found.add(token.text[1:])
    return found


def _iris(sparql: str) -> Iterator[str]:
    """The IRIs that are to be matched, as far as their prefixes are declared: no function, no
    graph to ask, none of what a CONSTRUCT makes.
    """  # noqa: D205 - the list is the summary
    declared: dict[str, str] = dict(PREFIXES)
    prefix = ""
    for before, token, after in _with_neighbours(_asked(sparql)):
        word = before.text.upper() if before is not None and before.kind == "word" else ""
        if token.kind == "prefixed" and word == "PREFIX":
            prefix = token.text[:-1]
        elif token.kind == "iri" and before is not None and before.text == f"{prefix}:":
            declared[prefix] = token.text[1:-1]
        elif word in _NOT_MATCHED or (after is not None and after.text == "("):
            continue
        elif token.kind == "iri":
            yield token.text[1:-1]
        elif token.kind == "prefixed":
            name, _, local = token.text.partition(":")
            if name in declared:
                yield declared[name] + local.replace("\\", "")


def _asked(sparql: str) -> Iterator[Token]:
    """The tokens of a query without the template of a CONSTRUCT."""
    template = False
    depth = 0
    for token in tokens(sparql):
        template = template or (token.kind == "word" and token.text.upper() == "CONSTRUCT")
        depth += token.text == "{"
        if not (template and depth):
            yield token
        depth -= token.text == "}"
        template = template and not (token.text == "}" and depth == 0)


def _with_neighbours(
    words: Iterable[Token],
) -> Iterator[tuple[Token | None, Token, Token | None]]:
    listed = list(words)
    return zip([None, *listed], listed, [*listed[1:], None], strict=False)


def _is_stated(iri: str, engine: Engine) -> bool:
    places = " UNION ".join(
        f"{{ {pattern} }}"
        for pattern in (f"?s <{iri}> ?o", f"?s ?p <{iri}>", f"<{iri}> ?p ?o", f"GRAPH <{iri}> {{}}")
    )
    return bool(select(engine, f"SELECT ?s WHERE {{ {places} }} LIMIT 1").rows)


def _near(iri: str, engine: Engine) -> str:
    """A term of the same namespace that is spelt almost so."""
    local = end_of(iri)
    namespace = iri.removesuffix(local)
    used = _terms_in(namespace, engine)
    near = get_close_matches(local, sorted(used), n=1)
    return f"; {compact(used[near[0]])} is near" if near else ""


def _terms_in(namespace: str, engine: Engine) -> Mapping[str, str]:
    """The terms of a namespace by their local names: properties, classes, else things."""
    only = f'FILTER(STRSTARTS(STR(?term), "{namespace}"))'
    sets = (
        f"SELECT DISTINCT ?term WHERE {{ ?s ?term ?o {only} }}",
        f"SELECT DISTINCT ?term WHERE {{ ?s <{RDF_TYPE}> ?term {only} }}",
        f"SELECT DISTINCT ?term WHERE {{ ?term <{RDF_TYPE}> ?class {only} }}",
    )
    found: list[Term] = [
        term for one in sets for (term,) in select(engine, one).rows if term is not None
    ]
    return {end_of(iri): iri for iri in (str(term)[1:-1] for term in found)}


def _whens(sparql: str) -> set[str]:
    """The variables that are values of ``kusei:when``."""
    when = {"kusei:when", f"<{KUSEI}when>"}
    return {
        two.text[1:]
        for one, two in pairwise(tokens(sparql))
        if one.text in when and two.kind == "variable"
    }


def _compared(sparql: str) -> set[str]:
    """The variables beside a sign of comparison."""
    found: set[str] = set()
    for one, two in pairwise(tokens(sparql)):
        if one.kind == "variable" and two.text in _COMPARES:
            found.add(one.text[1:])
        if two.kind == "variable" and one.text in _COMPARES:
            found.add(two.text[1:])
    return found

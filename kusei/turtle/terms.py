"""Terms as Turtle spells them, to N-Triples as pyoxigraph writes it: the form terms compare by."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.graph.store import Literal, NamedNode
from kusei.turtle.iri_reference import resolve
from kusei.turtle.tokens import terminals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kusei.turtle.tokens import Token

_DATATYPES: Final = {
    kind: NamedNode(terms.XSD + kind) for kind in ("integer", "decimal", "double", "boolean")
}
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SHORT: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class TermReader:
    """Reads terms under the base and the prefixes that were declared so far."""

    def __init__(self) -> None:
        self._base: str | None = None
        self._namespaces: dict[str, str] = {}
        self._iris: dict[str, str] = {}  # by spelling, as long as base and prefixes stay

    def copy(self) -> TermReader:
        """A reader that knows the same, for what follows a declaration among statements."""
        other = TermReader()
        other._base = self._base
        other._namespaces = dict(self._namespaces)
        return other

    def declare_base(self, iri: Token) -> None:
        """From here on relative IRIs stand below this one, itself relative to the last."""
        self._base = self._resolved(iri)
        self._iris.clear()

    def declare_prefix(self, prefix: str, iri: Token) -> str:
        """From here on the prefix stands for the namespace, which is returned."""
        self._namespaces[prefix] = namespace = self._resolved(iri)
        self._iris.clear()
        return namespace

    def iri(self, token: Token) -> str:
        """The IRI of an ``iri`` or ``prefixed`` token; without a declaration its own text."""
        known = self._iris.get(token.text)
        if known is None:
            if token.kind == "iri":
                known = f"<{self._resolved(token)}>"
            else:
                prefix, _, local = token.text.partition(":")
                namespace = self._namespaces.get(prefix)
                # Without a declaration it is no IRI, and no lookup may find it.
                known = token.text if namespace is None else f"<{namespace}{_unescaped(local)}>"
            self._iris[token.text] = known
        return known

    def term(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The term that begins at ``tokens[at]``, and the index behind it; None: there is none.

        Terms in brackets are not read here.
        """
        token = tokens[at]
        match token.kind:
            case "prefixed" | "iri":
                return self.iri(token), at + 1
            case "label":
                return token.text, at + 1
            case "string":
                return self._literal(tokens, at)
            case "integer" | "decimal" | "double":
                return str(Literal(token.text, datatype=_DATATYPES[token.kind])), at + 1
            case "word" if token.text in {"true", "false"}:
                return str(Literal(token.text, datatype=_DATATYPES["boolean"])), at + 1
        return None

    def _literal(self, tokens: Sequence[Token], at: int) -> tuple[str, int]:
        text = tokens[at].text
        quotes = 3 if text.startswith(('"""', "'''")) else 1
        value = _unescaped(text[quotes:-quotes])
        at += 1
        following = tokens[at : at + 2]
        try:
            if following and following[0].kind == "language":
                at += 1
                return str(Literal(value, language=following[0].text[1:])), at
            if len(following) > 1 and following[0].text == "^^" and following[1].text != ".":
                at += 2
                return str(Literal(value, datatype=NamedNode(self.iri(following[1])[1:-1]))), at
        except ValueError:  # a language or a datatype that is none
            return text, at
        return str(Literal(value)), at

    def _resolved(self, iri: Token) -> str:
        return resolve(_unescaped(iri.text[1:-1]), self._base)


def canonical(term: str) -> str:
    """The N-Triples form of a term that Turtle spells without prefixes; else the text itself."""
    tokens = terminals(term)
    read = TermReader().term(tokens, 0) if tokens else None
    return read[0] if read is not None and read[1] == len(tokens) else term


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is None:
        return _SHORT.get(match[3], match[3])
    number = int(code, 16)
    is_character = number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF  # noqa: PLR2004 - Unicode
    return chr(number) if is_character else "\ufffd"

"""Relative IRI references made absolute, by RFC 3986, section 5.2.

``urllib.parse.urljoin`` does not serve: it drops an empty fragment (``<#>``, the ontology itself
in many files) or query, and resolves nothing against schemes that it does not know (``urn:``).
As pyoxigraph does, only the dot segments of a relative path are taken out: those of the base, and
of a reference with a scheme or an authority of its own, stay as they are spelt.
"""

from __future__ import annotations

import re
from typing import Final

# RFC 3986, appendix B; a scheme is a letter and what may follow it.
_PARTS: Final = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]*+):)?+(?://(?P<authority>[^/?\#]*+))?+"
    r"(?P<path>[^?\#]*+)(?:\?(?P<query>[^\#]*+))?+(?:\#(?P<fragment>.*))?",
    re.DOTALL,
)


def resolve(reference: str, base: str | None) -> str:
    """The IRI that ``reference`` names where ``base`` holds; without a base, as it is spelt."""
    if base is None:
        return reference
    scheme, authority, path, query, fragment = _split(reference)
    if scheme is not None:
        return reference
    base_scheme, base_authority, base_path, base_query, _ = _split(base)
    if authority is not None:
        return f"{base_scheme}:{reference}"
    if not path:
        path = base_path
        query = base_query if query is None else query
    elif path.startswith("/"):
        path = _below("/", path[1:])
    else:
        path = _below(base_path or ("/" if base_authority is not None else ""), path)
    return "".join(
        (
            f"{base_scheme}:" if base_scheme is not None else "",
            f"//{base_authority}" if base_authority is not None else "",
            path,
            f"?{query}" if query is not None else "",
            f"#{fragment}" if fragment is not None else "",
        )
    )


def _split(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = _PARTS.match(iri)
    assert match is not None  # noqa: S101 - every part may be absent, so everything matches
    return match["scheme"], match["authority"], match["path"], match["query"], match["fragment"]


def _below(base: str, path: str) -> str:
    """The path from the last segment of ``base`` on; a path without a root loses its dots alone."""
    *kept, _ = base.split("/")
    segments = path.split("/")
    floor = 1 if kept and not kept[0] else 0
    for segment in segments:
        if segment == "..":
            del kept[max(floor, len(kept) - 1) :]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)

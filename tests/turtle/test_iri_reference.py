"""Relative IRIs, as RFC 3986 has them and as pyoxigraph resolves them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kusei.turtle.iri_reference import resolve

# RFC 3986, section 5.4, but for the references with a scheme, which stay as they are.
RFC = {
    "g": "http://a/b/c/g",
    "./g": "http://a/b/c/g",
    "g/": "http://a/b/c/g/",
    "/g": "http://a/g",
    "//g": "http://g",
    "?y": "http://a/b/c/d;p?y",
    "g?y": "http://a/b/c/g?y",
    "#s": "http://a/b/c/d;p?q#s",
    "g#s": "http://a/b/c/g#s",
    "g?y#s": "http://a/b/c/g?y#s",
    ";x": "http://a/b/c/;x",
    "g;x": "http://a/b/c/g;x",
    "": "http://a/b/c/d;p?q",
    ".": "http://a/b/c/",
    "./": "http://a/b/c/",
    "..": "http://a/b/",
    "../g": "http://a/b/g",
    "../..": "http://a/",
    "../../g": "http://a/g",
    "../../../g": "http://a/g",
    "/./g": "http://a/g",
    "/../g": "http://a/g",
    "g.": "http://a/b/c/g.",
    ".g": "http://a/b/c/.g",
    "g..": "http://a/b/c/g..",
    "./../g": "http://a/b/g",
    "./g/.": "http://a/b/c/g/",
    "g/./h": "http://a/b/c/g/h",
    "g/../h": "http://a/b/c/h",
    "g;x=1/../y": "http://a/b/c/y",
    "g?y/../x": "http://a/b/c/g?y/../x",
    "g#s/../x": "http://a/b/c/g#s/../x",
    "http:g": "http:g",
    "g:h": "g:h",
    "#": "http://a/b/c/d;p?q#",
    "?": "http://a/b/c/d;p?",
}
BASES = [
    *("http://a/b/c/d;p?q", "http://a", "http://a?q", "urn:x:y", "file:///d/e.ttl#f", "mailto:a@b"),
    *("http://a/b/../c/./d", "http://a//b//c", "http://日本/港/区"),
]
SEGMENTS = st.sampled_from(["", ".", "..", "g", "h;x=1", "...", ".g", "港", "%2e", "a:b"])
PATHS = st.lists(SEGMENTS, min_size=1, max_size=5).map("/".join)
REFERENCES = st.tuples(
    PATHS, st.sampled_from(["", "?", "?y/../z"]), st.sampled_from(["", "#", "#s/../x?y"])
).map("".join)


@pytest.mark.parametrize(("reference", "expected"), RFC.items(), ids=RFC)
def test_examples_of_the_rfc(reference: str, expected: str) -> None:
    """The normal and the abnormal examples of section 5.4, empty query and fragment too."""
    assert resolve(reference, "http://a/b/c/d;p?q") == expected


@given(REFERENCES, st.sampled_from(BASES))
def test_as_pyoxigraph(reference: str, base: str) -> None:
    """The names are those that the parser of the dataset makes."""
    # pyoxigraph loses the root of a rooted path without an authority; section 5.2.4 keeps it.
    assume(not (base.startswith(("urn:", "mailto:")) and reference.startswith("/")))
    text = f"<{reference}> <urn:p> 1 ."
    try:
        (quad,) = ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base)
    except SyntaxError:  # what pyoxigraph refuses has no name
        return
    assert str(quad.subject) == f"<{resolve(reference, base)}>"


def test_a_rooted_path_keeps_its_root_without_an_authority() -> None:
    """``/..`` is ``/`` by section 5.2.4, whatever the scheme."""
    assert resolve("/..", "urn:x:y") == "urn:/"


def test_without_a_base_nothing_changes() -> None:
    """A relative IRI stays as it is spelt."""
    assert resolve("../x", None) == "../x"

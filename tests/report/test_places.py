"""Every finding has its line and column: those of the triple that it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kusei.dataset.files import Dataset, read_bytes
from kusei.report.formats import render
from kusei.report.places import placed
from kusei.validation import validate, validate_alone

if TYPE_CHECKING:
    from kusei.dataset.files import Location

PREFIXES = (
    "@prefix kusei: <https://w3id.org/kusei/ontology#> .\n"
    "@prefix minato: <https://w3id.org/kusei/id/minato/> .\n"
)

# In each text ⟦ ⟧ stand around what the finding of the code is about, and are taken away.
CASES = {
    "value in an object list": (
        "KG161",
        PREFIXES + 'minato:name-kind-ka-1 a kusei:Name ; kusei:text "課"@ja , ⟦"x"@xx⟧ , "y"@en .',
    ),
    "value in a predicate list": (
        "KG162",
        PREFIXES
        + "minato:name-kind-ka-1 a kusei:Name ;\n    kusei:nameKind ⟦kusei:nme⟧ ; a kusei:Name .",
    ),
    "second statement of the thing": (
        "KG161",
        PREFIXES
        + 'minato:name-kind-ka-1 a kusei:Name .\nminato:name-kind-ka-1 kusei:text ⟦"x"@xx⟧ .',
    ),
    "property": (
        "KG007",
        PREFIXES + "minato:kind-ka a kusei:UnitKind ; ⟦kusei:nme⟧ 1 , 2 .",
    ),
    "class": ("KG007", PREFIXES + "minato:kind-ka a kusei:UnitKind , ⟦kusei:Knd⟧ ."),
    "subject, where a triple is missing": (
        "KG160",
        PREFIXES + "# a name\n  ⟦minato:name-kind-ka-1⟧\n a kusei:Name .",
    ),
    "literal of several lines": (
        "KG161",
        PREFIXES
        + 'minato:name-kind-ka-1 a kusei:Name ;\n kusei:text ⟦"""x . ;\n# "y" <z>\n"""@xx⟧ .',
    ),
    "behind a literal of several lines": (
        "KG007",
        PREFIXES + "minato:kind-ka kusei:text '''1\n2\n3''' ;\n ⟦kusei:nme⟧ 1 .",
    ),
    "comments": (
        "KG007",
        PREFIXES
        + "minato:kind-ka # kusei:nme\n a # '''\n kusei:UnitKind ; # ⟧\n".replace("⟧", ")")
        + ' ⟦kusei:nme⟧ # "\n 1 .',
    ),
    "inside brackets": (
        "KG007",
        PREFIXES + "minato:kind-ka kusei:x [ kusei:text [\n ⟦kusei:nme⟧ 1 ] ] .",
    ),
    "inside a collection": (
        "KG007",
        PREFIXES + "minato:kind-ka kusei:text ( 1 [ ⟦kusei:nme⟧ 1 ] ) .",
    ),
    "behind a collection": (
        "KG007",
        PREFIXES + "minato:kind-ka kusei:text ( 1 ( 2 ) [ ] ) , (\n) ; ⟦kusei:nme⟧ ( ) .",
    ),
    "base": (
        "KG007",
        "@base <https://w3id.org/kusei/x> .\n<id/minato/kind-ka> ⟦<ontology#nme>⟧ 1 .",
    ),
    "SPARQL base and prefix": (
        "KG007",
        "base <https://w3id.org/> prefix k: <kusei/ontology#>\n<kusei/id/minato/kind-ka> ⟦k:nme⟧ 1 .",
    ),
    "escapes": (
        "KG007",
        PREFIXES + r"minato:kind\-ka ⟦<https://w3id.org/kusei/ontology#n\u006De>⟧ 1 .",
    ),
    "CRLF": (
        "KG007",
        (PREFIXES + "minato:kind-ka a kusei:UnitKind ;\n\n    ⟦kusei:nme⟧ 1 .\n").replace(
            "\n", "\r\n"
        ),
    ),
    "CR": (
        "KG007",
        (PREFIXES + "minato:kind-ka a kusei:UnitKind ;\n\n    ⟦kusei:nme⟧ 1 .\n").replace(
            "\n", "\r"
        ),
    ),
    "byte order mark": (
        "KG007",
        "\ufeffPREFIX k: <https://w3id.org/kusei/ontology#> <urn:x> ⟦k:nme⟧ 1 .",
    ),
    "tabs": ("KG007", PREFIXES + "minato:kind-ka\ta\tkusei:UnitKind\t;\t⟦kusei:nme⟧\t1\t."),
    "full-width text": (
        "KG007",
        PREFIXES + 'minato:kind-ka kusei:text "港区　総合支所 ﾐﾅﾄ 😀"@ja ; ⟦kusei:nme⟧ 1 .',
    ),
    "number that another engine would write otherwise": (
        "KG007",
        PREFIXES + "minato:kind-ka ⟦kusei:nme⟧ 007 .",
    ),
}
BROKEN = {
    "no object": PREFIXES + "minato:kind-ka a ⟦.⟧",
    "full-width mark": PREFIXES + 'minato:kind-ka kusei:text "課"@ja ⟦；⟧ a kusei:UnitKind .',
    "unknown prefix": PREFIXES + "\tminato:kind-ka a ⟦skos:Concept⟧ .",
    "CRLF": PREFIXES.replace("\n", "\r\n") + "minato:kind-ka a ⟦;⟧ .",
    "byte order mark": "\ufeff<urn:x> a ⟦;⟧ .",
}


def told(text: str) -> tuple[str, tuple[int, int], str]:
    """The text without its brackets, line and column of what they stood around, and that."""
    before, _, rest = text.partition("⟦")
    marked, _, behind = rest.partition("⟧")
    lines = before.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return before + marked + behind, (len(lines), len(lines[-1]) + 1), marked


@pytest.mark.parametrize(("code", "text"), CASES.values(), ids=CASES)
def test_a_finding_stands_at_its_triple(location: Location, code: str, text: str) -> None:
    """file:line:column is that of the object, the property or the subject that it is about."""
    turtle, (line, column), marked = told(text)
    report = validate_alone(turtle.encode(), location, path=Path("x.ttl"), name="x.ttl")
    found = [f for f in report.findings if f.code == code]
    assert (line, column) in [(f.line, f.column) for f in found]
    finding = next(f for f in found if (f.line, f.column) == (line, column))
    assert f"x.ttl:{line}:{column}: {code} " in render(report, "concise", language="en")
    place = report.places[finding]
    assert turtle[place.start : place.end] == marked


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_syntax_error_shows_its_token(location: Location, tmp_path: Path, text: str) -> None:
    """Line and column as the parser gives them, and the whole token under the carets."""
    from kusei.commands.validate import _alone

    turtle, at, marked = told(text)
    path = tmp_path / "x.ttl"
    path.write_bytes(turtle.encode())
    report = _alone(location, [path])
    (finding,) = report.findings
    assert (finding.code, finding.line, finding.column) == ("KG001", *at)
    place = report.places[finding]
    assert turtle[place.start : place.end] == marked


def test_findings_about_no_node_stand_where_their_cause_does(location: Location) -> None:
    """A prefix that is not in the list at its declaration, a blank node at its bracket."""
    name = "data/minato/kinds.ttl"
    text = PREFIXES + "  @prefix x: <http://x/> .\nminato:kind-ka a kusei:UnitKind ; kusei:x [ ] ."
    own = read_bytes(text.encode(), path=location.root / name, name=name)
    report = validate(Dataset(location, [own]), today=date(2026, 11, 22))
    places = {f.code: (f.file, f.line, f.column) for f in report.findings}
    assert places["KG005"] == (name, 3, 3)
    assert places["KG006"] == (name, 4, 43)


def test_findings_are_sorted_by_their_places(location: Location) -> None:
    """As a reader of the file meets them."""
    lines = "".join(f"minato:kind-{n} a kusei:Knd{n} .\n" for n in range(20, 0, -1))
    report = validate_alone((PREFIXES + lines).encode(), location, path=Path("x.ttl"))
    found = [f.line for f in report.findings if f.code == "KG007"]
    assert found == list(range(3, 23))


def test_only_files_with_findings_are_looked_at(location: Location) -> None:
    """Sound files are not scanned, and no file where nothing was found."""
    asked: list[str] = []

    def content_of(name: str) -> bytes | None:
        asked.append(name)
        return None

    report = validate_alone(b"<urn:x> a <urn:y> .", location, path=Path("x.ttl"), name="x.ttl")
    assert {f.file for f in report.findings} == {"x.ttl", None}
    placed(report, content_of)
    placed(report.only(lambda _: False), content_of)
    assert asked == ["x.ttl"]


def test_a_file_that_is_gone_leaves_findings_as_they_are(location: Location) -> None:
    """A finding without a place is still a finding."""
    report = validate_alone(b"<urn:x> a <urn:y> .", location, path=Path("x.ttl"), name="x.ttl")
    bare = replace(
        report, findings=tuple(replace(f, line=None, column=None) for f in report.findings)
    )
    assert len(placed(bare, lambda _: None).findings) == len(report.findings)
    assert placed(bare, lambda _: None).places == {}

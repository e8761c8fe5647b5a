"""The mutation run over the rules finds what no case guards; ``make mutants`` runs it whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kusei.dataset.files import find
from kusei.validation import shapes
from kusei.validation.check_header import read_check
from tests.validation.equivalent_mutants import EQUIVALENT
from tests.validation.query_mutants import query_mutants
from tests.validation.rule_mutants import (
    Outcome,
    check_outcomes,
    main,
    rule_files,
    shape_outcomes,
    summary,
)
from tests.validation.shape_mutants import shape_mutants

if TYPE_CHECKING:
    import pytest

LOCATION: Final = find(Path(__file__).resolve().parent.parent.parent)
QUERY: Final = """\
SELECT ?focus {
  VALUES ?class { kusei:Duty kusei:Reform }
  ?focus a/rdfs:subClassOf* ?class ; kusei:when|kusei:date ?date .
  { ?focus kusei:scope ?scope } UNION { ?focus kusei:basis ?basis }
  OPTIONAL { ?focus kusei:under+ ?under }
  FILTER (?date > "2009" && ?date < "2010" || !BOUND(?under))
  FILTER NOT EXISTS { ?other kusei:duty ?focus . }
}
"""
MUTANTS: Final = """\
2 without the row kusei:Duty
2 without the row kusei:Reform
3 without a/rdfs:subClassOf* ?class ;
3 without a/
3 without /rdfs:subClassOf*
3 once rdfs:subClassOf *
3 without ; kusei:when|kusei:date ?date
3 without kusei:when|
3 without |kusei:date
4 without { ?focus kusei:scope ?scope } UNION
4 without ?focus kusei:scope ?scope
4 without UNION { ?focus kusei:basis ?basis }
4 without ?focus kusei:basis ?basis
5 without OPTIONAL { ?focus kusei:under+ ?under }
5 without ?focus kusei:under+ ?under
5 once kusei:under +
6 without FILTER (?date > "2009" && ?date < "2010" || !BOUND(?under))
6 without ?date > "2009" && ?date < "2010" ||
6 without ?date > "2009" &&
6 without && ?date < "2010"
6 without || !BOUND(?under)
6 with > → >=
6 with < → <=
7 without FILTER NOT EXISTS { ?other kusei:duty ?focus . }
7 without ?other kusei:duty ?focus .
"""
HEAD: Final = """\
@prefix kusei: <https://w3id.org/kusei/ontology#> .
@prefix minato: <https://w3id.org/kusei/id/minato/> .
"""
SHAPE: Final = """\
@prefix kusei: <https://w3id.org/kusei/ontology#> .
@prefix rule: <https://w3id.org/kusei/rule/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
rule:duty-note a sh:PropertyShape ;
    sh:targetClass kusei:Duty ;
    sh:path kusei:note ;
    sh:minCount 1 ;
    sh:maxLength 3 ;
    sh:in ( "a" "b" ) ;
    kusei:code "KG900" ; sh:name "duty-note" ; sh:severity sh:Violation ;
    sh:message "注"@ja, "note"@en ;
    kusei:fix "直す"@ja, "mend"@en .
"""
CHECK: Final = """\
#+ code = "KG901"
#+ name = "duty-with-note"
#+ severity = "error"
#+ message = { ja = "注", en = "note" }
#+ fix = { ja = "直す", en = "mend" }
PREFIX kusei: <https://w3id.org/kusei/ontology#>
SELECT ?focus {
  ?focus a kusei:Duty ; kusei:note ?note .
  FILTER (?note != "x")
}
"""


def cases(folder: Path, **bodies: str) -> Path:
    """A folder of cases, each by the begin of its name."""
    folder.mkdir()
    for name, body in bodies.items():
        (folder / f"{name}.case.ttl").write_text(HEAD + body, "utf-8")
    return folder


def test_each_part_of_a_query_is_taken_out_or_changed() -> None:
    """Rows, patterns, steps of paths, branches, filters, their operands and bounds, with lines."""
    mutants = query_mutants(QUERY)
    assert [f"{mutant.line} {mutant.what}" for mutant in mutants] == MUTANTS.splitlines()
    texts = [mutant.text for mutant in mutants]
    assert len({*texts, QUERY}) == len(texts) + 1


def test_a_constraint_that_no_case_guards_is_found(tmp_path: Path) -> None:
    """Of a shape: the bound that a case needs is killed, what no case needs is told."""
    (tmp_path / "duty.ttl").write_text(SHAPE, "utf-8")
    folder = cases(
        tmp_path / "duty",
        invalid="# expect: KG900 error minato:duty-a kusei:note\nminato:duty-a a kusei:Duty .",
        valid='minato:duty-a a kusei:Duty ; kusei:note "a" .',
    )
    outcomes = {o.what: o.killed for o in shape_outcomes(tmp_path / "duty.ttl", folder, LOCATION)}
    assert outcomes == {
        "duty-note: without sh:targetClass kusei:Duty": True,
        "duty-note: without sh:minCount 1": True,
        "duty-note: without sh:maxLength 3": False,
        "duty-note: with sh:maxLength 4": False,
        "duty-note: without sh:in a b": False,
        "duty-note: sh:in without a": True,
        "duty-note: sh:in without b": False,
    }


def test_a_line_of_a_check_that_no_case_guards_is_found(tmp_path: Path) -> None:
    """The filter that only a valid case guards is killed by it; the class has no case here."""
    query = tmp_path / "duty-with-note.rq"
    query.write_text(CHECK, "utf-8")
    folder = cases(
        tmp_path / "cases",
        invalid='# expect: KG901 error minato:duty-a -\nminato:duty-a a kusei:Duty ; kusei:note "a" .',
        valid='minato:duty-a a kusei:Duty ; kusei:note "x" .\nminato:duty-b a kusei:Duty .',
    )
    assert list(check_outcomes(query, folder, LOCATION)) == [
        Outcome(query.name, 8, "without a kusei:Duty ;", killed=False),
        Outcome(query.name, 8, "without ; kusei:note ?note", killed=True),
        Outcome(query.name, 9, 'without FILTER (?note != "x")', killed=True),
    ]


def test_the_summary_tells_what_is_unguarded_and_what_is_wrongly_excused() -> None:
    """An excuse counts only for what no case kills; the score leaves the excused out."""
    outcomes = [
        Outcome("a.rq", 7, "one", killed=False),
        Outcome("a.rq", 8, "two", killed=False),
        Outcome("a.rq", 9, "three", killed=True),
        Outcome("a.rq", 9, "four", killed=True, runs=False),
        Outcome("a.ttl", None, "five", killed=True),
    ]
    assert list(summary(outcomes, {"a.rq": {"two": "why"}, "a.ttl": {"five": "why"}})) == [
        "unguarded  a.rq:7: one",
        "killed, yet listed as equivalent  a.ttl: five",
        "shapes: 1 of 1 mutants killed (100.0%); 0 equivalent, 0 that do not run",
        "checks: 1 of 2 mutants killed (50.0%); 1 equivalent, 1 that do not run",
    ]


def test_what_is_excused_is_a_mutant_of_its_file() -> None:
    """An excuse for a line that was rewritten would hide the next one."""
    files = {file.name: file for file in rule_files(LOCATION)}
    for name, excused in EQUIVALENT.items():
        file = files[name]
        if file.suffix == ".rq":
            named = {mutant.what for mutant in query_mutants(read_check(file).text)}
        else:
            stated = shapes.read_shapes([file], root=file.parent)
            named = {f"{m.shape.rule.name}: {m.what}" for m in shape_mutants(stated)}
        assert set(excused) <= named
        assert all(excused.values())


def test_a_name_that_no_rule_file_bears_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A run over nothing would look like a success."""
    assert main(["circel"]) == 2
    assert capsys.readouterr().err == "no shapes and no check of the name circel\n"

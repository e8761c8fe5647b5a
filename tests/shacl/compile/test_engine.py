"""What is compiled, what is left to the reference, and that nothing is skipped silently."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from kusei.errors import InvalidValue
from kusei.graph.store import Syntax
from kusei.shacl.compile.engine import Engine, compiled, results_of
from kusei.shacl.compile.model import Predicate, Sequence
from kusei.shacl.input_files import read_stream
from kusei.shacl.validate import validate_graph
from kusei.validation import shapes
from tests.shacl.compile.both_engines import HEAD, plain, quads, run, short

if TYPE_CHECKING:
    from pathlib import Path

    from kusei.dataset.files import Dataset

EX: Final = "http://example.org/"
DATA: Final = "ex:a a ex:C ; ex:p ex:b . ex:b ex:p ex:a ; ex:n 1 ."
COMPILED: Final = (
    "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:n ; sh:minCount 1 ] ."
)
LEFT: Final = {
    "sh:node ex:T": "a shape that refers to itself",
    'sh:property [ sh:path ex:n ; sh:pattern "(.)\\\\1" ]': "not a pattern",
}
BESIDE: Final = " ex:T sh:targetNode ex:b ; sh:nodeKind sh:Literal ; "


@pytest.mark.parametrize("asked", LEFT)
def test_one_shape_is_left_and_the_others_are_compiled(asked: str) -> None:
    """The reference runs just the shape that cannot be compiled; the report is that of both."""
    text = f"{COMPILED} {BESIDE} {asked} ."
    found, left = run(DATA, text, Engine.COMPILED)
    reference, _ = run(DATA, text, Engine.PYSHACL)
    assert [(str(one.shape), LEFT[asked] in one.reason) for one in left] == [
        ("<http://example.org/T>", True)
    ]
    assert len(compiled(quads(DATA, 0), quads(text, 1)).results) == 1
    assert plain(found) == plain(reference)
    assert len(found) == 3


def test_the_report_names_what_was_left() -> None:
    """The shape by its code, the component, the reason."""
    files = [
        read_stream(io.BytesIO((HEAD + text).encode()), name="f", number=n, syntax=Syntax.TURTLE)
        for n, text in enumerate([DATA, f"{COMPILED} {BESIDE} sh:node ex:T ."])
    ]
    report = validate_graph(files[:1], files[1:])
    assert report.by_reference == ("T: sh:NodeConstraintComponent: a shape that refers to itself",)
    assert not validate_graph(files[:1], files[1:], engine=Engine.PYSHACL).by_reference


@pytest.mark.parametrize(
    "shape",
    [
        'sh:property [ sh:path ex:p ; sh:minCount "x" ]',
        "sh:property [ sh:path ( ex:p ) ]",
        "sh:in 1",
        "sh:property ex:nothing",
        "sh:minCount 1",
    ],
)
def test_what_is_not_well_formed_is_judged_by_the_reference(shape: str) -> None:
    """Both engines refuse it, or both report the same."""
    text = f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; {shape} ."
    outcomes = []
    for engine in Engine:
        try:
            outcomes.append(str(short(run(DATA, text, engine)[0])))
        except InvalidValue as refused:
            outcomes.append(str(refused))
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize(
    ("target", "nodes"),
    [
        ("sh:targetNode ex:b, 5", ['"5"^^<http://www.w3.org/2001/XMLSchema#integer>', "<b>"]),
        ("sh:targetClass ex:C", ["<a>", "<c>"]),
        ("sh:targetSubjectsOf ex:n", ["<b>"]),
        ("sh:targetObjectsOf ex:p", ["<a>", "<b>"]),
        ("a rdfs:Class", ["<d>"]),
        ("a owl:Class ; sh:targetNode ex:a", ["<a>", "<d>"]),
    ],
)
def test_every_kind_of_target_counts(target: str, nodes: list[str]) -> None:
    """Subclasses count, and so does a shape that is a class itself."""
    data = DATA + " ex:c a ex:D . ex:D rdfs:subClassOf ex:C . ex:d a ex:S ."
    text = f"ex:S a sh:NodeShape ; {target} ; sh:in ( ) ."
    for engine in Engine:
        found, left = run(data, text, engine)
        assert sorted({one.split()[0] for one in short(found)}) == nodes
        assert not left


def test_the_reasons_within_are_those_of_the_reference() -> None:
    """What a value fails inside of sh:node, sh:or and a qualified shape, nested."""
    text = (
        "ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; "
        "sh:node [ sh:or ( [ sh:class ex:C ] [ sh:property [ sh:path ex:n ; sh:maxCount 0 ] ] ) ] ; "
        "sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1 ; "
        "sh:not [ sh:nodeKind sh:IRI ] ; sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:minLength 1 ] ) ] ."
    )

    def reasons(engine: Engine) -> list[str]:
        return sorted(
            f"{result.source_constraint_component} {detail.shape} {detail.node} "
            f"{[(r.source_constraint_component, r.focus_node, r.value) for r in detail.results]}"
            for result in run(DATA, text, engine)[0]
            for detail in result.details
        )

    assert len(reasons(Engine.COMPILED)) == 5
    assert reasons(Engine.COMPILED) == reasons(Engine.PYSHACL)


def test_a_value_is_one_term_whichever_engine_found_it() -> None:
    """A text of several lines and a path of two steps are the same in both results."""
    data = 'ex:a ex:p [ ex:q "one\\ntwo \\"x\\""@en ] .'
    text = "ex:S sh:targetNode ex:a ; sh:property [ sh:path ( ex:p ex:q ) ; sh:maxLength 1 ] ."
    (compiled_result,), _ = run(data, text, Engine.COMPILED)
    (reference,), _ = run(data, text, Engine.PYSHACL)
    assert str(compiled_result.value) == '"one\\ntwo \\"x\\""@en'
    assert compiled_result.path == Sequence((Predicate(f"{EX}p"), Predicate(f"{EX}q")))
    assert plain([reference]) == plain([compiled_result])


def test_the_shapes_of_the_project_give_the_same_by_both_engines(minato: Dataset) -> None:
    """Nothing of them is left, and each result is the same, on data with a defect of each sort."""
    stated = shapes.read_shapes(
        shapes.shape_files(minato.location.validation), root=minato.location.root
    )
    broken = [
        quad
        for number, quad in enumerate(minato.curated)
        if number % 7  # every seventh triple is lacking
    ]
    data = shapes.with_subclasses(broken, minato.ontology)
    found, left = results_of(data, stated.quads, engine=Engine.COMPILED)
    reference, _ = results_of(data, stated.quads, engine=Engine.PYSHACL)
    assert not left
    assert len(found) > 100
    assert plain(found) == plain(reference)


def test_the_fast_path_imports_neither_rdflib_nor_pyshacl(
    tmp_path: Path, dataset_root: Path
) -> None:
    """To import them takes longer than to validate a small graph."""
    (tmp_path / "d.ttl").write_text(HEAD + DATA, "utf-8")
    (tmp_path / "s.ttl").write_text(HEAD + COMPILED, "utf-8")
    code = (
        "import sys\n"
        "from kusei.commands import kusei\n"
        "try: kusei.main(['shacl', 'd.ttl', '--shapes', 's.ttl'], standalone_mode=False)\n"
        "except BaseException: pass\n"
        "print(sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(dataset_root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "min-count" in ran.stdout or "minCount" in ran.stdout or "at least 1" in ran.stdout
    assert "'rdflib'" not in ran.stderr
    assert "'pyshacl'" not in ran.stderr

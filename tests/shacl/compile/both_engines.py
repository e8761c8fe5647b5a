"""Both engines on Turtle: what the tests of the compiler compare."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Final

from kusei.graph.store import Syntax
from kusei.shacl.compile.engine import Engine, results_of
from kusei.shacl.input_files import read_stream

if TYPE_CHECKING:
    from kusei.graph.store import Quad
    from kusei.shacl.compile.engine import NotEvaluated
    from kusei.shacl.validation_result import ValidationResult

HEAD: Final = """\
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
Results = Counter[tuple[object, ...]]


def quads(turtle: str, number: int) -> tuple[Quad, ...]:
    """The quads of Turtle under the prefixes of the tests."""
    stream = io.BytesIO((HEAD + turtle).encode())
    return read_stream(stream, name="t", number=number, syntax=Syntax.TURTLE).quads


def run(
    data: str, shapes: str, engine: Engine
) -> tuple[list[ValidationResult], tuple[NotEvaluated, ...]]:
    """The results of an engine, and what the compiled one left to the reference."""
    return results_of(quads(data, 0), quads(shapes, 1), engine=engine)


def plain(results: list[ValidationResult]) -> Results:
    """Of each result what the standard fixes."""
    return Counter(
        (
            r.focus_node,
            r.path,
            r.value,
            r.source_shape,
            r.source_constraint_component,
            r.severity,
            r.source_constraint,
        )
        for r in results
    )


def short(results: list[ValidationResult]) -> list[str]:
    """Focus node, path and value of each result, sorted, without the namespace."""
    texts = (
        " ".join(str(term) for term in (r.focus_node, _property(r), r.value) if term is not None)
        for r in results
    )
    return sorted(text.replace("http://example.org/", "") for text in texts)


def _property(result: ValidationResult) -> str | None:
    return None if result.predicate is None else f"<{result.predicate}>"

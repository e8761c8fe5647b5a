"""The reference validator, and what it must leave as it was."""

from __future__ import annotations

import logging
import warnings
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.plugins import sparql
from rdflib.term import _toPythonMapping as readings

from kusei.errors import InvalidValue
from kusei.shacl.pyshacl_reference import reference_results
from tests.shacl.compile.both_engines import quads

if TYPE_CHECKING:
    from collections.abc import Iterator

LOGGERS = ("rdflib", "rdflib.term", "pyshacl-validate")


def state() -> tuple[object, ...]:
    """All that is set for pyshacl or by it."""
    loggers = [logging.getLogger(name) for name in LOGGERS]
    return (
        sparql.SPARQL_LOAD_GRAPHS,
        rdflib.NORMALIZE_LITERALS,
        readings[rdflib.XSD.boolean],
        [(logger.disabled, logger.level, logger.handlers[:]) for logger in loggers],
        warnings.filters[:],
    )


@pytest.fixture
def settings_of_a_user() -> Iterator[None]:
    """Rdflib as somebody has set it who uses it beside kusei."""
    normalizes, boolean = rdflib.NORMALIZE_LITERALS, readings[rdflib.XSD.boolean]
    logger = logging.getLogger("pyshacl-validate")
    level = logger.level
    rdflib.NORMALIZE_LITERALS = False
    readings[rdflib.XSD.boolean] = lambda text: text == "wahr"
    logger.setLevel(logging.ERROR)
    yield
    rdflib.NORMALIZE_LITERALS, readings[rdflib.XSD.boolean] = normalizes, boolean
    logger.setLevel(level)


@pytest.mark.usefixtures("settings_of_a_user")
@pytest.mark.parametrize(
    ("constraint", "results"), [("sh:minCount 1", 1), ('sh:minCount "many"', None)]
)
def test_what_is_global_is_as_it_was(constraint: str, results: int | None) -> None:
    """After a report, and after shapes that cannot be run, rdflib and the loggers are untouched."""
    shapes = quads(f"ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; {constraint} ] .", 1)
    before = state()
    if results is None:
        with pytest.raises(InvalidValue):
            reference_results(quads("ex:a ex:q true .", 0), shapes)
    else:
        assert len(reference_results(quads("ex:a ex:q true .", 0), shapes)) == results
    assert state() == before

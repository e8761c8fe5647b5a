"""Words of SHACL that an engine passes over without a word: misspelt ones, those not run."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Severity, Text
from kusei.graph.store import Literal, NamedNode
from kusei.report.input_rules import UNKNOWN_TERM
from kusei.shacl.refused import COUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.findings import Finding
    from kusei.graph.store import Quad, Term
    from kusei.shacl.input_files import GraphFile

_TERMS: Final = frozenset(
    """
    Shape NodeShape PropertyShape target targetClass targetNode targetObjectsOf targetSubjectsOf
    message severity deactivated property path inversePath alternativePath zeroOrMorePath
    oneOrMorePath zeroOrOnePath name description order group defaultValue PropertyGroup
    class datatype nodeKind minCount maxCount minLength maxLength pattern flags minInclusive
    maxInclusive minExclusive maxExclusive in languageIn uniqueLang hasValue equals disjoint
    lessThan lessThanOrEquals closed ignoredProperties node and or not xone qualifiedValueShape
    qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint
    NodeKind IRI BlankNode Literal BlankNodeOrIRI BlankNodeOrLiteral IRIOrLiteral
    Severity Violation Warning Info AbstractResult ValidationReport ValidationResult conforms
    result detail focusNode resultMessage resultPath resultSeverity sourceConstraint
    sourceConstraintComponent sourceShape value shapesGraphWellFormed suggestedShapesGraph
    shapesGraph entailment Parameterizable Parameter parameter optional labelTemplate
    ConstraintComponent validator nodeValidator propertyValidator Validator sparql
    SPARQLConstraint SPARQLExecutable SPARQLSelectExecutable SPARQLSelectValidator
    SPARQLAskExecutable SPARQLAskValidator SPARQLConstructExecutable SPARQLUpdateExecutable
    SPARQLFunction SPARQLRule SPARQLTarget SPARQLTargetType SPARQLValuesDeriver ask select
    construct update declare prefix prefixes namespace PrefixDeclaration Function Rule Rules
    TripleRule Target TargetType ResultAnnotation annotationProperty annotationValue
    annotationVarName resultAnnotation expression ExpressionConstraintComponent filterShape
    intersection union nodes this subject predicate object condition rule returnType
    js JSConstraint JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator
    jsFunctionName jsLibrary jsLibraryURL
    """.split()  # noqa: SIM905 - a hundred words read better so
)
"""Of https://www.w3.org/ns/shacl.ttl: SHACL, SHACL Advanced Features, SHACL JavaScript."""
_COMPONENT: Final = "ConstraintComponent"
_NOT_RUN: Final = frozenset({"target", "expression", "js"})
"""Of SHACL Advanced Features and SHACL JavaScript: what would change a report if it were run."""


def unknown_terms(file: GraphFile) -> Iterator[Finding]:
    """What a file says with words in the namespace of SHACL that SHACL does not have.

    A warning and no error: the word may be of a later SHACL, but nothing here looks at it.
    """
    seen: set[tuple[str, str]] = set()
    for quad in file.quads:
        for node in (quad.predicate, quad.object):
            if not isinstance(node, NamedNode) or not node.value.startswith(terms.SH):
                continue
            name = node.value.removeprefix(terms.SH)
            about = str(quad.subject), name
            if not name or name in _TERMS or name.endswith(_COMPONENT) or about in seen:
                continue
            seen.add(about)
            from difflib import get_close_matches

            near = [f"sh:{one}" for one in get_close_matches(name, sorted(_TERMS), n=1)]
            texts = {
                "term": f"sh:{name}",
                "hint_ja": f"({near[0]} か)" if near else "",
                "hint_en": f"; {near[0]} is near" if near else "",
            }
            yield _warning(quad, file, texts, value=node is quad.object)


def passed_over(file: GraphFile) -> Iterator[Finding]:
    """What a file says in words that SHACL has, but that no engine here can keep.

    A warning, as of :func:`unknown_terms`: shapes that seem to ask for more than was looked at.
    """
    for quad in file.quads:
        name = quad.predicate.value.removeprefix(terms.SH)
        if name in _NOT_RUN:
            ja = f"sh:{name} は SHACL Core にも SHACL-SPARQL にもなく、実行されない"
            en = f"sh:{name} is of neither SHACL Core nor SHACL-SPARQL; it is not run"
        elif name in COUNTS and _is_negative(quad.object):
            ja = f"sh:{name} は 0 以上の数をとる"
            en = f"sh:{name} takes a number that is not below 0"
        else:
            continue
        texts = {"term": "", "hint_ja": "", "hint_en": ""}
        yield replace(_warning(quad, file, texts, value=True), message=Text(ja=ja, en=en))


def _is_negative(count: Term) -> bool:
    return isinstance(count, Literal) and re.fullmatch(r"-0*[1-9]\d*", count.value) is not None


def _warning(quad: Quad, file: GraphFile, texts: dict[str, str], *, value: bool) -> Finding:
    finding = UNKNOWN_TERM.finding(
        focus=quad.subject.value if isinstance(quad.subject, NamedNode) else None,
        path=quad.predicate.value,
        value=str(quad.object) if value else None,
        file=file.name,
        texts=texts,
    )
    return replace(finding, severity=Severity.WARNING, fix=None)

"""Words of SHACL that somebody's shapes misspell: an engine passes over them without a word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Severity
from kusei.store import NamedNode
from kusei.validation.vocabulary import UNKNOWN_TERM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.findings import Finding
    from kusei.validation.any_input import GraphFile

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
            finding = UNKNOWN_TERM.finding(
                focus=quad.subject.value if isinstance(quad.subject, NamedNode) else None,
                path=quad.predicate.value,
                value=str(quad.object) if node is quad.object else None,
                file=file.name,
                texts=texts,
            )
            yield replace(finding, severity=Severity.WARNING, fix=None)

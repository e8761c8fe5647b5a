"""What a constraint of SHACL Core says in plain words, where a shape has no message of its own.

Each says it in two ways: what is wrong where it is not met, and what it asks, by which a shape
without a name is told. ``{0}`` stands for its number, class, pattern, list or inner shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kusei import terms
from kusei.findings import Text

_ENDING: Final = "ConstraintComponent"
_ONE: Final = re.compile(r"\b1 (value|character)s\b")


@dataclass(frozen=True, slots=True)
class Words:
    """Of one component: the property that says what it asks, what is wrong, what is asked."""

    parameter: str
    wrong: Text
    asks: Text


def _of(parameter: str, wrong: tuple[str, str], asks: tuple[str, str]) -> Words:
    return Words(parameter, Text(*wrong), Text(*asks))


WORDS: Final = {
    "MinCount": _of(
        "minCount",
        ("値が足りない({0} 個以上要る)", "has too few values: at least {0}"),
        ("値が {0} 個以上", "at least {0} values"),
    ),
    "MaxCount": _of(
        "maxCount",
        ("値が多すぎる({0} 個まで)", "has too many values: at most {0}"),
        ("値が {0} 個まで", "at most {0} values"),
    ),
    "Class": _of(
        "class",
        ("値が {0} の一つでない", "the value is not one of class {0}"),
        ("{0} の一つ", "one of class {0}"),
    ),
    "Datatype": _of(
        "datatype",
        ("値が {0} として読めない", "the value is no {0}"),
        ("{0}", "a value of type {0}"),
    ),
    "NodeKind": _of(
        "nodeKind",
        ("値の種類が {0} でない", "the value is not of the kind: {0}"),
        ("種類が {0} の値", "a value of the kind: {0}"),
    ),
    "MinLength": _of(
        "minLength",
        ("{0} 文字より短い", "is shorter than {0} characters"),
        ("{0} 文字以上", "{0} characters or more"),
    ),
    "MaxLength": _of(
        "maxLength",
        ("{0} 文字より長い", "is longer than {0} characters"),
        ("{0} 文字以下", "{0} characters or less"),
    ),
    "Pattern": _of(
        "pattern",
        ("型 {0} に合わない", "does not match the pattern {0}"),
        ("型 {0} に合う", "matches the pattern {0}"),
    ),
    "MinInclusive": _of(
        "minInclusive", ("{0} 以上でない", "is not {0} or more"), ("{0} 以上", "{0} or more")
    ),
    "MaxInclusive": _of(
        "maxInclusive", ("{0} 以下でない", "is not {0} or less"), ("{0} 以下", "{0} or less")
    ),
    "MinExclusive": _of(
        "minExclusive",
        ("{0} を超えていない", "is not more than {0}"),
        ("{0} を超える", "more than {0}"),
    ),
    "MaxExclusive": _of(
        "maxExclusive", ("{0} 未満でない", "is not less than {0}"), ("{0} 未満", "less than {0}")
    ),
    "In": _of(
        "in",
        ("許された値のどれでもない: {0}", "is none of the values that may stand here: {0}"),
        ("{0} のどれか", "one of {0}"),
    ),
    "LanguageIn": _of(
        "languageIn",
        ("言語が {0} でない", "is not in one of the languages {0}"),
        ("言語が {0} のどれか", "in one of the languages {0}"),
    ),
    "UniqueLang": _of(
        "uniqueLang",
        ("同じ言語の値が二つ以上ある", "has two values in one language"),
        ("どの言語の値も一つまで", "no two values in one language"),
    ),
    "HasValue": _of(
        "hasValue", ("値 {0} がない", "lacks the value {0}"), ("値 {0} がある", "has the value {0}")
    ),
    "Equals": _of(
        "equals",
        ("値が {0} と同じでない", "does not have the same values as {0}"),
        ("値が {0} と同じ", "the same values as {0}"),
    ),
    "Disjoint": _of(
        "disjoint",
        ("{0} と同じ値がある", "shares a value with {0}"),
        ("{0} と同じ値がない", "no value in common with {0}"),
    ),
    "LessThan": _of(
        "lessThan",
        ("{0} の値より小さくない", "is not less than the value of {0}"),
        ("{0} の値より小さい", "less than the value of {0}"),
    ),
    "LessThanOrEquals": _of(
        "lessThanOrEquals",
        ("{0} の値以下でない", "is not the value of {0} or less"),
        ("{0} の値以下", "the value of {0} or less"),
    ),
    "Closed": _of(
        "closed",
        ("ここに書けない述語である", "has a property that may not stand here"),
        ("挙げたもの以外の述語がない", "no other properties than those listed"),
    ),
    "Node": _of(
        "node",
        ("「{0}」の条件を満たさない", "does not meet “{0}”"),
        ("{0}", "{0}"),
    ),
    "Property": _of(
        "property",
        ("「{0}」の条件を満たさない", "does not meet “{0}”"),
        ("{0}", "{0}"),
    ),
    "Not": _of(
        "not",
        ("満たしてはならない条件「{0}」を満たす", "meets “{0}”, which it must not"),
        ("「{0}」でない", "not “{0}”"),
    ),
    "And": _of(
        "and",
        ("すべての条件を満たしてはいない", "does not meet all conditions together"),
        ("{0}", "{0}"),
    ),
    "Or": _of(
        "or",
        ("どの条件も満たさない", "meets none of the alternatives"),
        ("{0} のどれか", "one at least of {0}"),
    ),
    "Xone": _of(
        "xone",
        ("ちょうど一つの条件を満たしていない", "does not meet exactly one of the alternatives"),
        ("{0} のちょうど一つ", "exactly one of {0}"),
    ),
    "QualifiedMinCount": _of(
        "qualifiedMinCount",
        (
            "条件に合う値が足りない({0} 個以上要る)",
            "has too few values of the kind asked for: at least {0}",
        ),
        ("条件に合う値が {0} 個以上", "at least {0} values of the kind asked for"),
    ),
    "QualifiedMaxCount": _of(
        "qualifiedMaxCount",
        (
            "条件に合う値が多すぎる({0} 個まで)",
            "has too many values of the kind asked for: at most {0}",
        ),
        ("条件に合う値が {0} 個まで", "at most {0} values of the kind asked for"),
    ),
    "SPARQL": _of(
        "sparql",
        ("シェイプの問合せに該当する", "was found by a query of the rule"),
        ("シェイプの問合せに該当しない", "not found by a query of the rule"),
    ),
}
"""The components of SHACL Core, and the one of SHACL-SPARQL, by their names."""
AMISS: Final = Text(ja="条件を満たさない", en="is not as it should be")
"""What is wrong with a node that fails a shape without a name, where the reasons follow."""
KINDS: Final = {
    "IRI": Text(ja="IRI", en="IRI"),
    "BlankNode": Text(ja="名前のないノード", en="node without a name"),
    "Literal": Text(ja="リテラル", en="text, number or date"),
    "BlankNodeOrIRI": Text(ja="IRI か名前のないノード", en="IRI or node without a name"),
    "BlankNodeOrLiteral": Text(
        ja="名前のないノードかリテラル", en="node without a name, or text, number or date"
    ),
    "IRIOrLiteral": Text(ja="IRI かリテラル", en="IRI, or text, number or date"),
}
"""The kinds of node (https://www.w3.org/TR/shacl/#NodeKindConstraintComponent)."""


def words_of(component: str) -> Words | None:
    """What a component of SHACL (its IRI) says; None of any other."""
    return WORDS.get(short_name(component)) if component.startswith(terms.SH) else None


def short_name(component: str) -> str:
    """``MinCount`` of ``sh:MinCountConstraintComponent``; of a component of one's own its name."""
    return local_name(component).removesuffix(_ENDING)


def local_name(iri: str) -> str:
    """What follows the last ``#``, ``/`` or ``:`` of an IRI."""
    for mark in "#/:":
        _, found, local = iri.rstrip("#/").rpartition(mark)
        if found:
            return local
    return iri


def filled(text: Text, asked: Text) -> Text:
    """The text with what is asked in its place."""
    english = text.en.replace("{0}", asked.en)
    if asked.en == "1":
        english = _ONE.sub(r"1 \1", english)
    return Text(ja=text.ja.replace("{0}", asked.ja), en=english)

"""What a constraint of SHACL Core says in plain words, where a shape has no message of its own.

``{0}`` stands for what the shape asks: its number, class, pattern or list.
"""

from __future__ import annotations

from typing import Final

from kusei import terms
from kusei.findings import Text

_ENDING: Final = "ConstraintComponent"
_WORDS: Final = {
    "MinCount": ("minCount", "値が足りない。{0} 個以上要る", "has too few values: at least {0}"),
    "MaxCount": ("maxCount", "値が多すぎる。{0} 個まで", "has too many values: at most {0}"),
    "Class": ("class", "値が {0} の一つでない", "the value is not one of class {0}"),
    "Datatype": ("datatype", "値が {0} として読めない", "the value is no {0}"),
    "NodeKind": ("nodeKind", "値の種類が {0} でない", "the value is not of the kind {0}"),
    "MinLength": ("minLength", "{0} 文字より短い", "is shorter than {0} characters"),
    "MaxLength": ("maxLength", "{0} 文字より長い", "is longer than {0} characters"),
    "Pattern": ("pattern", "型 {0} に合わない", "does not match the pattern {0}"),
    "MinInclusive": ("minInclusive", "{0} 以上でない", "is not {0} or more"),
    "MaxInclusive": ("maxInclusive", "{0} 以下でない", "is not {0} or less"),
    "MinExclusive": ("minExclusive", "{0} を超えていない", "is not more than {0}"),
    "MaxExclusive": ("maxExclusive", "{0} 未満でない", "is not less than {0}"),
    "In": ("in", "許された値のどれでもない: {0}", "is none of the values that may stand here: {0}"),
    "LanguageIn": ("languageIn", "言語が {0} でない", "is not in one of the languages {0}"),
    "UniqueLang": ("", "同じ言語の値が二つ以上ある", "has two values in one language"),
    "HasValue": ("hasValue", "値 {0} がない", "lacks the value {0}"),
    "Equals": ("equals", "値が {0} と同じでない", "does not have the same values as {0}"),
    "Disjoint": ("disjoint", "{0} と同じ値がある", "shares a value with {0}"),
    "LessThan": ("lessThan", "{0} の値より小さくない", "is not less than the value of {0}"),
    "LessThanOrEquals": (
        "lessThanOrEquals",
        "{0} の値以下でない",
        "is not the value of {0} or less",
    ),
    "Closed": ("", "ここに書けない述語である", "has a property that may not stand here"),
    "Node": ("node", "{0} の条件を満たさない", "does not meet what {0} asks"),
    "SPARQL": ("", "シェイプの問合せに該当する", "was found by a query of the shape"),
    "Property": ("property", "{0} の条件を満たさない", "does not meet what {0} asks"),
    "Not": ("not", "満たしてはならない条件 {0} を満たす", "meets {0}, which it must not"),
    "And": ("", "すべての条件を満たしてはいない", "does not meet all of the alternatives together"),
    "Or": ("", "どの条件も満たさない", "meets none of the alternatives"),
    "Xone": ("", "ちょうど一つの条件を満たしていない", "does not meet exactly one alternative"),
    "QualifiedMinCount": (
        "qualifiedMinCount",
        "条件に合う値が足りない。{0} 個以上要る",
        "has too few values of the kind asked for: at least {0}",
    ),
    "QualifiedMaxCount": (
        "qualifiedMaxCount",
        "条件に合う値が多すぎる。{0} 個まで",
        "has too many values of the kind asked for: at most {0}",
    ),
}
_WITHOUT_NAME: Final = Text(ja="無名のシェイプ", en="a shape without a name")


def parameter(component: str) -> str | None:
    """The property (an IRI) that says what a shape asks by this component."""
    found = _WORDS.get(short_name(component))
    return terms.SH + found[0] if found is not None and found[0] else None


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


def words(component: str, asked: str | None) -> Text | None:
    """What a component of SHACL Core says; None of any other."""
    if not component.startswith(terms.SH) or short_name(component) not in _WORDS:
        return None
    _, ja, en = _WORDS[short_name(component)]
    what = _WITHOUT_NAME if asked is None else Text(ja=asked, en=asked)
    return Text(ja=ja.replace("{0}", what.ja), en=en.replace("{0}", what.en))

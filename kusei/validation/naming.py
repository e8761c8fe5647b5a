"""Rules about IRIs: ASCII, in the form of their class, and a claim named after what it is about.

An IRI is opaque once it is minted: a renaming never changes it. A claim's IRI repeats the IRIs of
what it is about, which never change either, so the two must agree; where they do not, one of them
is a slip.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kusei import terms
from kusei.findings import Text
from kusei.report.rules import error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kusei.dataset.files import Dataset
    from kusei.dataset.index import Index
    from kusei.findings import Finding

IRI_FORM: Final = error(
    "KG009",
    "iri-form",
    Text(
        ja="IRI は、{form} の形の小文字ローマ字と数字とハイフンで書く",
        en="the IRI must be of the form {form}, in lower-case romaji, digits and hyphens",
    ),
    Text(ja="名前を付け直す", en="give it another name"),
    Text(
        ja="どの道具でも同じ綴りになる IRI だけが、長く同じものを指し続ける",
        en="Only an IRI that every tool spells alike goes on naming the same thing for years",
    ),
)
CLAIM_NAME: Final = error(
    "KG062",
    "named-after-another",
    Text(
        ja="名前は {expected} を述べるが、{path} は {found} である",
        en="is named after {expected}, but its {path} is {found}",
    ),
    Text(ja="{path} か、主張の IRI を直す", en="mend {path}, or the IRI of the claim"),
    Text(
        ja="主張の名前と中身が食い違えば、写して直し忘れた跡である",
        en="Where the name of a claim and its content disagree, something was copied "
        "and not finished",
    ),
)
RULES: Final = (IRI_FORM, CLAIM_NAME)

_LOCAL: Final = re.compile(r"[a-z0-9]+(?:--?[a-z0-9]+)*\Z")
_K: Final = terms.KUSEI
_FORMS: Final = {
    terms.ORG + "FormalOrganization": "organisation-…",
    terms.CV + "PublicOrganisation": "ward",
    _K + "UnitKind": "kind-…",
    terms.ORG + "OrganizationalUnit": "unit-…",
    terms.ORG + "Role": "role-…",
    terms.ORG + "Post": "post-…",
    _K + "Duty": "duty-…",
    _K + "Reform": "reform-…",
    _K + "Instrument": "instrument-…",
    _K + "Measure": "measure-…",
    _K + "Decision": "decision-…",
    _K + "Document": "document-…",
    _K + "Copy": "copy-…",
    _K + "Check": "check-…",
    _K + "Name": "name-…",
    _K + "Placement": "placement-…",
    _K + "Assignment": "assignment-…--…",
    _K + "Ranking": "ranking-…",
    _K + "Purpose": "purpose-…",
    _K + "ConcurrentPost": "concurrent-…",
    _K + "Incumbency": "incumbency-…",
    _K + "StaffQuota": "quota-…",
    _K + "Passage": "…-p…",
    **{
        _K + name: "event-…"
        for name in (
            "Establishment",
            "Abolition",
            "Revival",
            "Renaming",
            "Move",
            "Merger",
            "Absorption",
            "Split",
            "Secession",
            "Replacement",
            "DutyTransfer",
            "DutyAddition",
            "AuthorityRevision",
            "Reorganisation",
        )
    },
}
_NUMBERED: Final = {
    _K + "Name": ("name", _K + "nameOf"),
    _K + "Placement": ("placement", _K + "placed"),
    _K + "Ranking": ("ranking", _K + "ranked"),
    _K + "Purpose": ("purpose", _K + "purposeOf"),
    _K + "Incumbency": ("incumbency", _K + "incumbencyOf"),
    _K + "StaffQuota": ("quota", _K + "quotaOf"),
}
_DUTY_PREFIX: Final = re.compile(r"\Aduty-")
_HOLDER_PREFIX: Final = re.compile(r"\A(?:kind|unit|role|post)-")


def naming_findings(dataset: Dataset, index: Index) -> Iterator[Finding]:
    """IRIs that are badly formed, and claims that bear the name of another."""
    for subject in index:
        if subject.startswith(terms.ID):
            yield from _form(subject, dataset, index)
    for cls, (stem, path) in _NUMBERED.items():
        for claim in index.of_class(cls):
            yield from _numbered(claim, stem, path, dataset, index)
    for claim in index.of_class(_K + "Assignment"):
        yield from _assignment(claim, dataset, index)


def _form(iri: str, dataset: Dataset, index: Index) -> Iterator[Finding]:
    local = _local(iri)
    forms = [_FORMS[c] for c in index.iris(iri, terms.RDF_TYPE) if c in _FORMS]
    patterns = [re.escape(form).replace("…", ".+") for form in forms]
    if not _LOCAL.match(local) or (forms and not any(re.fullmatch(p, local) for p in patterns)):
        form = " / ".join(sorted(set(forms))) or "kebab-case"
        yield IRI_FORM.finding(focus=iri, file=dataset.file_of(iri), texts={"form": form})


def _numbered(
    claim: str, stem: str, path: str, dataset: Dataset, index: Index
) -> Iterator[Finding]:
    for bearer in index.iris(claim, path):
        about = re.sub(r"-[0-9]+\Z", "", _local(claim).removeprefix(f"{stem}-"))
        if about != _local(bearer):
            yield _misnamed(claim, path, about, bearer, dataset)


def _assignment(claim: str, dataset: Dataset, index: Index) -> Iterator[Finding]:
    duty_name, _, holder_name = _local(claim).removeprefix("assignment-").partition("--")
    for path, name, prefix in (
        (_K + "duty", duty_name, _DUTY_PREFIX),
        (_K + "holder", holder_name, _HOLDER_PREFIX),
    ):
        # More than one assignment of a duty to one holder is told apart by a number.
        accepted = (name, re.sub(r"-[0-9]+\Z", "", name))
        for target in index.iris(claim, path):
            if prefix.sub("", _local(target)) not in accepted:
                yield _misnamed(claim, path, name, target, dataset)


def _misnamed(claim: str, path: str, expected: str, found: str, dataset: Dataset) -> Finding:
    return CLAIM_NAME.finding(
        focus=claim,
        path=path,
        value=f"<{found}>",
        file=dataset.file_of(claim),
        texts={
            "expected": expected,
            "path": terms.compact(path),
            "found": terms.compact(found),
        },
    )


def _local(iri: str) -> str:
    return iri.removeprefix(terms.ID).partition("/")[2]

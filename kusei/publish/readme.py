"""The note that lies in a release for whoever opens the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kusei.publish.wording import description, distribution_title, rights

if TYPE_CHECKING:
    from kusei.publish.dcat import Described

_OTHERS: Final = (
    ("dcat.ttl, dcat.jsonld", "この公開物の記述 / description of this release (DCAT 3)"),
    ("ontology/", "語彙、概念体系、JSON-LD コンテキスト / vocabulary, schemes, JSON-LD context"),
    ("shapes/", "SHACL シェイプ / SHACL shapes"),
    ("queries/", "保存クエリと導出規則 / stored questions, checks and rules (SPARQL)"),
    ("SHA256SUMS", "チェックサム / checksums: sha256sum -c SHA256SUMS"),
)


def readme(release: Described) -> str:
    """Plain text in both languages: what this is, which file holds what, whose it is."""
    config = release.config
    about = description(*release.triples, errors=release.errors)
    rows = [
        (name, f"{distribution_title(name).ja} / {distribution_title(name).en}")
        for name in sorted(release.files)
    ]
    width = max(len(name) for name, _ in (*rows, *_OTHERS)) + 2
    lines = [
        f"{config.title.ja}",
        f"{config.title.en}, {config.version}",
        "",
        about.ja,
        about.en,
        "",
        *(f"{name:<{width}}{what}" for name, what in (*rows, *_OTHERS)),
        "",
        rights().ja,
        rights().en,
        "",
    ]
    return "\n".join(lines)

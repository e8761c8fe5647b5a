"""A dataset of a few facts, small enough to know every triple of its release."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from kusei.dataset.files import Dataset, find, load

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = """
[project]
ward = "minato"
version = "1.2.3"
title = { ja = "試しのグラフ", en = "A trial graph" }
"""

DATA = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix kusei: <https://w3id.org/kusei/ontology#> .
@prefix minato: <https://w3id.org/kusei/id/minato/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

minato:kind-kumin-ka a kusei:UnitKind ;
    prov:wasDerivedFrom minato:kaikaku-p055 .

minato:name-kind-kumin-ka-2 a kusei:Name ;
    kusei:nameOf minato:kind-kumin-ka ; kusei:nameKind kusei:formalName ; kusei:scope kusei:each ;
    kusei:text "区民課"@ja, "くみんか"@ja-Hira ;
    prov:wasDerivedFrom minato:kaikaku-p055 .

minato:event-2009-04-kumin-ka a kusei:Renaming ;
    kusei:when "2009-04"^^edtf:EDTF ; kusei:status kusei:reported ;
    kusei:changed minato:kind-kumin-ka ; prov:generated minato:name-kind-kumin-ka-2 ;
    prov:wasDerivedFrom minato:kaikaku-p055 .

minato:document-kaikaku a kusei:Document ;
    dct:title "区役所・支所改革"@ja ; foaf:page <https://example.org/kaikaku.html> ;
    kusei:asOf "2024-03-27"^^edtf:EDTF .

minato:document-cited a kusei:Document ; dct:title "引用していない資料"@ja .
minato:copy-cited a kusei:Copy ; prov:specializationOf minato:document-cited .

minato:copy-kaikaku a kusei:Copy ; prov:specializationOf minato:document-kaikaku .

minato:kaikaku-p055 a kusei:Passage ; oa:hasSource minato:copy-kaikaku ;
    kusei:exact "くらし応援課の名称を区民課に変更" ; kusei:page "0001"^^xsd:positiveInteger .
"""


@pytest.fixture
def small(tmp_path: Path, dataset_root: Path) -> Dataset:
    """A dataset of one data file, with the project's own context and rules."""
    root = tmp_path / "small"
    (root / "data" / "minato" / "events").mkdir(parents=True)
    (root / "data" / "minato" / "events" / "2009.ttl").write_text(DATA, "utf-8")
    (root / "kusei.toml").write_text(PROJECT, "utf-8")
    (root / "ontology" / "schemes").mkdir(parents=True)
    (root / "validation").mkdir()
    shutil.copy(dataset_root / "ontology" / "context.jsonld", root / "ontology")
    shutil.copytree(dataset_root / "queries" / "rules", root / "queries" / "rules")
    return load(find(root))

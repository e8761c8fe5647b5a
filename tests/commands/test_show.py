"""``kusei show``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kusei

if TYPE_CHECKING:
    from tests.commands.conftest import Kusei

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    "asked", ["区民課", "くらし応援課", "minato:kind-kumin-ka", "Residents' section"]
)
def test_a_section_is_shown_with_all_that_is_known(kusei_main: Kusei, asked: str) -> None:
    """Names, place in the files, placement, duty, event, passages with heading and address."""
    ran = kusei_main("show", asked)
    assert ran.code == 0
    assert ran.out.startswith("区民課  minato:kind-kumin-ka\n  kusei:UnitKind\n")
    for told in (
        *("くらし応援課  2006-04..2009-04  certain", "区民課  2009-04..  certain"),
        *("区民課 → 総合支所", "住民票の発行 → 区民課 (主管", "skos:broader  課"),
        *("終  くらし応援課を区民課に改称: くらし応援課", "「くらし応援課の名称を区民課に変更」"),
        *("総合支所の組織の再編(平成21年4月)", "https://www.city.minato.tokyo.jp/"),
    ):
        assert told in ran.out, told


@pytest.mark.parametrize("language", ["ja", "en"])
def test_python_draws_the_same(kusei_main: Kusei, language: str) -> None:
    """``str`` of a description is what the command prints, without the line of the file."""
    lines = kusei_main("show", "区民課", "--lang", language).out.splitlines(keepends=True)
    assert lines.pop(2).startswith("  data/minato/kinds.ttl:")
    assert str(kusei.open(ROOT).show("区民課", language=language)) == "".join(lines)


def test_the_line_of_the_file_is_where_the_thing_is_described(kusei_main: Kusei) -> None:
    """file:line leads to the subject."""
    document = json.loads(kusei_main("show", "区民課", "-f", "json").out)
    lines = (ROOT / document["file"]).read_text("utf-8").splitlines()
    assert lines[document["line"] - 1].startswith("minato:kind-kumin-ka ")


def test_a_duty_is_shown_with_giver_and_receiver(kusei_main: Kusei) -> None:
    """Both assignments with their days, and the transfer that joins them."""
    ran = kusei_main("show", "放置自転車対策業務", "--lang", "en")
    assert ran.code == 0
    assert "possible ..2018-04-29" in ran.out
    assert "Town Development Support Department" in ran.out
    assert "2018-04  began" in ran.out
    assert "2018-04  ended" in ran.out


def test_an_event_is_shown_with_its_effects(kusei_main: Kusei) -> None:
    """What it began, ended and changed, its reason and its date."""
    ran = kusei_main("show", "minato:event-2009-04-kumin-ka")
    for told in (
        "始  区民課",
        "終  くらし応援課",
        "変  区民課",
        "kusei:when  2009-04",
        "よりわかりやすい",
    ):
        assert told in ran.out, told


def test_what_refers_to_a_thing_is_told(kusei_main: Kusei) -> None:
    """An instrument is shown with the event that carried it out."""
    ran = kusei_main("show", "minato:instrument-jujitsusaku-2008-11")
    assert "kusei:accordingTo" in ran.out


def test_a_claim_that_cites_a_passage_is_not_about_it(kusei_main: Kusei) -> None:
    """A passage has no placement; what rests on it refers to it."""
    document = json.loads(kusei_main("show", "minato:kaikaku-p055", "-f", "json").out)
    assert "placements" not in document["sections"]
    references = [fact["iri"] for fact in document["sections"]["what refers to it"]]
    assert any("placement-kind-kumin-ka" in iri for iri in references)


def test_json_has_a_schema_version_and_plain_values(kusei_main: Kusei) -> None:
    """Names and passages are rows of the stored queries."""
    document = json.loads(kusei_main("show", "区民課", "-f", "json").out)
    assert document["schema_version"] == 1
    assert document["iri"].endswith("kind-kumin-ka")
    assert [name["name"] for name in document["names"]] == ["くらし応援課", "区民課"]
    assert document["names"][0]["from"] == "2006-04"
    assert {"placements", "duties", "events"} <= set(document["sections"])
    assert any(p["quote"] == "くらし応援課の名称を区民課に変更" for p in document["passages"])


@pytest.mark.parametrize(
    ("asked", "told"),
    [("区民係", "Near it:"), ("minato:kind-nowhere", "nothing is known of minato:kind-nowhere")],
)
def test_what_is_not_known_is_exit_2(kusei_main: Kusei, asked: str, told: str) -> None:
    """With what comes near."""
    ran = kusei_main("show", asked)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err

"""``kusei show``."""

from __future__ import annotations

import json
import re
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
    """A screen: what it is, then what began it, its names, claims, events and evidence."""
    ran = kusei_main("show", asked)
    assert ran.code == 0
    head, place, *lines = ran.out.splitlines()[:2] + ran.out.splitlines()[3:]
    assert (head, place) == ("区民課  minato:kind-kumin-ka", "  組織の種別")
    assert lines[: lines.index("関係するもの")] == [
        "  確実 2006-04-19..2024-03-27, 可能 2006-04..",
        "始まりと終わり",
        "  2006-04  始めた出来事  くらし応援課の設置",
        "名称",
        "  2006-04..2009-04  くらし応援課 (正式名称)",
        "  2009-04..         区民課 (正式名称)",
        "記述",
        "  上位概念  課",
        "所属",
        "  2006-04-19..2024-03-27  総合支所 (各々)",
        "属するもの",
        "  ? 2006-04..  保健福祉係 (各々)",
        "  ? 2006-04..  生活福祉係 (各々)",
        "業務の分掌",
        "  2024-03-27   住民票の発行 (主管, 各々)",
        "  ? 2006-04..  各種証明書発行 (主管, 各々)",
        "  ? 2006-04..  高齢者・子育て支援 (支援, 各々)",
        "目的",
        "  2006-04-19  サービス提供 (各々)",
        "  2024-03-27  区民に身近なサービスの窓口 (各々)",
        "出来事",
        "  2006-04  くらし応援課の設置",
        "  2009-04  くらし応援課を区民課に改称",
    ]
    assert lines[-1] == "  … ほか2件: --section evidence"


THINGS = (
    *("minato:ward", "minato:unit-shiba-chiku", "minato:kind-kumin-ka", "minato:role-shisho-cho"),
    *("minato:duty-hochi-jitensha-taisaku", "minato:event-2009-04-kumin-ka"),
    *("minato:event-2009-04-sogo-shisho", "minato:document-kaikaku-r9-page"),
    *("minato:instrument-jujitsusaku-2008-11", "minato:kaikaku-p055"),
)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("asked", THINGS)
def test_a_screen_is_in_words(kusei_main: Kusei, asked: str, language: str) -> None:
    """No predicate and no IRI but the thing's own, and about 40 lines."""
    head, *lines = kusei_main("show", asked, "--lang", language).out.splitlines()
    assert head.endswith(f"  {asked}")
    assert len(lines) <= 45
    terms = re.compile(r"\b(kusei|org|prov|skos|dct|rdfs|oa|foaf|minato):\w")
    assert [line for line in lines if terms.search(line)] == []


def test_a_long_section_is_cut_and_shown_whole_on_demand(kusei_main: Kusei) -> None:
    """The line that cuts it tells how many more and how to see them."""
    lines = kusei_main("show", "芝地区総合支所").out.splitlines()
    duties = lines[lines.index("業務の分掌") + 1 : lines.index("目的")]
    assert duties[-1] == "  … ほか30件: --section duties"
    whole = kusei_main("show", "芝地区総合支所", "--section", "duties").out.splitlines()
    assert whole[:5] == [*lines[:4], "業務の分掌"]
    facts = [line.strip() for line in whole[5:]]
    assert len(facts) == len(duties) - 1 + 30
    assert "2013-04-30..2023-11-24 (? 2013-04..)  アドバイザー派遣 (主管)" in facts
    begins = [fact.removeprefix("? ") for fact in facts]
    assert begins.index(next(f for f in begins if f.startswith("2013"))) > 0


def test_a_section_is_named_as_the_line_says_or_by_its_title(kusei_main: Kusei) -> None:
    """An event with what it did; a passage with its heading, address and check."""
    asked = ("show", "区民課", "--section")
    assert kusei_main(*asked, "出来事").out.splitlines()[5:] == [
        "  2006-04  くらし応援課の設置",
        "    開始  各種証明書発行 → 区民課 (主管, 各々)",
        "    開始  高齢者・子育て支援 → 区民課 (支援, 各々)",
        "    開始  区民課 → サービス提供 (各々)",
        "  2009-04  くらし応援課を区民課に改称",
        "    開始  区民課",
        "    終了  くらし応援課",
        "    変更  区民課",
    ]
    assert kusei_main(*asked, "evidence").out.splitlines()[5:9] == [
        "  「くらし応援課の名称を区民課に変更」  区役所・支所改革の推進 (一次資料)",
        "    総合支所の組織の再編(平成21年4月)",
        "    https://www.city.minato.tokyo.jp/kuyakushokaikaku/kaikaku.html",
        "    minato:kaikaku-p055 [一致]",
    ]


def test_an_unknown_section_names_those_there_are(kusei_main: Kusei) -> None:
    """Exit 2."""
    ran = kusei_main("show", "区民課", "--section", "duty")
    assert (ran.code, ran.out) == (2, "")
    assert "区民課 has no section 'duty'. It has: life, names, about, placements, mem" in ran.err


def test_what_became_of_a_thing_is_told_on_both(kusei_main: Kusei) -> None:
    """The one that ended names the one that came of it, and the other way round."""
    ended = kusei_main("show", "支所長").out.splitlines()
    at = ended.index("始まりと終わり")
    assert [line.split() for line in ended[at + 1 : at + 3]] == [
        ["2006-04", "終えた出来事", "支所長から総合支所長へ"],
        ["後身", "総合支所長"],
    ]
    assert "前身  支所長" in kusei_main("show", "総合支所長").out


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
    """Both assignments with their days, in order of time, and the transfer that joins them."""
    lines = kusei_main("show", "放置自転車対策業務", "--lang", "en").out.splitlines()
    at = lines.index("duties")
    assert lines[at + 1 : at + 3] == [
        "  ? ..2018-04-29          Town Development Support Department (in charge)",
        "  2018-04-30..2024-03-27  Regional City Office (in charge, each)",
    ]
    transfer = "Transfer to the Regional City Offices: measures against abandoned bicycles"
    assert lines[lines.index("events") + 1] == f"  2018-04  {transfer}"


def test_an_event_is_shown_with_its_effects(kusei_main: Kusei) -> None:
    """Its date first, its reason, and what it began, ended and changed."""
    lines = kusei_main("show", "minato:event-2009-04-kumin-ka").out.splitlines()
    assert lines[1] == "  改称"
    assert lines[3:5] == ["記述", "  日付  2009-04"]
    assert "  理由  よりわかりやすい名称" in lines
    at = lines.index("もたらした変更")
    assert lines[at + 1 : at + 4] == ["  開始  区民課", "  終了  くらし応援課", "  変更  区民課"]


def test_what_is_said_elsewhere_reads_as_a_fact_about_the_thing(kusei_main: Kusei) -> None:
    """An instrument is shown with the event that carried it out; nothing merely points to it."""
    lines = kusei_main("show", "minato:instrument-jujitsusaku-2008-11").out.splitlines()
    at = lines.index("関係するもの")
    assert lines[at + 1].startswith("  2009-04  これに準拠  ")
    assert lines[at + 2] == "根拠"


def test_a_claim_that_cites_a_passage_is_not_about_it(kusei_main: Kusei) -> None:
    """A passage has no placement; what rests on it is related."""
    document = json.loads(kusei_main("show", "minato:kaikaku-p055", "-f", "json").out)
    assert "placements" not in document["sections"]
    references = [fact["iri"] for fact in document["sections"]["related"]]
    assert any("placement-kind-kumin-ka" in iri for iri in references)


def test_a_claim_is_called_by_what_it_says(kusei_main: Kusei) -> None:
    """It has no label of its own."""
    head = kusei_main("show", "minato:placement-kind-kumin-ka-1").out.splitlines()[0]
    assert head == "区民課 → 総合支所 (各々)  minato:placement-kind-kumin-ka-1"


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

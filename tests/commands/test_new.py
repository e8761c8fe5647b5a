"""`kusei new`: pieces that parse, are canonical, bear free names and validate once filled in."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kusei.curation.pieces import Wording
from kusei.dataset.files import find, load
from kusei.terms import ID, KUSEI
from kusei.turtle.format import format_turtle
from kusei.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.conftest import Ran

    Kusei = Callable[..., Ran]

TODAY = date(2026, 11, 22)


@pytest.fixture
def copy(dataset_root: Path, tmp_path: Path) -> Path:
    """A copy of the project's dataset, to write into."""
    for name in ("data", "ontology", "queries", "validation"):
        shutil.copytree(dataset_root / name, tmp_path / name)
    shutil.copy(dataset_root / "kusei.toml", tmp_path)
    return tmp_path


def test_every_text_that_is_left_open_is_an_error(copy: Path) -> None:
    """The check knows the mark and each of the languages under which a piece leaves it."""
    ((predicate, texts), _) = Wording(ja=None, en=None, named=True).properties(KUSEI + "text")
    values = ", ".join(map(str, texts))
    data = f"@prefix n: <{ID}minato/name-> .\nn:x a <{KUSEI}Name> ; <{predicate}> {values} .\n"
    (copy / "data" / "minato" / "x.ttl").write_text(data, "utf-8")
    report = validate(load(find(copy)), today=TODAY)
    left_open = {f.value for f in report.findings if f.code == "KG097"}
    assert left_open == set(map(str, texts))


def findings(root: Path) -> set[tuple[str, str | None, str]]:
    """What validation says of a dataset: code, node and message."""
    report = validate(load(find(root)), today=TODAY)
    return {(f.code, f.focus, f.message.en) for f in report.findings}


PIECES = [
    ("event", kind, "--slug", "shiken", "--when", "2030-04", "--document", "kaikaku")
    for kind in ("establishment", "abolition", "renaming", "merger", "split", "replacement")
] + [
    ("event", "revival", "--slug", "shiken", "--document", "kaikaku"),
    ("event", "revival", "--slug", "shiken", "--revives", "芝支所", "--document", "kaikaku"),
    ("event", "move", "--slug", "shiken", "--document", "kaikaku"),
    ("event", "move", "--slug", "x", "--changed", "企画課", "--document", "kaikaku"),
    ("event", "absorption", "--slug", "x", "--changed", "企画課", "--document", "kaikaku"),
    ("event", "secession", "--slug", "shiken", "--document", "kaikaku"),
    ("event", "duty-transfer", "--slug", "shiken", "--passage", "kaikaku-p055"),
    ("event", "duty-addition", "--slug", "shiken", "--passage", "minato:kaikaku-p055"),
    ("event", "reorganisation", "--slug", "shiken", "--document", "kaikaku"),
    ("event", "authority-revision", "--slug", "x", "--changed", "港区", "--document", "kaikaku"),
    ("event", "renaming", "--slug", "x", "--changed", "区民課", "--document", "kaikaku"),
    ("passage", "--document", "kaikaku", "--exact", "あ", "--under", "kaikaku-p040"),
    (
        "passage",
        "--document",
        "kaikaku",
        "--locator",
        "第一条",
        "--page",
        "2",
        "--as-of",
        "H21.4.1",
    ),
    ("unit", "--slug", "x", "--kind", "課", "--document", "kaikaku"),
    ("transfer", "--duty", "広聴", "--from", "管理課", "--to", "港区", "--document", "kaikaku"),
]


@pytest.mark.parametrize("arguments", PIECES, ids=lambda a: "-".join(a[:2]))
def test_every_piece_is_canonical_turtle(kusei_main: Kusei, arguments: tuple[str, ...]) -> None:
    """What is printed parses and is laid out as `kusei fmt` does it."""
    ran = kusei_main("new", *arguments)
    assert ran.code == 0, ran.err
    assert format_turtle(ran.out.encode()).decode() == ran.out


def test_names_are_the_next_free_ones(kusei_main: Kusei) -> None:
    """A renaming ends the latest name and begins the one after it; a passage has the next number."""
    ran = kusei_main(
        *("new", "event", "renaming", "--slug", "jumin-ka", "--when", "平成30年4月"),
        *("--changed", "くらし応援課", "--document", "kaikaku"),
    )
    assert "minato:event-2018-04-jumin-ka a kusei:Renaming ;" in ran.out
    assert 'kusei:when "2018-04"^^edtf:EDTF ;' in ran.out
    assert "prov:invalidated minato:name-kind-kumin-ka-2 ;" in ran.out
    assert "prov:generated minato:name-kind-kumin-ka-3 ;" in ran.out
    assert "minato:name-kind-kumin-ka-3 a kusei:Name ;" in ran.out
    passage = kusei_main("new", "passage", "--document", "kaikaku", "--exact", "あ").out
    assert f"prov:wasDerivedFrom {passage.split(' a kusei:Passage')[0].split()[-1]} ." in ran.out


def test_the_new_kinds_of_change_say_who_lives_on(kusei_main: Kusei) -> None:
    """A move ends the latest placement; what takes others in, or let them out, stays as it is."""

    def new(kind: str, *arguments: str) -> str:
        ran = kusei_main("new", "event", kind, "--slug", "x", *arguments, "--document", "kaikaku")
        assert ran.code == 0, ran.err
        return ran.out

    moved = new("move", "--changed", "minato:unit-kikaku-ka", "--to", "minato:unit-somu-bu")
    assert "kusei:changed minato:unit-kikaku-ka ;" in moved
    assert "prov:invalidated minato:placement-unit-kikaku-ka-1 ;" in moved
    assert "prov:generated minato:placement-unit-kikaku-ka-2 ;" in moved
    assert "kusei:parent minato:unit-somu-bu ;" in moved
    absorbed = new("absorption", "--changed", "minato:unit-kikaku-ka")
    assert "kusei:changed minato:unit-kikaku-ka ;" in absorbed
    assert "prov:invalidated minato:FILL-IN-ended ;" in absorbed
    assert "prov:generated" not in absorbed
    seceded = new("secession", "--changed", "minato:unit-kikaku-ka")
    assert "prov:generated minato:FILL-IN-begun ;" in seceded
    assert "prov:invalidated" not in seceded
    revived = new("revival", "--revives", "minato:unit-shiba-shisho")
    assert "kusei:revives minato:unit-shiba-shisho ;" in revived
    assert "prov:generated minato:FILL-IN-begun ;" in revived


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("event", "renaming", "--slug", "kumin-ka", "--when", "2009-04"),
            "is in use (data/minato",
        ),
        (("event", "split", "--slug", "Kumin-ka"), "is no slug"),
        (("event", "split", "--slug", "区民課"), "is no slug"),
        (("event", "split", "--slug", "x", "--when", "soon"), "soon"),
        (("event", "split", "--slug", "x", "--name", "課"), "--name is the new name of a renaming"),
        (("event", "move", "--slug", "x", "--to", "港区"), "--to is where a move led"),
        (("event", "split", "--slug", "x", "--revives", "芝支所"), "what a revival brought back"),
        (
            ("event", "move", "--slug", "x", "--changed", "港区", "--changed", "企画課"),
            "a move changes one placement",
        ),
        (("event", "move", "--slug", "x", "--changed", "港区"), "has no placement that could end"),
        (("unit", "--slug", "old", "--kind", "課"), "was withdrawn"),
        (("unit", "--slug", "x", "--kind", "広聴"), "nothing of"),
        (("unit", "--slug", "x", "--kind", "課", "--passage", "kaikaku-p055"), "say what the fact"),
    ],
    ids=[
        *("used", "capital", "japanese", "date", "name", "to", "revives", "two-moved", "unplaced"),
        *("retired", "kind", "two-grounds"),
    ],
)
def test_what_cannot_be_written_is_refused(
    kusei_main: Kusei, copy: Path, arguments: tuple[str, ...], told: str
) -> None:
    """Exit 2 and nothing on stdout."""
    with (copy / "data" / "minato" / "retired.txt").open("a", encoding="utf-8") as retired:
        retired.write("minato:unit-old  # never was\n")
    ran = kusei_main("--dataset", str(copy), "new", *arguments, "--document", "kaikaku")
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--exact", "あ" * 31), "31 characters"),
        (("--exact", "終わる。"), "end of a sentence"),
        (
            ("--exact", "くらし応援課の名称を区民課に変更"),
            "kaikaku-p055 quotes these words already",
        ),
        ((), "needs its words"),
        (("--exact", "あ", "--under", "kaikaku-p999"), "no passage is called"),
    ],
    ids=["long", "sentence", "known", "nothing", "heading"],
)
def test_a_passage_that_could_not_stand_is_refused(
    kusei_main: Kusei, arguments: tuple[str, ...], told: str
) -> None:
    """What validation would not let pass is not offered."""
    ran = kusei_main("new", "passage", "--document", "kaikaku", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_into_a_broken_file_nothing_is_written(kusei_main: Kusei, tmp_path: Path) -> None:
    """The place of the defect is told, exit 1, and the file stays as it was."""
    broken = tmp_path / "broken.ttl"
    broken.write_bytes(b"<urn:s> <urn:p>\n.")
    ran = kusei_main(
        *("new", "unit", "--slug", "x", "--kind", "課", "--document", "kaikaku"),
        *("--into", str(broken)),
    )
    assert ran.code == 1
    assert f"{broken}:2:1: KG001" in ran.err
    assert broken.read_bytes() == b"<urn:s> <urn:p>\n."


def test_a_place_left_to_fill_in_is_a_finding(kusei_main: Kusei, copy: Path) -> None:
    """An unfinished piece cannot be released."""
    before = findings(copy)
    ran = kusei_main(
        *("--dataset", str(copy), "new", "event", "merger", "--slug", "x", "--when", "2009-04"),
        *(
            "--passage",
            "kaikaku-p040",
            "--into",
            str(copy / "data" / "minato" / "events" / "x.ttl"),
        ),
    )
    assert ran.code == 0
    told = {message for code, _, message in findings(copy) - before}
    assert any("FILL-IN-ended-1" in message for message in told)
    assert any("FILL-IN-begun" in message for message in told)


def test_pieces_that_are_filled_in_validate(kusei_main: Kusei, copy: Path) -> None:
    """Passages, a renaming, a unit and a transfer, all told: not one finding more than before."""
    minato = copy / "data" / "minato"
    before = findings(copy)

    def new(*arguments: str, into: str) -> Ran:
        ran = kusei_main("--dataset", str(copy), "new", *arguments, "--into", str(minato / into))
        assert ran.code == 0, ran.err
        assert "to fill in" not in ran.err
        return ran

    def passage(words: str) -> str:
        number = (minato / "sources" / "kaikaku.ttl").read_text("utf-8").count("a kusei:Passage")
        new(
            *("passage", "--document", "kaikaku", "--exact", words, "--under", "kaikaku-p010"),
            into="sources/kaikaku.ttl",
        )
        text = (minato / "sources" / "kaikaku.ttl").read_text("utf-8")
        assert text.count("a kusei:Passage") == number + 1
        return text[: text.index(f'"{words}"')].split(" a kusei:Passage")[-2].split()[-1]

    new(
        *("event", "renaming", "--slug", "somu-ka", "--when", "令和2年4月", "--changed", "管理課"),
        *("--name", "総務課", "--name-en", "General Affairs Section", "--name-reading", "そうむか"),
        *("--label-ja", "管理課を総務課に改称", "--label-en", "Management Section renamed"),
        *("--passage", passage("令和2年4月に管理課を総務課に改称")),
        into="events/2020.ttl",
    )
    new(
        *("unit", "--slug", "bunsho-tanto", "--kind", "担当", "--parent", "企画課"),
        *("--name", "文書担当", "--name-en", "Documents Group"),
        *("--name-reading", "ぶんしょたんとう"),
        *("--passage", passage("企画課の文書担当")),
        into="units.ttl",
    )
    ground = passage("令和3年4月に広聴を協働推進課へ移管")
    told = new(
        *("transfer", "--duty", "広聴", "--from", "管理課", "--to", "協働推進課"),
        *("--when", "2021-04", "--passage", ground),
        into="events/2020.ttl",
    ).err
    ended = "minato:assignment-kocho--kanri-ka"
    assert f"let {ended} (data/minato/events/2009.ttl) cite {ground} as well\n" in told
    file = minato / "events" / "2009.ttl"
    head, _, rest = file.read_text("utf-8").partition(f"\n{ended} a ")
    cites = "prov:wasDerivedFrom "
    file.write_text(f"{head}\n{ended} a {rest.replace(cites, f'{cites}{ground}, ', 1)}", "utf-8")
    assert findings(copy) - before == set()
    assert kusei_main("fmt", "--check", str(copy)).code == 0


def test_the_types_offered_are_those_that_can_be_written() -> None:
    """The command line lists the types without importing an engine; the two lists agree."""
    from kusei.commands.new import _TYPES
    from kusei.curation.events import TYPES

    assert tuple(TYPES) == _TYPES

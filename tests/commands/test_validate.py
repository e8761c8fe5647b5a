"""``kusei validate``: one gate, its exit codes, what it shows of what."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.conftest import Kusei

    Slip = Callable[[str, str, str], Path]

KINDS = "data/minato/kinds.ttl"
E2009 = "data/minato/events/2009.ttl"
NAME = (
    "@prefix kusei: <https://w3id.org/kusei/ontology#> .\n"
    "@prefix minato: <https://w3id.org/kusei/id/minato/> .\n"
    'minato:name-kind-ka-1 a kusei:Name ; kusei:text "課"@ja, "Section"@en ;\n'
    "    kusei:nameKind kusei:formalName ; kusei:nameOf minato:kind-ka .\n"
)


@pytest.fixture
def project(dataset_root: Path, tmp_path: Path) -> Path:
    """A copy of the dataset in a folder with a blank and Japanese in its name."""
    root = tmp_path / "港区 data"
    root.mkdir()
    shutil.copy(dataset_root / "kusei.toml", root)
    for folder in ("ontology", "data", "queries", "validation"):
        shutil.copytree(dataset_root / folder, root / folder)
    # The record of the quotes is another module's to keep; here it would say more than is asked.
    (root / "data/minato/verification.ttl").unlink(missing_ok=True)
    return root


@pytest.fixture
def slip(project: Path) -> Slip:
    """Change one file of the copy: the first of these words becomes those."""

    def change(name: str, old: str, new: str) -> Path:
        path = project / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return project

    return change


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put Turtle on standard input."""

    def put(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return put


def test_sound_data_is_exit_0_and_says_how_much_was_checked(
    kusei_main: Kusei, project: Path
) -> None:
    """No finding is not silence: nodes, rules and what matched nothing are counted."""
    ran = kusei_main("--dataset", str(project), "validate", "--lang", "en")
    assert ran.code == 0, ran.out
    assert " nodes checked with " in ran.out
    assert " matched nothing: " in ran.out
    assert ran.out.endswith("0 errors, 0 warnings\n")


def test_a_slip_is_exit_1_with_rule_file_thing_and_fix(kusei_main: Kusei, slip: Slip) -> None:
    """What is wrong, with what, where, and what to do."""
    root = slip(E2009, ";\n    prov:wasDerivedFrom minato:kaikaku-p053 .", ".")
    ran = kusei_main("--dataset", str(root), "validate", "--lang", "ja")
    assert ran.code == 1
    subject = "minato:assignment-kocho--kanri-ka"
    lines = (root / E2009).read_text("utf-8").splitlines()
    line, source = next((n, s) for n, s in enumerate(lines, 1) if s.startswith(f"{subject} "))
    heading = next(text for text in ran.out.splitlines() if "KG012" in text)
    assert heading.split() == ["error", "KG012", "claim-without-passage", f"{E2009}:{line}:1"]
    assert f"{line:>5} | {source}\n      | {'^' * len(subject)}\n" in ran.out
    assert "  minato:assignment-kocho--kanri-ka (広聴 → 管理課): 資料の箇所を引かず" in ran.out
    assert "  直し方: prov:wasDerivedFrom に資料の箇所を書く" in ran.out
    assert "  kusei rule KG012\n" in ran.out


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_on_says_from_which_severity_the_exit_code_is_1(
    kusei_main: Kusei, slip: Slip, fail_on: str, code: int
) -> None:
    """A warning stops whoever asks to be stopped by it."""
    root = slip(E2009, "kusei:capacity kusei:promotion", "kusei:capacity kusei:subsidy")
    ran = kusei_main("--dataset", str(root), "validate", "--fail-on", fail_on, "--lang", "en")
    assert "0 errors, 1 warning\n" in ran.out
    assert ran.code == code


@pytest.fixture
def two_slips(slip: Slip) -> Path:
    """A copy with a scope left out, and with a name of no kind."""
    root = slip(KINDS, "    kusei:scope kusei:each ;\n", "")
    path = root / "data/minato/units.ttl"
    text = path.read_text("utf-8")
    path.write_text(text.replace("kusei:formalName", "kusei:each", 1), "utf-8")
    return root


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ((), {"KG044", "KG162"}),
        (("--select", "KG04"), {"KG044"}),
        (("--select", "KG04", "--select", "KG16"), {"KG044", "KG162"}),
        (("--ignore", "KG04"), {"KG162"}),
        (("--shape", "name-kind"), {"KG162"}),
        (("--focus", "minato:name-kind-bu-1"), {"KG044"}),
        (("--focus", "minato:name-kind-bu-1", "--select", "KG162"), set()),
    ],
)
def test_findings_are_selected_by_code_shape_and_thing(
    kusei_main: Kusei, two_slips: Path, options: tuple[str, ...], codes: set[str]
) -> None:
    """What is asked for is shown, and the exit code is that of what is shown."""
    ran = kusei_main("--dataset", str(two_slips), "validate", "-f", "json", *options)
    assert {f["code"] for f in json.loads(ran.out)["findings"]} == codes
    assert ran.code == (1 if codes else 0)


def test_a_thing_is_given_by_its_label_too(kusei_main: Kusei, slip: Slip) -> None:
    """As everywhere on the command line; a label that nothing has is refused."""
    root = slip(KINDS, "kind-ka ;\n    prov:wasDerivedFrom minato:kaikaku-p055 .", "kind-ka .")
    ran = kusei_main("--dataset", str(root), "validate", "-f", "json", "--focus", "区民課")
    assert {f["focus"].rpartition("/")[2] for f in json.loads(ran.out)["findings"]} == {
        "kind-kumin-ka"
    }
    assert kusei_main("--dataset", str(root), "validate", "--focus", "税務課").code == 2


def test_a_code_that_no_rule_has_is_exit_2(kusei_main: Kusei) -> None:
    """Hiding everything by a slip must not look like success."""
    for option in ("--select", "--ignore", "--shape"):
        ran = kusei_main("validate", option, "KG999")
        assert (ran.code, ran.out) == (2, "")
        assert "kusei rule" in ran.err


def test_a_limit_hides_findings_and_counts_them(kusei_main: Kusei, two_slips: Path) -> None:
    """The exit code and the counts are those of all."""
    ran = kusei_main("--dataset", str(two_slips), "validate", "--limit", "0", "--lang", "en")
    assert ran.code == 1
    assert ran.out.startswith("and 2 more\n")
    assert ran.out.endswith("2 errors, 0 warnings\n")


def test_no_selection_hides_that_a_file_could_not_be_read(kusei_main: Kusei, slip: Slip) -> None:
    """Nothing else was checked, so nothing else can be asked for."""
    root = slip(KINDS, "minato:kind-bu a kusei:UnitKind ;", "minato:kind-bu a kusei:UnitKind")
    for options in (("--select", "KG012"), ("--ignore", "KG001"), ("--focus", "minato:kind-ka")):
        ran = kusei_main("--dataset", str(root), "validate", "-f", "concise", *options)
        assert ran.code == 1
        assert ": KG001 " in ran.out


def test_broken_syntax_is_exactly_one_finding_with_its_place(kusei_main: Kusei, slip: Slip) -> None:
    """Nothing runs on a partial graph, so nothing else is said."""
    root = slip(KINDS, "minato:kind-bu a kusei:UnitKind ;", "minato:kind-bu a kusei:UnitKind")
    ran = kusei_main("--dataset", str(root), "validate", "-f", "json")
    assert ran.code == 1
    (finding,) = json.loads(ran.out)["findings"]
    line = (root / KINDS).read_text("utf-8").splitlines().index("minato:kind-bu a kusei:UnitKind")
    assert (finding["code"], finding["file"]) == ("KG001", KINDS)
    assert finding["line"] in {line + 1, line + 2}
    assert finding["column"] is not None


def test_rdf_1_2_is_a_finding_of_its_own(kusei_main: Kusei, given: Callable[[str], None]) -> None:
    """A file that rdflib and most tools refuse is no release, however modern."""
    given(NAME + '<< minato:a kusei:nameOf minato:b >> kusei:text "x"@en .\n')
    ran = kusei_main("validate", "-", "-f", "concise", "--lang", "en")
    assert ran.code == 1
    assert ran.out.startswith("<stdin>:5:1: KG002 ")


def test_a_missing_file_is_exit_2(kusei_main: Kusei) -> None:
    """A slip in the call is no finding about the data."""
    ran = kusei_main("validate", "data/minato/knids.ttl")
    assert (ran.code, ran.out) == (2, "")
    assert "data/minato/knids.ttl" in ran.err


@pytest.mark.parametrize("path", ["docs", "validation/name.ttl"])
def test_a_path_without_data_is_exit_2(kusei_main: Kusei, path: str) -> None:
    """A run that looked at nothing of what was asked must not look like success."""
    ran = kusei_main("validate", path)
    assert (ran.code, ran.out) == (2, "")
    assert "no file of data" in ran.err


def test_with_a_path_the_whole_is_validated_and_the_findings_of_the_path_are_shown(
    kusei_main: Kusei, slip: Slip
) -> None:
    """A slip elsewhere is not shown, and one here that only the whole reveals is."""
    slip(KINDS, "kusei:scope kusei:each ;\n", "")
    root = slip(E2009, "minato:kaikaku-p053 .", "minato:kaikaku-p0053 .")
    ran = kusei_main(
        "--dataset", str(root), "validate", str(root / "data/minato/events"), "-f", "json"
    )
    assert ran.code == 1
    shown = json.loads(ran.out)
    assert {(f["code"], f["file"]) for f in shown["findings"]} == {("KG008", E2009)}
    assert shown["summary"]["nodes_checked"] > 400
    other = kusei_main("--dataset", str(root), "validate", str(root / KINDS), "-f", "json")
    assert {f["code"] for f in json.loads(other.out)["findings"]} == {"KG044"}


def test_a_dash_reads_turtle_from_standard_input(
    kusei_main: Kusei, given: Callable[[str], None]
) -> None:
    """A piece of Turtle is validated by itself against the shapes."""
    given(NAME)
    sound = kusei_main("validate", "-", "--lang", "en")
    assert sound.code == 0, sound.out
    assert "1 node checked" in sound.out
    given(NAME.replace("kusei:formalName", "kusei:each"))
    ran = kusei_main("validate", "-", "-f", "json", "--lang", "en")
    assert ran.code == 1
    (finding,) = json.loads(ran.out)["findings"]
    assert (finding["code"], finding["file"]) == ("KG162", "<stdin>")
    assert finding["value"] == "<https://w3id.org/kusei/ontology#each>"


def test_nothing_on_standard_input_is_no_success(
    kusei_main: Kusei, given: Callable[[str], None]
) -> None:
    """Zero nodes checked is a finding."""
    given("")
    ran = kusei_main("validate", "-", "-f", "concise", "--lang", "en")
    assert ran.code == 1
    assert ran.out == "-: KG003 no rule found anything to look at\n"


def test_a_file_outside_of_the_dataset_is_validated_by_itself(
    kusei_main: Kusei, tmp_path: Path
) -> None:
    """It is named in the findings as it was given."""
    file = tmp_path / "draft.ttl"
    file.write_text(NAME.replace("kusei:nameOf ", "kusei:named "), "utf-8")
    ran = kusei_main("validate", str(file), "-f", "json")
    assert ran.code == 1
    shown = json.loads(ran.out)
    assert {(f["code"], f["file"]) for f in shown["findings"]} == {
        ("KG007", file.as_posix()),
        ("KG160", file.as_posix()),
    }


def test_output_goes_whole_into_a_file_and_the_counts_to_stderr(
    kusei_main: Kusei, project: Path, tmp_path: Path
) -> None:
    """The file holds the report alone; a person still sees how much was checked."""
    file = tmp_path / "report.json"
    ran = kusei_main("--dataset", str(project), "validate", "-o", str(file), "--lang", "en")
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(file.read_text("utf-8"))["findings"] == []
    assert "0 errors, 0 warnings" in ran.err


def test_messages_follow_the_language_told_else_the_locale(
    kusei_main: Kusei, given: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Japanese for a Japanese locale, English for any other."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    given("")
    assert "no rule found" in kusei_main("validate", "-").out
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    given("")
    assert "規則の対象" in kusei_main("validate", "-").out
    given("")
    assert "no rule found" in kusei_main("validate", "-", "--lang", "en").out


def test_the_installed_command_ends_with_the_exit_code(dataset_root: Path, slip: Slip) -> None:
    """As a process of its own, under a plain locale: code, report, no traceback."""
    root = slip(KINDS, "a kusei:UnitKind", "a kusei:UnitKnd")
    ran = subprocess.run(
        [sys.executable, "-m", "kusei", "validate", "-f", "concise"],
        cwd=root,
        env={**os.environ, "LC_ALL": "C", "PYTHONPATH": str(dataset_root)},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 1
    lines = (root / KINDS).read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "kusei:UnitKnd" in text)
    column = lines[line - 1].index("kusei:UnitKnd") + 1
    assert f"{KINDS}:{line}:{column}: KG007 minato:" in ran.stdout.decode()
    assert b"Traceback" not in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.html", "<!doctype html>"), ("r.xml", "<?xml"), ("r.sarif", "{"), ("r.csv", "code,")],
)
def test_a_file_gets_the_format_of_its_suffix(
    kusei_main: Kusei, tmp_path: Path, name: str, begins: str
) -> None:
    """A page that is asked for as a page is one."""
    kusei_main("validate", "--fail-on", "never", "-o", str(tmp_path / name))
    assert (tmp_path / name).read_text("utf-8").startswith(begins)


def test_a_pipe_among_the_data_is_told_and_not_waited_for(kusei_main: Kusei, project: Path) -> None:
    """A named pipe without a writer would keep its reader for ever."""
    os.mkfifo(project / "data" / "minato" / "events" / "x.ttl")
    ran = kusei_main("--dataset", str(project), "validate", "--lang", "en", "-f", "concise")
    assert ran.code == 1
    assert "events/x.ttl: KG001 cannot read: Is a pipe" in ran.out


def test_shapes_of_ones_own_belong_to_another_command(kusei_main: Kusei) -> None:
    """The gate of a dataset names the command that takes them, with what was given."""
    ran = kusei_main("validate", "data", "--shapes", "mine.ttl", "--shapes", "more.ttl")
    assert (ran.code, ran.out) == (2, "")
    assert "kusei shacl data --shapes mine.ttl --shapes more.ttl" in ran.err

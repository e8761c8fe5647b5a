"""`kusei source`: a document is held, described, fetched again, listed and read."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kusei.commands import kusei
from kusei.dataset.files import find, load
from kusei.errors import FetchFailed, InvalidValue, SourceRefused, UnknownName, UsageError
from kusei.sources.describe import TIERS
from kusei.sources.fetch import FetchLimits, fetch
from tests.evidence import pdf_files
from tests.evidence.japanese_pdf import both, line, pdf
from tests.evidence.web_server import content, redirect, serving, status

if TYPE_CHECKING:
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    from click.testing import Result

    from tests.evidence.web_server import Answer

PAGE = (
    "<!DOCTYPE html><title>x</title><h1>区役所の改革</h1><p>管理課を設置</p><p>区民課</p>".encode()
)


def sha(body: bytes) -> str:
    """The hash by which a copy is known."""
    return hashlib.sha256(body).hexdigest()


@pytest.fixture
def project(tmp_path: Path, dataset_root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without data, in a folder with a blank in its name; nothing comes by a proxy."""
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.delenv("KUSEI_COPIES", raising=False)
    root = tmp_path / "my ward 区"
    for folder in ("ontology/schemes", "queries/rules", "validation", "data/minato"):
        (root / folder).mkdir(parents=True)
    shutil.copy(dataset_root / "kusei.toml", root)
    return root


def run(project: Path, *args: str) -> Result:
    """Run the command on the project; an error of kusei is raised, as ``main`` expects it."""
    found = CliRunner().invoke(
        kusei, ["--dataset", str(project), "source", *args], standalone_mode=False
    )
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


def file(project: Path, body: bytes, name: str = "plan.pdf") -> str:
    """A file outside the project."""
    path = project.parent / name
    path.write_bytes(body)
    return str(path)


def test_a_file_is_held_and_described(project: Path) -> None:
    """Its bytes lie among the copies, and its Turtle says what is known of it."""
    body = pdf(line("改革の計画"))
    added = run(project, "add", file(project, body), "--name", "kaikaku-keikaku",
                "--as-of", "2009-07", "--url", "https://example.org/計画.pdf")  # fmt: skip
    assert added.exit_code == 0
    assert added.stdout == "data/minato/sources/kaikaku-keikaku.ttl\n"
    assert (project / ".kusei/copies" / f"{sha(body)}.pdf").read_bytes() == body
    turtle = (project / added.stdout.strip()).read_text("utf-8")
    for statement in (
        "minato:document-kaikaku-keikaku a kusei:Document",
        'dct:title "改革の計画"@ja',
        'kusei:asOf "2009-07"^^edtf:EDTF',
        "kusei:tier kusei:primarySource",
        "dct:source <https://example.org/%E8%A8%88%E7%94%BB.pdf>",
        "dct:type kusei:originalBytes",
        "<https://www.iana.org/assignments/media-types/application/pdf>",
        f'kusei:sha256 "{sha(body)}"',
    ):
        assert statement in turtle
    (only,) = load(find(project)).files
    assert only.quads


def test_what_add_writes_is_valid(dataset_root: Path, tmp_path: Path) -> None:
    """In the project's own graph the new file gives no finding, before anything is edited."""
    for folder in ("ontology", "data", "queries", "validation"):
        shutil.copytree(dataset_root / folder, tmp_path / folder)
    shutil.copy(dataset_root / "kusei.toml", tmp_path)
    source = file(tmp_path / "data", pdf(line('"改革"の計画\\')))
    added = run(tmp_path, "add", source, "--name", "shin-keikaku", "--transcription")
    path = tmp_path / added.stdout.strip()
    found = CliRunner().invoke(
        kusei, ["--dataset", str(tmp_path), "validate", str(path), "--fail-on", "info"]
    )
    assert found.exit_code == 0, found.output


def test_a_document_that_is_described_gets_a_copy_only(project: Path) -> None:
    """The day someone has the file of a listed document, it becomes a copy of that document."""
    (project / "data/minato/listed.ttl").write_text(
        "@prefix kusei: <https://w3id.org/kusei/ontology#> .\n"
        "@prefix minato: <https://w3id.org/kusei/id/minato/> .\n"
        "minato:document-plan a kusei:Document .\n",
        "utf-8",
    )
    added = run(project, "add", file(project, pdf(line("計画"))), "--name", "plan")
    turtle = (project / added.stdout.strip()).read_text("utf-8")
    assert "a kusei:Document" not in turtle
    assert "prov:specializationOf minato:document-plan" in turtle


def test_no_file_is_written_over(project: Path) -> None:
    """A second copy of a document is shown, to be pasted; its name is a new one."""
    first = run(project, "add", file(project, pdf(line("一"))), "--name", "plan")
    path = project / first.stdout.strip()
    before = path.read_bytes()
    second = run(project, "add", file(project, pdf(line("二"))), "--name", "plan")
    assert path.read_bytes() == before
    names = [w for w in second.stdout.split() if w.startswith("minato:copy-plan-")]
    assert names
    assert not [name for name in names if name.encode() in before.split()]
    assert "a kusei:Document" not in second.stdout


def test_known_bytes_are_not_described_twice(project: Path) -> None:
    """The message says where they are described."""
    source = file(project, pdf(line("一")))
    run(project, "add", source, "--name", "plan")
    with pytest.raises(UsageError, match=r"copy-plan-.* in data/minato/sources/plan\.ttl"):
        run(project, "add", source, "--name", "other")


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("a.pdf", PAGE, "its bytes are those of text/html, not application/pdf"),
        ("a.pdf", pdf_files.encrypted(), "password"),
        ("a.pdf", b"%PDF-1.7 cut off", "EOF is missing"),
        ("a.pdf", b"", "empty"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "no PDF, HTML or plain text"),
        ("a.txt", "区".encode("cp932"), "no PDF, HTML or plain text"),
    ],
)
def test_what_cannot_be_read_is_not_added(name: str, body: bytes, why: str, project: Path) -> None:
    """Exit 1; neither a copy nor Turtle is left behind."""
    with pytest.raises(SourceRefused, match=why) as caught:
        run(project, "add", file(project, body, name), "--name", "plan")
    assert caught.value.exit_code == 1
    copies = project / ".kusei/copies"
    assert not copies.exists() or not list(copies.iterdir())
    assert not (project / "data/minato/sources").exists()


@pytest.mark.parametrize(
    "args",
    [
        ("--name", "計画"),
        ("--name", "Plan"),
        ("--name", "../x"),
        ("--name", "a--b"),
        ("--name", "plan", "--as-of", "2009-13"),
        ("--name", "plan", "--url", "file:///x"),
    ],
)
def test_names_and_dates_are_checked_before_anything_is_held(
    args: tuple[str, ...], project: Path
) -> None:
    """Exit 2, and nothing is written."""
    with pytest.raises(InvalidValue):
        run(project, "add", file(project, pdf(line("一"))), *args)
    assert not (project / "data/minato/sources").exists()
    assert not list(project.rglob("*.pdf"))


def test_a_withdrawn_name_is_not_used_again(project: Path) -> None:
    """``retired.txt`` keeps the names that had another meaning once."""
    (project / "data/minato/retired.txt").write_text("# gone\ndocument-plan\n", "utf-8")
    with pytest.raises(InvalidValue, match="withdrawn"):
        run(project, "add", file(project, pdf(line("一"))), "--name", "plan")


def added_from(server: str, project: Path) -> None:
    """Add the page at ``/a`` and quote it twice."""
    run(project, "add", f"{server}/a", "--name", "page")
    path = project / "data/minato/sources/page.ttl"
    copy = next(w for w in path.read_text("utf-8").split() if w.startswith("minato:copy-page-"))
    quotes = "".join(
        f'minato:page-p{n} a kusei:Passage ; oa:hasSource {copy} ; kusei:exact "{text}" .\n'
        for n, text in enumerate(("管理課を設置", "区民課"), start=1)
    )
    path.write_text(path.read_text("utf-8") + quotes, "utf-8")


def test_a_page_is_fetched_and_watched(project: Path) -> None:
    """Unchanged is exit 0; a change is exit 1, and tells which quotes no longer stand."""
    answers: dict[str, Answer] = {"/a": redirect("/b"), "/b": content(PAGE)}
    with serving(answers) as server:
        added_from(server, project)
        turtle = (project / "data/minato/sources/page.ttl").read_text("utf-8")
        assert f"<{server}/b>" in turtle, "where it was at last"
        assert 'dct:title "区役所の改革"@ja' in turtle
        same = run(project, "fetch", "page")
        assert not same.return_value
        assert "unchanged since copy-page-" in same.stdout

        answers["/b"] = content(PAGE.replace("区民課".encode(), "区民部".encode()))
        changed = run(project, "fetch", "page")
        assert changed.return_value == 1
        assert "1 of 2 quotes stand in it" in changed.stdout
        assert "not found: page-p2" in changed.stdout
        assert len(list((project / ".kusei/copies").iterdir())) == 2

        answers["/b"] = content(PAGE + b"<!-- built today -->")
        restyled = run(project, "fetch", "page")
        assert restyled.return_value == 1
        assert "other bytes, the same text; 2 of 2 quotes" in restyled.stdout

        del answers["/b"]
        with pytest.raises(FetchFailed, match="404"):
            run(project, "fetch", "page")


def test_redirects_are_shown(project: Path) -> None:
    """On stderr, each as it is followed."""
    with serving({"/a": redirect("/b"), "/b": content(PAGE)}) as server:
        added = run(project, "add", f"{server}/a", "--name", "page")
    assert f"{server}/a redirects to {server}/b" in added.stderr


def dripping(request: BaseHTTPRequestHandler) -> None:
    """Answer a byte now and then, without end."""
    stop = request.stop  # type: ignore[attr-defined]
    request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n")
    with contextlib.suppress(OSError):
        while not stop.wait(0.05):
            request.wfile.write(b" ")
            request.wfile.flush()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (status(404), "the server answers 404 Not Found"),
        (status(429, Retry_After="60"), "answers 429 Too Many Requests; try again in 60 s"),
        (status(500), "the server answers 500"),
        (content(PAGE, "application/pdf"), "said to be application/pdf, but its bytes are those"),
        (content(b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png"), "neither PDF, HTML nor"),
        (content(PAGE * 1000), "more than 64 KiB"),
        (dripping, "not fetched within 1 s"),
    ],
    ids=["gone", "too-many", "broken", "not-a-pdf", "picture", "large", "drip"],
)
def test_a_fetch_that_fails_is_trouble_and_changes_nothing(
    answer: Answer, told: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3, with the address and one reason; neither copies nor the graph change."""
    limits = FetchLimits(1 << 16, seconds=1.0)
    monkeypatch.setattr("kusei.sources.fetch.fetch", functools.partial(fetch, limits=limits))
    answers: dict[str, Answer] = {"/a": content(PAGE)}
    with serving(answers) as server:
        added_from(server, project)
        files = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
        answers["/a"] = answer
        with pytest.raises(FetchFailed) as caught:
            run(project, "fetch", "page")
    assert caught.value.exit_code == 3
    assert f"{server}/a: " in str(caught.value)
    assert told in str(caught.value)
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == files


def test_a_redirect_to_another_host_is_followed_and_shown(project: Path) -> None:
    """A site that has moved is still that document; where it went is told, and what is there."""
    answers: dict[str, Answer] = {"/a": content(PAGE)}
    with serving({"/new": content(PAGE)}) as other, serving(answers) as server:
        added_from(server, project)
        there = other.replace("127.0.0.1", "localhost") + "/new"
        answers["/a"] = redirect(there)
        result = run(project, "fetch", "page")
    assert not result.return_value
    assert f"{server}/a redirects to {there}" in result.stderr
    assert "unchanged since" in result.stdout


def test_only_web_addresses_are_fetched(project: Path) -> None:
    """A file is named as a file."""
    with pytest.raises(InvalidValue, match="only http and https"):
        run(project, "add", "file:///etc/passwd", "--name", "x")


def test_the_list_tells_what_is_held(project: Path) -> None:
    """Documents, copies and passages; the same as JSON."""
    body = pdf(line("計画"))
    run(project, "add", file(project, body), "--name", "plan", "--title", "計画")
    listed = run(project, "list").stdout
    assert listed.startswith("plan  計画\n")
    assert ": held, application/pdf, 0 passages" in listed
    (project / ".kusei/copies" / f"{sha(body)}.pdf").unlink()
    assert "not held" in run(project, "list").stdout
    (document,) = json.loads(run(project, "list", "-f", "json").stdout)["documents"]
    assert document["copies"][0]["sha256"] == sha(body)
    assert document["copies"][0]["held"] is False


def test_the_text_of_a_copy_is_shown_page_by_page(project: Path) -> None:
    """By name, by hash or from a file; one page alone; readings on demand."""
    body = pdf(line("一"), both(line("くみんか", y=713, size=6), line("区民課")), labels=True)
    source = file(project, body)
    run(project, "add", source, "--name", "plan")
    with pytest.raises(UnknownName):
        run(project, "text", "plan-b")
    everything = "--- 1 (printed i)\n一\n--- 2 (printed ii)\n\n区民課\n"
    for what in ("plan", sha(body), source):
        shown = run(project, "text", what).stdout
        assert shown.replace("\n\n", "\n") == everything.replace("\n\n", "\n")
    second = run(project, "text", "plan", "--page", "2", "--ruby").stdout
    assert second.endswith("--- 2 readings\nくみんか\n")
    assert "printed i)" not in second
    document = json.loads(run(project, "text", "plan", "-f", "json").stdout)
    assert [page["number"] for page in document["pages"]] == [1, 2]
    with pytest.raises(InvalidValue, match="no page 3; it has 2"):
        run(project, "text", "plan", "--page", "3")


def test_a_file_that_cannot_be_read_is_refused(project: Path) -> None:
    """With the reason, and exit code 1."""
    with pytest.raises(SourceRefused, match="encrypted"):
        run(project, "text", file(project, pdf_files.encrypted()))


def test_the_tiers_are_those_of_the_scheme(dataset_root: Path) -> None:
    """Each notation that --tier takes names its concept."""
    scheme = (dataset_root / "ontology/schemes/tiers.ttl").read_text("utf-8")
    notations = [line.split('"')[1] for line in scheme.splitlines() if "skos:notation" in line]
    assert notations == list(TIERS)
    for concept in TIERS.values():
        assert f"kusei:{concept} a skos:Concept" in scheme

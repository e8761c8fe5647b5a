"""No file can hang or hurt: each ends within the limits of a worker, by a reason of its own.

Of the limits, memory and processor time hold where the system knows them (POSIX).
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kusei.sources.reading.limits import MEMORY_SPENT, Limits, Refusal, RefusalKind
from kusei.sources.reading.source_text import Media, SourceText
from kusei.sources.sandbox import Order, read
from kusei.sources.text import texts_of
from tests.evidence import pdf_files
from tests.evidence.pdf_files import HOSTILE, MIB

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")
SMALL = Limits(
    bytes=8 * MIB,
    pages=500,
    characters=200_000,
    depth=200,
    memory=256 * MIB,
    processor=10,
    wall=600.0,
    output=2 * MIB,
)
PDF = Order(limits=SMALL, expect=Media.PDF)
ANY = Order(limits=SMALL)


def written(folder: Path, content: bytes, name: str = "source.pdf") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content)
    return path


def _spent_by_children() -> float:
    """The processor seconds of all processes that were started here and have ended."""
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def refused(found: SourceText | Refusal) -> RefusalKind:
    """The kind of a refusal."""
    assert isinstance(found, Refusal), found
    assert found.detail
    assert found.message.ja
    return found.kind


@pytest.mark.parametrize("name", HOSTILE)
def test_each_hostile_pdf_ends_in_its_own_way(name: str, tmp_path: Path) -> None:
    """A reason of the right kind, or the text that a reader of PDF makes out all the same."""
    make, kinds = HOSTILE[name]
    # What has no reason of its own but its cost is given less of it: the others may be slow.
    seconds = 1 if kinds == {RefusalKind.TIME_LIMIT} else SMALL.processor
    order = replace(PDF, limits=replace(SMALL, processor=seconds))
    spent = _spent_by_children()
    found = read(written(tmp_path, make()), order)
    assert _spent_by_children() - spent < seconds + 2  # and what a process takes to start
    if not kinds:
        assert isinstance(found, SourceText), found
        assert [page.text for page in found.pages] == ["hello"]
    else:
        assert refused(found) in kinds
    loaded = {name.partition(".")[0] for name in sys.modules}
    assert "pypdfium2_raw" not in loaded, "this process loads no engine that reads sources"


@pytest.mark.parametrize("seed", range(40))
def test_a_file_struck_by_chance_gives_a_text_or_a_reason(seed: int, tmp_path: Path) -> None:
    """Whatever bytes are hit, the answer is one of the two, and a reason is never a crash."""
    found = read(written(tmp_path, pdf_files.fuzzed(seed)), PDF)
    if isinstance(found, Refusal):
        assert found.kind in {RefusalKind.DAMAGED, RefusalKind.EMPTY}
    else:
        assert len(found.pages) == 1


def test_the_clock_on_the_wall_ends_what_only_waits(tmp_path: Path) -> None:
    """The parent stops a worker that is not done in time, whatever it does."""
    limits = Limits(wall=0.01)
    found = read(written(tmp_path, pdf_files.one_page(b"")), Order(limits=limits))
    assert refused(found) is RefusalKind.TIME_LIMIT
    assert isinstance(found, Refusal)
    assert "0.01 s" in found.detail


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<div>" * 1_000 + "x", RefusalKind.TOO_DEEP),
        ("<div>" * 1_000_000 + "x", RefusalKind.TOO_DEEP),
        ("<html>" + "<p>区</p>" * 300_000, RefusalKind.TOO_LARGE),
        ("<html>" + "<b>" * 1_500_000, RefusalKind.TOO_DEEP),
        ("<p>" + "区" * 250_000, RefusalKind.TOO_LARGE),
        ("<html>" + "<p " + "a=1 " * 1_500_000, None),
        ("<p>" * 50_000 + "区", None),
        ("<html>" + "<table><tr><td>" * 20_000, RefusalKind.TOO_DEEP),
        ("<html>" + "&#x5340;" * 100_000, None),
    ],
    ids=[
        "deep",
        "deeper",
        "blocks",
        "inline",
        "text",
        "attributes",
        "open",
        "tables",
        "references",
    ],
)
def test_each_hostile_page_of_html_ends_too(
    content: str, kind: RefusalKind | None, tmp_path: Path
) -> None:
    """Deep, huge or never closed: a reason of its own, or its text."""
    found = read(written(tmp_path, content.encode(), "page.html"), ANY)
    if kind is None:
        assert isinstance(found, SourceText), found
    else:
        assert refused(found) is kind


def test_good_files_are_read_among_hostile_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One document that breaks its worker takes nothing from the others, and leaves no process."""
    monkeypatch.setenv("KUSEI_CACHE", str(tmp_path / "cache"))
    good = pdf_files.one_page(pdf_files.stream(pdf_files.shown("good")))
    bombs = ("nested-forms", "truncated", "encrypted", "text-operators")
    held = {f"bad-{name}": written(tmp_path, HOSTILE[name][0](), f"{name}.pdf") for name in bombs}
    held |= {
        digest(good): written(tmp_path, good, "good.pdf"),
        digest("よい文".encode()): written(tmp_path, "よい文".encode(), "good.txt"),
    }
    open_before = _open_files()
    found = texts_of(dict(sorted(held.items())), order=ANY)
    texts = [text for text in found.values() if isinstance(text, SourceText)]
    assert sorted(page.text for text in texts for page in text.pages) == ["good", "よい文"]
    assert len(found) - len(texts) == len(bombs)
    assert _open_files() == open_before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def _open_files() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


def digest(content: bytes) -> str:
    """The hash by which a copy is known."""
    return hashlib.sha256(content).hexdigest()


def test_bytes_other_than_those_of_the_copy_are_not_read(tmp_path: Path) -> None:
    """The worker holds what it reads against the hash, so that no file is exchanged meanwhile."""
    path = written(tmp_path, "区".encode(), "a.txt")
    assert isinstance(read(path, Order(sha256=digest("区".encode()))), SourceText)
    assert refused(read(path, Order(sha256=digest(b"other")))) is RefusalKind.CHANGED


def program(path: Path, source: str) -> Path:
    """An executable that runs Python; by a shell, for the interpreter's path may hold a blank."""
    code = path.with_suffix(".py")
    code.write_text(source, "utf-8")
    path.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(code))}\n")
    path.chmod(0o755)
    return path


def test_a_worker_gets_no_descriptor_and_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its three streams are all it has open, and the user's environment stays behind."""
    spy = program(
        tmp_path / "spy",
        "import json, os\n"
        "names = sorted(k for k in os.environ if not k.startswith('LC_'))\n"
        "page = {'number': 1, 'text': json.dumps([sorted(os.listdir('/proc/self/fd')), names])}\n"
        "for line in ({'media': 'text/plain'}, page, {'end': 1}): print(json.dumps(line))\n",
    )
    monkeypatch.setenv("SECRET_TOKEN", "x")
    monkeypatch.setattr(sys, "executable", str(spy))
    with (tmp_path / "open").open("wb") as kept:
        os.set_inheritable(kept.fileno(), True)  # noqa: FBT003 - the name says it
        found = read(written(tmp_path, b"x"))
    assert isinstance(found, SourceText), found
    descriptors, names = json.loads(found.pages[0].text)
    assert descriptors == ["0", "1", "2", "3"], "3 is the listing itself"
    assert not {"SECRET_TOKEN", "HOME", "KUSEI_CACHE"} & set(names)


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ("while True: os.write(1, b'x' * 65536)", RefusalKind.TOO_LARGE),
        ("os.write(1, b'{\"media\": 1}\\n[1]\\n'); os._exit(0)", RefusalKind.CRASHED),
        ('os.write(1, b\'{"media": "text/plain"}\\n{"end": 3}\\n\')', RefusalKind.CRASHED),
        ("os.kill(os.getpid(), 11)", RefusalKind.CRASHED),
        ("os._exit(9)", RefusalKind.CRASHED),
        ("os._exit(86)", RefusalKind.MEMORY_LIMIT),
    ],
    ids=["endless", "nonsense", "pages-missing", "fault", "exit", "memory"],
)
def test_the_answer_of_a_worker_is_not_believed_blindly(
    script: str, kind: RefusalKind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were an engine taken over by its file, this process would get a reason and no more."""
    taken_over = program(tmp_path / "worker", f"import os\n{script}\n")
    monkeypatch.setattr(sys, "executable", str(taken_over))
    assert refused(read(written(tmp_path, b"x"), ANY)) is kind


def test_where_the_system_keeps_no_limit_a_worker_watches_its_memory() -> None:
    """It ends itself soon after it has held too much, whatever it is doing, and else never."""
    script = (
        "import time; from kusei.sources.worker import watch; watch({most} << 20);"
        "held = b'x' * (200 << 20); time.sleep({seconds})"
    )
    for most, seconds, code in ((150, 60, MEMORY_SPENT), (2000, 0.3, 0)):
        told = script.format(most=most, seconds=seconds)
        root = Path(__file__).parents[2]
        ended = subprocess.run([sys.executable, "-c", told], cwd=root, check=False)
        assert ended.returncode == code

"""``kusei build`` as a person runs it: in a process of its own, on a copy of the real dataset."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Build = Callable[..., subprocess.CompletedProcess[str]]

ROOMS = ("ontology", "data", "queries", "validation")
MISSPELT = (
    b"\n<https://w3id.org/kusei/id/minato/ward> <https://w3id.org/kusei/ontology#nmae> 'x' .\n"
)


def copy_dataset(source: Path, target: Path, *, backwards: bool = False) -> Path:
    """Copy the dataset file by file, so that the disk lists its files in the order given."""
    files = [path for room in ROOMS for path in sorted((source / room).rglob("*"))]
    files = [source / "kusei.toml", source / "LICENSE", *(path for path in files if path.is_file())]
    for path in reversed(files) if backwards else files:
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return target


def command(dataset_root: Path, *arguments: str) -> list[str]:
    """The command line of this checkout."""
    return [sys.executable, str(dataset_root / "cli.py"), *arguments]


@pytest.fixture
def build(dataset_root: Path, tmp_path: Path) -> Build:
    """Run ``kusei build`` on a dataset, in a folder and with environment variables."""

    def run(
        dataset: Path, *options: str, cwd: Path = tmp_path, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(dataset_root, "--dataset", str(dataset), "build", *options),
            cwd=cwd,
            env={**os.environ, **(env or {})},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.fixture
def erring(dataset_root: Path, tmp_path: Path) -> Path:
    """A copy of the dataset with one misspelt property."""
    copy = copy_dataset(dataset_root, tmp_path / "erring")
    with (copy / "data" / "minato" / "ward.ttl").open("ab") as file:
        file.write(MISSPELT)
    return copy


def held(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_projects_dataset_is_released(build: Build, dataset_root: Path, tmp_path: Path) -> None:
    """Without options the release lies in build/release, and its checksums hold."""
    done = build(dataset_root)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    release = tmp_path / "build" / "release"
    assert f"release: {len(held(release))} files" in done.stderr
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=release, check=False
    )
    assert checked.returncode == 0
    assert {
        "minato-curated.ttl",
        "minato-derived.jsonld",
        "minato.nq",
        "dcat.ttl",
        "LICENSE",
    } <= set(held(release))


@pytest.mark.slow
def test_same_input_same_bytes(build: Build, dataset_root: Path, tmp_path: Path) -> None:
    """Folder, order of files, locale, time zone, hash seed and user leave no trace."""
    places = {
        "plain": {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"},
        "港区 の コピー": {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"},
        "c/d": {"LC_ALL": "ja_JP.UTF-8", "LANG": "ja_JP.eucJP", "TZ": "America/Adak", "USER": "x"},
    }
    releases = []
    for name, env in places.items():
        folder = tmp_path / name
        dataset = copy_dataset(dataset_root, folder / "dataset", backwards=name != "plain")
        cache = {"KUSEI_CACHE": str(folder / "cache"), "HOME": str(folder)}
        done = build(
            dataset, "--allow-errors", "-o", "公開 release", cwd=folder, env={**env, **cache}
        )
        assert done.returncode == 0, done.stderr
        releases.append(held(folder / "公開 release"))
    first = releases[0]
    assert len(first["SHA256SUMS"].splitlines()) == len(first) - 1
    for other in releases[1:]:
        assert [path for path in first | other if first.get(path) != other.get(path)] == []


def test_errors_stop_a_release(build: Build, erring: Path, tmp_path: Path) -> None:
    """While validation finds errors nothing is written, and each error is shown with its file."""
    done = build(erring, "-o", "release")
    assert done.returncode == 1, done.stderr
    assert "data/minato/ward.ttl" in done.stderr
    assert "nothing was written" in done.stderr
    assert not (tmp_path / "release").exists()


def test_errors_are_released_only_when_told(build: Build, erring: Path, tmp_path: Path) -> None:
    """With --allow-errors the release is written and its description gives the number."""
    done = build(erring, "-o", "release", "--allow-errors")
    assert done.returncode == 0, done.stderr
    found = re.search(r"with (\d+) errors?$", done.stderr.strip())
    assert found is not None
    assert int(found[1]) > 0
    description = (tmp_path / "release" / "dcat.ttl").read_text("utf-8")
    assert re.search(rf"although validation found {found[1]} errors?\.", description)
    assert f"{found[1]} 件の誤り" in description


def test_broken_syntax_is_never_released(build: Build, erring: Path, tmp_path: Path) -> None:
    """A graph that cannot be read whole is not released, told or not."""
    (erring / "data" / "minato" / "ward.ttl").write_text("minato:ward a .")
    done = build(erring, "-o", "release", "--allow-errors")
    assert done.returncode == 1
    assert "data/minato/ward.ttl:1:" in done.stderr
    assert not (tmp_path / "release").exists()


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_nothing_but_a_release_is_replaced(
    build: Build, dataset_root: Path, tmp_path: Path, kind: str
) -> None:
    """A file, or a folder that is no release, is refused before any work is done."""
    target = tmp_path / "thesis"
    if kind == "folder":
        target.mkdir()
    mine = target / "chapter.txt" if kind == "folder" else target
    mine.write_text("mine")
    done = build(dataset_root, "-o", str(target))
    assert done.returncode == 2
    assert str(target) in done.stderr
    assert "Traceback" not in done.stderr
    assert mine.read_text() == "mine"


def test_a_missing_dataset_is_said(build: Build, tmp_path: Path) -> None:
    """A folder without a dataset is a wrong call, in one line."""
    done = build(tmp_path / "nowhere")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_an_interrupted_build_leaves_the_old_release(
    build: Build, dataset_root: Path, tmp_path: Path
) -> None:
    """Whenever a build is stopped, a release stands there whole, and nothing lies beside it."""
    target = tmp_path / "out" / "release"
    options = ("build", "--allow-errors", "-o", str(target))
    done = build(dataset_root, *options[1:])
    assert done.returncode == 0, done.stderr
    before = held(target)
    for number, after in ((signal.SIGINT, 0.2), (signal.SIGTERM, 0.5), (signal.SIGINT, 0.8)):
        process = subprocess.Popen(
            command(dataset_root, "--dataset", str(dataset_root), *options),
            stderr=subprocess.DEVNULL,
        )
        time.sleep(after)
        process.send_signal(number)
        process.wait(timeout=600)
        assert held(target) == before
        assert list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_polite_end_unwinds_the_stack() -> None:
    """SIGTERM in the midst of writing clears away what was begun, and is then as it was."""
    from kusei.commands.build import ended_by_signal

    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as stopped, ended_by_signal():
        signal.raise_signal(signal.SIGTERM)
    assert stopped.value.code == 143
    assert signal.getsignal(signal.SIGTERM) is before

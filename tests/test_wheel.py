"""What is installed: the wheel holds the program and the dataset, and nothing of the workshop."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(dataset_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built as a release would build it."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", "build", *options, str(dataset_root)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("kusei-*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    """The paths inside the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the unpacked wheel and nothing else of kusei."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Call the installed command from elsewhere, with this interpreter's other packages."""
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from kusei.commands import main; main()"
    )
    return subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", program, str(installed), *arguments],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_four_rooms_are_inside(dataset_root: Path, names: list[str]) -> None:
    """Each file of the dataset lies in the package under its room's name, and so do the cases."""
    expected = {
        f"kusei/_dataset/{path.relative_to(dataset_root).as_posix()}"
        for room in ("ontology", "data", "queries", "validation")
        for path in (dataset_root / room).rglob("*")
        if path.is_file()
    }
    expected |= {
        f"kusei/_dataset/examples/{path.parent.name}/{path.name}"
        for path in (dataset_root / "tests" / "validation").glob("*/*.t*")
    }
    expected |= {
        f"kusei/_dataset/approved/{path.name}"
        for path in (dataset_root / "tests" / "queries").glob("*.expected.csv")
    }
    inside = {name for name in names if name.startswith("kusei/_dataset/")}
    assert inside == expected | {"kusei/_dataset/kusei.toml", "kusei/_dataset/LICENSE"}


def test_every_module_is_inside(dataset_root: Path, names: list[str]) -> None:
    """Each module of the package is in the wheel, and the mark that it is typed."""
    modules = {
        p.relative_to(dataset_root).as_posix() for p in (dataset_root / "kusei").rglob("*.py")
    }
    assert {name for name in names if name.endswith(".py")} == modules
    assert "kusei/py.typed" in names


def test_nothing_else_is_inside(names: list[str]) -> None:
    """No tests, no caches, no tools: only the package and its metadata."""
    assert {name.split("/")[0] for name in names if not name.startswith("kusei-")} == {"kusei"}
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]
    assert not [name for name in names if "_dataset/" in name and name.endswith(".py")]


def test_the_licence_is_inside(names: list[str]) -> None:
    """The licence is where installers look for it."""
    assert [n for n in names if n.startswith("kusei-") and n.endswith("licenses/LICENSE")]


def test_it_answers_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    """The installed command finds the dataset it brought along and answers from it."""
    question = ("query", "duty-holder", "--duty", "放置自転車対策業務", "--on", "2020-01-01")
    done = run(installed, *question, "--format", "csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "総合支所" in done.stdout
    assert "certain" in done.stdout


def test_it_holds_its_answers_against_the_approved_rows(installed: Path, tmp_path: Path) -> None:
    """The approved rows come along: whoever installs kusei can see that it answers as it should."""
    done = run(installed, "query", "test", cwd=tmp_path)
    assert "no approved rows" not in done.stdout
    assert done.returncode == 0, done.stdout


def test_it_explains_a_rule_with_its_examples(installed: Path, tmp_path: Path) -> None:
    """The cases by which a rule is tested are shown away from the checkout as well."""
    done = run(installed, "rule", "KG012", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "bad:\n" in done.stdout
    assert "  >     prov:wasDerivedFrom minato:" in done.stdout


def test_it_releases_what_the_checkout_releases(
    installed: Path, dataset_root: Path, tmp_path: Path
) -> None:
    """The wheel writes the same release as the checkout, byte for byte."""
    for name, options in (("wheel", ()), ("checkout", ("--dataset", str(dataset_root)))):
        done = run(
            installed, *options, "build", "--allow-errors", "-o", str(tmp_path / name), cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr
    sums = [(tmp_path / name / "SHA256SUMS").read_text() for name in ("wheel", "checkout")]
    assert sums[0] == sums[1]
    assert "minato-curated.ttl" in sums[0]


def test_versions_agree(dataset_root: Path) -> None:
    """The package, the dataset and the ontology are released together, under one version."""
    package = tomllib.loads((dataset_root / "pyproject.toml").read_text("utf-8"))
    dataset = tomllib.loads((dataset_root / "kusei.toml").read_text("utf-8"))
    ontology = (dataset_root / "ontology" / "kusei.ttl").read_text("utf-8")
    version = package["project"]["version"]
    assert dataset["project"]["version"] == version
    assert f'owl:versionInfo "{version}"' in ontology

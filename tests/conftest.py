"""What tests share: the checkout, the folder of conformance data beside it, the dataset."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from kusei.dataset.files import Dataset, Location

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Generated and committed files are written anew only when this is asked for."""
    parser.addoption("--refresh", action="store_true", help="write the generated files anew")


@pytest.fixture
def assert_committed(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compares a committed file with the text that it is generated as; ``--refresh`` writes it."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--refresh"):
            path.write_text(text, "utf-8")
        assert path.read_text("utf-8") == text, f"{path.name} is stale: pytest --refresh writes it"

    return compare


@pytest.fixture(scope="session")
def dataset_root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sources and conformance data beside the checkout; skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared (sources and conformance data) is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def location(dataset_root: Path) -> Location:
    """Where the project's own dataset lies."""
    from kusei.dataset.files import find

    return find(dataset_root)


@pytest.fixture(scope="session")
def minato(location: Location) -> Dataset:
    """The project's own dataset, read once."""
    from kusei.dataset.files import load

    return load(location)


@pytest.fixture(scope="session")
def two_wards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two wards: the project's own, and the fictional one of the query tests.

    In both a 総合支所 is a kind of unit, and other things differ.
    """
    root = tmp_path_factory.mktemp("two-wards")
    for folder in ("ontology", "data", "queries", "validation"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "data" / "test").mkdir()
    shutil.copy(ROOT / "tests" / "queries" / "small.ttl", root / "data" / "test" / "all.ttl")
    shutil.copy(ROOT / "kusei.toml", root)
    return root


@pytest.fixture(autouse=True)
def _cache_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No test reads or writes the user's cache, dataset or passwords."""
    monkeypatch.setenv("KUSEI_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    for name in ("KUSEI_DATASET", "KUSEI_USER", "KUSEI_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    netrc = tmp_path_factory.getbasetemp() / "netrc"
    netrc.touch()
    monkeypatch.setenv("NETRC", str(netrc))

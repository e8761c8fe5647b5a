"""The house itself: floors, engines, sizes, names. A new line that breaks a rule is named."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "kusei").rglob("*.py"))

# Imports go down, never up or across: a module may import its own package and what stands lower.
FLOORS = (
    {"__main__"},
    {"commands"},
    {"terminal"},
    {""},
    {"api"},
    {"publish", "curation"},
    {"validation"},
    {"shacl"},
    {"report"},
    {"answers", "evidence"},
    {"queries", "sources"},
    {"remote", "dataset"},
    {"derive", "turtle"},
    {"writing", "cache"},
    {"sparql"},
    {"graph"},
    {"dates"},
    {"errors", "files"},
    {"findings"},
    {"bilingual", "terms"},
)
# The one place, by its path in the package, that speaks to each engine.
ENGINES = {
    "pyoxigraph": ("graph/store.py",),
    "pyshacl": ("shacl/pyshacl_reference.py",),
    # api only names the type it gives
    "rdflib": ("graph/rdf_graph.py", "shacl/pyshacl_reference.py", "api.py"),
    "SPARQLWrapper": ("remote/sparql_request.py",),
    "rapidfuzz": ("evidence/",),
    "pypdfium2": ("sources/reading/pdf/",),
    "lxml": ("sources/reading/html.py",),
    "click": ("commands/", "terminal/"),
}


def room(path: Path) -> str:
    """The name of a module's room: the first part of its path inside the package."""
    first = path.relative_to(ROOT / "kusei").parts[0]
    return first.removesuffix(".py") if first != "__init__.py" else ""


def floor(name: str) -> int:
    """How far down a room lies."""
    found = [number for number, rooms in enumerate(FLOORS) if name in rooms]
    assert found, f"kusei/{name} stands on no floor: give it one in {Path(__file__).name}"
    return found[0]


def imports(path: Path) -> set[str]:
    """The dotted names a module imports, those for type checking only included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            if node.module == "kusei":
                names.update(f"kusei.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_down(path: Path) -> None:
    """No module imports from a floor above, nor across its own, and no pair is excepted."""
    here = room(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "kusei" or len(parts) == 1:
            continue
        there = parts[1]
        if there == here:
            continue
        assert floor(there) > floor(here), f"{path.name} imports {name}"


def test_no_module_needs_one_that_needs_it() -> None:
    """Taken one after the other, each module imports only what has been taken before."""
    names = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in MODULES}
    names = {name.removesuffix(".__init__"): path for name, path in names.items()}
    needs = {
        name: {one for one in _modules_named(path) if one in names and one != name}
        for name, path in names.items()
    }
    try:
        tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        pytest.fail(f"a circle: {' <- '.join(error.args[1])}")


def _modules_named(path: Path) -> set[str]:
    """What a module imports from, each module of a package by its own name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = ROOT.joinpath(*node.module.split("."), alias.name)
                module = inner.with_suffix(".py").is_file() or inner.is_dir()
                found.add(f"{node.module}.{alias.name}" if module else node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_each_engine_is_imported_in_its_module_only(path: Path) -> None:
    """Each library that does a great part of the work has one home."""
    for name in imports(path):
        homes = ENGINES.get(name.partition(".")[0])
        place = path.relative_to(ROOT / "kusei").as_posix()
        assert homes is None or place.startswith(homes), f"{name} has no place in {path.name}"


def test_only_commands_print() -> None:
    """What the library has to say it returns; the command line prints."""
    for path in MODULES:
        if room(path) in {"commands", "terminal"}:
            continue
        calls = [
            node.func.id
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        ]
        assert "print" not in calls, path


def test_modules_stay_small_and_are_named_by_what_they_do() -> None:
    """No module over 400 lines, a median of at most 150, no name that says nothing."""
    sizes = sorted(len(p.read_text("utf-8").splitlines()) for p in MODULES)
    assert sizes[-1] <= 400
    assert sizes[len(sizes) // 2] <= 150
    vague = re.compile(r"^(utils?|helpers?|common|misc|manager)$")
    assert not [p for p in MODULES if vague.match(p.stem)]


def test_each_command_is_one_module_with_one_test_file() -> None:
    """A verb of the command line is found by its name, and so are its tests."""
    from kusei.commands import COMMANDS

    assert set(COMMANDS) <= {p.stem for p in (ROOT / "kusei" / "commands").glob("[a-z]*.py")}
    tests = {p.stem.removeprefix("test_") for p in (ROOT / "tests" / "commands").glob("test_*.py")}
    assert set(COMMANDS) <= tests


def test_no_python_lies_in_the_folders_of_the_dataset() -> None:
    """The four folders hold what the graph is made of, and no code."""
    for folder in ("ontology", "data", "queries", "validation"):
        assert not list((ROOT / folder).rglob("*.py"))


def test_dataset_prefixes_are_those_of_the_list() -> None:
    """Every prefix that a .ttl or .rq declares is on the list, for the same namespace."""
    from kusei.terms import PREFIXES

    declared = re.compile(r"^\s*@?prefix\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE | re.MULTILINE)
    used: dict[str, set[str]] = defaultdict(set)
    for folder in ("ontology", "data", "queries", "validation"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".ttl", ".rq"}:
                for prefix, namespace in declared.findall(path.read_text("utf-8")):
                    used[prefix].add(namespace)
    assert used
    assert {prefix: {PREFIXES.get(prefix)} for prefix in used} == used


def test_no_path_of_a_machine_and_no_secret_is_in_the_tree() -> None:
    """What is committed speaks of the project alone."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout: nothing tells which files are the project's")
    pattern = re.compile(rb"/(?:root|home|Users)/\w|BEGIN [A-Z ]*PRIVATE KEY|https?://[^/\s]*@")
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path == Path(__file__) or not path.is_file():
            continue
        assert not pattern.search(path.read_bytes()), name


def test_listing_the_commands_imports_no_engine() -> None:
    """`kusei --help` answers without rdflib, pyshacl, pyoxigraph or SPARQLWrapper."""
    code = (
        "import sys\n"
        "from kusei.commands import kusei\n"
        "try: kusei.main(['--help'], standalone_mode=False)\n"
        "finally: print(sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for engine in ("rdflib", "pyshacl", "pyoxigraph", "SPARQLWrapper", "pypdfium2", "lxml"):
        assert f"'{engine}'" not in ran.stderr

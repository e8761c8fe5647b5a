"""``kusei push``, and asking a server that holds several wards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kusei.remote import Endpoint
from tests import sparql_server
from tests.sparql_server import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.commands.conftest import Kusei
    from tests.sparql_server import Running

LABEL = "総合支所"


@pytest.fixture
def server() -> Iterator[Running]:
    """An empty Oxigraph."""
    with sparql_server.oxigraph() as running:
        yield running


def test_a_release_is_published_and_asked(
    kusei_main: Kusei, two_wards: Path, server: Running
) -> None:
    """By its addresses; what was published is told on stderr, and asked as the files are."""
    dataset = ("--dataset", str(two_wards))
    where = (server.query, "--graph-store", server.graph_store)
    ran = kusei_main(*dataset, "push", *where, "--allow-errors")
    assert (ran.code, ran.out) == (0, "")
    counts = Endpoint(server.query).counts()
    told = f"{len(counts)} graphs, {sum(counts.values()):,} triples, counted back"
    assert told in ran.err
    again = kusei_main(*dataset, "push", *where, "--allow-errors", "--merged")
    assert f"{len(counts)} old graphs deleted" in again.err
    for command in (
        ("show", "--ward", "test", LABEL),
        ("org", "--ward", "test", "--on", "2010-01-01"),
    ):
        here = kusei_main(*dataset, *command, "-f", "json")
        there = kusei_main(*dataset, *command, "-f", "json", "--endpoint", server.query)
        assert (here.code, there.code) == (0, 0), there.err
        of_files, of_server = json.loads(here.out), json.loads(there.out)
        for document in (of_files, of_server):
            document.pop("file", None)
            document.pop("line", None)
        assert of_files == of_server


def test_updates_are_made_when_asked_for_or_needed(
    kusei_main: Kusei, two_wards: Path, server: Running
) -> None:
    """By --by; else the graph store if its address is known, and updates where it is none."""
    push = ("--dataset", str(two_wards), "push", server.query, "--allow-errors", "--merged")
    store, update = ("--graph-store", server.graph_store), ("--update", server.update)
    nowhere = server.query.replace("/query", "/nowhere")
    forced = kusei_main(*push, *update, "--graph-store", nowhere, "--by", "update")
    assert (forced.code, forced.out) == (0, "")
    assert forced.err.count("\n") == 1
    counts = Endpoint(server.query).counts()
    assert f"{len(counts)} graphs, {sum(counts.values()):,} triples, counted back" in forced.err
    needed = kusei_main(*push, *update, "--graph-store", nowhere)
    assert needed.code == 0
    assert f"so updates were made: {nowhere}: status 404" in needed.err
    assert kusei_main(*push, *update).code == 0
    believed = kusei_main(*push, *store, "--update", nowhere)
    assert (believed.code, "updates" in believed.err) == (0, False)
    assert Endpoint(server.query).counts() == counts
    for way in ("graph-store", "update"):
        refused = kusei_main(*push, "--graph-store", nowhere, "--update", nowhere, "--by", way)
        assert refused.code == 3
        assert "Nothing was published" in refused.err


@pytest.mark.parametrize("place", ["files", "server", "server by its named graphs"])
def test_a_question_about_one_ward_does_not_see_the_other(
    kusei_main: Kusei, two_wards: Path, place: str
) -> None:
    """A label of both wards is ambiguous until a ward is named."""
    dataset = ("--dataset", str(two_wards))
    union = place == "server"
    with sparql_server.oxigraph(union=union) as server:
        asked: tuple[str, ...] = ()
        if place != "files":
            asked = ("--endpoint", server.query)
            store = ("--graph-store", server.graph_store, "--merged")
            pushed = kusei_main(*dataset, "push", server.query, *store, "--allow-errors")
            assert ("its default graph does not hold" in pushed.err) == (not union)
        for ward in ("minato", "test"):
            ran = kusei_main(*dataset, "show", LABEL, "--ward", ward, "-f", "json", *asked)
            assert ran.code == 0, ran.err
            assert f"/id/{ward}/" in json.loads(ran.out)["iri"]
        if place != "server by its named graphs":
            both = kusei_main(*dataset, "show", LABEL, *asked)
            assert both.code == 2
            assert "names 2 things" in both.err
        unknown = kusei_main(*dataset, "show", LABEL, "--ward", "tset", *asked)
        assert unknown.code == 2
        assert "it has: minato, test" in unknown.err


def test_one_ward_is_published_alone(kusei_main: Kusei, two_wards: Path, server: Running) -> None:
    """With what wards share, and by the name that kusei.toml gives the server."""
    named = two_wards / "kusei.toml"
    before = named.read_text("utf-8")
    table = f'{{ query = "{server.query}", graph-store = "{server.graph_store}" }}'
    named.write_text(f"{before}\n[endpoints]\nlocal = {table}\n", "utf-8")
    try:
        ran = kusei_main(
            *["--dataset", str(two_wards), "push", "local", "--ward", "test", "--allow-errors"]
        )
    finally:
        named.write_text(before, "utf-8")
    assert ran.code == 0, ran.err
    there = Endpoint(server.query).counts()
    assert not [graph for graph in there if "minato" in graph]
    assert [graph for graph in there if "/derived/test/" in graph]


def test_where_the_graphs_go_must_be_told(kusei_main: Kusei, two_wards: Path) -> None:
    """A usage error that names the addresses of usual servers, of the way that is asked for."""
    push = ("--dataset", str(two_wards), "push", "http://127.0.0.1/query")
    ran = kusei_main(*push)
    assert ran.code == 2
    assert "--graph-store URL" in ran.err
    assert "--update URL" in ran.err
    ran = kusei_main(*push, "--by", "update", "--graph-store", "http://127.0.0.1/store")
    assert ran.code == 2
    assert "--update URL" in ran.err
    assert "--graph-store URL" not in ran.err
    ran = kusei_main(*push, "--by", "graph-store", "--update", "http://127.0.0.1/update")
    assert ran.code == 2
    assert "--graph-store URL" in ran.err
    assert "--update URL" not in ran.err


def test_errors_are_not_published(kusei_main: Kusei, tmp_path: Path, two_wards: Path) -> None:
    """The gate of a release stands before a server as well: exit 1, nothing is sent."""
    import shutil

    root = tmp_path / "wrong"
    shutil.copytree(two_wards, root)
    wrong = "<https://w3id.org/kusei/id/test/x> a <https://w3id.org/kusei/ontology#Nothing> .\n"
    (root / "data" / "test" / "wrong.ttl").write_text(wrong, "utf-8")
    url = f"http://127.0.0.1:{free_port()}/"
    ran = kusei_main("--dataset", str(root), "push", url, "--graph-store", url)
    assert ran.code == 1
    assert "nothing was published" in ran.err


def test_a_server_that_is_not_there_is_exit_3(kusei_main: Kusei, two_wards: Path) -> None:
    """With its address, the reason, and that nothing was published."""
    url = f"http://127.0.0.1:{free_port()}/"
    ran = kusei_main(
        *["--dataset", str(two_wards), "push", url, "--graph-store", url, "--allow-errors"]
    )
    assert ran.code == 3
    assert url in ran.err
    assert "refused" in ran.err
    assert "Nothing was published" in ran.err

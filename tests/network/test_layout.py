"""Links, rank, and where nodes stand."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import networkx as nx
import pytest

from kg.network import layout, links, rank, selection
from kg.network.layout import HEIGHT, WIDTH

from .samples import crowd, example, two


def test_a_role_becomes_a_link_with_its_title() -> None:
    (link,) = (x for x in links(two()) if x.property == "organisation")
    assert (link.source, link.target, link.titles, link.articles) == ("p/w", "p/l", ("Ketua",), ("dua", "satu"))


def test_a_statement_becomes_a_link_to_what_it_names() -> None:
    assert ("p/w", "p/l", "mentions") in {(x.source, x.target, x.property) for x in links(two())}


def test_the_better_connected_come_first() -> None:
    assert rank(two()) == ["p/w", "p/e", "p/l"]


def test_a_small_network_is_chosen_whole() -> None:
    among = links(two())
    assert selection(rank(two(), among), among, 50) == ["p/w", "p/e", "p/l"]


def test_the_chosen_are_linked_with_each_other() -> None:
    network = crowd(700)
    among = links(network)
    chosen = set(selection(rank(network, among), among, 60))
    joined = {end for x in among if x.source in chosen and x.target in chosen for end in (x.source, x.target)}
    assert len(chosen) == 60
    assert chosen == joined


def test_labels_of_the_first_view_do_not_overlap() -> None:
    network = crowd(700)
    among = links(network)
    places = layout(network)
    chosen = [places[key] for key in selection(rank(network, among), among, 100)]
    for i, (x, y) in enumerate(chosen):
        assert not any(abs(x - a) < WIDTH - 4 and abs(y - b) < HEIGHT - 4 for a, b in chosen[i + 1 :])


def test_every_node_has_a_place_of_its_own() -> None:
    network = crowd(2000)
    places = layout(network)
    assert places.keys() == set(network)
    assert len(set(places.values())) == len(network)


def test_roles_stand_near_their_holder() -> None:
    network = crowd(300)
    places = layout(network)
    (x, y), (a, b) = places["p8"], places["r8"]
    assert abs(x - a) + abs(y - b) < 1500


def test_an_empty_network() -> None:
    assert layout(nx.MultiDiGraph()) == {}


def test_places_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "from kg.network import build, layout; from kg.rdf.store import load; from kg.rdf.ontology import file\n"
        "print(layout(build(load(file('examples/one-article.trig')))))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert said == {f"{layout(example())}\n"}


@pytest.mark.slow
def test_fifteen_thousand_nodes_take_less_than_a_minute() -> None:
    network = crowd(5600)
    assert len(network) > 15_000
    began = time.perf_counter()
    layout(network)
    assert time.perf_counter() - began < 60


def test_those_without_a_link_are_left_out_where_there_are_others() -> None:
    network = crowd(100)
    for n in range(30):
        network.add_node(f"alone{n}", **{**network.nodes["p8"], "label": f"Sendiri {n}"})
    among = links(network)
    chosen = selection(rank(network, among), among, 200)
    assert len(chosen) >= 90
    assert not any(key.startswith("alone") for key in chosen)

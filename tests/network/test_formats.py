"""The network's files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest

from kg.errors import DataError, UsageError
from kg.network import FORMATS, build, layout, write

from .samples import TWO, example, store, two


def test_graphml_is_read_back_with_all_edges() -> None:
    network = two()
    back = nx.read_graphml(BytesIO(FORMATS["graphml"].dump(network, layout(network))), force_multigraph=True)
    assert sorted(back.edges(keys=True)) == sorted(network.edges(keys=True))
    assert back.nodes["p/w"]["altLabels"] == "Pak Wir | Wiranta"
    assert back.edges["p/r", "p/w", "holder"]["label"] == "holder"
    assert json.loads(back.nodes["p/r"]["evidence"])[0]["exact"] == "Ketua Lebah"


def test_graphml_holds_texts_and_numbers_only() -> None:
    network = example()
    content = FORMATS["graphml"].dump(network, layout(network)).decode()
    back = nx.read_graphml(BytesIO(content.encode()), force_multigraph=True)
    assert {type(v) for _, data in back.nodes(data=True) for v in data.values()} <= {str, float, int}
    assert {type(v) for *_, data in back.edges(data=True) for v in data.values()} <= {str}


def test_graphml_survives_characters_that_xml_cannot_hold() -> None:
    network = build(store(TWO.replace("Pak Wir", r"Pak\u0000\u000B]]>&<Wir")))
    back = nx.read_graphml(BytesIO(FORMATS["graphml"].dump(network, layout(network))), force_multigraph=True)
    assert back.nodes["p/w"]["altLabels"] == "Pak]]>&<Wir | Wiranta"


def test_json_gives_the_network_back() -> None:
    network = two()
    data = json.loads(FORMATS["json"].dump(network, layout(network)))
    back = nx.node_link_graph(data, edges="edges")
    assert sorted(back.edges(keys=True)) == sorted(network.edges(keys=True))
    assert back.nodes["p/r"]["evidence"] == network.nodes["p/r"]["evidence"]
    assert back.graph["articles"] == network.graph["articles"]


def test_writing_leaves_the_network_as_it_was() -> None:
    network, untouched = two(), two()
    for format_ in FORMATS.values():
        format_.dump(network, layout(network))
    assert nx.utils.graphs_equal(network, untouched)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_network_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    one, other = tmp_path / f"a{FORMATS[name].suffix}", tmp_path / f"b{FORMATS[name].suffix}"
    write(two(), one)
    write(two(), other)
    assert one.read_bytes() == other.read_bytes()
    assert sorted(tmp_path.iterdir()) == [one, other]


def test_an_unknown_ending_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.graphml, \.json"):
        write(two(), tmp_path / "graph.gexf")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="could not be written"):
        write(two(), tmp_path / "none" / "graph.json")


@pytest.mark.parametrize("name", FORMATS)
def test_the_bytes_do_not_depend_on_the_hash_seed(name: str) -> None:
    code = (
        "import sys; from kg.network import FORMATS, build, layout\n"
        "from kg.rdf.store import load; from kg.rdf.ontology import file\n"
        "network = build(load(file('examples/one-article.trig')))\n"
        f"sys.stdout.buffer.write(FORMATS['{name}'].dump(network, layout(network)))"
    )
    expected = FORMATS[name].dump(example(), layout(example()))
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        said = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True).stdout
        assert said == expected

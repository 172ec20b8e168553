"""The page as text."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from kg.network import layout, links, rank
from kg.page import render
from kg.page.data import page_data
from kg.page.drawing import LINE_OF, LOOKS, bend, vis_script

from .samples import EVIL, example, hostile


class _Tags(HTMLParser):
    """The start tags of a page and the text of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(("/" + tag, {}))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script":
            self.scripts[-1] += data


def given(page: str) -> dict[str, Any]:
    return json.loads(_Tags(page).scripts[0])


def test_nothing_is_loaded_from_anywhere() -> None:
    for tag, attributes in _Tags(render(example())).tags:
        for name in ("src", "href", "action", "data", "srcset", "poster"):
            assert (attributes.get(name) or "#").startswith(("#", "data:")), tag
    assert not re.search(r"url\(|@import", (resources.files("kg.page") / "assets" / "page.css").read_text("utf-8"))


def test_the_policy_allows_the_two_scripts_and_no_request() -> None:
    tags = _Tags(render(example()))
    policy = next(a["content"] for t, a in tags.tags if a.get("http-equiv") == "Content-Security-Policy") or ""
    assert "default-src 'none'" in policy
    for script in tags.scripts[1:]:
        assert b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy
    assert len(tags.scripts) == 3


def test_hostile_texts_add_no_markup() -> None:
    quiet, loud = _Tags(render(example())), _Tags(render(hostile(), title=EVIL))
    assert [tag for tag, _ in loud.tags] == [tag for tag, _ in quiet.tags]


def test_hostile_texts_arrive_unharmed() -> None:
    page = given(render(hostile(), title=EVIL))
    assert page["title"] == EVIL
    assert {node["l"] for node in page["nodes"]} >= {EVIL}


def test_addresses_that_are_not_of_the_web_are_dropped() -> None:
    assert given(render(hostile()))["articles"][0][5] == ""


def test_a_copy_says_whose_it_is() -> None:
    network = example().copy()
    (original,) = network.graph["articles"]
    network.graph["articles"] = {**network.graph["articles"], "salinan": {"copyOf": original}}
    rows = page_data(network, layout(network), [], [])["articles"]
    assert [row[6:] for row in rows] == [[], [network.graph["articles"][original]["title"]]]


def test_marks_count_as_browsers_do() -> None:
    page = given(render(hostile()))
    number, start, end = next(n["e"][0] for n in page["nodes"] if n["k"] == "Role")
    sentence = page["sentences"][number][1].encode("utf-16-le")
    assert sentence[2 * start : 2 * end].decode("utf-16-le") == "kata"


def test_a_statement_shows_its_words_within_who_said_them() -> None:
    page = given(render(example()))
    for node in (n for n in page["nodes"] if n["k"] == "Statement"):
        number, start, end = node["e"][0]
        sentence = page["sentences"][number][1]
        assert sentence[start:end] == node["v"]["text"]
        assert len(sentence) > end - start


def test_classes_differ_in_shape_and_colour() -> None:
    assert len({look.shape for look in LOOKS.values()}) == len({look.colour for look in LOOKS.values()}) == len(LOOKS)


def test_every_property_of_the_network_has_a_line() -> None:
    network = example()
    among = links(network)
    assert set(page_data(network, layout(network), among, rank(network, among))["properties"]) <= set(LINE_OF)


def test_pyvis_draws_parallel_edges_apart() -> None:
    drawn = [
        e for e in given(render(hostile()))["edgesDrawn"] if {e["from"], e["to"]} == {0, 2} or e["smooth"]["enabled"]
    ]
    assert any(e["smooth"]["enabled"] for e in drawn)
    assert not bend(0, False)["enabled"]
    assert bend(1, False)["type"] != bend(2, False)["type"] != bend(2, True)["type"]


def test_both_languages_say_the_same_things() -> None:
    words = json.loads((resources.files("kg.page") / "assets" / "words.json").read_text("utf-8"))
    assert words["id"].keys() == words["en"].keys()
    for key, text in words["id"].items():
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", words["en"][key])), key


def test_every_word_the_script_asks_for_is_there() -> None:
    assets = resources.files("kg.page") / "assets"
    words = json.loads((assets / "words.json").read_text("utf-8"))["id"]
    for asset in assets.iterdir():
        if asset.name.endswith(".js"):
            asked = re.findall(r'(?:say|sayNodes|section|heading|part)\("(\w+)"', asset.read_text("utf-8"))
            assert set(asked) <= set(words), asset.name


def test_the_script_makes_no_markup_from_strings() -> None:
    for asset in (resources.files("kg.page") / "assets").iterdir():
        if asset.name.endswith(".js"):
            assert not re.search(
                r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", asset.read_text("utf-8")
            )


def test_the_script_of_pyvis_asks_for_no_source_map() -> None:
    assert "sourceMappingURL" not in vis_script()


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_network_gives_the_same_page_and_nothing_else(seed: str, tmp_path: Path) -> None:
    code = (
        "import sys; from kg.network import build; from kg.rdf.store import load; from kg.rdf.ontology import file\n"
        "from kg.page import render\n"
        "sys.stdout.buffer.write(render(build(load(file('examples/one-article.trig')))).encode())"
    )
    env = {**os.environ, "PYTHONHASHSEED": seed}
    said = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, check=True)
    assert said.stdout.decode() == render(example())
    assert list(tmp_path.iterdir()) == []

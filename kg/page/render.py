"""The page: one HTML file that holds everything and loads nothing.

Its Content-Security-Policy says so to the browser: no request goes out, and only the two scripts with the stated hashes
run, so that even markup smuggled in through an article's text would do nothing. Texts reach the page as JSON in which
no "<" is left, and the script puts them into text nodes only.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from importlib import resources
from typing import Any

import networkx as nx

from kg.network import layout, links, rank, selection
from kg.network.layout import Point
from kg.page.data import page_data
from kg.page.drawing import LINE_OF, LINES, LOOKS, first_view, vis_script

#: How many nodes the first view shows at most: what stays readable on a laptop's screen. See CORE in the layout.
FIRST_VIEW = 120
TITLE = "Jejaring"

_SCRIPTS = ("1-base", "2-drawing", "3-labels", "4-surroundings", "5-panel", "6-pages", "7-search", "8-main")


def render(
    network: nx.MultiDiGraph[str],
    *,
    title: str = TITLE,
    places: Mapping[str, Point] | None = None,
    first: int = FIRST_VIEW,
) -> str:
    """The page of a network as the text of an HTML file, to be written in UTF-8.

    ``title`` stands at its head; ``places`` is where the nodes stand, if it is known already (see
    :func:`kg.network.layout`); ``first`` is how many nodes the first view shows at most. The same network gives the
    same text.
    """
    among = links(network)
    ranked = rank(network, among)
    data = page_data(network, layout(network) if places is None else places, among, ranked)
    numbers = {key: number for number, key in enumerate(network)}
    chosen = [numbers[key] for key in selection(ranked, among, first)]
    nodes, edges, options = first_view(data, first, chosen)
    given: dict[str, Any] = {
        **data,
        "title": title,
        "chosen": chosen,
        "size": min(first, len(chosen)),
        "nodesDrawn": nodes,
        "edgesDrawn": edges,
        "options": json.loads(options),
        "looks": {kind: {"shape": k.shape, "colour": k.colour, "border": k.border} for kind, k in LOOKS.items()},
        "lines": LINES,
        "lineOf": LINE_OF,
        "terms": network.graph["terms"],
        "words": json.loads(_asset("words.json")),
    }
    vis = vis_script()
    script = "(() => {\n'use strict';\n" + "\n".join(_asset(f"{name}.js") for name in _SCRIPTS) + "})();\n"
    parts = {
        "title": html.escape(title),
        "policy": _policy(vis, script),
        "style": _asset("page.css"),
        "data": _json(given),
        "vis": vis,
        "script": script,
    }
    # One pass over the template: what is put in is not looked at again, whatever it holds.
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], _asset("page.html"))


def _policy(*scripts: str) -> str:
    hashes = " ".join(f"'sha256-{b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _json(value: Any) -> str:
    """JSON that can stand in a script element: no "<", hence no end tag and no comment; lone surrogates replaced."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").encode("utf-8", "replace").decode("utf-8")


def _asset(name: str) -> str:
    return (resources.files(__package__) / "assets" / name).read_text(encoding="utf-8")

"""The drawing: pyvis's network of the first view, its options, and the script it carries.

pyvis writes pages too, but not ones that can be handed on: even with ``cdn_resources="in_line"`` they load Bootstrap
from the web, ``write_html`` opens files in the system's encoding and may leave a ``lib/`` folder in the working
directory, and nothing is escaped. So its Network makes nodes, edges and options, its package gives the vis-network
script, and :mod:`kg.page.render` puts them into a page of our own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from math import sqrt
from typing import Any

from pyvis.network import Network

from kg.errors import MissingPartError
from kg.page.data import PageData


@dataclass(frozen=True, slots=True)
class Look:
    """How a class is drawn: told apart by shape as well as by colour."""

    shape: str
    colour: str
    border: str


#: Colours after Okabe and Ito, which people with any form of colour blindness tell apart; the borders are darker, so
#: that even the light ones stand out three to one against white. Shapes are vis-network's.
LOOKS: dict[str, Look] = {
    "Person": Look("dot", "#2f7fc1", "#0b4f86"),
    "Organisation": Look("square", "#e0752d", "#98420a"),
    "Event": Look("diamond", "#1aa37a", "#046148"),
    "Role": Look("triangle", "#b57ab5", "#74387a"),
    "Statement": Look("triangleDown", "#efc23c", "#8a6400"),
    "Place": Look("hexagon", "#9aa3ad", "#535c66"),
}

#: Properties in three groups, each with its line; the script uses the same names.
LINES: dict[str, dict[str, Any]] = {
    "role": {"color": {"color": "#7b8794", "highlight": "#1f2933", "hover": "#52606d"}, "dashes": False, "width": 1.5},
    "event": {"color": {"color": "#3aa585", "highlight": "#046148", "hover": "#1aa37a"}, "dashes": False, "width": 1.5},
    "speech": {
        "color": {"color": "#c29f45", "highlight": "#8a6400", "hover": "#b8963a"},
        "dashes": [3, 5],
        "width": 1.2,
    },
}
LINE_OF = {
    **dict.fromkeys(("holder", "organisation", "jurisdiction", "subOrganisationOf", "locatedIn", "inRole"), "role"),
    **dict.fromkeys(("organiser", "participant", "partOf", "place", "event"), "event"),
    **dict.fromkeys(("speaker", "mentions", "madeAt"), "speech"),
}

#: pyvis takes every space out of the options it is given, so no value here may need one.
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {
        "borderWidth": 1.5,
        "borderWidthSelected": 3,
        "font": {"face": "system-ui", "size": 15, "color": "#1f2933", "strokeWidth": 4, "strokeColor": "#ffffff"},
        "widthConstraint": {"maximum": 140},
        "labelHighlightBold": False,
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "arrowStrikethrough": False,
        "selectionWidth": 1.5,
        "hoverWidth": 0.5,
        "labelHighlightBold": False,
        "font": {"face": "system-ui", "size": 12, "color": "#3e4c59", "strokeWidth": 4, "strokeColor": "#ffffff"},
    },
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": True,
        "multiselect": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 200,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
}


def node_size(articles: int) -> int:
    """The size of a node that so many articles tell of: the area grows, up to a limit that leaves room for labels."""
    return min(28, round(9 + 4 * sqrt(max(0, articles - 1))))


def first_view(
    data: PageData, size: int, chosen: Sequence[int]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], str]:
    """The nodes, edges and options (JSON) of the first view, by pyvis.

    Parallel edges (someone organises an event and takes part in it) are kept, which pyvis does in directed networks
    only, and bent apart, since edges between two points would lie on each other.
    """
    network = Network(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(OPTIONS))
    for number in chosen[:size]:
        node = data["nodes"][number]
        look = LOOKS[node["k"]]
        network.add_node(
            number,
            label=node["l"],
            shape=look.shape,
            color={
                "background": look.colour,
                "border": look.border,
                "highlight": {"background": look.colour, "border": "#111111"},
                "hover": {"background": look.colour, "border": "#111111"},
            },
            x=node["p"][0],
            y=node["p"][1],
            size=node_size(len(node.get("r", ()))),
        )
    shown = set(chosen[:size])
    beside: dict[tuple[int, int], int] = {}
    for number, (source, target, name, *_) in enumerate(data["links"]):
        if source in shown and target in shown:
            pair = (min(source, target), max(source, target))
            nth = beside[pair] = beside.get(pair, -1) + 1
            line = LINES[LINE_OF[data["properties"][name]]]
            network.add_edge(source, target, id=f"l{number}", smooth=bend(nth, source > target), **line)
    nodes, edges, _, _, _, options = network.get_network_data()
    return nodes, edges, options


def bend(nth: int, backward: bool) -> dict[str, Any]:
    """The curve of the ``nth`` edge between two nodes: the first is straight, the others bend ever further out.

    An edge drawn the other way round bends to the other hand; ``backward`` turns it back.
    """
    if nth == 0:
        return {"enabled": False}
    side = (nth % 2 == 1) != backward
    return {
        "enabled": True,
        "type": "curvedCW" if side else "curvedCCW",
        "roundness": round(0.16 * ((nth + 1) // 2), 2),
    }


def vis_script() -> str:
    """The vis-network script that pyvis carries, the newest if it carries several.

    Raises MissingPartError if it carries none.
    """
    library = resources.files("pyvis") / "templates" / "lib"
    versions = sorted(
        (folder for folder in library.iterdir() if folder.name.startswith("vis-")),
        key=lambda folder: [int(n) for n in re.findall(r"\d+", folder.name)],
    )
    if not versions:
        raise MissingPartError("pyvis has no vis-network script; install it anew: pip install --force-reinstall pyvis")
    script = (versions[-1] / "vis-network.min.js").read_text(encoding="utf-8")
    # A browser's developer tools would look for the source map beside the page.
    return re.sub(r"//# sourceMappingURL=.*", "", script).strip()

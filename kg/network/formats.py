"""The network as files: GraphML for Gephi, Cytoscape and the like, and JSON for programs.

FORMATS is the table of them: a name, what it is for, and the function that gives the bytes. The same network gives the
same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx

from kg.errors import DataError, UsageError
from kg.network.layout import Point, layout

#: Characters that XML 1.0 cannot hold, not even escaped; texts from the web carry them now and then.
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
#: Joins lists of names and ids in GraphML. Neither holds a vertical bar in practice, and spreadsheets can split at it.
SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Format:
    """A file format of the network: its file name ending, what it is for, and its writer."""

    suffix: str
    purpose: str
    dump: Callable[[nx.MultiDiGraph[str], dict[str, Point]], bytes]


def graphml(network: nx.MultiDiGraph[str], places: dict[str, Point]) -> bytes:
    """GraphML with nothing but texts and numbers as attributes.

    Lists are joined by " | "; evidence, and the articles of the whole network, are JSON in one text attribute. ``x``
    and ``y`` grow to the right and upward, as Gephi has it. Read back with ``networkx.read_graphml(path,
    force_multigraph=True)``.
    """
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.graph.update({name: _flat(value) for name, value in network.graph.items()})
    for key, data in network.nodes(data=True):
        x, y = places[key]
        plain.add_node(key, **{k: _flat(v) for k, v in data.items()}, x=float(x), y=float(-y))
    for source, target, name, data in network.edges(keys=True, data=True):
        attributes = {k: _flat(v) for k, v in data.items()}
        # Gephi shows "label" and reads parallel edges apart by their id.
        plain.add_edge(source, target, key=name, label=data["property"], **attributes)
    file = BytesIO()
    nx.write_graphml(plain, file, encoding="utf-8", named_key_ids=True)
    return file.getvalue() + b"\n"


def node_link(network: nx.MultiDiGraph[str], places: dict[str, Point]) -> bytes:
    """JSON in networkx's node-link form, lists and evidence as they are; ``networkx.node_link_graph(data,
    edges="edges")`` gives the network back, with ``x`` and ``y`` (downward) added to the nodes.
    """
    placed = network.copy()
    for key, (x, y) in places.items():
        placed.nodes[key].update(x=x, y=y)
    data = nx.node_link_data(placed, edges="edges")
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=0) + "\n").encode("utf-8", "replace")


FORMATS: dict[str, Format] = {
    "graphml": Format(".graphml", "Gephi, Cytoscape, yEd and networkx", graphml),
    "json": Format(".json", "programs and networkx, with lists and evidence as they are", node_link),
}


def write(network: nx.MultiDiGraph[str], path: Path, *, places: dict[str, Point] | None = None) -> None:
    """Write the network to ``path`` in the format of its ending; the file appears whole or not at all.

    ``places`` is where the nodes stand, if it is known already (see :func:`kg.network.layout.layout`). Raises
    UsageError for another ending and DataError when the file cannot be written.
    """
    chosen = next((f for f in FORMATS.values() if f.suffix == path.suffix.lower()), None)
    if chosen is None:
        raise UsageError(f"{path}: not a network file; those end in {', '.join(f.suffix for f in FORMATS.values())}")
    content = chosen.dump(network, layout(network) if places is None else places)
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise DataError(f"{path}: the network could not be written: {error.strerror}") from error


def _flat(value: Any) -> str | int | float:
    """A value as GraphML can hold it."""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        value = SEPARATOR.join(value)
    elif not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value).translate(_NOT_XML)

"""The network as files: GraphML for Gephi, Cytoscape and the like, and JSON for programs.

FORMATS is the table of them: a name, what it is for, and the function that gives the bytes. The same network gives the
same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import networkx as nx

from kg.errors import DataError, UsageError
from kg.network.layout import Point, layout

#: Characters that XML 1.0 cannot hold, not even escaped; texts from the web carry them now and then.
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_GRAPHML = (
    'xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"'
)
#: A reader of XML would make a line end of it.
_RETURN = {"\r": "&#13;"}
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
    # Written here rather than by networkx, whose tree of elements takes three times the time and the memory.
    written = _GraphML()
    for key, data in network.nodes(data=True):
        x, y = places[key]
        written.element(f"node id={quoteattr(key)}", "node", {**data, "x": float(x), "y": float(-y)})
    for source, target, name, data in network.edges(keys=True, data=True):
        # Gephi shows "label" and reads parallel edges apart by their id.
        ends = f"source={quoteattr(source)} target={quoteattr(target)} id={quoteattr(name)}"
        written.element(f"edge {ends}", "edge", {"label": data["property"], **data})
    return written.document(network.graph)


class _GraphML:
    """A GraphML document as it comes together: elements, and the keys that their attributes need."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], str] = {}
        self._lines: list[str] = []

    def element(self, head: str, scope: str, attributes: Mapping[str, Any]) -> None:
        """Add a node or an edge."""
        self._lines.append(f"    <{head}>")
        self._lines += self._data(scope, attributes, "      ")
        self._lines.append(f"    </{scope}>")

    def document(self, attributes: Mapping[str, Any]) -> bytes:
        """The whole, with the attributes of the network."""
        own = self._data("graph", attributes, "    ")
        keys = [
            f'  <key id="{name}" for="{scope}" attr.name="{name}" attr.type="{kind}" />'
            for (scope, name), kind in self._keys.items()
        ]
        head = f'<?xml version="1.0" encoding="utf-8"?>\n<graphml {_GRAPHML}>'
        lines = [head, *keys, '  <graph edgedefault="directed">', *self._lines, *own, "  </graph>", "</graphml>", ""]
        return "\n".join(lines).encode()

    def _data(self, scope: str, attributes: Mapping[str, Any], indent: str) -> list[str]:
        lines = []
        for name, value in attributes.items():
            flat = _flat(value)
            self._keys.setdefault((scope, name), "string" if isinstance(flat, str) else "double")
            lines.append(f'{indent}<data key="{name}">{escape(str(flat), _RETURN)}</data>')
        return lines


def node_link(network: nx.MultiDiGraph[str], places: dict[str, Point]) -> bytes:
    """JSON in networkx's node-link form, lists and evidence as they are; ``networkx.node_link_graph(data,
    edges="edges")`` gives the network back, with ``x`` and ``y`` (downward) added to the nodes.
    """
    edges = (
        {**data, "source": source, "target": target, "key": name}
        for source, target, name, data in network.edges(keys=True, data=True)
    )
    nodes = ({**data, "id": key, "x": places[key][0], "y": places[key][1]} for key, data in network.nodes(data=True))
    # An object a line: lines can be compared, and the compiled encoder, which knows no indents, writes each.
    parts = (
        '"directed": true',
        f'"edges": [\n{_listed(edges)}]',
        f'"graph": {_encoded(network.graph)}',
        '"multigraph": true',
        f'"nodes": [\n{_listed(nodes)}]',
    )
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8", "replace")


def _listed(values: Iterable[object]) -> str:
    lines = ",\n".join(map(_encoded, values))
    return f"{lines}\n" if lines else ""


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
        value = _encoded(value)
    return str(value).translate(_NOT_XML)

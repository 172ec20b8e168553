"""Where nodes stand in a drawing: the same network gives the same places.

Drawing everything by forces does not scale: for 6,000 nodes networkx's ``spring_layout`` took 80 seconds and
``forceatlas2_layout`` more than 200 (two cores, networkx 3.6), and the result has labels on top of each other. So the
drawing is made from the middle outward:

1. The best connected, some hundred, stand by the length of the paths between them (Kamada-Kawai; by springs where that
   would take long), each connected part by itself, and are moved apart until no two labels overlap.
2. Everything else takes the nearest free spot beside what it is linked with, in the order of rank; roles and statements
   beside their holder or speaker.

15,000 nodes take some seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from math import ceil, cos, pi, sin, sqrt
from typing import Any, TypeAlias

import networkx as nx
import numpy as np

from kg.network.measures import ENTITIES, Link, links, rank, selection

Point: TypeAlias = tuple[int, int]
_Array: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"

#: The box of a node with its label beneath, in the drawing's units (pixels at full size). Re-measure in a browser when
#: the page's font size or the width at which it breaks labels changes.
WIDTH, HEIGHT = 150, 84
#: How far apart linked nodes should stand.
EDGE = 190
#: How far apart the connected parts stand, at least.
CLEARANCE = 120
#: How many nodes stand by forces; what a screen can show at once. See FIRST_VIEW in the page.
CORE = 130
#: Above this many nodes Kamada-Kawai takes seconds (quadratic in memory, cubic in time).
SPRINGS_ABOVE = 260
#: Places for the rest: a grid of cells that hold a small node without its label.
CELL = 60
#: How far apart those stand that are linked with none of what is drawn so far: there is room for a few of theirs.
NEIGHBOURHOOD = 4 * CELL
SEED = 20250101

#: What a role or statement stands beside, the first that it has.
_ANCHORS = ("holder", "speaker", "organisation", "event", "madeAt", "mentions")


def layout(network: nx.MultiDiGraph[str], *, core: int = CORE) -> dict[str, Point]:
    """The place of every node; y grows downward as in a browser. The ``core`` best connected stand by forces."""
    among = links(network)
    ranked = rank(network, among)
    chosen = selection(ranked, among, core)
    places = _core(chosen, among)
    _beside(network, places, [*ranked, *_others(network)], among)
    return {key: places[key] for key in network}


def _core(chosen: Sequence[str], among: Iterable[Link]) -> dict[str, Point]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(chosen)
    graph.add_edges_from((link.source, link.target) for link in among if link.source in graph and link.target in graph)
    order = {key: number for number, key in enumerate(chosen)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(graph)]
    # The largest first, in the middle; then as they rank.
    parts.sort(key=lambda part: (-len(part), order[part[0]]))
    taken = _Grid(CLEARANCE, CLEARANCE)
    places: dict[str, Point] = {}
    for part in parts:
        drawn = _apart(_by_forces(graph, part))
        at = taken.fit(drawn)
        places.update({key: (int(x), int(y)) for key, (x, y) in zip(part, drawn + at, strict=True)})
    return places


def _by_forces(graph: nx.Graph[str], part: Sequence[str]) -> _Array:
    """The part's nodes around the origin, linked ones about EDGE apart."""
    if len(part) == 1:
        return np.zeros((1, 2))
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from(sorted((min(edge), max(edge)) for edge in graph.subgraph(part).edges))
    if len(part) <= SPRINGS_ABOVE:
        found: Any = nx.kamada_kawai_layout(ordered)
    else:
        found = nx.spring_layout(ordered, seed=SEED, iterations=100)
    drawn: _Array = np.array([found[key] for key in part])
    lengths = [float(np.hypot(*(np.asarray(found[a]) - np.asarray(found[b])))) for a, b in ordered.edges]
    drawn = (drawn - drawn.mean(axis=0)) * (EDGE / max(float(np.median(lengths)), 1e-6))
    # Screens are wider than high, and so are labels.
    wider: _Array = drawn * np.array([1.1, 0.95])
    return wider


def _apart(drawn: _Array, rounds: int = 400) -> _Array:
    """The points moved as little as needed for their label boxes not to overlap; rounded."""
    boxes = np.array([WIDTH, HEIGHT], dtype=float)
    # Points that coincide have no direction to part in: a spiral too small to see gives them one.
    numbers = np.arange(len(drawn))
    moved: _Array = drawn + np.stack([np.cos(numbers), np.sin(numbers)], axis=1)
    for _ in range(rounds):
        gaps = moved[:, None, :] - moved[None, :, :]
        overlap = boxes - np.abs(gaps)
        clash = (overlap > 0.5).all(axis=2) & ~np.eye(len(moved), dtype=bool)
        if not clash.any():
            break
        # Along the axis on which less has to move, half the way each.
        along = (overlap[:, :, 0] / WIDTH > overlap[:, :, 1] / HEIGHT).astype(int)
        for axis in (0, 1):
            push = np.where(clash & (along == axis), overlap[:, :, axis] * np.sign(gaps[:, :, axis]), 0.0)
            count = np.maximum((push != 0).sum(axis=1), 1)
            moved[:, axis] += 0.55 * push.sum(axis=1) / np.sqrt(count)
    rounded: _Array = np.round(moved)
    return rounded


def _others(network: nx.MultiDiGraph[str]) -> list[str]:
    """Places, then roles and statements, by key."""
    kinds = ("Place", "Role", "Statement")
    found = [(kinds.index(data["kind"]), key) for key, data in network.nodes(data=True) if data["kind"] in kinds]
    return [key for _, key in sorted(found)]


def _beside(
    network: nx.MultiDiGraph[str], places: dict[str, Point], order: Iterable[str], among: Iterable[Link]
) -> None:
    """Give a place to all in ``order`` that have none, each near what it belongs to."""
    free = _Grid(CELL, CELL)
    for point in places.values():
        free.take(point, reach=1)
    joined: dict[str, list[str]] = defaultdict(list)
    for link in among:
        joined[link.source].append(link.target)
        joined[link.target].append(link.source)
    edge, heads = _reach(places), 0
    waiting: list[str] = []
    nodes: Any = network.nodes
    for key in order:
        if key in places:
            continue
        if nodes[key]["kind"] in ENTITIES:
            near = [places[other] for other in joined[key] if other in places]
        else:
            ends = {name: end for _, end, name in reversed(list(network.out_edges(key, keys=True)))}
            near = [places[ends[name]] for name in _ANCHORS if ends.get(name) in places][:1]
        if near:
            middle = (sum(x for x, _ in near) // len(near), sum(y for _, y in near) // len(near))
            places[key] = free.nearest(middle)
        elif nodes[key]["kind"] in ENTITIES and joined[key]:
            # Nothing it is linked with has a place yet. It opens a new neighbourhood on a ring around the drawing.
            places[key] = free.nearest(_on_sunflower(heads, edge, NEIGHBOURHOOD))
            heads += 1
        else:
            waiting.append(key)
    edge = _reach(places)
    for number, key in enumerate(waiting):
        places[key] = free.nearest(_on_sunflower(number, edge, 2 * CELL))


def _reach(places: dict[str, Point]) -> int:
    """How far from the origin the drawing reaches."""
    return max((max(abs(x), abs(y)) for x, y in places.values()), default=0)


def _on_sunflower(number: int, inner: int, apart: int) -> Point:
    """The ``number``-th point of a sunflower around the drawing: about ``apart`` from the others at any count."""
    radius = sqrt(inner**2 + number * apart**2 / pi)
    angle = number * pi * (3 - sqrt(5))
    return int(radius * cos(angle)), int(radius * sin(angle))


class _Grid:
    """The plane cut into cells, each free or taken."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._taken: set[Point] = set()
        #: Where the last search around a cell ended: what is nearer is taken for good.
        self._reached: dict[Point, int] = {}

    def _cell(self, point: Iterable[float]) -> Point:
        x, y = point
        return round(x / self._width), round(y / self._height)

    def take(self, point: Point, reach: int = 0) -> None:
        """Mark the point's cell, and those up to ``reach`` beside it, as taken."""
        column, row = self._cell(point)
        self._taken.update((column + i, row + j) for i in range(-reach, reach + 1) for j in range(-reach, reach + 1))

    def nearest(self, point: Point) -> Point:
        """The middle of the nearest free cell, which is then taken."""
        centre = self._cell(point)
        radius = self._reached.get(centre, 0)
        while True:
            for i, j in _ring(radius):
                cell = (centre[0] + i, centre[1] + j)
                if cell not in self._taken:
                    self._taken.add(cell)
                    self._reached[centre] = radius
                    return cell[0] * self._width, cell[1] * self._height
            radius += 1

    def fit(self, drawn: _Array) -> _Array:
        """How far to move the drawing so that it is near the origin and clear of all before it, which it then joins."""
        radius = 0
        while True:
            for i, j in _ring(radius):
                shift = np.array([i * self._width, j * self._height], dtype=float)
                cells = {self._cell(point) for point in drawn + shift}
                if not cells & self._taken:
                    self._taken.update((x + i, y + j) for x, y in cells for i in (-1, 0, 1) for j in (-1, 0, 1))
                    return shift
            radius += 1


@cache
def _ring(radius: int) -> tuple[Point, ...]:
    """The cells at a distance of about ``radius``, around the clock, each once."""
    count = max(1, ceil(2 * pi * radius * 1.2))
    angles = [2 * pi * number / count for number in range(count)]
    return tuple(dict.fromkeys((round(radius * cos(a)), round(radius * sin(a))) for a in angles))

"""The files beside the store: the graph as text, the network, the page, and what went in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import RdfFormat, parse

from kg import __version__
from kg.errors import Problem
from kg.folder import GRAPH, MANIFEST
from kg.ledger import Entry
from kg.model import ArticleFacts
from kg.rdf.provenance import Extraction, run_turtle
from kg.settings import Settings

if TYPE_CHECKING:
    import networkx as nx

Writer = Callable[[Path], None]

PROVENANCE = "provenance.ttl"
#: The files that show the network.
NETWORK = ("graph.graphml", "graph.json", "graph.html")


@dataclass(frozen=True)
class _Drawing:
    """The network of a graph file and where its nodes are drawn; made once, when first asked for."""

    graph: Path
    base: str

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        from kg.network import build

        return build(parse(path=str(self.graph), format=RdfFormat.TRIG), base=self.base)

    @cached_property
    def places(self) -> Any:
        from kg.network.layout import layout

        return layout(self.network)


def network_writers(base: str) -> dict[str, Writer]:
    """What writes the network's files, by name. The graph file must stand beside them when they run."""
    drawings: dict[Path, _Drawing] = {}

    def drawing(path: Path) -> _Drawing:
        graph = path.with_name(GRAPH)
        return drawings.setdefault(graph, _Drawing(graph, base))

    def exchange(path: Path) -> None:
        from kg.network.formats import write

        write(drawing(path).network, path, places=drawing(path).places)

    def page(path: Path) -> None:
        from kg.page import render

        _write(path, render(drawing(path).network, places=drawing(path).places))

    return {name: page if name.endswith(".html") else exchange for name in NETWORK}


@dataclass(frozen=True)
class Run:
    """What a command did: when it began and ended, and what it met. ``problems`` None keeps those of the last build."""

    started: datetime
    ended: Callable[[], datetime]
    problems: Sequence[Problem] | None = None


def manifest_writers(
    folder: Path,
    run: Run,
    settings: Settings,
    made_by: Iterable[Extraction],
    counts: Mapping[str, int],
    articles: Sequence[ArticleFacts],
    entries: Mapping[str, Entry],
) -> dict[str, Writer]:
    """What writes the record of what went in, and that of when it ran."""
    extractions = sorted(set(made_by), key=lambda e: e.id)
    if run.problems is None:
        problems = _earlier_problems(folder / MANIFEST)
    else:
        problems = [{"where": p.where, "what": p.what, "fatal": p.fatal} for p in run.problems]
    manifest = {
        "version": __version__,
        "extractors": [e.extractor for e in extractions],
        "base": settings.base,
        "min_confidence": settings.min_confidence,
        "counts": dict(counts),
        "articles": [
            {"id": f.article.id, "where": entries[f.article.id].where, "title": f.article.title} for f in articles
        ],
        "problems": problems,
    }

    def provenance(path: Path) -> None:
        ended = run.ended()
        path.write_bytes(b"".join(run_turtle(e, run.started, ended, settings.base) for e in extractions))

    return {
        PROVENANCE: provenance,
        MANIFEST: lambda path: _write(path, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"),
    }


def _earlier_problems(manifest: Path) -> Any:
    try:
        return json.loads(manifest.read_text(encoding="utf-8")).get("problems", [])
    except (OSError, ValueError, AttributeError):  # it is only a record; a damaged one is written anew
        return []


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")

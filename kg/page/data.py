"""The network as the compact JSON that the page's script reads.

Nodes are numbered by their place in the network; edges and links name them by number. A sentence that many facts stand
in is kept once. Offsets inside sentences are in UTF-16 units, which is what a browser's strings count in; everywhere
else in the program they are Unicode characters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

import networkx as nx

from kg.network import Evidence, Link
from kg.network.layout import Point

#: How many source sentences of one article a fact shows. An entity's mentions are many and alike: one shows where.
SENTENCES = {"Role": 2, "Event": 2, "Statement": 2, "Person": 1, "Organisation": 1, "Place": 1}


#: Attributes that the script asks for by their own names.
_VALUES = ("title", "text", "startDate", "endDate", "eventType", "speechMode")


class PageData(TypedDict):
    """What the script gets. See :func:`page_data`."""

    articles: list[list[str]]
    sentences: list[list[Any]]
    nodes: list[dict[str, Any]]
    properties: list[str]
    edges: list[int]
    links: list[list[Any]]
    ranked: list[int]


def page_data(
    network: nx.MultiDiGraph[str], places: Mapping[str, Point], among: Sequence[Link], ranked: Sequence[str]
) -> PageData:
    """Everything the page shows.

    ``articles`` rows are id, title, date, publisher, creator, url, and of a copy the title of its original;
    ``sentences`` rows article number and text; ``nodes`` are dicts: ``i`` key, ``k`` kind, ``l`` label, ``p`` place,
    and where there is something to say ``a`` other names, ``r`` article numbers, ``c`` confidence, ``e`` evidence rows
    (sentence number, then start and end of each marked stretch), ``h`` who added it by hand (name, time, source, note),
    ``v`` other attributes; ``edges`` is flat: source, target, property number, source, …;
    ``links`` rows are source, target, property number, titles, number of articles; ``ranked`` the best connected first.
    """
    numbers = {key: number for number, key in enumerate(network)}
    described: dict[str, dict[str, str]] = network.graph["articles"]
    article_numbers = {id_: number for number, id_ in enumerate(described)}
    names = sorted({name for *_, name in network.edges(keys=True)} | {link.property for link in among})
    properties = {name: number for number, name in enumerate(names)}
    sentences = _Sentences(article_numbers)
    return {
        "articles": [
            [
                id_,
                *(a.get(name, "") for name in ("title", "date", "publisher", "creator")),
                _web(a.get("url", "")),
                *([described.get(a["copyOf"], {}).get("title", a["copyOf"])] if "copyOf" in a else []),
            ]
            for id_, a in described.items()
        ],
        "nodes": [_node(key, data, places[key], sentences, article_numbers) for key, data in network.nodes(data=True)],
        "sentences": sentences.rows,
        "properties": names,
        "edges": [
            number
            for source, target, name in network.edges(keys=True)
            for number in (numbers[source], numbers[target], properties[name])
        ],
        "links": [
            [numbers[x.source], numbers[x.target], properties[x.property], list(x.titles), len(x.articles)]
            for x in among
        ],
        "ranked": [numbers[key] for key in ranked],
    }


class _Sentences:
    """The sentences that evidence stands in, each once."""

    def __init__(self, articles: Mapping[str, int]) -> None:
        self.rows: list[list[Any]] = []
        self._articles = articles
        self._known: dict[tuple[str, int, str], int] = {}

    def row(self, evidence: Sequence[Evidence]) -> list[int]:
        """The evidence row of stretches that all stand in one sentence: its number, and where to mark it."""
        first = evidence[0]
        known = (first["article"], first["offset"], first["sentence"])
        if known not in self._known:
            self._known[known] = len(self.rows)
            self.rows.append([self._articles.get(first["article"], -1), first["sentence"]])
        row = [self._known[known]]
        for start, end in _merged([(e["start"] - e["offset"], e["end"] - e["offset"]) for e in evidence]):
            row += [_utf16(first["sentence"][:start]), _utf16(first["sentence"][:end])]
        return row


def _node(
    key: str, data: Mapping[str, Any], place: Point, sentences: _Sentences, articles: Mapping[str, int]
) -> dict[str, Any]:
    node: dict[str, Any] = {"i": key, "k": data["kind"], "l": data["label"], "p": list(place)}
    if data["altLabels"]:
        node["a"] = data["altLabels"]
    if data["articles"]:
        node["r"] = [articles[a] for a in data["articles"]]
    if data["confidence"] < 1:
        node["c"] = data["confidence"]
    rows = [sentences.row(evidence) for evidence in _shown(data)]
    if rows:
        node["e"] = rows
    if "addedBy" in data:
        node["h"] = [[by[what] for what in ("who", "time", "source", "note")] for by in data["addedBy"]]
    values = {name: data[name] for name in _VALUES if name in data}
    if values:
        node["v"] = values
    return node


def _shown(data: Mapping[str, Any]) -> list[list[Evidence]]:
    """The evidence to show, grouped by sentence: of each article the first few sentences."""
    evidence: list[Evidence] = data["evidence"]
    if data["kind"] == "Statement":
        evidence = _words_in_passage(evidence, data.get("text", ""))
    grouped: dict[tuple[str, int, str], list[Evidence]] = {}
    for one in evidence:
        grouped.setdefault((one["article"], one["offset"], one["sentence"]), []).append(one)
    seen: dict[str, int] = {}
    shown = []
    for (article, *_), group in grouped.items():
        seen[article] = seen.get(article, 0) + 1
        if seen[article] <= SENTENCES[data["kind"]]:
            shown.append(group)
    return shown


def _words_in_passage(evidence: Sequence[Evidence], words: str) -> list[Evidence]:
    """Of a statement's two kinds of evidence, the words and the passage that attributes them, the words in the passage.

    Marked is what was said; shown around it is who said it.
    """
    result: list[Evidence] = []
    for said in (e for e in evidence if e["exact"] == words):
        around = max((e for e in evidence if _holds(e, said)), key=lambda e: len(e["sentence"]))
        result.append({**said, "sentence": around["sentence"], "offset": around["offset"]})
    return result or list(evidence)


def _holds(around: Evidence, inner: Evidence) -> bool:
    return (
        around["article"] == inner["article"]
        and around["offset"] <= inner["start"]
        and inner["end"] <= around["offset"] + len(around["sentence"])
    )


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping stretches as one, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _utf16(text: str) -> int:
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def _web(url: str) -> str:
    """The address if a browser may open it from the page; "javascript:" and the like are not addresses of articles."""
    return url if url.startswith(("http://", "https://")) else ""

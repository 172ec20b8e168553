"""The whole way: inputs → articles → facts → identity → RDF → network → files.

Only this module knows the order of the stages; each stage takes and gives plain values.
"""

from __future__ import annotations

import json
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__
from kg.errors import DataError, Problem
from kg.facts import extract
from kg.facts.confident import confident
from kg.folder import GRAPH, MANIFEST, Folder
from kg.model import Article, ArticleFacts, EntityKind, Identity, RawArticle, SpeechMode, Tag
from kg.rdf.mapping import article_quads
from kg.rdf.provenance import Extraction, provenance_quads, run_turtle
from kg.rdf.store import dataset, graph_chunk, load, write_chunks
from kg.rdf.vocabulary import DEFAULT_BASE
from kg.read import read
from kg.resolve import identify
from kg.settings import Settings
from kg.tagger import load as load_tagger
from kg.text.clean import freeze
from kg.text.document import Document, document

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Store
    from rdflib import Dataset

#: Called with the number of articles done and the number in all.
Progress = Callable[[int, int], None]


#: How many articles are tagged ahead of the rules: enough that no core waits, few enough that memory stays flat.
_AHEAD = 8


def extract_article(article: Article) -> ArticleFacts:
    """The facts of one article, by the shipped tagger and the rules."""
    return next(iter(extract_articles([article])))


def extract_articles(articles: Iterable[Article]) -> Iterator[ArticleFacts]:
    """The facts of articles, in their order.

    The tagger takes most of the time and runs outside Python's lock, so articles are tagged in threads, one for each
    core, a few ahead of the rules. What comes out does not depend on the number of threads.
    """
    tagger = load_tagger()

    def tagged(article: Article) -> tuple[Document, tuple[Tag, ...]]:
        doc = document(article)
        names, events = tagger.layers(doc.text, [s.span for s in doc.sentences])
        return doc, (*names, *events)

    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        pending: deque[Future[tuple[Document, tuple[Tag, ...]]]] = deque()
        for article in articles:
            pending.append(pool.submit(tagged, article))
            if len(pending) > _AHEAD:
                yield extract(*pending.popleft().result())
        while pending:
            yield extract(*pending.popleft().result())


@dataclass(frozen=True)
class Graph:
    """A graph at hand: its quads, seen as RDF and as a network."""

    store: Store
    base: str = DEFAULT_BASE

    @cached_property
    def dataset(self) -> Dataset:
        """The RDF as ``rdflib.Dataset``, one named graph for each article, the default graph their union."""
        return dataset(self.store, self.base)

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The NetworkX graph; :func:`kg.network.build` documents its attributes."""
        from kg.network import build as build_network

        return build_network(self.store, base=self.base)


@dataclass(frozen=True)
class Build(Graph):
    """What a build gave: the graph, the facts it was made of, and what was left out or deserves a look.

    ``facts`` are in the order of article ids; ``identity`` says who is who across them. ``problems`` with ``fatal``
    set cost an article or a file.
    """

    facts: tuple[ArticleFacts, ...] = ()
    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    identity: Identity = field(default_factory=Identity)

    @property
    def failed(self) -> tuple[Problem, ...]:
        """The problems that cost an article or a file."""
        return tuple(p for p in self.problems if p.fatal)


def build(
    inputs: str | Path | Sequence[str | Path],
    *,
    out: str | Path | None = None,
    settings: Settings | None = None,
    encoding: str = "utf-8",
    progress: Progress | None = None,
) -> Build:
    """Read articles and build their graph.

    Parameters
    ----------
    inputs
        Files (.txt, .jsonl, .csv), folders, glob patterns, or "-" for standard input; one or several.
    out
        A folder to write graph.trig, graph.graphml, graph.json, graph.html, provenance.ttl and build.json to. Without
        it nothing is written.
    settings
        The base of the IRIs and the least confidence of facts to keep.
    encoding
        The encoding of the input files.
    progress
        Called as ``progress(done, total)`` after each article.

    Returns
    -------
    Build
        With ``dataset`` (rdflib), ``network`` (networkx), ``facts``, ``problems`` and ``counts``.

    Raises
    ------
    UsageError
        For an unknown encoding.
    DataError
        When the output folder cannot be written. It is then as it was before.

    A bad file or row is a Problem in the result, never an exception; when no article could be read at all, nothing is
    written.
    """
    settings = settings or Settings()
    started = datetime.now(UTC)
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    raws, problems = _read(given, encoding)
    articles = [a for raw in raws if (a := _frozen(raw, problems)) is not None]
    facts: list[ArticleFacts] = []
    for found in extract_articles(articles):
        facts.append(confident(found, settings.min_confidence))
        if progress is not None:
            progress(len(facts), len(articles))
    facts.sort(key=lambda f: f.article.id)
    result = _assemble(facts, problems, settings)
    if out is not None and facts:
        _write(result, Folder(Path(out)), settings, started)
    return result


def open(out: str | Path = "output") -> Graph:
    """The graph that a build left in a folder. Raises DataError when there is none or it is damaged."""
    folder = Folder(Path(out))
    store = load(folder.graph())
    manifest = folder.path / MANIFEST
    try:
        base = json.loads(manifest.read_text(encoding="utf-8"))["base"] if manifest.is_file() else DEFAULT_BASE
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{manifest}: the file is damaged ({error}); build the graph again") from error
    return Graph(store, base)


def _frozen(raw: RawArticle, problems: list[Problem]) -> Article | None:
    """The article with its text frozen, or None when nothing but furniture is in it; what is odd joins ``problems``."""
    article = freeze(raw)
    if raw.published and article.published is None:
        what = f"the date {raw.published!r} was not understood (use YYYY-MM-DD); relative dates stay unresolved"
        problems.append(Problem(raw.where, what, fatal=False))
    if all(s.title for s in document(article).sentences):
        problems.append(Problem(raw.where, "no text is left once advertisements and links are set aside"))
        return None
    return article


def _read(inputs: Iterable[str | Path], encoding: str) -> tuple[list[RawArticle], list[Problem]]:
    raws: list[RawArticle] = []
    problems: list[Problem] = []
    for item in read(list(inputs), encoding):
        if isinstance(item, RawArticle):
            raws.append(item)
        else:
            problems.append(item)
    return raws, problems


def extraction() -> Extraction:
    """Who makes the facts: the program's version and the tagger's name and weights."""
    tagger = load_tagger()
    return Extraction(__version__, f"{tagger.name} {tagger.version}")


def _chunks(facts: Sequence[ArticleFacts], identity: Identity, settings: Settings) -> Iterator[tuple[str, bytes]]:
    made_by = extraction()
    for f in facts:
        yield graph_chunk(article_quads(f, identity, base=settings.base, extraction=made_by), settings.base)
    yield graph_chunk(provenance_quads(made_by, settings.base), settings.base)


def _assemble(facts: Sequence[ArticleFacts], problems: Sequence[Problem], settings: Settings) -> Build:
    from pyoxigraph import Store

    identity = identify(facts)
    made_by = extraction()
    store = Store()
    for f in facts:
        store.bulk_extend(article_quads(f, identity, base=settings.base, extraction=made_by))
    if facts:
        store.bulk_extend(provenance_quads(made_by, settings.base))
    return Build(store, settings.base, tuple(facts), tuple(problems), _counts(facts, identity), identity)


def _counts(facts: Sequence[ArticleFacts], identity: Identity) -> dict[str, int]:
    """Articles, entities by class (each real thing once), roles, events, statements by mode."""
    seen: dict[str, set[str]] = {k.value: set() for k in EntityKind}
    for f in facts:
        for e in f.entities:
            seen[e.kind.value].add(identity.ids[f.article.id, e.key])
    events = {identity.ids[f.article.id, e.key] for f in facts for e in f.events}
    modes = Counter(s.mode for f in facts for s in f.statements)
    return {
        "articles": len(facts),
        "persons": len(seen["person"]),
        "organisations": len(seen["organisation"]),
        "places": len(seen["place"]),
        "events": len(events),
        "roles": sum(len(f.roles) for f in facts),
        "direct statements": modes[SpeechMode.DIRECT],
        "indirect statements": modes[SpeechMode.INDIRECT],
    }


def _write(result: Build, folder: Folder, settings: Settings, started: datetime) -> None:
    from kg.network.formats import write as write_network
    from kg.network.layout import layout
    from kg.page import render

    network = result.network
    places = layout(network)
    made_by = extraction()
    manifest = {
        "version": __version__,
        "extractor": made_by.extractor,
        "base": settings.base,
        "counts": result.counts,
        "articles": [{"id": f.article.id, "where": f.article.where, "title": f.article.title} for f in result.facts],
        "problems": [{"where": p.where, "what": p.what, "fatal": p.fatal} for p in result.problems],
    }
    folder.replace(
        {
            GRAPH: lambda path: write_chunks(path, _chunks(result.facts, result.identity, settings), settings.base),
            "graph.graphml": lambda path: write_network(network, path, places=places),
            "graph.json": lambda path: write_network(network, path, places=places),
            "graph.html": lambda path: _text(path, render(network, places=places)),
            "provenance.ttl": lambda path: _bytes(path, run_turtle(made_by, started, datetime.now(UTC), settings.base)),
            MANIFEST: lambda path: _text(path, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"),
        }
    )


def _text(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")


def _bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)

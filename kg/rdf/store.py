"""Files of quads, the store they are loaded into (in memory or on disk), and the same store seen through rdflib.

A store holds each named graph, and in its default graph once whatever any of them says. Asking "all graphs together"
without that gives a row for each graph that says a thing: a count would count articles, not facts.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.errors import DataError
from kg.rdf.mapping import quad_order
from kg.rdf.vocabulary import DEFAULT_BASE, prefixes

if TYPE_CHECKING:
    from rdflib import Dataset

#: The formats a graph is read from, by file name ending.
READABLE = {".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS, ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES}


def graph_chunk(quads: Iterable[Quad], base: str = DEFAULT_BASE) -> tuple[str, bytes]:
    """The quads of one graph as a piece of a TriG file: the graph's IRI, and its text without the prefixes' head.

    A chunk is what a worker process hands back: text is some twenty times cheaper to pass on than quads.
    """
    ordered = sorted(quads, key=quad_order)
    names = {q.graph_name.value for q in ordered if isinstance(q.graph_name, NamedNode)}
    if len(names) != 1:
        raise ValueError(f"a chunk holds the quads of one graph, not of {len(names)}")
    written = serialize(ordered, format=RdfFormat.TRIG, prefixes=prefixes(base)) or b""
    # pyoxigraph writes one line per prefix before anything else; a literal never starts a line with "@prefix", because
    # line breaks in literals are escaped.
    start = 0
    while written.startswith(b"@prefix ", start):
        start = written.index(b"\n", start) + 1
    return names.pop(), written[start:]


def write_chunks(path: Path, chunks: Iterable[tuple[str, bytes]], base: str = DEFAULT_BASE) -> None:
    """Write the pieces of :func:`graph_chunk` as one TriG file, ordered by graph; the file appears whole or not at all.

    Two pieces of one graph are a mistake (ValueError). OSError becomes DataError.
    """
    write_ordered(path, sorted(chunks), base)


def write_ordered(path: Path, chunks: Iterable[tuple[str, bytes]], base: str = DEFAULT_BASE) -> None:
    """As :func:`write_chunks`, for pieces that come in the order of their graphs; one at a time is in memory."""
    partial = path.with_name(path.name + ".partial")
    last = ""
    try:
        with partial.open("wb") as file:
            file.write(_head(base))
            for name, text in chunks:
                if name <= last:
                    raise ValueError(f"the graph {name} comes twice" if name == last else f"{name} is out of order")
                file.write(text)
                last = name
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise DataError(f"{path}: the graph could not be written: {error.strerror}") from error


def _head(base: str) -> bytes:
    """The prefixes that stand before the pieces of a TriG file."""
    return "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in prefixes(base).items()).encode()


def write_trig(path: Path, quads: Iterable[Quad], base: str = DEFAULT_BASE) -> None:
    """Write quads of any graphs in any order as TriG: the same quads give the same bytes."""
    ordered = sorted(quads, key=quad_order)
    by_graph = groupby(ordered, key=lambda q: q.graph_name)
    write_chunks(path, [graph_chunk(list(group), base) for _, group in by_graph], base)


def merged(store: Store) -> bool:
    """Whether the store's default graph is the union of its named graphs (or there is nothing in either)."""
    return any(True for _ in store.quads_for_pattern(None, None, None, DefaultGraph())) or not any(store.named_graphs())


def merge(store: Store) -> None:
    """Put into the default graph whatever a named graph says."""
    store.bulk_extend([_everywhere(q) for q in named(store)])


def named(store: Store) -> Iterator[Quad]:
    """The quads of the named graphs."""
    for graph in store.named_graphs():
        yield from store.quads_for_pattern(None, None, None, graph)


def _everywhere(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def load(path: Path) -> Store:
    """The quads of a file, in memory and merged in the default graph. Told by the ending: .trig, .nq, .ttl or .nt.

    Raises DataError if the file is missing, of another kind or damaged (with the line).
    """
    kind = READABLE.get(path.suffix.lower())
    if kind is None:
        raise DataError(f"{path}: not a graph file; those end in {', '.join(READABLE)}")
    store = Store()
    try:
        store.bulk_load(path=path, format=kind)
        merge(store)
    except FileNotFoundError as error:
        raise DataError(f"{path}: there is no such file. Build a graph first, or name another folder.") from error
    except SyntaxError as error:
        where = f", line {error.lineno}" if error.lineno else ""
        raise DataError(f"{path}{where}: the file is damaged: {error.msg}") from error
    except OSError as error:
        raise DataError(f"{path}: the file cannot be read: {error}") from error
    return store


# ---- the store on disk -------------------------------------------------------------------------------------------
#
# A store is never changed in place: a changed copy takes its place. The copy is cheap, since all but the newest of a
# store's files are never written again and can be shared, and readers keep the store they opened.
#: What the store's own library raises when the disk is full or a file is damaged.
_FAILURES = (OSError, ValueError, RuntimeError)


def open_store(path: Path) -> Store:
    """A store on disk, to be read only. Raises DataError when it is missing or damaged."""
    if not (path / "CURRENT").is_file():
        raise DataError(f"{path}: there is no store here. Build a graph first, or name another folder.")
    try:
        return Store.read_only(str(path))
    except _FAILURES as error:
        raise DataError(f"{path}: the store is damaged ({error}); delete it and build again") from error


def new_store(path: Path, graph: Path) -> None:
    """Make a store of the quads of a graph file. Raises OSError when it cannot be written."""
    try:
        store = Store(str(path))
        kind = READABLE[graph.suffix]
        store.bulk_load(path=str(graph), format=kind)
        store.bulk_extend(map(_everywhere, parse(path=str(graph), format=kind)))
        store.flush()
    except _FAILURES as error:
        raise OSError(f"the store: {error}") from error


def changed_store(
    old: Path, path: Path, dropped: Iterable[str], chunks: Iterable[tuple[str, bytes]], base: str = DEFAULT_BASE
) -> None:
    """Make a store of what the store at ``old`` holds, without the graphs ``dropped`` and with those of ``chunks``.

    ``dropped`` are IRIs of graphs and may name graphs that are not there; a chunk takes its graph's place. Raises
    OSError when the old store is damaged or the new one cannot be written.
    """
    path.mkdir()
    for file in sorted(old.iterdir()):
        if file.suffix == ".sst":
            _linked(file, path / file.name)
        elif not file.name.startswith("LOG") and file.name != "LOCK":
            shutil.copyfile(file, path / file.name)
    head = _head(base)
    try:
        store = Store(str(path))
        gone: list[Quad] = []
        for name in dropped:
            gone += _taken_out(store, name)
        for name, text in chunks:
            gone += _taken_out(store, name)
            new = list(parse(head + text, format=RdfFormat.TRIG))
            store.extend(new)
            store.extend(map(_everywhere, new))
        for quad in gone:
            if _said_nowhere(store, quad):
                store.remove(_everywhere(quad))
        store.flush()
    except _FAILURES as error:
        raise OSError(f"the store: {error}") from error


def _taken_out(store: Store, name: str) -> list[Quad]:
    """Remove a named graph; its quads."""
    graph = NamedNode(name)
    quads = list(store.quads_for_pattern(None, None, None, graph))
    store.remove_graph(graph)
    return quads


def _said_nowhere(store: Store, quad: Quad) -> bool:
    """Whether no named graph says what a quad said."""
    still = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return all(isinstance(q.graph_name, DefaultGraph) for q in still)


def _linked(file: Path, to: Path) -> None:
    """One file under two names, or a copy where the file system has no such thing."""
    try:
        os.link(file, to)
    except OSError:
        shutil.copyfile(file, to)


def dataset(store: Store, base: str = DEFAULT_BASE) -> Dataset:
    """The store as an ``rdflib.Dataset``: nothing is copied, and a change made in one is seen in the other.

    Its default graph is the union of all graphs. Pass queries as text: a query prepared with rdflib's ``prepareQuery``
    is run by rdflib's own engine, which takes minutes where the store takes milliseconds.
    """
    from oxrdflib import OxigraphStore  # rdflib takes a third of a second to import
    from rdflib import Dataset, URIRef

    result = Dataset(store=OxigraphStore(store=store), default_union=not merged(store))
    for prefix, iri in prefixes(base).items():
        result.bind(prefix, URIRef(iri))
    return result

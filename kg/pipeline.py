"""The whole way: inputs → articles → facts → identity → RDF → network → files.

Only this module and the workspace know the order of the stages; each stage takes and gives plain values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import Problem
from kg.extraction import extract_articles, extraction, extractor_digest
from kg.ledger import Entry
from kg.model import Article, ArticleFacts, Identity, RawArticle
from kg.read import read
from kg.resolve.decisions import Decisions
from kg.settings import Settings
from kg.text.clean import freeze
from kg.text.document import document
from kg.workspace import Changes, Graph, Workspace
from kg.workspace.derive import Derived, corrected
from kg.workspace.older import raw_articles
from kg.workspace.selection import select

#: Called with the number of articles done and the number in all.
Progress = Callable[[int, int], None]

#: How many articles' facts go to the ledger at once: an interruption costs no more than these.
_BATCH = 16


@dataclass(frozen=True)
class Build(Graph):
    """What a build gave: the graph, the facts it was made of, and what was left out or deserves a look.

    With an output folder, graph, ``facts``, ``identity`` and ``counts`` are those of all articles in the folder;
    ``changes`` says which articles came in. ``facts`` are in the order of article ids; ``identity`` says who is who
    across them. ``problems`` with ``fatal`` set cost an article or a file.
    """

    facts: tuple[ArticleFacts, ...] = ()
    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    identity: Identity = field(default_factory=Identity)
    changes: Changes = field(default_factory=Changes)

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
    fresh: bool = False,
) -> Build:
    """Read articles and build their graph.

    Parameters
    ----------
    inputs
        Files (.txt, .jsonl, .csv), folders, glob patterns, or "-" for standard input; one or several.
    out
        The folder to bring the articles into. New articles are added to those that are there, changed ones (same id,
        other content) take the place of the old, unchanged ones cost nothing. It then holds the store, graph.trig,
        graph.graphml, graph.json, graph.html, provenance.ttl and build.json. Without it nothing is written.
    settings
        The base of the IRIs and the least confidence of facts to keep, for all articles in the folder. Without it the
        folder's stay as they are.
    encoding
        The encoding of the input files.
    progress
        Called as ``progress(done, total)`` after each article.
    fresh
        Let go of the articles that are in the folder, and read all anew. The decisions stay.

    Returns
    -------
    Build
        With ``dataset`` (rdflib), ``network`` (networkx), ``facts``, ``problems``, ``counts`` and ``changes``.

    Raises
    ------
    UsageError
        For an unknown encoding.
    DataError
        When the output folder cannot be written, or another command is writing there. It is then as it was before.

    A bad file or row is a Problem in the result, never an exception; when no article could be read at all, nothing is
    written.
    """
    started = datetime.now(UTC)
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    raws, problems = _read(given, encoding)
    articles = [a for raw in raws if (a := _frozen(raw, problems)) is not None]
    if out is None or not articles:
        return _in_memory(articles, problems, settings or Settings(), progress)
    workspace = Workspace(out)
    with workspace.writing():
        if not fresh:
            articles += _taken_over(workspace, {a.id for a in articles}, problems)
        entries = _ledgered(workspace, articles, progress, fresh)
        if not fresh:
            problems += _same_ids(workspace, entries)
        changes = workspace.apply(entries, settings=settings, problems=problems, started=started, fresh=fresh)
        derived = workspace.derived()
    return _result(workspace.graph(), derived, problems, changes)


def remove(articles: str | Sequence[str], *, out: str | Path = "output") -> tuple[Changes, dict[str, int]]:
    """Take articles out of an output folder, with exactly what they gave.

    ``articles`` are ids, or patterns with ``*``, ``?`` and ``[…]``. Gives the changes, and the counts of what is left.
    Raises UsageError when one names no article, DataError when the folder cannot be read or written; nothing is changed
    then.
    """
    started = datetime.now(UTC)
    workspace = Workspace(out)
    if workspace.is_new():
        workspace.graph()  # says so
    with workspace.writing():
        problems: list[Problem] = []
        if taken := _taken_over(workspace, set(), problems):
            workspace.apply(_ledgered(workspace, taken, None, False), problems=problems, started=started)
        gone = select([articles] if isinstance(articles, str) else articles, workspace.articles())
        changes = workspace.apply(remove=gone, started=started)
        return changes, workspace.derived().counts()


def open(out: str | Path = "output") -> Graph:
    """The graph of an output folder, to be read. Raises DataError when there is none or it is damaged."""
    return Workspace(out).graph()


# ---- reading -----------------------------------------------------------------------------------------------------


def _read(inputs: Iterable[str | Path], encoding: str) -> tuple[list[RawArticle], list[Problem]]:
    raws: list[RawArticle] = []
    problems: list[Problem] = []
    for item in read(list(inputs), encoding):
        if isinstance(item, RawArticle):
            raws.append(item)
        else:
            problems.append(item)
    return raws, problems


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


def _taken_over(workspace: Workspace, given: set[str], problems: list[Problem]) -> list[Article]:
    """The articles of a folder without ledger, but for those that are given anew; none of a folder with one."""
    if not workspace.is_older():
        return []
    raws = [raw for raw in raw_articles(workspace.graph().store) if raw.id not in given]
    if raws:
        what = f"has no ledger of its articles; the texts of {len(raws)} were taken from its graph and read anew"
        problems.append(Problem(str(workspace.path), what, fatal=False))
    return [a for raw in raws if (a := _frozen(raw, problems)) is not None]


def _same_ids(workspace: Workspace, entries: Iterable[Entry]) -> Iterator[Problem]:
    """A warning for each article that takes the place of one from another file: perhaps two articles have one id."""
    if workspace.is_new() or workspace.is_older():
        return
    there = workspace.articles()
    for entry in entries:
        old = there.get(entry.id)
        if old is not None and old.content != entry.content and _file(old.where) != _file(entry.where):
            what = f"took the place of the article with the same id '{entry.id}' from {old.where}"
            yield Problem(entry.where, f"{what}; if they are two articles, give each an id of its own", fatal=False)


def _file(where: str) -> str:
    """The file of "berita.csv, row 3"."""
    return where.rpartition(", ")[0] or where


# ---- extracting --------------------------------------------------------------------------------------------------


def _ledgered(workspace: Workspace, articles: Sequence[Article], progress: Progress | None, fresh: bool) -> list[Entry]:
    """The articles' entries, their facts in the ledger: extracted now, unless they are there."""
    extractor, made_by = extractor_digest(), extraction()
    entries = [Entry.of(a, extractor) for a in articles]
    todo = [a for a, e in zip(articles, entries, strict=True) if fresh or not workspace.has(e)]
    done = len(articles) - len(todo)
    batch: list[ArticleFacts] = []
    for facts in extract_articles(todo):
        batch.append(facts)
        done += 1
        if len(batch) == _BATCH or done == len(articles):
            workspace.keep(batch, extractor, made_by)
            batch = []
        if progress is not None:
            progress(done, len(articles))
    return entries


def _in_memory(
    articles: Sequence[Article], problems: Sequence[Problem], settings: Settings, progress: Progress | None
) -> Build:
    from pyoxigraph import Store

    from kg.rdf.store import merge

    found: list[ArticleFacts] = []
    for facts in extract_articles(articles):
        found.append(facts)
        if progress is not None:
            progress(len(found), len(articles))
    kept = corrected(sorted(found, key=lambda f: f.article.id), Decisions(), settings.min_confidence)
    made_by = extraction()
    derived = Derived(kept, {f.article.id: made_by for f in kept}, Decisions(), settings.base)
    store = Store()
    for quads in derived.all_quads():
        store.bulk_extend(quads)
    merge(store)
    return _result(Graph(store, settings.base), derived, problems, Changes(tuple(f.article.id for f in kept)))


def _result(graph: Graph, derived: Derived, problems: Sequence[Problem], changes: Changes) -> Build:
    return Build(
        store=graph.store,
        base=graph.base,
        facts=derived.facts,
        problems=tuple(problems),
        counts=derived.counts(),
        identity=derived.resolution.identity,
        changes=changes,
    )

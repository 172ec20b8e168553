"""Whatever the history of an output folder, it ends as if its articles had been built at once."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.folder import GRAPH
from kg.rdf.store import load
from kg.resolve.decisions import append
from kg.workspace import Workspace

from .samples import EXTRACTOR, IDS, MADE_BY, Step, decision, facts, history


@pytest.fixture(autouse=True)
def only_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network's files are a function of the graph, and take ten times as long; the disk need not be waited for."""
    monkeypatch.setattr("kg.workspace.update.network_writers", lambda base: {})
    monkeypatch.setattr("kg.workspace.workspace.NETWORK", ())
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def canonical(store: Store) -> bytes:
    """The sorted canonical N-Quads of a store (there are no blank nodes to name)."""
    return b"".join(sorted(str(store).encode().splitlines(keepends=True)))


def put(workspace: Workspace, step: Step, draw: random.Random | None = None) -> None:
    found = [facts(article, version) for article, version in step.put.items()]
    if draw is not None:
        draw.shuffle(found)
    settings = None
    if step.min_confidence is not None:
        settings = replace(workspace.settings(), min_confidence=step.min_confidence)
    with workspace.writing():
        for _ in range(step.decide):
            assert draw is not None
            append(workspace.log, [decision(draw, workspace.decisions())])
        entries = workspace.keep(found, EXTRACTOR, MADE_BY)
        workspace.apply(entries, step.remove, settings=settings)


def check(seed: int, folder: Path, patch: pytest.MonkeyPatch) -> None:
    draw = random.Random(seed)
    # Small as these folders are, most steps change most of it: every other history changes stores all the same.
    patch.setattr("kg.workspace.update._MOSTLY", draw.choice([0.3, 10]))
    workspace = Workspace(folder / f"lama-{seed}")
    alive: dict[str, int] = {}
    least = 0.0
    for step in history(draw):
        put(workspace, step, draw)
        alive = {i: v for i, v in {**alive, **step.put}.items() if i not in step.remove}
        least = least if step.min_confidence is None else step.min_confidence
    fresh = Workspace(folder / f"baru-{seed}")
    fresh.path.mkdir()
    if workspace.log.exists():
        fresh.log.write_bytes(workspace.log.read_bytes())
    survivors = list(alive.items())
    draw.shuffle(survivors)
    put(fresh, Step(dict(survivors), min_confidence=least))
    assert list(workspace.articles()) == sorted(alive)
    quads = canonical(workspace.graph().store)
    assert quads == canonical(fresh.graph().store), f"seed {seed}"
    assert (workspace.path / GRAPH).read_bytes() == (fresh.path / GRAPH).read_bytes(), f"seed {seed}"
    assert quads == canonical(load(workspace.path / GRAPH)), f"seed {seed}"


@pytest.mark.parametrize("batch", range(4))
def test_history_leaves_no_trace(batch: int, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(batch * 10, batch * 10 + 10):
        check(seed, memory, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10))
def test_history_leaves_no_trace_500_times(batch: int, memory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(1000 + batch * 50, 1000 + batch * 50 + 50):
        check(seed, memory, monkeypatch)


def test_the_articles_have_what_histories_need() -> None:
    """Without people, bodies and events that several articles tell of, and versions that differ, nothing is proved."""
    names = [{e.name for e in facts(i, 0).entities} for i in IDS]
    assert all(any(a & b for b in names if b is not a) for a in names)
    assert all(facts(i, 0) != facts(i, 1) for i in IDS)
    assert facts(IDS[1], 0).article.text == facts(IDS[2], 0).article.text

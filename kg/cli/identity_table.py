"""The table of ``kg eval --identity``: are the right things one, and different things two?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.evaluation import Gold
    from kg.evaluation.identity import IdentityGold, IdentityScore
    from kg.model import ArticleFacts

#: The value of the option without a file: the packaged corpus's own clusters.
PACKAGED = "packaged"
_KINDS = (("person",), ("organisation",), ("person", "organisation"))


def print_identity(
    source: str,
    gold: Sequence[Gold],
    found: Mapping[str, ArticleFacts],
    ids: Mapping[tuple[str, str], str],
    markdown: bool,
) -> None:
    """Measure against the identity file ``source`` and print.

    Twice: with the persons and organisations of the annotation, which measures resolution alone, and with those that
    the graph has, where what was not found is counted apart. "known two" are joined pairs that the file says are two.
    Articles that the graph does not have are left out.
    """
    from kg.evaluation.identity import found_ids, gold_facts, gold_ids, items, score_identity
    from kg.resolve import resolve

    truth = _truth(source)
    here = [g for g in gold if g.id in found]
    alone = resolve([gold_facts(g, found[g.id].article) for g in here]).identity.ids
    ways = (("annotated", gold_ids(here, alone)), ("found", found_ids(((found[g.id], g) for g in here), ids)))
    bar, edge, end = (" | ", "| ", " |") if markdown else ("  ", "", "")
    figures = ("    P", "    R", "   F1", " B³ P", " B³ R")
    head = (f"{'entities':9}", f"{'kind':12}", *figures, "known two", "not found")
    click.echo(f"{edge}{bar.join(head)}{end}")
    if markdown:
        click.echo("|" + "|".join(["---", "---", *["---:"] * 7]) + "|")
    kinds = items(here)
    for name, labels in ways:
        for only in _KINDS:
            s = score_identity(labels, truth, kinds, frozenset(only))
            click.echo(f"{edge}{bar.join(_row(name, only, s))}{end}")


def _truth(source: str) -> IdentityGold:
    from kg.corpus import IDENTITY, folder
    from kg.evaluation.identity import read_identity

    if source != PACKAGED:
        return read_identity(Path(source))
    with folder() as corpus:
        return read_identity(corpus / IDENTITY)


def _row(name: str, kinds: tuple[str, ...], s: IdentityScore) -> tuple[str, ...]:
    figures = (s.precision, s.recall, s.f1, *s.cubed)
    label = kinds[0] if len(kinds) == 1 else "both"
    return (f"{name:9}", f"{label:12}", *(f"{x:.3f}" for x in figures), f"{len(s.violated):9}", f"{s.absent:9}")

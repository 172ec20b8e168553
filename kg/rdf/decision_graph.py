"""What people decided, as the graph ``graph/decisions``."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Quad

from kg.model import ArticleFacts, Identity
from kg.rdf.vocabulary import DEFAULT_BASE
from kg.resolve.decisions import Decisions


def decision_quads(
    decisions: Decisions, facts: Sequence[ArticleFacts], identity: Identity, base: str = DEFAULT_BASE
) -> list[Quad]:
    """Facts added by hand, preferred labels, links to other authorities, each with who decided it and when.

    ``facts`` and ``identity`` are those of the graph that the decisions are about.
    """
    return []

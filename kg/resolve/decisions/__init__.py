"""What people decided about the graph: an append-only log, and what it does to facts and identity."""

from kg.resolve.decisions.log import FILE, Decisions
from kg.resolve.decisions.record import Anchor, Decision, Ref

__all__ = ["FILE", "Anchor", "Decision", "Decisions", "Ref"]

"""What people decided about the graph: an append-only log, and what it does to facts and identity."""

from kg.resolve.decisions.log import FILE, Decisions, append, merged
from kg.resolve.decisions.record import Anchor, Decision, Ref, sealed
from kg.resolve.decisions.standing import Standing, added_id

__all__ = ["FILE", "Anchor", "Decision", "Decisions", "Ref", "Standing", "added_id", "append", "merged", "sealed"]

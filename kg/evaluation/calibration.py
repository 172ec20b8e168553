"""Are the confidences worth something? Found facts by confidence, with the share that is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.evaluation.score import Verdict

#: Upper ends of the bins: few, so that each holds enough facts to count, and narrow where most facts lie.
EDGES = (0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """The facts of a kind whose confidence lies in (``low``, ``high``]; ``said`` is their mean confidence,
    ``right`` the share that the gold has (optional gold left out).
    """

    kind: str
    low: float
    high: float
    facts: int
    said: float
    right: float


def bins(verdicts: Sequence[Verdict], edges: Sequence[float] = EDGES) -> list[Bin]:
    """The filled bins of each kind, kinds in order of appearance, from low to high."""
    out = []
    for kind in dict.fromkeys(v.kind for v in verdicts):
        counted = [v for v in verdicts if v.kind == kind and v.right is not None]
        for low, high in zip((-1.0, *edges), edges, strict=False):
            here = [v for v in counted if low < v.confidence <= high]
            if here:
                said = sum(v.confidence for v in here) / len(here)
                right = sum(bool(v.right) for v in here) / len(here)
                out.append(Bin(kind, max(low, 0.0), high, len(here), said, right))
    return out


def expected_error(verdicts: Sequence[Verdict], kind: str) -> float:
    """The expected calibration error of a kind: how far ``said`` lies from ``right``, bins weighted by their facts.

    Naeini, Cooper and Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian Binning" (AAAI 2015),
    with the bins of this module. 0 where nothing was found.
    """
    here = [b for b in bins(verdicts) if b.kind == kind]
    total = sum(b.facts for b in here)
    return sum(b.facts * abs(b.said - b.right) for b in here) / total if total else 0.0

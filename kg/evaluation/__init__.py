"""Measuring a graph against gold annotation: six kinds of fact, precision, recall and F1."""

from kg.evaluation.gold import Gold, read_gold
from kg.evaluation.score import KINDS, Mistake, Score, score

__all__ = ["KINDS", "Gold", "Mistake", "Score", "read_gold", "score"]

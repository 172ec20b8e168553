"""Doubtful pairs as questions, and answers as decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.rdf.catalogue import Catalogue
from kg.resolve import Comparison, Resolution
from kg.resolve.decisions import Ref
from kg.resolve.decisions.record import Different, Same, Unsure, Verdict
from kg.review.portrait import Portrait, portrait


@dataclass(frozen=True, slots=True)
class Question:
    """Two things that may be one. ``left`` and ``right`` say for which members an answer holds."""

    comparison: Comparison
    left: Ref
    right: Ref
    portraits: tuple[Portrait, Portrait]


def questions(catalogue: Catalogue, resolution: Resolution) -> Iterator[Question]:
    """What to ask, the most useful first. A pair that somebody judged, "unsure" too, is not asked again, nor is the
    same pair of things by other members of theirs.
    """
    asked: set[frozenset[str]] = set()
    for comparison in resolution.doubtful:
        ids = [catalogue.identity.ids.get(m) for m in (comparison.left, comparison.right)]
        if None in ids or catalogue.standing.judged(comparison.left, comparison.right) is not None:
            continue
        question = asking(catalogue, comparison)
        pair = frozenset((question.left.id, question.right.id))
        if len(pair) == 1 or pair not in asked:
            asked.add(pair)
            yield question


def asking(catalogue: Catalogue, comparison: Comparison) -> Question:
    """The question that a comparison raises.

    Of two things an answer holds for all that is known of each; where the program has joined the two already, for the
    two members that were compared.
    """
    left, right = (catalogue.identity.ids[m] for m in (comparison.left, comparison.right))
    sides = []
    for local, member in ((left, comparison.left), (right, comparison.right)):
        members = [member] if left == right else catalogue.members[local]
        sides.append((catalogue.ref(local, members), portrait(catalogue, local, members, first=[member])))
    return Question(comparison, sides[0][0], sides[1][0], (sides[0][1], sides[1][1]))


def decision(question: Question, verdict: Verdict, time: str, who: str, note: str = "") -> Same | Different | Unsure:
    """An answer as a decision, not sealed yet."""
    if verdict == "same":
        return Same(time=time, who=who, note=note, entities=(question.left, question.right))
    kind = Different if verdict == "different" else Unsure
    return kind(time=time, who=who, note=note, left=question.left, right=question.right)

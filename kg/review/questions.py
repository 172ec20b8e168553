"""Doubtful pairs as questions, and answers as decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.rdf.catalogue import Catalogue
from kg.resolve import Comparison, Feature, Member, Resolution
from kg.resolve.decisions import Ref
from kg.resolve.decisions.record import Different, Same, Unsure, Verdict
from kg.resolve.decisions.standing import BY_HAND
from kg.review.portrait import Portrait, portrait


@dataclass(frozen=True, slots=True)
class Question:
    """Two things that may be one. ``left`` and ``right`` say for which members an answer holds."""

    comparison: Comparison
    left: Ref
    right: Ref
    portraits: tuple[Portrait, Portrait]


def questions(catalogue: Catalogue, resolution: Resolution) -> Iterator[Question]:
    """What to ask, the most useful first: what somebody added under the name of what articles tell of, then what the
    program doubts. A pair that somebody judged, "unsure" too, is not asked again, nor is the same pair of things by
    other members of theirs.
    """
    asked: set[frozenset[str]] = set()
    for comparison in (*_by_hand(catalogue), *resolution.doubtful):
        ids = [_identifier(catalogue, m) for m in (comparison.left, comparison.right)]
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
    sides = []
    pair = [(_identifier(catalogue, m) or m[1], m) for m in (comparison.left, comparison.right)]
    for local, member in pair:
        members = [member] if pair[0][0] == pair[1][0] else catalogue.members.get(local, [])
        sides.append((catalogue.ref(local, members), portrait(catalogue, local, members, first=[member])))
    return Question(comparison, sides[0][0], sides[1][0], (sides[0][1], sides[1][1]))


def _by_hand(catalogue: Catalogue) -> Iterator[Comparison]:
    """What was added by hand, with each thing of its kind and name. Nothing joins them but a person's word."""
    for local in catalogue.alone():
        kind, name = local.partition("/")[0], catalogue.label(local)
        for other in catalogue.called(name):
            if other != local and other.startswith(f"{kind}/"):
                member = min(catalogue.members.get(other, ()), default=(BY_HAND, other))
                sides = ((BY_HAND, local), member)
                yield Comparison(min(sides), max(sides), 0.5, (Feature("same-name", name, 0.0),))


def _identifier(catalogue: Catalogue, member: Member) -> str | None:
    """The identifier of a member of an article, or of what was added by hand; None for one that is not here."""
    if member[0] == BY_HAND:
        return member[1] if member[1] in catalogue else None
    return catalogue.identity.ids.get(member)


def decision(question: Question, verdict: Verdict, time: str, who: str, note: str = "") -> Same | Different | Unsure:
    """An answer as a decision, not sealed yet."""
    if verdict == "same":
        return Same(time=time, who=who, note=note, entities=(question.left, question.right))
    kind = Different if verdict == "different" else Unsure
    return kind(time=time, who=who, note=note, left=question.left, right=question.right)

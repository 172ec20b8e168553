"""Measuring who is who across articles: pairs and B-cubed against clusters that people made.

An item is a person, organisation or event of one gold annotation, written "ARTICLE-ID/LOCAL-ID". An identity file has
``clusters`` (lists of items that are one thing; what is in none stands alone), ``different`` (pairs that look alike and
are two), ``notes``, and may have ``undecided`` (pairs that the texts do not settle: they count neither way).

Two ways to measure: :func:`gold_facts` makes facts of the annotation, so that resolution alone is measured;
:func:`align` finds for each gold item the extracted entity that is it, so that the whole way is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from kg.errors import DataError
from kg.evaluation.gold import Gold, GoldEntity, GoldEvent
from kg.evaluation.match import match_entities
from kg.model import Article, ArticleFacts, Entity, EntityKind, Event, Mention, Role, Span

#: An unordered pair of items.
Pair = tuple[str, str]

_KINDS = (("person", EntityKind.PERSON), ("organisation", EntityKind.ORGANISATION))


@dataclass(frozen=True, slots=True)
class IdentityGold:
    """Clusters of items, the pairs that must stay apart, and the pairs left out. Pairs are in sorted order."""

    clusters: tuple[frozenset[str], ...]
    different: frozenset[Pair] = frozenset()
    undecided: frozenset[Pair] = frozenset()


def pair(a: str, b: str) -> Pair:
    """The two items in sorted order."""
    return (a, b) if a <= b else (b, a)


def read_identity(path: Path, undecided: Iterable[tuple[str, str]] = ()) -> IdentityGold:
    """The identity file at ``path``; ``undecided`` are further pairs to leave out.

    Raises DataError with file and reason when it cannot be read.
    """
    try:
        return parse_identity(path.read_text(encoding="utf-8"), undecided)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: not an identity file: {type(error).__name__} {error}") from error


def parse_identity(text: str, undecided: Iterable[tuple[str, str]] = ()) -> IdentityGold:
    """An identity file's JSON text. Raises ValueError, KeyError or TypeError when it is something else."""
    value = json.loads(text)
    left_out = [*value.get("undecided", ()), *undecided]
    return IdentityGold(
        tuple(frozenset(c) for c in value["clusters"]),
        frozenset(pair(a, b) for a, b in value["different"]),
        frozenset(pair(a, b) for a, b in left_out),
    )


def items(annotations: Iterable[Gold]) -> dict[str, str]:
    """Every item of the annotations with its kind: "person", "organisation" or "event"."""
    found: dict[str, str] = {}
    for gold in annotations:
        found.update({f"{gold.id}/{x.id}": "person" for x in gold.persons})
        found.update({f"{gold.id}/{x.id}": "organisation" for x in gold.organisations})
        found.update({f"{gold.id}/{x.id}": "event" for x in gold.events})
    return found


@dataclass(frozen=True, slots=True)
class IdentityScore:
    """How well a clustering fits: pairs put together rightly, wrongly and not, and B-cubed.

    ``cubed`` is (precision, recall) averaged over items. ``violated`` are pairs known to be different that were joined
    (they are among ``wrong`` too), ``items`` is the number of items that were measured, ``absent`` the number of gold
    items that had no identifier and so were not.
    """

    right: tuple[Pair, ...]
    wrong: tuple[Pair, ...]
    missed: tuple[Pair, ...]
    cubed: tuple[float, float]
    violated: tuple[Pair, ...] = ()
    items: int = 0
    absent: int = 0

    @property
    def precision(self) -> float:
        """The share of the pairs put together that are one thing; 1 when none were."""
        return _share(len(self.right), len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of the pairs that are one thing that were put together; 1 when there are none."""
        return _share(len(self.right), len(self.missed))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall over pairs."""
        return _harmonic(self.precision, self.recall)


def _share(right: int, other: int) -> float:
    return right / (right + other) if right + other else 1.0


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def score_identity(
    found: Mapping[str, str], gold: IdentityGold, kinds: Mapping[str, str], only: frozenset[str] | None = None
) -> IdentityScore:
    """Score identifiers against clusters.

    ``found`` maps items to identifiers (items with one identifier were put together), ``kinds`` maps all items to their
    kind (:func:`items`), ``only`` restricts to some kinds. Items without identifier are left out and counted.
    """
    wanted = [i for i in sorted(kinds) if only is None or kinds[i] in only]
    measured = [i for i in wanted if i in found]
    true = {i: str(n) for n, cluster in enumerate(gold.clusters) for i in cluster}
    true = {i: true.get(i, i) for i in measured}
    ours, theirs = _pairs(measured, found), _pairs(measured, true)
    ours, theirs = ours - gold.undecided, theirs - gold.undecided
    return IdentityScore(
        tuple(sorted(ours & theirs)),
        tuple(sorted(ours - theirs)),
        tuple(sorted(theirs - ours)),
        _cubed(measured, found, true, gold.undecided),
        tuple(sorted(ours & gold.different)),
        len(measured),
        len(wanted) - len(measured),
    )


def _groups(members: Iterable[str], label: Mapping[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for m in members:
        groups[label[m]].append(m)
    return groups


def _pairs(members: Iterable[str], label: Mapping[str, str]) -> set[Pair]:
    return {pair(a, b) for group in _groups(members, label).values() for a, b in combinations(group, 2)}


def _cubed(
    members: list[str], found: Mapping[str, str], true: Mapping[str, str], undecided: frozenset[Pair]
) -> tuple[float, float]:
    """B-cubed precision and recall: for each item, how pure its cluster is and how much of its own it holds."""
    ours, theirs = _groups(members, found), _groups(members, true)
    precision = recall = 0.0
    for m in members:
        mine = {x for x in ours[found[m]] if x == m or pair(m, x) not in undecided}
        own = {x for x in theirs[true[m]] if x == m or pair(m, x) not in undecided}
        precision += len(mine & own) / len(mine)
        recall += len(mine & own) / len(own)
    n = len(members) or 1
    return precision / n, recall / n


# ---- facts of an annotation --------------------------------------------------------------------------------------


def gold_facts(gold: Gold, article: Article) -> ArticleFacts:
    """An annotation as the extractor would give it: entities, roles and events of ``article``, keys are the gold ids.

    Places come from roles and events ("place:1"). A name that does not stand in the text gets the text's head as its
    mention; statements are left out.
    """
    entities = [
        _entity(article, kind, g)
        for (name, kind) in _KINDS
        for g in (gold.persons if name == "person" else gold.organisations)
    ]
    named = {r.place for r in gold.roles if r.place} | {e.place for e in gold.events if e.place}
    places = {name: f"place:{n}" for n, name in enumerate(sorted(named), 1)}
    entities += [_entity(article, EntityKind.PLACE, GoldEntity(key, (name,))) for name, key in places.items()]
    roles = tuple(
        Role(
            f"role:{n}",
            r.person,
            r.title,
            organisation=r.organisation,
            jurisdiction=places.get(r.place or ""),
            event=r.event,
            evidence=(Span(0, 1),),
        )
        for n, r in enumerate(gold.roles, 1)
    )
    return ArticleFacts(article, tuple(entities), roles, tuple(_event(article, e, places) for e in gold.events))


def _entity(article: Article, kind: EntityKind, gold: GoldEntity) -> Entity:
    return Entity(gold.id, kind, gold.names[0], gold.names[1:], _mentions(article, gold.names))


def _mentions(article: Article, names: tuple[str, ...]) -> tuple[Mention, ...]:
    at = sorted((p, p + len(n)) for n in names if n and (p := article.text.find(n)) >= 0)
    return tuple(Mention(a, b) for a, b in at) or (Mention(0, 1),)


def _event(article: Article, gold: GoldEvent, places: Mapping[str, str]) -> Event:
    day = date.fromisoformat(gold.date) if gold.date else None
    return Event(
        gold.id,
        gold.names[0],
        gold.names[1:],
        start=day,
        place=places.get(gold.place or ""),
        organisers=tuple(sorted(gold.organisers)),
        participants=tuple(sorted(gold.participants)),
        mentions=_mentions(article, gold.names),
    )


# ---- what the extractor finds ------------------------------------------------------------------------------------


def gold_ids(annotations: Iterable[Gold], ids: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Item → identifier, for facts made by :func:`gold_facts`."""
    return {
        f"{article}/{local}": ids[article, local]
        for article, _, local in (i.rpartition("/") for i in items(annotations))
    }


def found_ids(pairs: Iterable[tuple[ArticleFacts, Gold]], ids: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Item → identifier of the extracted person or organisation that is it; items that were not found are absent."""
    return {f"{gold.id}/{item}": ids[gold.id, key] for facts, gold in pairs for key, item in align(facts, gold).items()}


def align(facts: ArticleFacts, gold: Gold) -> dict[str, str]:
    """Key of an extracted person or organisation → local id of the gold item that has a name in common with it."""
    found: dict[str, str] = {}
    for name, kind in _KINDS:
        wanted = gold.persons if name == "person" else gold.organisations
        found.update(match_entities({e.key: e.names for e in facts.entities_of(kind)}, wanted))
    return found

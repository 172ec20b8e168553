"""How sure it is that a name is what the tagger took it for, and leaving out what is more likely nothing.

The tagger's probability is that of a stretch of text. Whether there is a person or a body behind a name shows in more:
how its form begins, how often it stands in the article, whether anything is said of it. A logistic model puts these
together; :func:`features` says what counts, the weights stand in ``lexicon/entity_weights.tsv``. To refit, take the
entities of annotated articles from tags of a tagger that did not see them, without those that match an optional one,
and give each kind to :func:`kg.facts.logistic.fit`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.facts.logistic import probability
from kg.facts.names import head_kind, is_acronym
from kg.lexicon import table
from kg.model import ArticleFacts, Entity, EntityKind, Mention

#: A name of which nothing is told and that is less probable than this is left out. Half of the F1 that the rest reaches
#: is where leaving out neither gains nor loses (Lipton, Elkan and Naryanaswamy 2014); 0.4 is it for both kinds.
LEAST = 0.4
_KINDS = (EntityKind.PERSON, EntityKind.ORGANISATION)
#: The tagger's probability is taken as within these, so that its log odds stay finite.
_SURE, _UNSURE = 0.999, 0.02
_LONG = 5  # words


def weighed(facts: ArticleFacts) -> ArticleFacts:
    """The facts with each person's and organisation's confidence by the model, the improbable ones of no use left out.

    A name that a role, an event or a statement's speaker rests on always stays.
    """
    used = _used(facts)
    gone: set[str] = set()
    kept: list[Entity] = []
    for e in facts.entities:
        if e.kind not in _KINDS:
            kept.append(e)
            continue
        p = probability(features(e, e.key in used, facts.article.body), weights(e.kind))
        if p < LEAST and e.key not in used:
            gone.add(e.key)
        else:
            kept.append(replace(e, confidence=round(p, 3)))
    if not gone:
        return replace(facts, entities=tuple(kept))
    said = tuple(replace(s, mentions=tuple(m for m in s.mentions if m not in gone)) for s in facts.statements)
    return replace(facts, entities=tuple(kept), statements=said)


def _used(facts: ArticleFacts) -> frozenset[str]:
    """The keys of entities that a fact rests on."""
    return frozenset(
        key
        for key in (
            *(k for r in facts.roles for k in (r.holder, r.organisation, r.jurisdiction)),
            *(k for e in facts.events for k in (e.place, *e.organisers, *e.participants)),
            *(s.speaker for s in facts.statements),
        )
        if key is not None
    )


def features(entity: Entity, used: bool, body: int) -> dict[str, float]:
    """What speaks for and against an entity. ``used``: a fact rests on it; ``body``: where the article's body starts.

    All are 0 or 1 but "tagger" (log odds of the tagger's probability) and "mentions" (natural log of their number).
    """
    name = entity.name
    words = name.split()
    kind = head_kind(name)
    short = is_acronym(name)
    return {
        "bias": 1.0,
        "tagger": _log_odds(entity.mentions),
        "mentions": math.log(len(entity.mentions)),
        "begins as a unit": float(kind == "unit"),
        "begins with a legal form": float(kind == "legal"),
        "begins as a body": float(kind == "body"),
        "initials": float(short),
        "one word": float(len(words) == 1 and not short),
        "two words": float(len(words) == 2 and not kind),
        "long": float(len(words) > _LONG),
        "several forms": float(bool(entity.aliases)),
        "title only": float(entity.mentions[-1].end <= body),
        "facts rest on it": float(used),
    }


def _log_odds(mentions: Sequence[Mention]) -> float:
    p = min(max(max(m.score for m in mentions), _UNSURE), _SURE)
    return math.log(p / (1 - p))


@cache
def weights(kind: EntityKind) -> dict[str, float]:
    """The weights by feature for one kind of entity."""
    return {r["feature"]: float(r["weight"]) for r in table("entity_weights") if r["kind"] == kind.value}

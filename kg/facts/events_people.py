"""Who held an event and who took part in it.

Two logistic models over the surroundings an entity shares with an event: one for organisers, one for participants.
Their features (``events_ties``) are patterns of the language, their weights stand in
``lexicon/event_people_weights.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from kg.facts.events_group import Cluster
from kg.facts.events_ties import features
from kg.facts.logistic import probability
from kg.facts.reading import Reading
from kg.lexicon import table
from kg.model import Entity, EntityKind

#: At or above these an entity is an organiser or participant. F1 on the training articles under cross-validation is
#: flat from 0.35 to 0.4; of equals the stricter, since a wrong participant is worse than a missing one. To be
#: chosen anew whenever the weights are.
ORGANISER, PARTICIPANT = 0.35, 0.38

#: What the grammar says and too few articles show: the weights that :func:`logistic.fit` starts from.
PRIORS: Mapping[str, Mapping[str, float]] = {
    "organiser": {
        **{f"{who} {what}": 4.0 for who in ("organisation", "person") for what in ("holds it", "held it")},
        **{f"organisation inside the name of {kind}": 1.0 for kind in ("police", "meeting", "press", "court")},
        "organisation right after the head": 2.0,
        "organisation as a place at court": 1.0,
    },
    "participant": {
        f"{who} {what}": 1.5 for who in ("organisation", "person") for what in ("takes part in it", "took part in it")
    },
}


@cache
def weights(model: str) -> Mapping[str, float]:
    """The weights of the model "organiser" or "participant" by feature."""
    return {r["feature"]: float(r[model]) for r in table("event_people_weights") if r[model]}


def people(reading: Reading, c: Cluster, main: bool, alone: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of an event's organisers and of its participants, each in order of first mention."""
    organisers: list[str] = []
    participants: list[str] = []
    for e in _agents(reading):
        f = features(reading, c, e, main, alone)
        if not f:
            continue
        holds, joins = (probability(f, weights(m)) for m in ("organiser", "participant"))
        if holds >= ORGANISER and holds >= joins:
            organisers.append(e.key)
        elif joins >= PARTICIPANT:
            participants.append(e.key)
    return tuple(organisers), tuple(participants)


def _agents(reading: Reading) -> Iterator[Entity]:
    """Persons and organisations in order of first mention."""
    found = (e for e in reading.entities if e.kind is not EntityKind.PLACE and e.mentions)
    return iter(sorted(found, key=lambda e: (e.mentions[0].start, e.key)))

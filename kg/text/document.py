"""A document: an article with its paragraphs, quotations and sentences, ready to be tagged and read."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from kg.model import Article, Span
from kg.text.quotes import Quotation, quotations
from kg.text.sentences import Sentence, paragraphs, sentences


@dataclass(frozen=True, slots=True)
class Document:
    """The article and its units, each in text order. Noise lies in none of them."""

    article: Article
    paragraphs: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]

    @property
    def text(self) -> str:
        """The frozen text all offsets refer to."""
        return self.article.text

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds ``offset``, or None (between sentences, or in noise)."""
        i = self.sentence_index(offset)
        return None if i is None else self.sentences[i]

    def sentence_index(self, offset: int) -> int | None:
        """The number of the sentence that holds ``offset``."""
        i = bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return i if i >= 0 and offset < self.sentences[i].end else None

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that holds ``offset`` (its marks included), or None."""
        i = bisect_right(self.quotations, offset, key=lambda q: q.start) - 1
        return self.quotations[i] if i >= 0 and offset < self.quotations[i].end else None


def document(article: Article) -> Document:
    """The units of an article."""
    parts = paragraphs(article.text, article.noise)
    quoted = quotations(article.text, parts)
    return Document(article, tuple(parts), sentences(article.text, parts, quoted, article.body), quoted)

"""The encoder taught by one source alone, to see what each is worth: public corpora, or annotated articles."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.tagger.labels import HEADS, head_slices
from kg.tagger.pieces import Pieces
from kg.tagger.train import augment, encoder
from kg.tagger.train.corpora import Example
from kg.tagger.train.rows import Row, rows
from kg.tagger.windows import LIMIT

#: Files of weights by source.
FILES = {"corpora": "corpora.pt", "articles": "articles.pt"}
#: Rounds over the corpora: their sentences are many, and a base for the articles takes one.
_ROUNDS = 3


def exactly(ex: Example, allowed: NDArray[np.bool_]) -> None:
    """Allow, in place, the labels of the corpora as they stand.

    The base of the packaged encoder leaves open what our annotation calls otherwise; here the corpora have the last
    word, since nothing follows them.
    """
    part = head_slices()["names"]
    allowed[:, part] = False
    for i, label in enumerate(ex.names):
        allowed[i, part.start + HEADS["names"].index(label)] = True


def by_corpora(net: Any, pieces: Pieces, sentences: Sequence[Example], rate: float, log: Callable[[str], None]) -> None:
    """Teach names of persons, organisations and places, in place; titles, events and speech stay untaught."""
    taught = rows(sentences, pieces, LIMIT, exactly)
    encoder.train(net, [lambda _: taught] * _ROUNDS, rate, log=log)


def by_articles(
    net: Any,
    pieces: Pieces,
    articles: Sequence[Example],
    names: Sequence[str],
    epochs: int,
    rate: float,
    retold: float,
    log: Callable[[str], None],
) -> None:
    """Teach all labels by the articles, in place; the share ``retold`` of them with other names in each round.

    Places are known only where a role or an event has one; no other model fills them in.
    """
    pool = augment.name_words(articles, names)
    data = {ex.id: rows([ex], pieces, LIMIT) for ex in articles}

    def epoch(shuffle: random.Random) -> list[Row]:
        out: list[Row] = []
        for ex in articles:
            told = shuffle.random() < retold
            out += rows([augment.retold(ex, pool, shuffle)], pieces, LIMIT) if told else data[ex.id]
        return out

    encoder.train(net, [epoch] * epochs, rate, log=log)

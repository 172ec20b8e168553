"""The tagger: a trained model that marks names, places, titles and event phrases in a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from kg.model import Span, Tag


class Tagger(Protocol):
    """What tags texts. ``name`` and ``version`` (a digest of the weights) say which model it was, for provenance."""

    name: str
    version: str

    def tag(self, text: str, sentences: Sequence[Span]) -> tuple[Tag, ...]:
        """The tags of ``text`` in one layer: ordered, without overlaps, within ``sentences``, offsets into ``text``."""

    def layers(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
        """Names (persons, organisations, places, titles) and event phrases, each ordered; an event may hold names."""


@cache
def load() -> Tagger:
    """The tagger, its weights read once. Raises DataError when they are missing or damaged."""
    from kg.tagger.crf import CrfTagger, weights_folder

    return CrfTagger(weights_folder())

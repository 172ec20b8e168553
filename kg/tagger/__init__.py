"""The tagger: a trained model that marks names, places, titles and event phrases in a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, Protocol

from kg.errors import MissingPartError
from kg.model import Span, Tag


class Tagger(Protocol):
    """What tags texts. ``name`` and ``version`` (a digest of the weights) say which model it was, for provenance."""

    name: str
    version: str

    def tag(self, text: str, sentences: Sequence[Span]) -> tuple[Tag, ...]:
        """The tags of ``text`` in one layer: ordered, without overlaps, within ``sentences``, offsets into ``text``."""

    def layers(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
        """Names (persons, organisations, places, titles) and event phrases, each ordered; an event may hold names."""

    def speech(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[Span, float], ...]:
        """Stretches that report indirectly what someone said, with probabilities; empty from a model without them."""


@cache
def load(model: Literal["encoder", "fields"] | None = None) -> Tagger:
    """The tagger, its weights read once.

    ``encoder`` finds more; ``fields`` (conditional random fields) is several times faster and needs no onnxruntime.
    None takes the encoder where onnxruntime is installed. Raises DataError when weights are missing or damaged,
    MissingPartError when the encoder is asked for without onnxruntime.
    """
    folder = Path(str(resources.files(__package__) / "weights"))
    able = find_spec("onnxruntime") is not None
    if model == "fields" or (model is None and not able):
        from kg.tagger.crf import CrfTagger

        return CrfTagger(folder)
    if not able:
        raise MissingPartError("the encoder needs onnxruntime; install it with: pip install onnxruntime")
    from kg.tagger.encoder import EncoderTagger

    return EncoderTagger(folder)

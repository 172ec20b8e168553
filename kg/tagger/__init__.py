"""The tagger: a model that marks names, places, titles and event phrases in a text."""

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
        """The tags of ``text`` in one layer: ordered, without overlaps, within ``sentences``."""

    def layers(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
        """Names (persons, organisations, places, titles) and event phrases, ordered; an event may hold names."""

    def speech(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[Span, float], ...]:
        """Stretches that report indirectly what someone said, with probabilities; empty from a model without them."""


@cache
def load(model: Literal["encoder", "fields", "rules"] = "encoder") -> Tagger:
    """The tagger, its weights read once.

    ``encoder`` finds most; ``fields`` (conditional random fields) is several times faster; ``rules`` has nothing
    trained in it, to measure the others against. Raises DataError when weights are missing or damaged,
    MissingPartError when what runs the model is not installed.
    """
    if model == "rules":
        from kg.tagger.rules import RulesTagger

        return RulesTagger()
    folder = Path(str(resources.files(__package__) / "weights"))
    needed = {"encoder": "onnxruntime", "fields": "pycrfsuite"}[model]
    if find_spec(needed) is None:
        package = {"pycrfsuite": "python-crfsuite"}.get(needed, needed)
        raise MissingPartError(f"the tagger's {model} need {needed}; install it with: pip install {package}")
    if model == "fields":
        from kg.tagger.crf import CrfTagger

        return CrfTagger(folder)
    from kg.tagger.encoder import EncoderTagger

    return EncoderTagger(folder)

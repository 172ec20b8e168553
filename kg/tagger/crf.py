"""The tagger as conditional random fields: small, quick to start, without further libraries.

Three fields work in turn: one that knows news and encyclopaedia sentences gives hints, one finds names, places and
titles with those hints, one finds event phrases.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from kg.errors import DataError
from kg.model import Span, Tag
from kg.tagger.bio import merged, tags_of
from kg.tagger.features import elsewhere, unit_features
from kg.tagger.units import units

WEIGHTS = ("hints.crf", "names.crf", "events.crf")


class Field(Protocol):
    """What is used of a pycrfsuite tagger."""

    def set(self, xseq: object) -> None:
        """Take the features of a sentence."""

    def tag(self) -> list[str]:
        """The most probable labels."""

    def marginal(self, y: str, pos: int) -> float:
        """The probability of label ``y`` at ``pos``."""


def read_gazetteer(path: Path) -> dict[str, str]:
    """Words with codes of the kinds of names they occur in, from a file of ``word<TAB>code`` lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def article_sequences(text: str, sentences: Sequence[Span]) -> list[list[Span]]:
    """The units of each sentence."""
    return [us for s in sentences if (us := list(units(text, s)))]


def hints_of(words: list[list[str]], features: list[list[list[str]]], field: Field) -> list[list[str]]:
    """For each unit, the first model's label and what it most surely calls the same word elsewhere in the article."""
    labels: list[list[str]] = []
    best: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for sentence, f in zip(words, features, strict=True):
        field.set(f)
        found = field.tag()
        labels.append(found)
        for i, (w, label) in enumerate(zip(sentence, found, strict=True)):
            if label != "O":
                best[w][label[2:]] += field.marginal(label, i)
    likely = {w: max(kinds.items(), key=lambda x: (x[1], x[0]))[0] for w, kinds in best.items()}
    return [
        [f"{label}/{likely.get(w, '')}" for w, label in zip(sentence, found, strict=True)]
        for sentence, found in zip(words, labels, strict=True)
    ]


def decode(field: Field, features: list[list[str]]) -> tuple[list[str], list[float]]:
    """Labels of one sentence and the probability of each."""
    field.set(features)
    labels = field.tag()
    return labels, [field.marginal(label, i) for i, label in enumerate(labels)]


class CrfTagger:
    """Tags texts with the weights in one folder. ``version`` is a digest of the weights."""

    name = "jejaring-fields"

    def __init__(self, folder: Path) -> None:
        import pycrfsuite

        digest = hashlib.sha256()
        self._fields: list[Field] = []
        for weights in WEIGHTS:
            path = folder / weights
            if not path.is_file():
                raise DataError(f"{path}: the tagger's weights are missing; install the package again")
            digest.update(path.read_bytes())
            field = pycrfsuite.Tagger()
            field.open(str(path))
            self._fields.append(field)
        self._gazetteer: Mapping[str, str] = read_gazetteer(folder / "gazetteer.tsv")
        self.version = digest.hexdigest()[:16]

    def layers(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
        """Names (with places and titles) and event phrases; the two layers may overlap each other."""
        return predict(self._fields, self._gazetteer, text, sentences)

    def speech(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[Span, float], ...]:
        """Nothing: the fields do not know reported speech."""
        return ()

    def tag(self, text: str, sentences: Sequence[Span]) -> tuple[Tag, ...]:
        """All tags of the text in one layer, ordered, without overlaps."""
        return merged(text, *self.layers(text, sentences))


def predict(
    fields: Sequence[Field], gazetteer: Mapping[str, str], text: str, sentences: Sequence[Span]
) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
    """Names and event phrases of a text by the three fields."""
    hinting, naming, eventing = fields
    sequences = article_sequences(text, sentences)
    _, _, second = prepare(text, sequences, gazetteer, hinting)
    names: list[Tag] = []
    events: list[Tag] = []
    for us, f in zip(sequences, second, strict=True):
        names += tags_of(us, *decode(naming, f))
        events += tags_of(us, *decode(eventing, f))
    return tuple(names), tuple(events)


def prepare(
    text: str, sequences: list[list[Span]], gazetteer: Mapping[str, str], hinting: Field
) -> tuple[list[list[str]], list[list[list[str]]], list[list[list[str]]]]:
    """Words, features without and with hints, of each sentence."""
    words = [[u.of(text) for u in us] for us in sequences]
    seen = elsewhere([w for s in words for w in s])
    first = [unit_features(s, gazetteer, seen) for s in words]
    hints = hints_of(words, first, hinting)
    second = [unit_features(s, gazetteer, seen, h) for s, h in zip(words, hints, strict=True)]
    return words, first, second

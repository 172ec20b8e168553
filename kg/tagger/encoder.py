"""The tagger as an encoder: reads an article in windows and labels every unit of it, in three layers.

The network is a file of the ONNX format, run by onnxruntime; windows are run one by one, since the network's
eight-bit arithmetic measures its scale on what it is given and results must not depend on neighbours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import DataError
from kg.model import Span, Tag
from kg.tagger.bio import merged, spans_of, tags_of
from kg.tagger.labels import HEADS, head_slices
from kg.tagger.pieces import Pieces
from kg.tagger.windows import text_units, windows

Floats = NDArray[np.float32]
#: From the piece ids of a window to a row of log odds for each piece.
Scorer = Callable[[Sequence[int]], Floats]

NETWORK, VOCABULARY = "encoder.onnx", "pieces.tsv"


@dataclass(frozen=True, slots=True)
class Layers:
    """What the network says of a text; each layer is ordered and without overlaps, the layers overlap each other."""

    names: tuple[Tag, ...]
    events: tuple[Tag, ...]
    speech: tuple[tuple[Span, float], ...]


def read(text: str, sentences: Sequence[Span], pieces: Pieces, scorer: Scorer) -> Layers:
    """Run the network over a text."""
    rows = text_units(text, sentences)
    us = [u for row in rows for u in row]
    odds = np.zeros((len(us), sum(map(len, HEADS.values()))), np.float32)
    for window in windows(text, rows, pieces):
        odds[list(window.units)] = scorer(window.ids)[list(window.first)]
    found: dict[str, list[Tag]] = {"names": [], "events": []}
    speech: list[tuple[Span, float]] = []
    for head, part in head_slices().items():
        probable = _softmax(odds[:, part])
        at = 0
        for row in rows:
            p = probable[at : at + len(row)]
            at += len(row)
            labels = best_path(p, HEADS[head])
            if not any(label != "O" for label in labels):
                continue
            scores = _scores(p, labels, HEADS[head])
            if head == "speech":
                speech += [(Span(row[i].start, row[j - 1].end), round(min(scores[i:j]), 4))
                           for i, j, _ in spans_of(labels)]
            else:
                found[head] += tags_of(row, labels, scores)
    return Layers(tuple(found["names"]), tuple(found["events"]), tuple(speech))


def _softmax(odds: Floats) -> Floats:
    e = np.exp(odds - odds.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True), np.float32)


@lru_cache
def _transitions(labels: tuple[str, ...]) -> Floats:
    """0 where the second label may follow the first, else minus infinity: an I only after a B or I of its kind."""
    allowed = [[b[0] != "I" or a[2:] == b[2:] for b in labels] for a in labels]
    return np.where(np.array(allowed), 0.0, -np.inf).astype(np.float32)


def best_path(probable: Floats, labels: tuple[str, ...]) -> list[str]:
    """The most probable well-formed labels of one sentence, from a row of probabilities per unit."""
    if (probable.argmax(axis=1) == 0).all():
        return [labels[0]] * len(probable)
    moves = _transitions(labels)
    log = np.log(np.maximum(probable, 1e-9))
    score = log[0] + moves[0]  # a sentence begins as if "O" came before
    back = []
    for row in log[1:]:
        every = score[:, None] + moves
        before = every.argmax(axis=0)
        back.append(before)
        score = every[before, np.arange(len(labels))] + row
    at = int(score.argmax())
    path = [at]
    for before in reversed(back):
        at = int(before[at])
        path.append(at)
    return [labels[i] for i in reversed(path)]


def _scores(probable: Floats, found: Sequence[str], labels: tuple[str, ...]) -> list[float]:
    """For each unit the probability of its kind, whether it opens the span or goes on."""
    of_kind = {k: [i for i, label in enumerate(labels) if label[2:] == k] for k in {x[2:] for x in labels}}
    return [float(p[of_kind[label[2:]]].sum()) for p, label in zip(probable, found, strict=True)]


class EncoderTagger:
    """Tags texts with the network in one folder. ``version`` is a digest of the weights and the vocabulary."""

    name = "jejaring-encoder"

    def __init__(self, folder: Path, threads: int = 1) -> None:
        import onnxruntime

        paths = [folder / NETWORK, folder / VOCABULARY]
        for path in paths:
            if not path.is_file():
                raise DataError(f"{path}: the tagger's weights are missing; install the package again")
        blobs = [p.read_bytes() for p in paths]
        self.version = hashlib.sha256(b"".join(blobs)).hexdigest()[:16]
        self._pieces = Pieces.read(paths[1])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(blobs[0], options, providers=["CPUExecutionProvider"])
        self._last: tuple[tuple[str, tuple[Span, ...]], Layers] | None = None

    def _score(self, ids: Sequence[int]) -> Floats:
        out = self._session.run(None, {"ids": np.asarray([ids], np.int64)})
        return np.asarray(out[0][0], np.float32)

    def read(self, text: str, sentences: Sequence[Span]) -> Layers:
        """All layers of the text. The last result is kept: asking for each layer in turn runs the network once."""
        key = (text, tuple(sentences))
        if self._last is None or self._last[0] != key:
            self._last = (key, read(text, sentences, self._pieces, self._score))
        return self._last[1]

    def layers(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
        """Names (with places and titles) and event phrases; the two layers may overlap each other."""
        found = self.read(text, sentences)
        return found.names, found.events

    def speech(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[Span, float], ...]:
        """Stretches that report indirectly what someone said, with their probabilities."""
        return self.read(text, sentences).speech

    def tag(self, text: str, sentences: Sequence[Span]) -> tuple[Tag, ...]:
        """All tags of the text in one layer, ordered, without overlaps."""
        return merged(text, *self.layers(text, sentences))

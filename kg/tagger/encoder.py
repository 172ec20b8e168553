"""The tagger as an encoder: reads an article in windows and labels every unit of it, in three layers.

The network is a file of the ONNX format, run by onnxruntime; windows are run one by one, since the network's
eight-bit arithmetic measures its scale on what it is given and results must not depend on neighbours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
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


def read(
    text: str, sentences: Sequence[Span], pieces: Pieces, scorer: Scorer, moves: Mapping[str, Floats]
) -> Layers:
    """Run the network over a text; ``moves`` are the transitions of each head."""
    rows = text_units(text, sentences)
    us = [u for row in rows for u in row]
    odds = np.zeros((len(us), sum(map(len, HEADS.values()))), np.float32)
    for window in windows(text, rows, pieces):
        odds[list(window.units)] = scorer(window.ids)[list(window.first)]
    found: dict[str, list[Tag]] = {"names": [], "events": []}
    speech: list[tuple[Span, float]] = []
    for head, part in head_slices().items():
        at = 0
        for row in rows:
            labels, p = decode(odds[at : at + len(row), part], moves[head], HEADS[head])
            at += len(row)
            if head == "speech":
                speech += [
                    (Span(row[i].start, row[j - 1].end), round(min(p[i:j]), 4)) for i, j, _ in spans_of(labels)
                ]
            else:
                found[head] += tags_of(row, labels, p)
    return Layers(tuple(found["names"]), tuple(found["events"]), tuple(speech))


def decode(odds: Floats, moves: Floats, labels: tuple[str, ...]) -> tuple[list[str], list[float]]:
    """The most probable labelling of one sentence, and for each unit the probability of its label's kind.

    ``odds`` (units, labels), ``moves`` (labels, labels): a linear-chain conditional random field in which a sentence
    begins as if "O" came before.
    """
    n, width = odds.shape
    best, back = odds[0] + moves[0], np.zeros((n, width), int)
    ahead = np.zeros((n, width), np.float32)
    ahead[0] = best
    for t in range(1, n):
        every = best[:, None] + moves
        back[t] = every.argmax(axis=0)
        best = every[back[t], np.arange(width)] + odds[t]
        ahead[t] = _logsum(ahead[t - 1][:, None] + moves, 0) + odds[t]
    path = [int(best.argmax())]
    for t in range(n - 1, 0, -1):
        path.append(int(back[t][path[-1]]))
    path.reverse()
    if not any(path):
        return [labels[0]] * n, [1.0] * n
    behind = np.zeros((n, width), np.float32)
    for t in range(n - 2, -1, -1):
        behind[t] = _logsum(moves + (odds[t + 1] + behind[t + 1])[None], 1)
    probable = np.exp(ahead + behind - _logsum(ahead[-1], 0))
    of_kind = _kinds(labels)
    scores = [float(min(1.0, p[of_kind[i]].sum())) for p, i in zip(probable, path, strict=True)]
    return [labels[i] for i in path], scores


def _logsum(x: Floats, axis: int) -> Floats:
    top = x.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(x - top).sum(axis=axis)) + np.squeeze(top, axis), np.float32)


@lru_cache
def _kinds(labels: tuple[str, ...]) -> list[list[int]]:
    """For each label the numbers of the labels of its kind."""
    return [[i for i, other in enumerate(labels) if other[2:] == label[2:]] for label in labels]


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
        metadata = self._session.get_modelmeta().custom_metadata_map
        self._moves = {head: np.asarray(json.loads(metadata[head]), np.float32) for head in HEADS}
        self._last: tuple[tuple[str, tuple[Span, ...]], Layers] | None = None

    def _score(self, ids: Sequence[int]) -> Floats:
        out = self._session.run(None, {"ids": np.asarray([ids], np.int64)})
        return np.asarray(out[0][0], np.float32)

    def read(self, text: str, sentences: Sequence[Span]) -> Layers:
        """All layers of the text. The last result is kept: asking for each layer in turn runs the network once."""
        key = (text, tuple(sentences))
        if self._last is None or self._last[0] != key:
            self._last = (key, read(text, sentences, self._pieces, self._score, self._moves))
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

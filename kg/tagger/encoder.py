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
from itertools import pairwise
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


def read(text: str, sentences: Sequence[Span], pieces: Pieces, scorer: Scorer, moves: Mapping[str, Floats]) -> Layers:
    """Run the network over a text; ``moves`` are the transitions of each head."""
    rows = text_units(text, sentences)
    us = [u for row in rows for u in row]
    odds = np.zeros((len(us), sum(map(len, HEADS.values()))), np.float32)
    for window in windows(text, rows, pieces):
        odds[list(window.units)] = scorer(window.ids)[list(window.first)]
    found: dict[str, list[Tag]] = {"names": [], "events": []}
    speech: list[tuple[Span, float]] = []
    starts = np.cumsum([0, *map(len, rows)])
    for head, part in head_slices().items():
        sentence_odds = [odds[a:b, part] for a, b in pairwise(starts)]
        for row, (labels, p) in zip(rows, decode(sentence_odds, moves[head], HEADS[head]), strict=True):
            if head == "speech":
                speech += [(Span(row[i].start, row[j - 1].end), round(min(p[i:j]), 4)) for i, j, _ in spans_of(labels)]
            else:
                found[head] += tags_of(row, labels, p)
    return Layers(tuple(found["names"]), tuple(found["events"]), tuple(speech))


def decode(sentences: Sequence[Floats], moves: Floats, labels: tuple[str, ...]) -> list[tuple[list[str], list[float]]]:
    """The most probable labelling of each sentence, and for each unit the probability of its label's kind.

    ``sentences`` are arrays (units, labels), ``moves`` (labels, labels): a linear-chain conditional random field in
    which a sentence begins as if "O" came before. All sentences are done at once, shorter ones filled up.
    """
    if not sentences:
        return []
    lengths = np.array([len(s) for s in sentences])
    longest, width = int(lengths.max()), len(labels)
    odds = np.zeros((longest, len(sentences), width), np.float32)
    for i, s in enumerate(sentences):
        odds[: len(s), i] = s
    there = np.arange(longest)[:, None] < lengths
    best = odds[0] + moves[0]
    back = np.zeros((longest, len(sentences), width), np.int8)
    ahead = np.zeros_like(odds)
    ahead[0] = best
    for t in range(1, longest):
        every = best[:, :, None] + moves
        back[t] = every.argmax(axis=1)
        best = np.where(there[t, :, None], every.max(axis=1) + odds[t], best)
        ahead[t] = np.where(there[t, :, None], _logsum(ahead[t - 1][:, :, None] + moves, 1) + odds[t], ahead[t - 1])
    behind = np.zeros_like(odds)
    for t in range(longest - 2, -1, -1):
        step = _logsum(moves + (odds[t + 1] + behind[t + 1])[:, None], 2)
        behind[t] = np.where(there[t + 1, :, None], step, 0)
    probable = np.exp(ahead + behind - _logsum(ahead[-1], 1)[:, None]) @ _same_kind(labels)
    out = []
    for i, n in enumerate(lengths):
        path = [int(best[i].argmax())]
        for t in range(int(n) - 1, 0, -1):
            path.append(int(back[t, i, path[-1]]))
        path.reverse()
        out.append(([labels[k] for k in path], np.minimum(probable[np.arange(n), i, path], 1.0).tolist()))
    return out


def _logsum(x: Floats, axis: int) -> Floats:
    top = x.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(x - top).sum(axis=axis)) + np.squeeze(top, axis), np.float32)


@lru_cache
def _same_kind(labels: tuple[str, ...]) -> Floats:
    """1 where two labels are of one kind, else 0."""
    return np.array([[a[2:] == b[2:] for b in labels] for a in labels], np.float32)


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

    def _score(self, ids: Sequence[int]) -> Floats:
        out = self._session.run(None, {"ids": np.asarray([ids], np.int64)})
        return np.asarray(out[0][0], np.float32)

    def read(self, text: str, sentences: Sequence[Span]) -> Layers:
        """All layers of the text. Safe to call from several threads at once."""
        return read(text, sentences, self._pieces, self._score, self._moves)

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

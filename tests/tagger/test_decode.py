import itertools

import numpy as np
import pytest

from kg.tagger.encoder import decode
from kg.tagger.labels import HEADS, forbidden


@pytest.mark.parametrize("seed", range(5))
def test_decoding_agrees_with_trying_every_labelling(seed):
    labels = HEADS["events"]
    random = np.random.default_rng(seed)
    odds = random.normal(0, 2, (5, 3)).astype(np.float32)
    moves = (random.normal(0, 1, (3, 3)) + forbidden(labels)).astype(np.float32)
    weight = {}
    for path in itertools.product(range(3), repeat=5):
        weight[path] = sum(odds[t, k] + moves[path[t - 1] if t else 0, k] for t, k in enumerate(path))
    best = max(weight, key=weight.get)
    whole = sum(np.exp(w) for w in weight.values())
    longer = random.normal(0, 2, (9, 3)).astype(np.float32)  # a neighbour that makes the others be filled up
    (found, scores), _ = decode([odds, longer], moves, labels)
    assert found == [labels[k] for k in best]
    if any(best):
        for t in range(5):
            inside = sum(np.exp(w) for p, w in weight.items() if (p[t] > 0) == (best[t] > 0))
            assert scores[t] == pytest.approx(inside / whole, abs=1e-4)


def test_no_sentences_give_no_labels():
    assert decode([], forbidden(HEADS["events"]), HEADS["events"]) == []

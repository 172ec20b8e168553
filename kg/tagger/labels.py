"""The labels of the encoder's heads, in the order of its outputs."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

#: Log odds of what cannot be; finite, so that sums stay numbers.
NEVER = -1e4

#: Head to its labels; an event phrase and reported speech may hold names, so each has a head of its own.
HEADS: dict[str, tuple[str, ...]] = {
    "names": (
        "O",
        *(f"{p}-{k}" for k in ("PERSON", "ORGANISATION", "PLACE", "TITLE") for p in "BI"),
    ),
    "events": ("O", "B-EVENT", "I-EVENT"),
    "speech": ("O", "B-SPEECH", "I-SPEECH"),
}


@lru_cache
def forbidden(labels: tuple[str, ...]) -> NDArray[np.float32]:
    """0 where the second label may follow the first, else NEVER: an I follows only a B or an I of its kind."""
    allowed = [[b[0] != "I" or a[2:] == b[2:] for b in labels] for a in labels]
    return np.where(np.array(allowed), 0.0, NEVER).astype(np.float32)


def head_slices() -> dict[str, slice]:
    """Where in the output row each head's labels stand."""
    out, at = {}, 0
    for name, labels in HEADS.items():
        out[name] = slice(at, at + len(labels))
        at += len(labels)
    return out

"""The labels of the encoder's heads, in the order of its outputs."""

from __future__ import annotations

#: Head to its labels; an event phrase and reported speech may hold names, so each has a head of its own.
HEADS: dict[str, tuple[str, ...]] = {
    "names": (
        "O",
        *(f"{p}-{k}" for k in ("PERSON", "ORGANISATION", "PLACE", "TITLE") for p in "BI"),
    ),
    "events": ("O", "B-EVENT", "I-EVENT"),
    "speech": ("O", "B-SPEECH", "I-SPEECH"),
}


def head_slices() -> dict[str, slice]:
    """Where in the output row each head's labels stand."""
    out, at = {}, 0
    for name, labels in HEADS.items():
        out[name] = slice(at, at + len(labels))
        at += len(labels)
    return out

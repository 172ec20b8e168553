"""The encoder with three heads, in torch: names, event phrases, reported speech."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as fn

from kg.tagger.labels import HEADS, forbidden
from kg.tagger.train.nano import Floats


class Layer(nn.Module):  # type: ignore[misc, unused-ignore]
    """One layer of the encoder: attention, feed-forward, each added to its input and normalised."""

    def __init__(self, hidden: int, heads: int, inner: int, eps: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = dropout
        self.q, self.k, self.v, self.ao = (nn.Linear(hidden, hidden) for _ in range(4))
        self.fi, self.fo = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.aln, self.oln = nn.LayerNorm(hidden, eps), nn.LayerNorm(hidden, eps)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Hidden states (batch, length, hidden) from hidden states; ``mask`` is added to the attention scores."""
        b, n, h = x.shape
        q, k, v = (f(x).view(b, n, self.heads, h // self.heads).transpose(1, 2) for f in (self.q, self.k, self.v))
        p = self.dropout if self.training else 0.0
        a = fn.scaled_dot_product_attention(q, k, v, attn_mask=mask)  # without dropout: many times faster here
        a = self.ao(a.transpose(1, 2).reshape(b, n, h))
        x = self.aln(x + fn.dropout(a, p))
        return self.oln(x + fn.dropout(self.fo(fn.gelu(self.fi(x))), p))  # type: ignore[no-any-return, unused-ignore]


class Network(nn.Module):  # type: ignore[misc, unused-ignore]
    """Piece ids (batch, length) to one row of log odds per head (batch, length, labels of all heads)."""

    def __init__(self, shape: dict[str, Any], pieces: int, dropout: float = 0.1) -> None:
        super().__init__()
        h = shape["hidden"]
        self.dropout = dropout
        self.word = nn.Embedding(pieces, h)
        self.position = nn.Parameter(torch.zeros(shape["positions"], h))
        self.ln = nn.LayerNorm(h, shape["eps"])
        self.layers = nn.ModuleList(
            Layer(h, shape["heads"], shape["inner"], shape["eps"], dropout) for _ in range(shape["layers"])
        )
        #: For each head, the log odds of one label following another; what may not follow is added when used.
        self.moves = nn.ParameterDict({k: nn.Parameter(torch.zeros(len(v), len(v))) for k, v in HEADS.items()})
        self.head = nn.Linear(h, sum(len(labels) for labels in HEADS.values()))

    def transitions(self, head: str) -> Tensor:
        """The log odds of each label (row) being followed by each (column), forbidden ones very small."""
        return self.moves[head] + torch.from_numpy(forbidden(HEADS[head]))  # type: ignore[no-any-return, unused-ignore]

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """``mask`` (batch, length) is true at pieces, false at padding; None when there is none."""
        x = self.ln(self.word(ids) + self.position[: ids.shape[1]])
        x = fn.dropout(x, self.dropout if self.training else 0.0)
        bias = None if mask is None else torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None]
        for layer in self.layers:
            x = layer(x, bias)
        return self.head(fn.dropout(x, self.dropout if self.training else 0.0))  # type: ignore[no-any-return, unused-ignore]


def initial(shape: dict[str, Any], tensors: dict[str, Floats], keep: list[int]) -> Network:
    """The network with the pretrained weights and the embeddings of the kept pieces; the heads are untrained."""
    torch.manual_seed(1)
    net = Network(shape, len(keep))
    h = shape["hidden"]

    def put(target: Tensor, name: str) -> None:
        target.copy_(torch.from_numpy(tensors[name].reshape(tuple(target.shape))))

    with torch.no_grad():
        net.word.weight.copy_(torch.from_numpy(tensors["emb.word"].reshape(-1, h)[np.asarray(keep)]))
        put(net.position, "emb.pos")
        net.position += torch.from_numpy(tensors["emb.type"].reshape(-1, h)[0])
        put(net.ln.weight, "emb.ln.w")
        put(net.ln.bias, "emb.ln.b")
        for i, layer in enumerate(net.layers):
            for part in ("q", "k", "v", "ao", "fi", "fo", "aln", "oln"):
                module = getattr(layer, part)
                put(module.weight, f"l{i}.{part}.w")
                put(module.bias, f"l{i}.{part}.b")
    return net

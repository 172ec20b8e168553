"""Fine-tuning of the encoder: on sentences of public corpora, then on annotated articles and some of the sentences."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kg.model import Tag
from kg.tagger.encoder import Floats, Scorer, read
from kg.tagger.labels import HEADS, head_slices
from kg.tagger.pieces import PAD, Pieces
from kg.tagger.train.corpora import Example
from kg.tagger.train.network import Network
from kg.tagger.train.rows import Row

#: Share of each head in the loss: names come first.
WEIGHT = {"names": 1.0, "events": 0.5, "speech": 0.5}
#: A place that nobody annotated counts as one above the upper probability, as none below the lower.
SURE, UNSURE = 0.7, 0.3


def batches(data: Sequence[Row], size: int, shuffle: random.Random) -> Iterator[list[Row]]:
    """Rows of similar length together, at most ``size`` pieces a batch with padding, in random order."""
    order = sorted(data, key=lambda r: len(r.ids) + shuffle.uniform(0, 24))
    out: list[list[Row]] = []
    for row in order:
        if not out or (len(out[-1]) + 1) * max(len(row.ids), *(len(r.ids) for r in out[-1])) > size:
            out.append([])
        out[-1].append(row)
    shuffle.shuffle(out)
    return iter(out)


def tensors(batch: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Padded ids, their mask, the flat positions of the units, and what each unit allows."""
    longest = max(len(r.ids) for r in batch)
    ids = torch.full((len(batch), longest), PAD)
    for i, r in enumerate(batch):
        ids[i, : len(r.ids)] = torch.tensor(r.ids)
    flat = [i * longest + p for i, r in enumerate(batch) for p in r.first]
    allowed = torch.from_numpy(np.concatenate([r.allowed for r in batch]))
    lengths = torch.tensor([len(r.ids) for r in batch])
    return ids, torch.arange(longest)[None] < lengths[:, None], torch.tensor(flat), allowed


def loss_of(odds: Tensor, allowed: Tensor) -> Tensor:
    """Mean over the units of minus the log probability of all allowed labels together, heads weighted."""
    total = odds.new_zeros(())
    for head, part in head_slices().items():
        o, a = odds[:, part], allowed[:, part]
        told = ~a.all(dim=1)
        if told.any():
            o, a = o[told], a[told]
            lost = o.logsumexp(1) - o.masked_fill(~a, -1e4).logsumexp(1)
            total = total + WEIGHT[head] * lost.mean()
    return total


def train(
    net: Network,
    epochs: Sequence[Callable[[random.Random], list[Row]]],
    rate: float,
    size: int = 800,
    seed: int = 1,
    frozen: int = 0,
    log: Callable[[str], None] = print,
) -> None:
    """Train in place: for each epoch the rows it yields. ``frozen`` is how many lower layers stay as they are."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    net.word.weight.requires_grad = False
    for layer in net.layers[:frozen]:
        layer.requires_grad_(False)
    head = list(net.head.parameters())
    known = {id(p) for p in head}
    body = [p for p in net.parameters() if p.requires_grad and id(p) not in known]
    optimizer = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": head, "lr": rate * 8}], weight_decay=0.01)
    plan = [list(batches(make(shuffle), size, shuffle)) for make in epochs]
    steps = sum(map(len, plan))
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm)))
    )
    started = time.time()
    net.train()
    for number, epoch in enumerate(plan):
        lost = 0.0
        for batch in epoch:
            ids, mask, flat, allowed = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                odds = net(ids, mask)
            loss = loss_of(odds.float().flatten(0, 1)[flat], allowed)
            loss.backward()  # type: ignore[no-untyped-call, unused-ignore]
            torch.nn.utils.clip_grad_norm_(body + head, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            lost += loss.item()
        log(f"epoch {number + 1}/{len(plan)}: loss {lost / len(epoch):.4f}, {time.time() - started:.0f} s")
    net.eval()


def scorer(net: Network) -> Scorer:
    """The network as what ``kg.tagger.encoder.read`` runs."""

    def score(ids: Sequence[int]) -> Floats:
        with torch.inference_mode():
            return np.asarray(net(torch.tensor([list(ids)]))[0].float().numpy(), np.float32)

    net.eval()
    return score


def silver_places(net: Network, pieces: Pieces) -> Callable[[Example, NDArray[np.bool_]], None]:
    """Narrows, in place, what the "O" units of an article allow: places where the network is sure, none where it is."""
    score = scorer(net)
    names = HEADS["names"]
    place = [names.index("B-PLACE"), names.index("I-PLACE")]

    def refine(ex: Example, allowed: NDArray[np.bool_]) -> None:
        sure: dict[int, Tag] = {}
        for tag in read(ex.text, ex.sentences, pieces, score).names:
            if tag.label == "place":
                sure.update(dict.fromkeys(range(tag.start, tag.end), tag))
        previous: Tag | None = None
        for i, unit in enumerate(ex.units):
            if ex.names[i] != "O" or not allowed[i, place].any() or i in ex.unsure_names:
                previous = None
                continue
            found = sure.get(unit.start)
            if found is None:
                allowed[i, place] = False
            elif found.score > SURE:
                allowed[i, : len(names)] = False
                allowed[i, place[found == previous]] = True
            elif found.score < UNSURE:
                allowed[i, place] = False
            previous = found

    return refine

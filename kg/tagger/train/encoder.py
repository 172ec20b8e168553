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
from kg.tagger.labels import HEADS, NEVER, head_slices
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
    """Padded ids, their mask, the flat positions of the units by sentence (-1 fills up), and what each unit allows."""
    longest = max(len(r.ids) for r in batch)
    ids = torch.full((len(batch), longest), PAD)
    flat: list[list[int]] = []
    allowed: list[NDArray[np.bool_]] = []
    for i, r in enumerate(batch):
        ids[i, : len(r.ids)] = torch.tensor(r.ids)
        for a, b in zip(r.begins, [*r.begins[1:], len(r.first)], strict=True):
            flat.append([i * longest + p for p in r.first[a:b]])
            allowed.append(r.allowed[a:b])
    width = max(map(len, flat))
    where = torch.full((len(flat), width), -1)
    may = torch.ones((len(flat), width, allowed[0].shape[1]), dtype=torch.bool)
    for i, (positions, a_) in enumerate(zip(flat, allowed, strict=True)):
        where[i, : len(positions)] = torch.tensor(positions)
        may[i, : len(positions)] = torch.from_numpy(a_)
    lengths = torch.tensor([len(r.ids) for r in batch])
    return ids, torch.arange(longest)[None] < lengths[:, None], where, may


def total_odds(odds: Tensor, there: Tensor, moves: Tensor) -> Tensor:
    """For each sentence the log of the summed weight of all its labellings: a linear-chain conditional random field.

    ``odds`` (sentences, units, labels), ``there`` (sentences, units) false where a sentence has ended; a sentence
    begins as if "O" came before.
    """
    sums = odds[:, 0] + moves[0]
    for t in range(1, odds.shape[1]):
        step = (sums[:, :, None] + moves).logsumexp(1) + odds[:, t]
        sums = torch.where(there[:, t, None], step, sums)
    return sums.logsumexp(1)


def loss_of(net: Network, odds: Tensor, where: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log probability of all allowed labellings together, for each unit, heads weighted.

    ``odds`` (pieces, labels of all heads); ``where`` and ``allowed`` as ``tensors`` gives them.
    """
    total = odds.new_zeros(())
    there = where >= 0
    for head, part in head_slices().items():
        told = (~allowed[:, :, part].all(2) & there).any(1)
        if not told.any():
            continue
        inside, a = there[told], allowed[told][:, :, part]
        width = int(inside.sum(1).max())
        inside, a = inside[:, :width], a[:, :width]
        o = odds[:, part][where[told][:, :width].clamp(min=0)]
        both = torch.cat([o, o.masked_fill(~a, NEVER)])
        every, right = total_odds(both, torch.cat([inside, inside]), net.transitions(head)).chunk(2)
        total = total + WEIGHT[head] * (every - right).sum() / inside.sum()
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
    moves = list(net.moves.parameters())
    known.update(map(id, moves))
    body = [p for p in net.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": body, "lr": rate}, {"params": head, "lr": rate * 8}, {"params": moves, "lr": rate * 30}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
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
        for step, batch in enumerate(epoch):
            ids, mask, where, allowed = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                odds = net(ids, mask)
            loss = loss_of(net, odds.float().flatten(0, 1), where, allowed)
            loss.backward()  # type: ignore[no-untyped-call, unused-ignore]
            torch.nn.utils.clip_grad_norm_(body + head, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            lost += loss.item()
            if step % 50 == 49:
                log(f"  step {step + 1}/{len(epoch)}: loss {lost / (step + 1):.4f}, {time.time() - started:.0f} s")
        log(f"epoch {number + 1}/{len(plan)}: loss {lost / len(epoch):.4f}, {time.time() - started:.0f} s")
    net.eval()


def transitions(net: Network) -> dict[str, Floats]:
    """The heads' transitions as arrays."""
    return {head: np.asarray(net.transitions(head).detach().numpy(), np.float32) for head in HEADS}


def scorer(net: Network) -> Scorer:
    """The network as what ``kg.tagger.encoder.read`` runs."""

    def score(ids: Sequence[int]) -> Floats:
        with torch.inference_mode():
            return np.asarray(net(torch.tensor([list(ids)]))[0].float().numpy(), np.float32)

    net.eval()
    return score


def silver_places(net: Network, pieces: Pieces) -> Callable[[Example, NDArray[np.bool_]], None]:
    """Narrows, in place, what the "O" units of an article allow: places where the network is sure, none where it is."""
    score, moves = scorer(net), transitions(net)
    names = HEADS["names"]
    place = [names.index("B-PLACE"), names.index("I-PLACE")]

    def refine(ex: Example, allowed: NDArray[np.bool_]) -> None:
        sure: dict[int, Tag] = {}
        for tag in read(ex.text, ex.sentences, pieces, score, moves).names:
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

"""What each part of the tagger is worth: the facts that come out with rules alone, less data, another model.

Every variant tags the same articles, the same rules make facts of its tags, and the facts are scored against the
annotation::

    python -m kg.evaluation.ablation --ner FOLDER --names FOLDER --articles FOLDER --dev FOLDER --work FOLDER

prints the tables as Markdown on standard output, its progress on standard error.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kg.tagger
from kg.evaluation.gold import read_gold
from kg.evaluation.score import score
from kg.facts import extract
from kg.model import Span, Tag, TagLabel
from kg.tagger import load
from kg.tagger.bio import tags_of
from kg.tagger.crf import WEIGHTS, Field, article_sequences, decode, predict
from kg.tagger.encoder import NETWORK, VOCABULARY, EncoderTagger
from kg.tagger.features import elsewhere, unit_features
from kg.tagger.train import fields
from kg.tagger.train.corpora import Example, ner_examples, read_articles
from kg.tagger.train.project import annotated

Tagging = Callable[[str, Sequence[Span]], tuple[tuple[Tag, ...], tuple[Tag, ...]]]

#: Shares of the annotated articles in the learning curve.
SHARES = (0.25, 0.5, 1.0)
#: Marks variants whose training data name persons, organisations and places only.
NAMES_ONLY = " ¹"
FOOTNOTE = "¹ Learned from corpora that know no titles and no event phrases; those stay untagged."


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to tag: its name, what tags (names, events), the bytes of its model, what it is."""

    name: str
    tag: Tagging
    size: int


@dataclass(frozen=True, slots=True)
class Result:
    """F1 by kind with their mean last, articles tagged in a second on one core, bytes of the model."""

    name: str
    figures: Mapping[str, float]
    speed: float
    size: int


def table(results: Sequence[Result], first: str = "tagger") -> str:
    """The results as a Markdown table, the best figure of each column in bold."""
    kinds = list(results[0].figures)
    best = {k: max(r.figures[k] for r in results) for k in kinds}
    lines = [
        f"| {first} | {' | '.join(kinds)} | articles a second | size |",
        "|---|" + "---:|" * (len(kinds) + 2),
    ]
    for r in results:
        cells = [f"**{v:.3f}**" if v == best[k] else f"{v:.3f}" for k, v in r.figures.items()]
        lines.append(f"| {r.name} | {' | '.join(cells)} | {r.speed:.0f} | {_megabytes(r.size)} |")
    return "\n".join(lines)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size else "—"


def measured(variant: Variant, dev: Path) -> Result:
    """Tag, extract and score the articles of a folder by one variant.

    The speed counts the processor's time for tagging, so that a busy machine does not change it much.
    """
    gold = {g.id: g for g in read_gold(dev)}
    pairs, spent = [], 0.0
    for doc, _ in read_articles(dev):
        started = time.process_time()
        names, events = variant.tag(doc.text, [s.span for s in doc.sentences])
        spent += time.process_time() - started
        pairs.append((extract(doc, (*names, *events)), gold[doc.article.id]))
    found = score(pairs)
    figures = {kind: found.figures(kind)[2] for kind in found.counts} | {"mean": found.mean}
    return Result(variant.name, figures, len(pairs) / max(spent, 1e-9), variant.size)


def _plain(found: Sequence[Field], gazetteer: Mapping[str, str]) -> Tagging:
    """Tagging by one field for names and perhaps one for events, without hints."""

    def tag(text: str, sentences: Sequence[Span]) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
        rows = article_sequences(text, sentences)
        words = [[u.of(text) for u in row] for row in rows]
        seen = elsewhere([w for row in words for w in row])
        layers: list[list[Tag]] = [[], []]
        for row, here in zip(rows, words, strict=True):
            seen_as = unit_features(here, gazetteer, seen)
            for layer, field in zip(layers, found, strict=False):
                layer += tags_of(row, *decode(field, seen_as))
        return tuple(layers[0]), tuple(layers[1])

    return tag


def _fit_plain(folder: Path, examples: Sequence[Example], gazetteer: Mapping[str, str]) -> list[Field]:
    """The fields for names and events from annotated articles alone."""
    names, events = [], []
    for ex in examples:
        words = ex.words()
        seen = elsewhere(words)
        for a, b in ex.sequences():
            features = unit_features(words[a:b], gazetteer, seen)
            names.append((features, ex.names[a:b]))
            events.append((features, ex.events[a:b]))
    return [fields.fit(folder / WEIGHTS[1], names), fields.fit(folder / WEIGHTS[2], events)]


def _size(folder: Path, *names: str) -> int:
    return sum((folder / n).stat().st_size for n in names)


def field_variants(
    ner: Sequence[Example], articles: Sequence[Example], gazetteer: Mapping[str, str], folder: Path, shipped: Path
) -> Iterator[Variant]:
    """The random fields by what they learn from. ``folder`` takes their files, ``shipped`` has the packaged ones."""
    hinting = fields.fit_hints(folder / WEIGHTS[0], ner, {})
    size = _size(folder, WEIGHTS[0])
    yield Variant("fields, public corpora" + NAMES_ONLY, _plain([hinting], {}), size)
    alone = _fit_plain(folder, articles, {})
    yield Variant("fields, articles", _plain(alone, {}), _size(folder, *WEIGHTS[1:]))
    listed = _fit_plain(folder, articles, gazetteer)
    lists = _size(shipped, "gazetteer.tsv")
    yield Variant("fields, articles, gazetteer", _plain(listed, gazetteer), _size(folder, *WEIGHTS[1:]) + lists)
    size = _size(shipped, *WEIGHTS, "gazetteer.tsv")
    yield Variant("fields, articles, gazetteer, public corpora: packaged", load("fields").layers, size)


def curve(
    ner: Sequence[Example], articles: Sequence[Example], gazetteer: Mapping[str, str], folder: Path
) -> Iterator[Variant]:
    """The packaged kind of fields, fitted on every fourth article, every second, all."""
    hinting = fields.fit_hints(folder / WEIGHTS[0], ner, gazetteer)
    for share in SHARES:
        some = articles[:: round(1 / share)]
        fitted = [hinting, *fields.fit_articles(folder, some, gazetteer, hinting)]

        def tag(text: str, sentences: Sequence[Span], by: Sequence[Field] = fitted) -> Any:
            return predict(by, gazetteer, text, sentences)

        yield Variant(f"{len(some)}", tag, _size(folder, *WEIGHTS))


def encoder_variants(work: Path | None, folder: Path, shipped: Path) -> Iterator[Variant]:
    """The encoder taught by one source, from what ``encoder --alone`` left in ``work``, and the packaged one.

    What is not there is left out, with a word on standard error.
    """
    for source, name in (("corpora", "encoder, public corpora" + NAMES_ONLY), ("articles", "encoder, articles")):
        weights = (work or Path()) / f"{source}.pt"
        if work is None or not weights.is_file():
            say(f"{name}: left out, since --work has no {weights.name}; encoder --alone {source} makes it")
            continue
        tagger = _exported(weights, work / VOCABULARY, folder)
        tag = _names_only(tagger.layers) if source == "corpora" else tagger.layers
        yield Variant(name, tag, _size(folder, NETWORK, VOCABULARY))
    size = _size(shipped, NETWORK, VOCABULARY)
    yield Variant("encoder, articles, public corpora: packaged", load("encoder").layers, size)


def _names_only(tag: Tagging) -> Tagging:
    """Without what was never taught: a head without lessons labels at random."""

    def tagging(text: str, sentences: Sequence[Span]) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
        return tuple(t for t in tag(text, sentences)[0] if t.label is not TagLabel.TITLE), ()

    return tagging


def _exported(weights: Path, vocabulary: Path, folder: Path) -> EncoderTagger:
    """The network of a training as the program would run it: eight-bit, in ONNX, in ``folder``."""
    import torch

    from kg.tagger.train import encoder, export, nano
    from kg.tagger.train.network import Network

    listed = vocabulary.read_text(encoding="utf-8")
    net = Network(nano.read(nano.weights_file())[0], listed.count("\n"))
    net.load_state_dict(torch.load(weights))
    export.to_onnx(net, folder / "full.onnx")
    export.quantize(folder / "full.onnx", folder / NETWORK, encoder.transitions(net))
    (folder / VOCABULARY).write_text(listed, encoding="utf-8")
    return EncoderTagger(folder)


def ablate(
    ner: Sequence[Example], articles: Sequence[Example], names: Path, dev: Path, work: Path | None, shipped: Path
) -> str:
    """Two Markdown tables of figures on the articles of ``dev``: all variants, and the learning curve.

    ``ner`` are sentences of the public corpora, ``articles`` annotated articles, ``names`` the folder of lists of
    names, ``work`` what a training of the encoder left, ``shipped`` the packaged weights.
    """
    lists = {"p": names / "dbpedia-id-person.txt", "o": names / "dbpedia-id-organization.txt"}
    gazetteer = fields.build_gazetteer(lists)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)

        def every() -> Iterator[Variant]:
            yield Variant("rules alone", load("rules").layers, 0)
            yield from field_variants(ner, articles, gazetteer, folder, shipped)
            yield from encoder_variants(work, folder, shipped)

        sources = table([_told(v, dev) for v in every()])
        growth = table(
            [_told(v, dev) for v in curve(ner, articles, gazetteer, folder)], "fields, by annotated articles"
        )
    return f"{sources}\n\n{FOOTNOTE}\n\n{growth}\n"


def _told(variant: Variant, dev: Path) -> Result:
    result = measured(variant, dev)
    say(f"{result.name}: mean {result.figures['mean']:.3f}, {result.speed:.1f} articles a second")
    return result


def say(line: str) -> None:
    """Write a line of progress to standard error, apart from the tables."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def main() -> None:
    """Parse the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluation.ablation")
    parser.add_argument("--ner", type=Path, required=True, help="the public corpora")
    parser.add_argument("--names", type=Path, required=True, help="the lists of names")
    parser.add_argument("--articles", type=Path, required=True, help="annotated articles to learn from")
    parser.add_argument("--dev", type=Path, required=True, help="annotated articles to measure on")
    parser.add_argument("--work", type=Path, help="what encoder --alone left")
    args = parser.parse_args()
    shipped = Path(kg.tagger.__file__).parent / "weights"
    articles = annotated(args.articles)
    sys.stdout.write(ablate(ner_examples(args.ner), articles, args.names, args.dev, args.work, shipped))


if __name__ == "__main__":
    main()

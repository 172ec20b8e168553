"""Train the tagger: ``python -m kg.tagger.train crf --ner FOLDER --names FOLDER --articles FOLDER --dev FOLDER``."""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import Span, Tag
from kg.tagger.bio import merged
from kg.tagger.crf import WEIGHTS, predict
from kg.tagger.encoder import NETWORK, VOCABULARY, EncoderTagger, Layers, read
from kg.tagger.pieces import Pieces
from kg.tagger.train import fields
from kg.tagger.train.corpora import Example, ner_examples, read_articles
from kg.tagger.train.measure import Figures
from kg.tagger.train.project import annotated
from kg.tagger.windows import LIMIT

if TYPE_CHECKING:
    from kg.tagger.train.rows import Row


def write_tags(folder: Path, article: str, text: str, found: Layers) -> None:
    """Write the tags of one article as JSON, for developing rules."""

    def rows(tags: Sequence[Tag]) -> list[list[object]]:
        return [[t.start, t.end, str(t.label), t.score] for t in tags]

    record = {
        "text": text,
        "tags": rows(merged(text, found.names, found.events)),
        "names": rows(found.names),
        "events": rows(found.events),
        "speech": [[span.start, span.end, score] for span, score in found.speech],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{article}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def _crf(args: argparse.Namespace) -> None:
    started = time.time()
    out: Path = args.out
    gazetteer = fields.build_gazetteer(
        {"p": args.names / "dbpedia-id-person.txt", "o": args.names / "dbpedia-id-organization.txt"}
    )
    fields.write_gazetteer(out / "gazetteer.tsv", gazetteer)
    hinting = fields.fit_hints(out / WEIGHTS[0], ner_examples(args.ner), gazetteer)
    print(f"hints fitted, {time.time() - started:.0f} s")
    examples = annotated(args.articles)
    fitted = [hinting, *fields.fit_articles(out, examples, gazetteer, hinting)]
    print(f"articles fitted, {time.time() - started:.0f} s")
    _measure(args, lambda text, sentences: Layers(*predict(fitted, gazetteer, text, sentences), ()))
    if args.tags and args.folds:
        for models, held in fields.cross_fit(examples, gazetteer, hinting, args.folds):
            for ex in held:
                found = Layers(*predict(models, gazetteer, ex.text, ex.sentences), ())
                write_tags(args.tags, ex.id, ex.text, found)
        print(f"cross-tagged, {time.time() - started:.0f} s")


def _start(args: argparse.Namespace) -> tuple[Any, Pieces]:
    """The pretrained network with its vocabulary cut to what the texts need."""
    from kg.tagger.train import nano
    from kg.tagger.train.network import initial

    shape, weights, pieces = nano.read(nano.weights_file())
    vocabulary = args.work / VOCABULARY
    keep = nano.cut_vocabulary(pieces, _raw_texts(args))
    vocabulary.write_text("".join(f"{pieces[i][0]}\t{pieces[i][1]:.4f}\n" for i in keep), encoding="utf-8")
    print(f"{len(keep)} pieces")
    return initial(shape, weights, keep), Pieces.read(vocabulary)


def _raw_texts(args: argparse.Namespace) -> Iterator[str]:
    for path in args.texts:
        for line in path.read_text(encoding="utf-8").strip().split("\n"):
            if path.suffix == ".jsonl":
                record = json.loads(line)
                yield f"{record.get('title') or ''}\n{record['text']}"
            else:
                yield line
    yield from (ex.text for ex in ner_examples(args.ner))
    yield from (d.text for d, _ in read_articles(args.articles))


def _alone(args: argparse.Namespace) -> None:
    import torch

    from kg.tagger.train import alone

    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    args.work.mkdir(parents=True, exist_ok=True)
    net, pieces = _start(args)
    if args.alone == "corpora":
        alone.by_corpora(net, pieces, ner_examples(args.ner), args.rate, _say)
    else:
        persons = _person_names(args)
        alone.by_articles(net, pieces, annotated(args.articles), persons, args.epochs, args.rate, args.retold, _say)
    torch.save(net.state_dict(), args.work / alone.FILES[args.alone])


def _person_names(args: argparse.Namespace) -> list[str]:
    return (args.names / "dbpedia-id-person.txt").read_text(encoding="utf-8").splitlines() if args.names else []


def _encoder(args: argparse.Namespace) -> None:
    if args.alone:
        _alone(args)
        return
    import torch

    from kg.tagger.train import augment, encoder
    from kg.tagger.train.rows import rows

    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    args.work.mkdir(parents=True, exist_ok=True)
    base = args.work / "base.pt"
    net, pieces = _start(args)
    sentences = rows(ner_examples(args.ner), pieces, LIMIT)
    _say(f"{len(sentences)} sentences of {sum(len(r.ids) for r in sentences)} pieces")
    if base.exists():
        net.load_state_dict(torch.load(base), strict=False)
    else:
        encoder.train(net, [lambda _: sentences], args.rate, log=_say)
        torch.save(net.state_dict(), base)
    articles = annotated(args.articles)
    refine = encoder.silver_places(net, pieces)
    told: dict[str, Any] = {}

    def remember(ex: Example, allowed: Any) -> None:
        refine(ex, allowed)
        told[ex.id] = allowed.copy()

    def recall(ex: Example, allowed: Any) -> None:
        allowed[:] = told[ex.id]

    data = {ex.id: rows([ex], pieces, LIMIT, remember) for ex in articles}
    pool = augment.name_words(articles, _person_names(args))

    def fit(train_on: Sequence[Example], name: str) -> Any:
        net.load_state_dict(torch.load(base), strict=False)
        for moves in net.moves.values():
            torch.nn.init.zeros_(moves)

        def epoch(shuffle: random.Random) -> list[Row]:
            out = shuffle.sample(sentences, len(sentences) // 4)
            for ex in train_on:
                if shuffle.random() < args.retold:
                    out += rows([augment.retold(ex, pool, shuffle)], pieces, LIMIT, recall)
                else:
                    out += data[ex.id]
            return out

        encoder.train(net, [epoch] * args.epochs, args.rate, seed=args.seed, frozen=args.frozen, log=_say)
        torch.save(net.state_dict(), args.work / f"{name}.pt")
        return encoder.scorer(net), encoder.transitions(net)

    if args.folds:
        for k in args.only or range(args.folds):
            fitted = fit([ex for i, ex in enumerate(articles) if i % args.folds != k], f"fold{k}")
            for ex in articles[k :: args.folds]:
                write_tags(args.tags, ex.id, ex.text, read(ex.text, ex.sentences, pieces, *fitted))
        return
    fitted = fit(articles, "final")
    _measure(args, lambda text, sentences: read(text, sentences, pieces, *fitted))


def _export(args: argparse.Namespace) -> None:
    import torch

    from kg.tagger.train import encoder, export, nano
    from kg.tagger.train.network import Network

    shape = nano.read(nano.weights_file())[0]
    vocabulary = (args.work / VOCABULARY).read_text(encoding="utf-8")
    net = Network(shape, vocabulary.count("\n"))
    trained = [torch.load(path) for path in args.average or [args.work / "final.pt"]]
    # The mean of several trainings from one start is better than each of them, and no slower (Wortsman et al. 2022).
    net.load_state_dict({k: torch.stack([t[k].float() for t in trained]).mean(0) for k in trained[0]})
    export.to_onnx(net, args.work / "full.onnx")
    export.quantize(args.work / "full.onnx", args.out / NETWORK, encoder.transitions(net))
    (args.out / VOCABULARY).write_text(vocabulary, encoding="utf-8")
    _measure_packaged(args)


def _measure_packaged(args: argparse.Namespace) -> None:
    """Start-up time, memory, speed and figures of the tagger as it is packaged."""
    started = time.time()
    tagger = EncoderTagger(args.out)
    print(f"{tagger.name} {tagger.version}: start {time.time() - started:.2f} s")
    _measure(args, tagger.read)
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory")


def _say(line: str) -> None:
    print(line, flush=True)


def _measure(args: argparse.Namespace, tagger: Callable[[str, Sequence[Span]], Layers]) -> None:
    figures, spent, n = Figures(), 0.0, 0
    for doc, gold in read_articles(args.dev):
        started = time.time()
        found = tagger(doc.text, [s.span for s in doc.sentences])
        spent += time.time() - started
        figures.add(doc.article.id, doc.text, [*found.names, *found.events], gold)
        n += 1
        if args.tags:
            write_tags(args.tags, doc.article.id, doc.text, found)
    print(figures.table())
    print(f"{n / spent:.1f} articles a second")
    if args.errors:
        for label in ("person", "organisation", "event", "title"):
            print(f"\n{label} missed:\n" + "\n".join(figures.missed[label]))
            print(f"\n{label} wrong:\n" + "\n".join(figures.wrong[label]))


def main() -> None:
    """Parse the arguments and train."""
    parser = argparse.ArgumentParser(prog="python -m kg.tagger.train")
    parser.add_argument("what", choices=["crf", "encoder", "export", "measure"])
    for name in ("ner", "names", "articles", "dev"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="unlabelled texts the vocabulary must cover")
    parser.add_argument("--work", type=Path, help="where the encoder's training keeps its files")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "weights")
    parser.add_argument("--tags", type=Path, help="write the tags of dev and, cross-tagged, of the articles here")
    parser.add_argument("--folds", type=int, default=0, help="only cross-tag the articles, with this many models")
    parser.add_argument("--only", type=int, nargs="*", help="of the folds, only these (counted from 0)")
    parser.add_argument("--retold", type=float, default=0.5, help="share of articles that get other names in an epoch")
    parser.add_argument("--alone", choices=["corpora", "articles"], help="teach the encoder by one source, to compare")
    parser.add_argument("--average", type=Path, nargs="*", help="export the mean of these trained networks")
    parser.add_argument(
        "--seed", type=int, default=1, help="the order of the articles and the first weights of the heads"
    )
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was wrong")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--frozen", type=int, default=0, help="lower layers to leave as the sentences taught them")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    what = {"crf": _crf, "encoder": _encoder, "export": _export, "measure": _measure_packaged}
    what[args.what](args)


if __name__ == "__main__":
    main()

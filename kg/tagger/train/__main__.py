"""Train the tagger: ``python -m kg.tagger.train crf --ner FOLDER --names FOLDER --articles FOLDER --dev FOLDER``."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from kg.model import Span, Tag
from kg.tagger.bio import merged
from kg.tagger.crf import WEIGHTS, Field, predict
from kg.tagger.train import fields
from kg.tagger.train.corpora import Example, from_columns, read_articles
from kg.tagger.train.measure import Figures
from kg.tagger.train.project import project


def ner_examples(folder: Path, parts: Sequence[str] = ("train", "dev", "valid", "test")) -> list[Example]:
    """The sentences of the public corpora."""
    return [
        ex for source in ("idner-news-2k", "nergrit") for part in parts
        if (path := folder / source / f"{part}.txt").is_file()
        for ex in from_columns(path, source)
    ]


def write_tags(folder: Path, article: str, text: str, names: Sequence[Tag], events: Sequence[Tag]) -> None:
    """Write the tags of one article as JSON, for developing rules."""

    def rows(tags: Sequence[Tag]) -> list[list[object]]:
        return [[t.start, t.end, str(t.label), t.score] for t in tags]

    record = {"text": text, "tags": rows(merged(text, names, events)), "names": rows(names), "events": rows(events)}
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
    examples = [project(d, g) for d, g in read_articles(args.articles)]
    fitted = [hinting, *fields.fit_articles(out, examples, gazetteer, hinting)]
    print(f"articles fitted, {time.time() - started:.0f} s")
    _measure(args, fitted, gazetteer)
    if args.tags and args.folds:
        for models, held in fields.cross_fit(examples, gazetteer, hinting, args.folds):
            for ex in held:
                write_tags(args.tags, ex.id, ex.text, *predict(models, gazetteer, ex.text, ex.sentences))
        print(f"cross-tagged, {time.time() - started:.0f} s")


def _measure(args: argparse.Namespace, models: Sequence[Field], gazetteer: dict[str, str]) -> None:
    figures, started, n = Figures(), time.time(), 0
    for doc, gold in read_articles(args.dev):
        sentences = [Span(s.start, s.end) for s in doc.sentences]
        names, events = predict(models, gazetteer, doc.text, sentences)
        figures.add(doc.article.id, doc.text, [*names, *events], gold)
        n += 1
        if args.tags:
            write_tags(args.tags, doc.article.id, doc.text, names, events)
    print(figures.table())
    print(f"{n / (time.time() - started):.1f} articles a second")
    if args.errors:
        for label in ("person", "organisation", "event", "title"):
            print(f"\n{label} missed:\n" + "\n".join(figures.missed[label]))
            print(f"\n{label} wrong:\n" + "\n".join(figures.wrong[label]))


def main() -> None:
    """Parse the arguments and train."""
    parser = argparse.ArgumentParser(prog="python -m kg.tagger.train")
    parser.add_argument("what", choices=["crf"])
    for name in ("ner", "names", "articles", "dev"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "weights")
    parser.add_argument("--tags", type=Path, help="write the tags of dev and, cross-tagged, of the articles here")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    {"crf": _crf}[args.what](args)


if __name__ == "__main__":
    main()

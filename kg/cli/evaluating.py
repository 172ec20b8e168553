"""``kg eval``: how good is the extraction, measured against gold annotation?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.identity_table import PACKAGED, print_identity
from kg.cli.options import json_option, out_option

if TYPE_CHECKING:
    from kg.evaluation import Score
    from kg.model import ArticleFacts


@click.command("eval", short_help="Measure the graph against gold annotation.")
@click.argument("gold_dir", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@out_option
@click.option("--errors", "errors", is_flag=True, help="List every mistake: article, sentence, expected or found.")
@click.option("--calibration", is_flag=True, help="Print how often facts of each confidence are right.")
@click.option(
    "--identity",
    metavar="[FILE]",
    is_flag=False,
    flag_value=PACKAGED,
    help="Measure who is who across articles instead, by the clusters in FILE (the packaged corpus's without it).",
)
@click.option("--markdown", is_flag=True, help="Print the table as Markdown, for documents.")
@json_option
def eval_command(
    gold_dir: Path | None,
    out: Path,
    errors: bool,
    calibration: bool,
    identity: str | None,
    markdown: bool,
    as_json: bool,
) -> None:
    """Measure the graph of the output folder against the gold annotation in GOLD_DIR (files ID.gold.json; the packaged
    corpus's gold without it). Prints precision, recall and F1 of six kinds of fact, and their mean.
    """
    from kg.corpus import GOLD, folder
    from kg.evaluation import read_gold, score
    from kg.model import Identity
    from kg.pipeline import open as open_graph
    from kg.rdf.reading import read_articles

    if gold_dir is None:
        with folder() as corpus:
            gold = read_gold(corpus / GOLD)
    else:
        gold = read_gold(gold_dir)
    found: dict[str, ArticleFacts] = {}
    ids: dict[tuple[str, str], str] = {}
    for facts, who in read_articles(open_graph(out).store):
        found[facts.article.id] = facts
        ids |= who.ids
    if identity is not None:
        print_identity(identity, gold, found, ids, markdown)
        return
    result = score(((found.get(g.id), g) for g in gold), Identity(ids))
    absent = [g.id for g in gold if g.id not in found]
    if as_json:
        click.echo(json.dumps(_figures(result) | {"articles": len(gold), "absent": absent}, ensure_ascii=False))
        return
    if errors:
        _errors(result, found)
    _table(result, markdown)
    if calibration:
        click.echo("")
        _calibration(result, markdown)
    if absent:
        click.echo(f"not in the graph, so all missed: {', '.join(absent)}", err=True)


def _figures(result: Score) -> dict[str, object]:
    kinds: dict[str, object] = {}
    for kind, counts in result.counts.items():
        precision, recall, f1 = result.figures(kind)
        right, wrong, missed = counts
        kinds[kind] = {
            "right": right,
            "wrong": wrong,
            "missed": missed,
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(f1, 4),
        }
    return {"kinds": kinds, "mean": round(result.mean, 4)}


def _table(result: Score, markdown: bool) -> None:
    bar, edge = (" | ", "| ") if markdown else ("  ", "")
    end = " |" if markdown else ""
    head = (f"{'':14}", " right", " wrong", "missed", "precision", "recall", "   F1")
    click.echo(f"{edge}{bar.join(head)}{end}")
    if markdown:
        click.echo("|" + "|".join(["---", *["---:"] * 6]) + "|")
    for kind, counts in result.counts.items():
        precision, recall, f1 = result.figures(kind)
        cells = (f"{kind:14}", *(f"{n:6}" for n in counts), f"{precision:9.3f}", f"{recall:6.3f}", f"{f1:5.3f}")
        click.echo(f"{edge}{bar.join(cells)}{end}")
    mean = (f"{'mean':14}", *[" " * 6] * 3, " " * 9, " " * 6, f"{result.mean:5.3f}")
    click.echo(f"{edge}{bar.join(mean)}{end}")


def _calibration(result: Score, markdown: bool) -> None:
    """Confidence against correctness, and each kind's expected calibration error."""
    from kg.evaluation.calibration import bins, expected_error

    bar, edge, end = (" | ", "| ", " |") if markdown else ("  ", "", "")
    head = (f"{'':14}", "confidence", "facts", " mean", "right", "error")
    click.echo(f"{edge}{bar.join(head)}{end}")
    if markdown:
        click.echo("|" + "|".join(["---", *["---:"] * 5]) + "|")
    last = ""
    for b in bins(result.verdicts):
        error = f"{expected_error(result.verdicts, b.kind):5.3f}" if b.kind != last else " " * 5
        cells = (f"{b.kind if b.kind != last else '':14}", f"{b.low:.2f}–{b.high:.2f} ", f"{b.facts:5}")
        click.echo(f"{edge}{bar.join((*cells, f'{b.said:5.3f}', f'{b.right:5.3f}', error))}{end}")
        last = b.kind


def _errors(result: Score, found: dict[str, ArticleFacts]) -> None:
    from kg.evaluation.score import by_article

    for article, mistakes in by_article(result.mistakes).items():
        click.echo(click.style(article, bold=True))
        for m in mistakes:
            click.echo(f"  {m.kind:13} {'found, not in gold' if m.wrong else 'expected, not found'}: {m.what}")
            sentence = _sentence(found.get(article), m.what)
            if sentence:
                click.echo(f"                in: {sentence}")
        click.echo("")


def _sentence(facts: ArticleFacts | None, what: str) -> str:
    """The sentence in which the first words of a mistake stand, shortened for a line."""
    from kg.text.document import document

    if facts is None:
        return ""
    first = what.split(" / ")[0].split(": ")[-1 if len(what) > 120 else 0][:60]
    at = facts.article.text.find(first)
    doc = document(facts.article)
    sentence = doc.sentence_at(at) if at >= 0 else None
    return "" if sentence is None else " ".join(sentence.span.of(doc.text).split())[:220]

"""``kg remove``: taking articles back."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from kg.cli.options import json_option, out_option, quiet_option
from kg.errors import InputError, UsageError


@click.command("remove", short_help="Take articles back, with all that they gave.")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]…")
@click.option("--from", "source", metavar="FILE", help="Read ids from a file, one a line (- for standard input).")
@out_option
@quiet_option
@json_option
def remove_command(articles: tuple[str, ...], source: str | None, out: Path, quiet: bool, as_json: bool) -> None:
    """Take articles out of the graph of the output folder, and with them exactly what they gave. What other articles
    say of the same people and events stays, and so do decisions.

    \b
    kg remove rapat-2025-11-06
    kg remove 'arsip-2019-*' --out hasil
    kg remove --from dicabut.txt

    ARTICLE is an id (build.json lists them) or a pattern with *, ? or […]. When one names no article,
    nothing is changed.
    """
    from kg.pipeline import remove

    wanted = [*articles, *(_read(source) if source is not None else ())]
    if not wanted:
        raise UsageError("name articles to remove, or a file with their ids by --from")
    changes, counts = remove(wanted, out=out)
    if as_json:
        click.echo(json.dumps({"out": str(out), "removed": changes.removed, "counts": counts}, ensure_ascii=False))
    elif not quiet:
        number = len(changes.removed)
        left = counts["articles"]
        click.echo(f"{number:,} {'article' if number == 1 else 'articles'} removed from {out}/, {left:,} left")


def _read(source: str) -> list[str]:
    """The ids in a file, one a line; empty lines are passed over."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{source}: cannot be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{source}: not UTF-8 (byte {error.start})") from error
    return [line.strip() for line in text.splitlines() if line.strip()]

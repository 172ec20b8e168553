"""``kg check``: is the graph what it should be?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.options import json_option, out_option, quiet_option

_SHOWN = 50


@click.command("check", short_help="Check the graph: SHACL shapes and evidence.")
@out_option
@quiet_option
@json_option
def check_command(out: Path, quiet: bool, as_json: bool) -> int:
    """Check the graph of the output folder against the ontology's SHACL shapes, and every piece of evidence against the
    text it quotes. Ends with 1 when anything is wrong. Needs the extra 'check' (pip install 'jejaring[check]').
    """
    from kg.pipeline import open as open_graph
    from kg.rdf.checks import check

    graph = open_graph(out)
    empty = len(graph.store) == 0  # all articles were removed: nothing to check, and nothing wrong
    found = [] if empty else check(graph.store, graph.base)
    if as_json:
        click.echo(json.dumps({"ok": not found, "problems": [str(p) for p in found]}, ensure_ascii=False))
    else:
        for problem in found[:_SHOWN]:
            click.echo(str(problem), err=True)
        if len(found) > _SHOWN:
            click.echo(f"… and {len(found) - _SHOWN} more", err=True)
        if not quiet:
            sound = "The graph is empty: no article is in it." if empty else "The graph is sound."
            click.echo(sound if not found else f"{len(found)} problems.")
    return 1 if found else 0

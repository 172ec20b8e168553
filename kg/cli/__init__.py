"""The command line: parse, call, print. Nothing else in the package prints."""

from __future__ import annotations

import sys

import click

from kg import __version__
from kg.cli.adding import add_group
from kg.cli.building import build_command, demo_command
from kg.cli.checking import check_command
from kg.cli.deciding import merge_command, reject_command, rename_command, split_command, undo_command
from kg.cli.evaluating import eval_command
from kg.cli.explaining import why_command
from kg.cli.linking import link_command
from kg.cli.logbook import decisions_command
from kg.cli.querying import query_command
from kg.cli.removing import remove_command
from kg.cli.reviewing import review_command
from kg.errors import JejaringError

_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_HELP)
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Jejaring: a knowledge graph from Indonesian news — who said what, in which role, for whom, at which event.

    Exit codes: 0 all well, 1 something failed, 2 the call makes no sense, 3 some input could not be read, 4 the output
    folder or a query has a fault, 5 an optional part is not installed.
    """


for command in (build_command, remove_command, demo_command, query_command, check_command, eval_command):
    cli.add_command(command)


# People's decisions.
for command in (review_command, merge_command, split_command, rename_command, reject_command, undo_command,
                decisions_command, link_command, why_command):  # fmt: skip
    cli.add_command(command)
cli.add_command(add_group)


def main() -> None:
    """Run the command line; errors meant for people are printed without a traceback."""
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except JejaringError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of our output left ("kg query … | head")
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)

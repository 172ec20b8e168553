"""Options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def out_option(function: F) -> F:
    """``--out DIR``, the folder every command works on."""
    return click.option(
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path("output"),
        show_default=True,
        help="The folder to work on.",
    )(function)


def quiet_option(function: F) -> F:
    """``--quiet``: nothing on the screen but errors."""
    return click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")(function)


def json_option(function: F) -> F:
    """``--json``: the summary for machines on standard output."""
    return click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON, for machines.")(function)

"""The error tree.

Every error a user can cause or meet derives from :class:`JejaringError`; its message says what happened, where, and
what to do, and its ``exit_code`` is what the command line ends with::

    JejaringError                1
    ├── UsageError               2   a call that makes no sense as it stands
    ├── InputError               3   an input that cannot be read as an article
    ├── DataError                4   an output folder or graph that is missing, damaged or of another version
    │   └── QueryError           4   a SPARQL query that cannot be run
    ├── MissingPartError         5   an optional part of the program that is not installed
    └── ServiceError             1   an authority's service that cannot be reached or answers with something else

Errors of libraries are wrapped into one of these at the border where they arise.
"""

from __future__ import annotations

from dataclasses import dataclass


class JejaringError(Exception):
    """Base of all errors that are meant for people."""

    exit_code = 1


class UsageError(JejaringError):
    """The call makes no sense as it stands: an unknown format, two options that exclude each other."""

    exit_code = 2


class InputError(JejaringError):
    """An input cannot be read as an article."""

    exit_code = 3


class DataError(JejaringError):
    """An output folder or a graph is missing, damaged or of another version."""

    exit_code = 4


class QueryError(DataError):
    """A SPARQL query cannot be parsed or run."""


class MissingPartError(JejaringError):
    """An optional part of the program is not installed; the message names the command that installs it."""

    exit_code = 5


class ServiceError(JejaringError):
    """A service on the network that somebody asked to use cannot be reached, refuses, or does not speak the protocol.

    The message names the service; nothing was written.
    """


@dataclass(frozen=True, slots=True)
class Problem:
    """One input that was left out, or one thing about it that a person should know.

    ``where`` names file and row ("berita.csv, row 3"), ``what`` says what happened and what to do. ``fatal`` problems
    cost the article (or the file); the others are warnings and the article was read.
    """

    where: str
    what: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"

"""Which articles are meant: ids and patterns against the ids that are there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase

from rapidfuzz import fuzz, process

from kg.errors import UsageError

_PATTERN = frozenset("*?[")
#: Unknown ids that a message names, ids it proposes for each, and how like they must be (0 to 100).
_NAMED, _PROPOSED, _LIKE = 10, 3, 60


def select(wanted: Iterable[str], ids: Collection[str]) -> tuple[str, ...]:
    """The ids that ``wanted`` names, in order: ids as they are, and patterns with ``*``, ``?`` and ``[…]``.

    Raises UsageError when something in ``wanted`` names none, with the ids that come near.
    """
    found: set[str] = set()
    unknown: list[str] = []
    for name in dict.fromkeys(wanted):
        if name in ids:
            found.add(name)
            continue
        matches = [i for i in ids if fnmatchcase(i, name)] if _PATTERN & set(name) else []
        found.update(matches)
        if not matches:
            unknown.append(name)
    if unknown:
        raise UsageError(_message(unknown, sorted(ids)))
    return tuple(sorted(found))


def _message(unknown: list[str], ids: list[str]) -> str:
    lines = [f"no article is called {_described(name, ids)}" for name in unknown[:_NAMED]]
    if len(unknown) > _NAMED:
        lines.append(f"and {len(unknown) - _NAMED} more that are not there")
    return "; ".join(lines) + ". Nothing was changed; build.json lists the articles"


def _described(name: str, ids: list[str]) -> str:
    near = process.extract(name, ids, scorer=fuzz.WRatio, limit=_PROPOSED, score_cutoff=_LIKE)
    proposed = " or ".join(f"'{n[0]}'" for n in near)
    return f"'{name}'" + (f" (did you mean {proposed}?)" if proposed else "")

"""The two forms of the protocol: how a batch of queries is written, and how its answer is read."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from kg.errors import ServiceError
from kg.link.manifest import Manifest
from kg.link.values import Candidate, Query, plain

#: Address, body, and the body's type.
Request = tuple[str, bytes, str]


def request(endpoint: str, manifest: Manifest, queries: Sequence[Query], limit: int) -> Request:
    """The request that asks a batch of queries, for at most ``limit`` candidates each."""
    if manifest.draft:
        body = json.dumps({"queries": [_draft_query(q, limit) for q in queries]}, ensure_ascii=False)
        parts = urlsplit(endpoint)
        route = urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/match", fragment=""))
        return route, body.encode("utf-8", "replace"), "application/json"
    asked = {f"q{i}": _query(q, limit) for i, q in enumerate(queries)}
    form = urlencode({"queries": json.dumps(asked, ensure_ascii=False)}, errors="replace")
    return endpoint, form.encode("ascii"), "application/x-www-form-urlencoded"


def _query(query: Query, limit: int) -> dict[str, object]:
    asked: dict[str, object] = {"query": query.name, "limit": limit}
    if query.type:
        asked["type"] = query.type
    if query.properties:
        asked["properties"] = [{"pid": pid, "v": _value(values)} for pid, values in query.properties]
    return asked


def _draft_query(query: Query, limit: int) -> dict[str, object]:
    conditions: list[dict[str, object]] = [{"matchType": "name", "propertyValue": query.name}]
    conditions += [
        {"matchType": "property", "propertyId": pid, "propertyValue": _value(values)}
        for pid, values in query.properties
    ]
    asked: dict[str, object] = {"conditions": conditions, "limit": limit}
    if query.type:
        asked["type"] = query.type
    return asked


def _value(values: tuple[str, ...]) -> object:
    return values[0] if len(values) == 1 else list(values)


# ---- answers ---------------------------------------------------------------------------------------------------------


def answers(
    data: object, count: int, manifest: Manifest, where: str, template: str | None = None
) -> list[tuple[Candidate, ...]]:
    """The candidates for each of ``count`` queries, the best first.

    Raises ServiceError, which names ``where``, for an answer that is not of the protocol, or answers not all queries.
    """
    lists = _draft_lists(data, count) if manifest.draft else _lists(data, count)
    if lists is None:
        raise ServiceError(f"{where}: the answer is not what the protocol says{_complaint(data)}; nothing was changed")
    return [_candidates(found, manifest, where, template) for found in lists]


def _lists(data: object, count: int) -> list[list[Any]] | None:
    if not isinstance(data, dict):
        return None
    found = [data.get(f"q{i}") for i in range(count)]
    lists = [f.get("result") if isinstance(f, dict) else None for f in found]
    return [one for one in lists if isinstance(one, list)] if all(isinstance(one, list) for one in lists) else None


def _draft_lists(data: object, count: int) -> list[list[Any]] | None:
    results = data.get("results") if isinstance(data, dict) else None
    if not isinstance(results, list) or len(results) != count:
        return None
    lists = [f.get("candidates") if isinstance(f, dict) else None for f in results]
    return [one for one in lists if isinstance(one, list)] if all(isinstance(one, list) for one in lists) else None


def _complaint(data: object) -> str:
    """What a service says that reports its errors in an answer of status 200."""
    for key in ("message", "error", "details", "detail"):
        said = data.get(key) if isinstance(data, dict) else None
        if isinstance(said, str) and said.strip():
            return f" ({plain(said, 120)})"
    return ""


def _candidates(found: list[Any], manifest: Manifest, where: str, template: str | None) -> tuple[Candidate, ...]:
    by_id: dict[str, Candidate] = {}
    for item in found:
        candidate = _candidate(item, manifest, where, template)
        known = by_id.get(candidate.id)
        if known is None:
            by_id[candidate.id] = candidate
        else:  # a service may give one candidate again under its name in another language
            names = (*known.aliases, candidate.name)
            by_id[candidate.id] = replace(known, aliases=names, match=known.match or candidate.match)
    # Services should sort but need not; without a score the service's order stands.
    return tuple(sorted(by_id.values(), key=lambda c: -math.inf if c.score is None else c.score, reverse=True))


def _candidate(item: object, manifest: Manifest, where: str, template: str | None) -> Candidate:
    identifier = item.get("id") if isinstance(item, dict) else None
    if not isinstance(item, dict) or not isinstance(identifier, str) or not identifier.strip():
        raise ServiceError(f"{where}: a candidate without an identifier; this is not what the protocol says")
    identifier = identifier.strip()
    iri = manifest.iri(identifier, template)
    if iri is None:
        raise ServiceError(
            f"{where} does not say at which address '{plain(identifier, 60)}' is; give a pattern of addresses with "
            f"--iri, such as https://example.org/{{id}}"
        )
    return Candidate(
        id=identifier,
        iri=iri,
        name=_label(item.get("name")) or plain(identifier),
        score=_score(item.get("score")),
        match=item.get("match") is True,
        types=_type_names(item.get("type")),
        description=_label(item.get("description")),
    )


def _label(value: object) -> str:
    """A text; in a form of the draft a list of texts with their languages, of which the first is taken."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("str")
    return plain(value) if isinstance(value, str) else ""


def _score(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        score = float(value)
    except OverflowError:
        return None
    return score if math.isfinite(score) else None


def _type_names(value: object) -> tuple[str, ...]:
    names = []
    for item in value if isinstance(value, list) else [value]:
        name = (item.get("name") or item.get("id")) if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip():
            names.append(plain(name, 60))
    return tuple(dict.fromkeys(names))

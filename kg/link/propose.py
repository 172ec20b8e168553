"""Asking a service about entities until there is enough to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.link.client import Service
from kg.link.subjects import Subject
from kg.link.values import Proposal

#: Entities asked about for each proposal that is wanted: many things that news name are in no authority, and a service
#: is not to be asked about a whole graph because of that.
_PATIENCE = 10


def proposals(
    service: Service,
    queue: Sequence[Subject],
    *,
    types: dict[str, str],
    properties: dict[str, str] | None = None,
    limit: int = 20,
    candidates: int = 5,
    progress: Callable[[int], None] | None = None,
) -> tuple[list[Proposal], int]:
    """Proposals for the first ``limit`` entities of the queue that the service knows candidates for, and how many
    entities it was asked about. ``types`` and ``properties`` are the service's, for kinds and contexts.

    Raises ServiceError; then there is no proposal at all.
    """
    asked = list(queue[: limit * _PATIENCE])
    found: list[Proposal] = []
    done = 0
    answers = service.match([s.query(types, properties or {}) for s in asked], candidates)
    for subject, answer in zip(asked, answers, strict=False):
        done += 1
        if progress is not None:
            progress(done)
        if answer:
            found.append(Proposal(subject, answer))
            if len(found) == limit:
                break
    return found, done

"""What people say of proposals, as decisions for the log."""

from __future__ import annotations

from collections.abc import Sequence

from kg.link.values import Candidate
from kg.resolve.decisions import Ref
from kg.resolve.decisions.record import Link, Relation, Verdict


def chosen(
    entity: Ref,
    candidates: Sequence[Candidate],
    choice: Candidate | None,
    *,
    time: str,
    who: str,
    note: str = "",
    service: str = "",
    relation: Relation = "sameAs",
    verdict: Verdict | None = None,
) -> Link:
    """The decision that an entity is ``choice``; without one, that it is none of the candidates, or may be one of them
    (``verdict`` "unsure"). The decision names all candidates that were seen; there must be one.
    """
    target = choice or candidates[0]
    return Link(
        time=time,
        who=who,
        note=note,
        entity=entity,
        target=target.iri,
        relation=relation,
        verdict=verdict or ("same" if choice else "different"),
        score=target.score,
        service=service,
        name=target.name,
        others=tuple(c.iri for c in candidates if c.iri != target.iri),
    )

"""Whether a service's name for somebody is our name, by the rules that our names are read by."""

from __future__ import annotations

from kg.facts.names import expanded, unbracketed
from kg.link.subjects import Subject
from kg.link.values import Candidate, Proposal
from kg.resolve.spelling import PersonName


def certain(proposal: Proposal) -> Candidate | None:
    """The candidate that can be taken without a person looking, or None.

    All of these must hold: the service calls it, and only it, a match; it gives a score, and no other has as high a
    one; its name is one of the entity's full names; no other candidate has such a name; and the name is more than one
    word, since a single word names too many.
    """
    matches = [c for c in proposal.candidates if c.match]
    namesakes = [c for c in proposal.candidates if agrees(proposal.subject, c)]
    if len(matches) != 1 or namesakes != matches or matches[0].score is None:
        return None
    best = matches[0]
    if any(c.score is not None and c.score >= matches[0].score for c in proposal.candidates if c is not best):
        return None
    return best


def agrees(subject: Subject, candidate: Candidate) -> bool:
    """Whether a name of the candidate is a full name of the entity.

    Of persons, titles and degrees are left out and spellings made one ("Moch. Soebagjo" is "Muhammad Subagyo"); of
    others, abbreviations are written out. The words must then be equal.
    """
    ours = {_words(subject.kind, name) for name in subject.names}
    theirs = {_words(subject.kind, name) for name in (candidate.name, *candidate.aliases)}
    return any(len(words) > 1 for words in ours & theirs)


def _words(kind: str, name: str) -> tuple[str, ...]:
    bare = unbracketed(name)[0]
    if kind != "person":
        return expanded(bare)
    known = PersonName.of(bare)
    return () if known.initials else known.tokens

"""Precision, recall and F1 of six kinds of fact, pooled over articles, and the mistakes behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.evaluation.gold import Gold, GoldRole
from kg.evaluation.match import (
    DIRECT_WORDS,
    INDIRECT_WORDS,
    like_place,
    like_role,
    like_title,
    match_entities,
    match_events,
    pair_off,
    plain,
    word_f1,
)
from kg.model import Article, ArticleFacts, EntityKind, Event, Identity, Role

KINDS = ("person", "organisation", "role", "event", "event facts", "statement")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing found that is not in the gold (``wrong``), or in the gold and not found."""

    article: str
    kind: str
    wrong: bool
    what: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A found thing's confidence, and whether the gold has it; None for what the gold calls optional."""

    kind: str
    confidence: float
    right: bool | None


@dataclass
class Score:
    """Counts of right, wrong and missed by kind. ``figures`` gives (precision, recall, F1)."""

    counts: dict[str, list[int]] = field(default_factory=lambda: {k: [0, 0, 0] for k in KINDS})
    mistakes: list[Mistake] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def add(self, kind: str, right: int, wrong: int, missed: int) -> None:
        """Count more."""
        for i, n in enumerate((right, wrong, missed)):
            self.counts[kind][i] += n

    def figures(self, kind: str) -> tuple[float, float, float]:
        """Precision, recall and F1 of a kind; 0 where nothing was found or nothing is to be found."""
        right, wrong, missed = self.counts[kind]
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed) if right + missed else 0.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def mean(self) -> float:
        """The mean of the six F1 figures."""
        return sum(self.figures(k)[2] for k in KINDS) / len(KINDS)


def score(pairs: Iterable[tuple[ArticleFacts | None, Gold]], identity: Identity | None = None) -> Score:
    """Score articles against their gold. A missing article (None) counts all its gold as missed.

    ``identity`` orders things of equal rank by their identifiers, as a reader of the graph sees them; without it the
    article's own keys do.
    """
    total = Score()
    for facts, gold in pairs:
        _Article(facts, gold, identity or Identity(), total).score()
    return total


class _Article:
    def __init__(self, facts: ArticleFacts | None, gold: Gold, identity: Identity, total: Score) -> None:
        self.facts = facts or ArticleFacts(Article(gold.id, ""))
        self.gold, self.total, self.identity = gold, total, identity
        self.ids: dict[str, str] = {}  # key of a person, organisation or event → gold id
        self.names = {e.key: e.names for e in self.facts.entities}

    def score(self) -> None:
        """Count all six kinds into the total."""
        persons, organisations = EntityKind.PERSON, EntityKind.ORGANISATION
        self._entities("person", {e.key: e.names for e in self.facts.entities_of(persons)})
        self._entities("organisation", {e.key: e.names for e in self.facts.entities_of(organisations)})
        self._events()
        self._roles()
        self._statements()

    def _iri(self, key: str | None) -> str:
        return self.identity.ids.get((self.facts.article.id, key or ""), key or "")

    def _note(self, kind: str, wrong: Iterable[str], missed: Iterable[str]) -> None:
        made = [Mistake(self.gold.id, kind, True, w) for w in wrong]
        self.total.mistakes += made + [Mistake(self.gold.id, kind, False, m) for m in missed]

    def _judge(self, kind: str, things: Iterable[tuple[float, bool | None]]) -> None:
        self.total.verdicts += [Verdict(kind, confidence, right) for confidence, right in things]

    # ---- persons and organisations -------------------------------------------------------------------------------

    def _entities(self, kind: str, found: dict[str, tuple[str, ...]]) -> None:
        gold = self.gold.persons if kind == "person" else self.gold.organisations
        by_iri = {self._iri(k): k for k in found}
        hits = {by_iri[i]: g for i, g in match_entities({self._iri(k): n for k, n in found.items()}, gold).items()}
        self.ids.update(hits)
        optional = {g.id: g.optional for g in gold}
        got = set(hits.values())
        wrong = [" / ".join(found[k]) for k in found if k not in hits]
        missed = [g.names[0] for g in gold if g.id not in got and not g.optional]
        self.total.add(kind, sum(not optional[i] for i in got), len(wrong), len(missed))
        sure = {e.key: e.confidence for e in self.facts.entities}
        self._judge(kind, ((sure[k], _verdict(optional.get(hits.get(k, "")))) for k in found))
        self._note(kind, wrong, missed)

    # ---- events --------------------------------------------------------------------------------------------------

    def _events(self) -> None:
        found = {e.key: e for e in self.facts.events}
        by_iri = {self._iri(k): k for k in found}
        names = {self._iri(e.key): (e.name, *e.aliases) for e in found.values()}
        hits = {by_iri[i]: g for i, g in match_events(names, self.gold.events).items()}
        gold = {g.id: g for g in self.gold.events}
        wrong = [e.name for k, e in found.items() if k not in hits]
        lost = [g for g in self.gold.events if g.id not in hits.values() and not g.optional]
        self.total.add("event", sum(not gold[i].optional for i in hits.values()), len(wrong), len(lost))
        self._note("event", wrong, [g.names[0] for g in lost])
        optional = {k: gold[i].optional for k, i in hits.items()}
        self._judge("event", ((e.confidence, _verdict(optional.get(k))) for k, e in found.items()))
        right = bad = missed = 0
        for key, ident in hits.items():
            if not gold[ident].optional:
                r, w, m = self._event_facts(found[key], ident)
                right, bad, missed = right + r, bad + w, missed + m
        for g in lost:
            missed += bool(g.date) + bool(g.place) + len(self._required(g.organisers | g.participants))
        self.total.add("event facts", right, bad, missed)
        self.ids.update(hits)

    def _required(self, ids: frozenset[str]) -> set[str]:
        optional = {g.id for g in (*self.gold.persons, *self.gold.organisations) if g.optional}
        return set(ids) - optional

    def _event_facts(self, event: Event, ident: str) -> tuple[int, int, int]:
        """Right, wrong and missed of date, place, organisers and participants of one event."""
        g = next(x for x in self.gold.events if x.id == ident)
        day = event.start.isoformat() if event.start else None
        places = self.names.get(event.place or "", ())
        right = wrong = missed = 0
        for want, have, ok in (
            (g.date, bool(day), day == g.date),
            (g.place, bool(places), any(like_place(p, g.place or "") for p in places)),
        ):
            if want:
                right, wrong, missed = right + (have and ok), wrong + (have and not ok), missed + (not (have and ok))
        organisers, participants = set(event.organisers), set(event.participants)
        for need, allowed, have_keys in (
            (g.organisers, g.organisers, organisers),
            (g.participants - g.organisers, g.participants | g.organisers, participants - organisers),
        ):
            have_ids = {self.ids.get(k, k) for k in have_keys}
            needed = self._required(need)
            hit = len(have_ids & needed)
            right, wrong, missed = right + hit, wrong + len(have_ids - allowed), missed + len(needed) - hit
        return right, wrong, missed

    # ---- roles ---------------------------------------------------------------------------------------------------

    def _roles(self) -> None:
        left = list(self.gold.roles)
        right, wrong = 0, []
        for role in self.facts.roles:
            hit = next((g for g in left if self._same_role(role, g)), None)
            if hit is None:
                where = self._name(role.organisation) or self._name(role.jurisdiction) or self._name(role.event)
                wrong.append(f"{self._name(role.holder)}: {role.title or '—'}, {where or '—'}")
                self._judge("role", [(role.confidence, False)])
            else:
                self._judge("role", [(role.confidence, None if hit.optional else True)])
                left.remove(hit)
                right += not hit.optional
        lost = [g for g in left if not g.optional]
        self.total.add("role", right, len(wrong), len(lost))
        shown = [
            f"{self.gold.name(g.person)}: {g.title or '—'}, "
            f"{self.gold.name(g.organisation) or g.place or self.gold.name(g.event) or '—'}"
            for g in lost
        ]
        self._note("role", wrong, shown)

    def _name(self, key: str | None) -> str:
        events = {e.key: (e.name,) for e in self.facts.events}
        return next(iter(self.names.get(key or "", events.get(key or "", ()))), "")

    def _same_role(self, role: Role, g: GoldRole) -> bool:
        if self.ids.get(role.holder) != g.person:
            return False
        if g.event and not (g.organisation or g.place):
            return self.ids.get(role.event or "") == g.event and like_title(role.title, g.title)
        organisation, place = self._name(role.organisation), self._name(role.jurisdiction)
        where = not g.organisation or self.ids.get(role.organisation or "") == g.organisation
        where = where and (not g.place or like_place(f"{plain(place)} {organisation}", g.place))
        if like_title(role.title, g.title) and where:
            return True
        ours = f"{plain(role.title)} {plain(organisation)} {plain(place)}"
        theirs = f"{plain(g.title)} {plain(self.gold.name(g.organisation))} {plain(g.place)}"
        return bool(plain(role.title)) == bool(plain(g.title)) and like_role(ours, theirs)

    # ---- statements ----------------------------------------------------------------------------------------------

    def _statements(self) -> None:
        text = self.facts.article.text
        found = [(s.words.of(text), self.ids.get(s.speaker or ""), s.speaker) for s in self.facts.statements]
        candidates: list[tuple[float, int, int]] = []
        for i, (said, speaker, _) in enumerate(found):
            for j, g in enumerate(self.gold.statements):
                f1 = word_f1(said, g.text)
                enough = DIRECT_WORDS if g.direct else INDIRECT_WORDS
                if f1 >= enough and (g.speaker is None or speaker == g.speaker):
                    candidates.append((f1, i, j))
        hits = pair_off((i, j) for _, i, j in sorted(candidates, reverse=True))
        got = set(hits.values())
        wrong = [f"{self._name(f[2]) or '?'}: {f[0]}" for i, f in enumerate(found) if i not in hits]
        lost = [g for j, g in enumerate(self.gold.statements) if j not in got and not g.optional]
        self.total.add("statement", sum(not self.gold.statements[j].optional for j in got), len(wrong), len(lost))
        shown = [f"{self.gold.name(g.speaker)} ({'direct' if g.direct else 'indirect'}): {g.text}" for g in lost]
        self._note("statement", wrong, shown)
        optional = {i: self.gold.statements[j].optional for i, j in hits.items()}
        self._judge(
            "statement", ((s.confidence, _verdict(optional.get(i))) for i, s in enumerate(self.facts.statements))
        )


def _verdict(optional: bool | None) -> bool | None:
    """Of a found thing: None is no gold (wrong), True is optional gold (neither), False is gold (right)."""
    return False if optional is None else None if optional else True


def by_article(mistakes: Sequence[Mistake]) -> dict[str, list[Mistake]]:
    """The mistakes of each article, in the order they were found."""
    out: dict[str, list[Mistake]] = defaultdict(list)
    for m in mistakes:
        out[m.article].append(m)
    return dict(out)

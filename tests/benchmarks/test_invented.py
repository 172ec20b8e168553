"""The generator behind the benchmark: right facts, the same each time, and hard enough to measure on."""

from __future__ import annotations

from collections import Counter

from kg.model import EntityKind, Identity
from kg.resolve import STEPS, Resolution

from .invented import articles
from .resolution import measure


def test_the_same_number_gives_the_same_articles() -> None:
    assert list(articles(60)) == list(articles(60))
    assert list(articles(60)) != list(articles(60, seed=2))


def test_the_facts_are_whole_and_what_makes_it_hard_is_there() -> None:
    made = list(articles(400))
    names: Counter[str] = Counter()
    for facts in made:
        keys = {e.key for e in facts.entities}
        assert len(keys) == len(facts.entities)
        assert {r.holder for r in facts.roles} <= keys
        names.update(e.name for e in facts.entities_of(EntityKind.PERSON))
    assert max(names.values()) > 30  # some are in the news all the time
    assert sum(n == 1 for n in names.values()) > len(names) / 4
    assert any(" " not in name for name in names)
    found = Resolution(Identity())
    for step in STEPS:
        found = step(made, (), found)
    assert found.copies and found.joins and found.doubtful and found.parents and found.located
    assert len(set(found.identity.ids.values())) < len(found.identity.ids) / 2


def test_what_is_measured() -> None:
    row = measure(50)
    assert row["articles"] == 50
    assert set(row["seconds"]) == {step.__name__ for step in STEPS}  # type: ignore[call-overload]

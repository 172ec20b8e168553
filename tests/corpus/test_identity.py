"""Who is who across the articles: the clusters and the pairs that must stay apart."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from kg import corpus

IDENTITY: dict[str, Any] = json.loads(corpus.identity())
CLUSTERS: list[list[str]] = IDENTITY["clusters"]
DIFFERENT: list[list[str]] = IDENTITY["different"]

#: Every entity and event of the corpus: "ARTICLE-ID/LOCAL-ID" → its fullest name there.
NAMES = {
    f"{identifier}/{item['id']}": item["name"]
    for identifier in corpus.ids()
    for part in ("persons", "organisations", "events")
    for item in json.loads(corpus.gold(identifier))[part]
}
CLUSTER_OF = {key: number for number, cluster in enumerate(CLUSTERS) for key in cluster}


def kind(key: str) -> str:
    return key.rpartition("/")[2][0]


def test_every_key_is_an_entity_of_the_corpus() -> None:
    keys = {key for group in [*CLUSTERS, *DIFFERENT] for key in group}
    assert keys - NAMES.keys() == set()


def test_no_entity_is_in_two_clusters() -> None:
    assert len(CLUSTER_OF) == sum(map(len, CLUSTERS))


def test_groups_hold_one_kind_and_at_least_two_entities() -> None:
    for group in [*CLUSTERS, *DIFFERENT]:
        assert len({kind(key) for key in group}) == 1, group
        assert len(set(group)) == len(group) >= 2, group
    assert all(len(pair) == 2 for pair in DIFFERENT)


def test_different_entities_share_no_cluster() -> None:
    for a, b in DIFFERENT:
        assert CLUSTER_OF.get(a, a) != CLUSTER_OF.get(b, b), (a, b)


def test_equal_names_are_one_entity_or_said_to_be_different() -> None:
    """No name occurs in two articles without a decision about it."""
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, name in NAMES.items():
        by_name[kind(key), name].append(key)
    apart = {(CLUSTER_OF.get(x, x), CLUSTER_OF.get(y, y)) for a, b in DIFFERENT for x, y in ((a, b), (b, a))}
    for keys in by_name.values():
        entities = {CLUSTER_OF.get(key, key) for key in keys}
        assert all(x == y or (x, y) in apart for x in entities for y in entities), keys


def test_there_is_enough_to_measure_on() -> None:
    assert len(CLUSTERS) >= 40
    assert len(DIFFERENT) >= 30
    assert {kind(cluster[0]) for cluster in CLUSTERS} == {"p", "o", "e"}
    assert {kind(pair[0]) for pair in DIFFERENT} == {"p", "o", "e"}

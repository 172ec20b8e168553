"""Copies of articles: what is one, what is none, whose copy it is, and what its statements are called."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.model import Article, ArticleFacts, Entity, EntityKind, Identity, Mention, Span, SpeechMode, Statement
from kg.rdf import checks
from kg.rdf.mapping import article_quads
from kg.rdf.reading import read_article
from kg.resolve.copies import body_words, copied_statements, copies
from kg.resolve.values import Resolution

DAY = date(2031, 4, 2)
_WORDS = """
air angin api awan bambu batu bukit bulan bunga buruh daun desa dusun garam gula hujan hutan ikan jagung jalan
jembatan kabut kapal kayu kebun kelapa kolam kota kuda ladang laut lebah madu malam minyak nelayan padi pagi pantai
pasar pelaut petani pohon pulau rakit rumah sagu sampan sawah sekolah senja sungai tambak tanah teluk tepi ternak
udang warga
""".split()


def prose(seed: int, length: int = 200) -> list[str]:
    """Words in no order, like no other seed's."""
    chooser = random.Random(seed)
    return [chooser.choice(_WORDS) for _ in range(length)]


def article(name: str, words: list[str], day: date | None = DAY, title: str = "Judul", noise: str = "") -> Article:
    head = f"{title}\n\n"
    text = head + noise + " ".join(words)
    return Article(name, text, len(head), title, day, noise=(Span(len(head), len(head) + len(noise)),) if noise else ())


# ---- what is a copy ----------------------------------------------------------------------------------------------


def test_another_headline_and_other_furniture_make_no_other_article() -> None:
    text = prose(1)
    one = article("a", text, title="Panen Madu Melimpah", noise="Baca juga: Harga Gula Naik Lagi\n")
    two = article("b", text, DAY + timedelta(1), title="Lebah Rajin di Karimba", noise="ADVERTISEMENT\n")
    assert copies([two, one]) == {"b": "a"}


def test_case_and_punctuation_make_no_other_article() -> None:
    text = prose(1)
    assert copies([article("a", text), article("b", [f"{w.upper()}," for w in text])]) == {"b": "a"}


@given(st.integers(0, 10**6), st.sets(st.integers(0, 199), max_size=12))
@settings(max_examples=60, deadline=None)
def test_small_edits_leave_it_a_copy(seed: int, changed: set[int]) -> None:
    text = prose(seed)
    edited = [f"lain{i}" if i in changed else w for i, w in enumerate(text)]
    assert copies([article("a", text), article("b", edited)]) == {"b": "a"}


@given(st.integers(0, 10**6), st.integers(120, 199))
@settings(max_examples=40, deadline=None)
def test_the_end_may_be_cut(seed: int, length: int) -> None:
    text = prose(seed)
    assert copies([article("a", text), article("b", text[:length], DAY + timedelta(3))]) == {"b": "a"}


@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.2, 0.35]))
@settings(max_examples=40, deadline=None)
def test_an_article_that_shares_a_part_is_none(seed: int, part: float) -> None:
    text, other = prose(seed), prose(seed + 1)
    shared = int(part * 200)
    assert copies([article("a", text), article("b", text[:shared] + other[shared:])]) == {}


def test_a_form_filled_in_anew_each_day_is_none() -> None:
    def prices(day: int) -> list[str]:
        words = prose(7)
        return [f"{1000 + 37 * day + i}" if i % 12 == 5 else w for i, w in enumerate(words)]

    assert copies([article("a", prices(1)), article("b", prices(2))]) == {}
    assert copies([article("a", prices(1)), article("b", prices(1))]) == {"b": "a"}


def test_a_caption_is_none() -> None:
    assert copies([article("a", prose(1, 12)), article("b", prose(1, 12))]) == {}
    assert copies([article("a", []), article("b", [])]) == {}


# ---- whose copy --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "original"),
    [((2, 1, 3), "b"), ((1, 1, 1), "a"), ((None, 1, 2), "b"), ((None, None, None), "a"), ((None, None, 5), "c")],
)
def test_the_earliest_is_the_original(days: tuple[int | None, ...], original: str) -> None:
    made = [
        article(name, prose(3), None if d is None else DAY + timedelta(d)) for name, d in zip("abc", days, strict=True)
    ]
    assert copies(made) == {name: original for name in "abc" if name != original}


def test_copies_form_no_chains() -> None:
    """An article that repeats a copy but hardly its original is an article by itself."""
    text, other = prose(4), prose(5)
    versions = [article(f"v{i}", other[: 22 * i] + text[22 * i :], DAY + timedelta(i)) for i in range(5)]
    found = copies(versions)
    assert found["v1"] == "v0"
    assert not set(found.values()) & set(found)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 40), st.none() | st.integers(0, 2)), max_size=8), st.randoms()
)
@settings(max_examples=40, deadline=None)
def test_the_order_of_arrival_does_not_matter(
    versions: list[tuple[int, int, int | None]], order: random.Random
) -> None:
    made = [
        article(f"b{i}", prose(seed)[: 200 - cut], None if d is None else DAY + timedelta(d))
        for i, (seed, cut, d) in enumerate(versions)
    ]
    found = copies(made)
    order.shuffle(made)
    assert copies(made) == found


def test_the_words_of_the_body() -> None:
    text = "Judul\n\nDesa Wulung, Contoh - Arga's panen (2031). Baca juga: x\nHabis."
    noise = tuple(Span(text.index(n), text.index(n) + len(n)) for n in ("Desa Wulung, Contoh - ", "Baca juga: x"))
    assert body_words(Article("a", text, 7, noise=noise)) == ("argas", "panen", "2031", "habis")


# ---- statements --------------------------------------------------------------------------------------------------


def facts(name: str, text: str, *said: tuple[str, SpeechMode, str | None], day: date = DAY) -> ArticleFacts:
    """An article in which each of ``said`` stands in ``text`` (later ones behind earlier ones)."""
    found, at = [], 0
    for number, (words, mode, speaker) in enumerate(said, 1):
        start = text.index(words, at)
        at = start + len(words)
        found.append(Statement(f"s:{number}", mode, Span(start, at), speaker, Span(start, at)))
    people = tuple(Entity(k, EntityKind.PERSON, n, (), (Mention(0, 4),)) for k, n in (("p:1", "Arga"), ("p:2", "Tara")))
    return ArticleFacts(Article(name, text, published=day), people, statements=tuple(found))


DIRECT, INDIRECT = SpeechMode.DIRECT, SpeechMode.INDIRECT
PEOPLE = {(a, k): f"person/{n}" for a in "abc" for k, n in (("p:1", "arga"), ("p:2", "tara"))}


def shared(*articles: ArticleFacts, copied: dict[str, str]) -> dict[tuple[str, str], str]:
    """The identifiers that statements share."""
    found = copied_statements(articles, (), Resolution(Identity(dict(PEOPLE)), copies=copied))
    return {k: v for k, v in found.identity.ids.items() if k not in PEOPLE}


def test_what_a_copy_repeats_is_the_originals_statement() -> None:
    one = facts(
        "a", "Arga: panen baik. Tara: harga turun.", ("panen baik", DIRECT, "p:1"), ("harga turun", INDIRECT, "p:2")
    )
    two = facts(
        "b",
        "Kata Arga, Panen\nbaik. Tara: harga turun tajam.",
        ("Panen\nbaik", DIRECT, "p:1"),
        ("harga turun", INDIRECT, "p:1"),
    )
    found = shared(one, two, copied={"b": "a"})
    assert set(found) == {("b", "s:1")}
    assert found["b", "s:1"].startswith("statement/")
    assert shared(one, two, copied={}) == {}
    assert shared(two, one, copied={"b": "a"}) == found


@pytest.mark.parametrize(
    "other", [("panen baik", INDIRECT, "p:1"), ("panen baik", DIRECT, "p:2"), ("panen", DIRECT, "p:1")]
)
def test_another_mode_speaker_or_words_is_another_statement(other: tuple[str, SpeechMode, str]) -> None:
    text = "Arga: panen baik."
    assert shared(facts("a", text, ("panen baik", DIRECT, "p:1")), facts("b", text, other), copied={"b": "a"}) == {}


def test_what_only_copies_say_is_one_statement_too() -> None:
    text = "Arga: panen baik."
    one, two = (facts(n, text, ("panen baik", DIRECT, None)) for n in "bc")
    found = shared(facts("a", text), one, two, copied={"b": "a", "c": "a"})
    assert set(found) == {("c", "s:1")}


def test_what_is_said_twice_in_both_stays_two() -> None:
    text = "Arga: panen baik. Ya, panen baik."
    said = (("panen baik", DIRECT, "p:1"),) * 2
    found = shared(facts("a", text, *said), facts("b", text, *said), copied={"b": "a"})
    assert len(set(found.values())) == 2


def test_a_copys_statement_in_the_graph() -> None:
    text = "Arga: panen baik."
    one, two = (facts(n, text, ("panen baik", DIRECT, "p:1")) for n in "ab")
    identity = copied_statements([one, two], (), Resolution(Identity(dict(PEOPLE)), copies={"b": "a"})).identity
    store = Store()
    for f in (one, two):
        quads = article_quads(f, identity)
        store.extend(quads)
        again, read = read_article(quads)
        assert article_quads(again, read) == quads
    assert checks.check(store) == []
    assert len(set(_statements(store))) == 1
    with pytest.raises(ValueError, match="should start with 'statement/'"):
        article_quads(one, Identity({**PEOPLE, ("a", "s:1"): "person/arga"}))


def _statements(store: Store) -> list[str]:
    rows = store.query("SELECT ?s { GRAPH ?g { ?s a <https://w3id.org/jejaring/ontology#Statement> } }")
    return [str(row["s"]) for row in rows]  # type: ignore[union-attr, index]


def test_articles_without_their_original_keep_their_own() -> None:
    one = facts("b", "Arga: panen baik.", ("panen baik", DIRECT, "p:1"))
    assert shared(one, copied={"b": "gone"}) == {}
    assert shared(replace(one, statements=()), copied={}) == {}

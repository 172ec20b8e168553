"""How sure a name is, and what is left out."""

from __future__ import annotations

from kg.facts.entity_score import LEAST, features, weighed
from kg.model import Article, ArticleFacts, Entity, EntityKind, Mention, Role, Span, SpeechMode, Statement

TEXT = "Rapat\n\nDinas Pangan Karimba dan SIPAKAR dibuka Sekar Wulandari, kata SIPAKAR."


def entity(kind: EntityKind, name: str, score: float) -> Entity:
    at = TEXT.index(name)
    return Entity(f"{kind.value}:{name}", kind, name, (), (Mention(at, at + len(name), score),), score)


BODY, DOUBTFUL, PERSON = (
    entity(EntityKind.ORGANISATION, "Dinas Pangan Karimba", 0.99),
    entity(EntityKind.ORGANISATION, "SIPAKAR", 0.3),
    entity(EntityKind.PERSON, "Sekar Wulandari", 0.98),
)
ARTICLE = Article("a", TEXT, body=7)
SAID = Statement("s", SpeechMode.INDIRECT, Span(7, 20), PERSON.key, Span(7, 20), mentions=(DOUBTFUL.key, BODY.key))


def test_a_doubtful_name_of_no_use_is_left_out_and_nothing_refers_to_it() -> None:
    facts = weighed(ArticleFacts(ARTICLE, (PERSON, BODY, DOUBTFUL), statements=(SAID,)))
    assert [e.name for e in facts.entities] == ["Sekar Wulandari", "Dinas Pangan Karimba"]
    assert facts.statements[0].mentions == (BODY.key,)


def test_what_a_fact_rests_on_stays() -> None:
    role = Role("r", PERSON.key, "Ketua", organisation=DOUBTFUL.key, evidence=(Span(7, 20),))
    facts = weighed(ArticleFacts(ARTICLE, (PERSON, BODY, DOUBTFUL), (role,), statements=(SAID,)))
    assert facts.entities[2].key == DOUBTFUL.key
    assert facts.statements == (SAID,)


def test_confidence_grows_with_the_tagger_s_and_with_facts() -> None:
    sure, unsure = (
        weighed(ArticleFacts(ARTICLE, (entity(EntityKind.PERSON, "Sekar Wulandari", p),))) for p in (0.99, 0.95)
    )
    assert sure.entities[0].confidence > unsure.entities[0].confidence > LEAST
    assert features(BODY, True, 7)["facts rest on it"] == 1
    assert features(BODY, False, len(TEXT))["title only"] == 1

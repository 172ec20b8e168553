"""An invented article with its facts, and a generator of arbitrary ones."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from kg.model import (
    Article,
    ArticleFacts,
    Entity,
    EntityKind,
    Event,
    Mention,
    Role,
    Span,
    SpeechMode,
    Statement,
)

TEXT = (
    "Koperasi Rimba Lestari Gelar Pelatihan Madu\n\n"
    "Tanjung Wulung, Harian Contoh - Koperasi Rimba Lestari (KRL) membuka Pelatihan Madu 2031 di Balai Desa Sukatirta, "
    "Rabu (5/3/2031). "
    "“Panen tahun ini melimpah,” ujar Ketua Koperasi Rimba Lestari Darmaji Wiryakusuma. "
    "Menurut Sulastri Ombakbiru dari Dinas Perhutanan Tanjung Wulung, harga madu akan naik bulan depan."
)


def span(words: str, start: int = 0) -> Span:
    """Where the words stand in the text."""
    at = TEXT.index(words, start)
    return Span(at, at + len(words))


def mentions(*words: str) -> tuple[Mention, ...]:
    return tuple(sorted(Mention(s.start, s.end) for s in map(span, words)))


BODY = TEXT.index("Tanjung")


def sample(article_id: str = "contoh-1") -> ArticleFacts:
    """The facts of the invented article."""
    quote = "“Panen tahun ini melimpah,” ujar Ketua Koperasi Rimba Lestari Darmaji Wiryakusuma"
    reported = "Menurut Sulastri Ombakbiru dari Dinas Perhutanan Tanjung Wulung, harga madu akan naik bulan depan"
    return ArticleFacts(
        article=Article(
            id=article_id,
            text=TEXT,
            body=BODY,
            title="Koperasi Rimba Lestari Gelar Pelatihan Madu",
            published=date(2031, 3, 6),
            url="https://harian.example/berita/1?a=b",
            publisher="Harian Contoh",
            dateline="Tanjung Wulung, Harian Contoh",
        ),
        entities=(
            Entity(
                "organisation:1",
                EntityKind.ORGANISATION,
                "Koperasi Rimba Lestari",
                ("KRL",),
                mentions("Koperasi Rimba Lestari", "KRL"),
            ),
            Entity(
                "place:1",
                EntityKind.PLACE,
                "Balai Desa Sukatirta",
                (),
                mentions("Balai Desa Sukatirta"),
                confidence=0.9,
            ),
            Entity("person:1", EntityKind.PERSON, "Darmaji Wiryakusuma", (), mentions("Darmaji Wiryakusuma")),
            Entity("person:2", EntityKind.PERSON, "Sulastri Ombakbiru", (), mentions("Sulastri Ombakbiru")),
            Entity(
                "organisation:2",
                EntityKind.ORGANISATION,
                "Dinas Perhutanan Tanjung Wulung",
                (),
                mentions("Dinas Perhutanan Tanjung Wulung"),
            ),
        ),
        roles=(
            Role(
                "role:1",
                "person:1",
                "Ketua",
                "organisation:1",
                evidence=(span("Ketua Koperasi Rimba Lestari Darmaji Wiryakusuma"),),
                rule="title organisation name",
            ),
            Role(
                "role:2",
                "person:2",
                None,
                "organisation:2",
                evidence=(span("Sulastri Ombakbiru dari Dinas Perhutanan Tanjung Wulung"),),
                confidence=0.85,
                rule="name dari organisation",
            ),
        ),
        events=(
            Event(
                "event:1",
                "Pelatihan Madu 2031",
                ("Pelatihan Madu",),
                "Training",
                start=date(2031, 3, 5),
                place="place:1",
                organisers=("organisation:1",),
                participants=("person:1",),
                mentions=mentions("Pelatihan Madu", "Pelatihan Madu 2031"),
                rule="event noun",
            ),
        ),
        statements=(
            Statement(
                "statement:1",
                SpeechMode.DIRECT,
                span("Panen tahun ini melimpah,"),
                "person:1",
                span(quote),
                role="role:1",
                event="event:1",
                cue="ujar",
            ),
            Statement(
                "statement:2",
                SpeechMode.INDIRECT,
                span("harga madu akan naik bulan depan"),
                "person:2",
                span(reported),
                role="role:2",
                mentions=("organisation:2",),
                cue="menurut",
                confidence=0.9,
            ),
        ),
    )


# ---- arbitrary facts ---------------------------------------------------------------------------------------------

#: Characters that tend to break serialisation and IRIs beside ordinary ones.
_TEXT = st.text(
    alphabet=st.one_of(st.sampled_from("aiu nk \"“”'\\\n\t#%/é😀\u200b<>{}|^`"), st.characters(codec="utf-8")),
    min_size=12,
    max_size=60,
)
_CONFIDENCE = st.floats(0, 1, allow_nan=False)
_DATES = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
_WORD = st.sampled_from(["Ketua", "ketua", "Kepala Biro", "narasumber"])
_RULE = st.sampled_from(["", "one rule", "another rule"])


@st.composite
def articles_facts(draw: st.DrawFn) -> ArticleFacts:
    """Facts of an article whose spans and references are right and whatever else is arbitrary."""
    text = draw(_TEXT)
    positions = st.integers(0, len(text) - 1)

    def stretch() -> Span:
        start = draw(positions)
        return Span(start, draw(st.integers(start + 1, len(text))))

    def stretches(highest: int = 3) -> tuple[Span, ...]:
        return tuple(stretch() for _ in range(draw(st.integers(1, highest))))

    def named() -> dict[str, object]:
        marks = tuple(Mention(s.start, s.end, draw(_CONFIDENCE)) for s in stretches())
        names = [m.span.of(text) for m in marks]
        return {
            "name": max(names, key=len),
            "aliases": tuple(names[1:]),
            "mentions": marks,
            "confidence": draw(_CONFIDENCE),
        }

    entities = tuple(
        Entity(key=f"e:{i}", kind=draw(st.sampled_from(EntityKind)), **named())  # type: ignore[arg-type]
        for i in range(draw(st.integers(1, 5)))
    )
    keys = [e.key for e in entities]
    some = st.none() | st.sampled_from(keys)
    events = tuple(
        Event(
            key=f"v:{i}",
            type=draw(st.sampled_from(["Other", "Meeting", "Training"])),
            start=draw(_DATES),
            end=draw(_DATES),
            place=draw(some),
            organisers=tuple(draw(st.lists(st.sampled_from(keys), max_size=2))),
            participants=tuple(draw(st.lists(st.sampled_from(keys), max_size=2))),
            part_of=draw(st.none() | st.sampled_from([f"v:{j}" for j in range(i)])) if i else None,
            rule=draw(_RULE),
            **named(),  # type: ignore[arg-type]
        )
        for i in range(draw(st.integers(0, 3)))
    )
    some_event = st.none() | st.sampled_from([e.key for e in events]) if events else st.none()
    roles = tuple(
        Role(
            key=f"r:{i}",
            holder=draw(st.sampled_from(keys)),
            title=draw(st.none() | _WORD),
            organisation=draw(some),
            jurisdiction=draw(some),
            event=draw(some_event),
            evidence=stretches(2),
            confidence=draw(_CONFIDENCE),
            rule=draw(_RULE),
        )
        for i in range(draw(st.integers(0, 3)))
    )
    statements = []
    for i in range(draw(st.integers(0, 3))):
        words = stretch()
        speaker = draw(some)
        held = [r.key for r in roles if r.holder == speaker]
        around = Span(draw(st.integers(0, words.start)), draw(st.integers(words.end, len(text))))
        statements.append(
            Statement(
                key=f"s:{i}",
                mode=draw(st.sampled_from(SpeechMode)),
                words=words,
                speaker=speaker,
                evidence=around,
                role=draw(st.none() | st.sampled_from(held)) if held else None,
                event=draw(some_event),
                mentions=tuple(draw(st.lists(st.sampled_from(keys), max_size=2))),
                cue=draw(st.none() | st.sampled_from(["ujar", "kata"])),
                confidence=draw(_CONFIDENCE),
                rule=draw(_RULE),
            )
        )
    article = Article(
        id=draw(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)),
        text=text,
        body=draw(positions),
        title=draw(st.none() | st.just("Judul")),
        published=draw(_DATES),
        url=draw(st.none() | st.sampled_from(["https://harian.example/a b|c", "bukan alamat"])),
        publisher=draw(st.none() | st.just("Harian Contoh")),
        creator=draw(st.none() | st.just("rw")),
        dateline=draw(st.none() | st.just("Kota Contoh")),
    )
    return ArticleFacts(article, entities, roles, events, tuple(statements))

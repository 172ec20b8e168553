"""Events: what counts as one, what it is called, when, where and by whom. All names are invented."""

from __future__ import annotations

import re
from datetime import date

import pytest

from kg.facts import events
from kg.facts.events_extent import abbreviates
from kg.facts.events_group import clusters
from kg.facts.events_phrases import Scanner
from kg.facts.events_places import place_at
from kg.facts.events_roles import roles_at
from kg.facts.events_score import explain, features
from kg.facts.logistic import fit, probability
from kg.facts.reading import Reading
from kg.model import Entity, EntityKind, Event, Mention, RawArticle, Tag, TagLabel
from kg.text.clean import freeze
from kg.text.document import document

PERSON, ORGANISATION, PLACE = EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE


def read(text: str, title: str | None = None, tags: tuple[Tag, ...] = (), **names: EntityKind) -> Reading:
    """A reading whose entities are ``names``, with _ for a space; keys are the names."""
    article = freeze(RawArticle("x", text, "test", title, "2025-11-07"))
    found = []
    for key, kind in names.items():
        name = key.replace("_", " ")
        spans = tuple(Mention(m.start(), m.end()) for m in re.finditer(re.escape(name), article.text))
        found.append(Entity(key, kind, name, (), spans))
    return Reading(document(article), tags, tuple(found))


def cores(text: str, **names: EntityKind) -> list[str]:
    reading = read(text, **names)
    return [p.core.of(reading.text) for p in Scanner(reading).phrases()]


# ---- phrases


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("Musyawarah Besar (Mubes) Tani Sari digelar kemarin.", "Musyawarah Besar (Mubes) Tani Sari"),
        ("Ia membuka seminar nasional yang ramai.", "seminar nasional"),
        ("Warga melihat banjir di Desa Mekar yang tinggi.", "banjir di Desa Mekar"),
        ("Kami menggelar kegiatan bakti sosial hari ini.", "bakti sosial"),
        ("Ia hadir di acara Nusa Tekno 6.0 kemarin.", "Nusa Tekno 6.0"),
        ("Ia hadir dalam acara bertajuk “Pasar Kita” kemarin.", "Pasar Kita"),
        ("Rapat Evaluasi dan Perencanaan Tahun 2025 dibuka.", "Rapat Evaluasi dan Perencanaan Tahun 2025"),
        ("Warga menunggu penyerahan bantuan pupuk dilakukan.", "penyerahan bantuan pupuk"),
        ("Ia datang ke Nusa Digital Expo 2025 kemarin.", "Nusa Digital Expo 2025"),
        ("Polisi memulai penertiban terhadap pedagang liar itu.", "penertiban terhadap pedagang liar"),
        ("Kami memantau gempa pada Senin (3/11/2025).", "gempa"),
        ("Warga memadamkan kebakaran dengan alat seadanya.", "kebakaran"),
        ("Warga menunggu audiensi dengan Bupati Mekar.", "audiensi dengan Bupati Mekar"),
    ],
)
def test_how_far_a_phrase_reaches(text: str, core: str) -> None:
    assert cores(text) == [core]


def test_a_person_belongs_to_the_name_only_where_the_noun_takes_one() -> None:
    assert cores("Tamu di pelantikan Sari Dewi kemarin.", Sari_Dewi=PERSON) == ["pelantikan Sari Dewi"]
    assert cores("Usai peresmian Bupati Sari Dewi pulang.", Sari_Dewi=PERSON) == ["peresmian"]


@pytest.mark.parametrize(
    "text",
    [
        "Ia duduk di ruang sidang Cendana.",
        "Panitia lomba berkumpul.",
        "Petugas pemadam kebakaran datang.",
        "Wasit memberi peringatan keras.",
        "Kepala Seksi Penertiban Pasar datang.",
        "Pekan lalu hujan.",
    ],
)
def test_an_event_noun_inside_something_else_is_no_phrase(text: str) -> None:
    assert cores(text) == []


def test_a_tag_that_ends_in_a_person_names_no_event() -> None:
    text = "Hadir Bupati Sari Dewi kemarin."
    tag = Tag(6, text.index(" kemarin"), TagLabel.EVENT, 0.9)
    reading = read(text, None, (tag,), Sari_Dewi=PERSON)
    assert Scanner(reading).phrases() == []


def test_an_event_noun_inside_an_organisation_is_no_phrase() -> None:
    assert cores("Forum Tani Mekar menolak.", Forum_Tani_Mekar=ORGANISATION) == []


@pytest.mark.parametrize(
    ("short", "phrase", "expected"),
    [
        ("Mubes", "Musyawarah Besar", True),
        ("baksos", "kegiatan bakti sosial", True),
        ("OTT", "Operasi Tangkap Tangan", True),
        ("BPD", "sidang Badan Permusyawaratan Desa", False),
        ("AN", "serangan Negeri Anu", False),
    ],
)
def test_short_forms_abbreviate_from_the_head(short: str, phrase: str, expected: bool) -> None:
    assert abbreviates(short, phrase) is expected


# ---- one event or several


def groups(text: str) -> list[list[str]]:
    reading = read(text)
    return [[p.span.of(reading.text) for p in c.phrases] for c in clusters(reading, Scanner(reading).phrases())]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Rapat kerja tahunan dibuka. Rapat itu ramai.", 1),
        ("Banjir di Desa Mekar surut. Banjir Mekar itu parah.", 1),
        ("Ada lomba lari. Ada lomba masak.", 2),
        ("Musyawarah Besar (Mubes) Tani dibuka. Mubes ramai.", 1),
        ("Peluncuran aplikasi Sapa Warga ramai. Peresmian aplikasi Sapa Warga selesai.", 1),
        ("Ada demo di alun-alun. Unjuk rasa itu damai.", 1),
    ],
)
def test_clusters(text: str, count: int) -> None:
    assert len(groups(text)) == count


def test_generic_mentions_echo_the_event_before_them() -> None:
    reading = read("Seminar tani dibuka. Kegiatan tersebut ramai.")
    (only,) = clusters(reading, Scanner(reading).phrases())
    assert [p.span.of(reading.text) for p in only.echoes] == ["Kegiatan"]


# ---- whole events

STORY = (
    "Serikat Tani Mekar menggelar Musyawarah Besar (Mubes) Tani 2025 di Aula Cendana, Kota Surakarta, "
    "Kamis (6/11/2025). "
    "Musyawarah Besar itu dibuka Bupati Mekar, Sari Dewi, dan dihadiri pengurus Koperasi Padi. "
    "“Petani harus maju,” kata Sari Dewi dalam sambutannya. "
    "Mubes menghadirkan narasumber, yakni Dr. Budi Laksana dan Tono Wirya, dengan moderator Rina Ayu."
)
NAMES = {
    "Serikat_Tani_Mekar": ORGANISATION, "Koperasi_Padi": ORGANISATION, "Sari_Dewi": PERSON, "Budi_Laksana": PERSON,
    "Tono_Wirya": PERSON, "Rina_Ayu": PERSON,
}  # fmt: skip


@pytest.fixture
def story() -> Reading:
    return read(STORY, "Serikat Tani Mekar Gelar Mubes", **NAMES)


def test_the_main_event(story: Reading) -> None:
    found = events.find(story)
    (event,) = found.events
    assert event.name == "Musyawarah Besar (Mubes) Tani 2025"
    assert {"Musyawarah Besar", "Mubes"} <= set(event.aliases)
    assert event.type == "Meeting"
    assert (event.start, event.end) == (date(2025, 11, 6), None)
    assert event.organisers == ("Serikat_Tani_Mekar",)
    assert {"Sari_Dewi", "Budi_Laksana", "Tono_Wirya", "Rina_Ayu"} <= set(event.participants)
    (place,) = found.places
    assert (place.key, place.kind, place.name) == ("place:venue:1", PLACE, "Aula Cendana, Kota Surakarta")
    assert event.place == place.key


def test_mentions_stand_in_the_text(story: Reading) -> None:
    (event,) = events.find(story).events
    assert event.mentions
    assert {story.text[m.start : m.end] for m in event.mentions} <= {event.name, *event.aliases}


def test_a_place_that_is_known_is_not_made_again() -> None:
    reading = read(STORY.replace("Aula Cendana, Kota Surakarta", "Surakarta"), None, Surakarta=PLACE, **NAMES)
    found = events.find(reading)
    assert found.places == ()
    assert found.events[0].place == "Surakarta"


def test_roles_at_the_event(story: Reading) -> None:
    found = events.find(story).events
    roles = events.event_roles(story, found, ())
    assert [(r.title, r.holder) for r in roles] == [
        ("narasumber", "Budi_Laksana"), ("narasumber", "Tono_Wirya"), ("moderator", "Rina_Ayu"),
    ]  # fmt: skip
    assert {r.event for r in roles} == {found[0].key}
    assert events.event_roles(story, found, roles) == ()


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Sari Dewi sebagai narasumber di seminar tani.", ["narasumber"]),
        ("Ketua panitia, Sari Dewi, membuka seminar tani.", ["Ketua panitia"]),
        ("Sari Dewi pulang. Hal itu disampaikannya saat menjadi narasumber di seminar tani.", ["narasumber"]),
        ("Narasumber seminar tani pulang; Sari Dewi tidak.", []),
    ],
)
def test_role_patterns(text: str, titles: list[str]) -> None:
    reading = read(text, Sari_Dewi=PERSON)
    at = Event("event:1", "seminar tani", mentions=(Mention(0, 1),))
    assert [r.title for r in roles_at(reading, [at])] == titles


@pytest.mark.parametrize(
    "text",
    [
        "Harga beras naik lagi. Warga mengeluh.",
        "Program kerja pemerintah berjalan baik sejak awal tahun.",
        "“Kami ingin ada lomba setiap tahun,” kata seorang warga.",
    ],
)
def test_no_event(text: str) -> None:
    assert events.find(read(text)).events == ()


def test_an_event_tag_names_what_no_noun_does() -> None:
    text = "Sari Dewi menghadiri Nusa Merdu 2025 di Kota Surakarta, Kamis (6/11/2025)."
    start = text.index("Nusa")
    tag = Tag(start, start + len("Nusa Merdu 2025"), TagLabel.EVENT, 0.95)
    assert [e.name for e in events.find(read(text, None, (tag,), Sari_Dewi=PERSON)).events] == ["Nusa Merdu 2025"]


def test_the_same_reading_gives_the_same_events(story: Reading) -> None:
    assert events.find(story) == events.find(read(STORY, "Serikat Tani Mekar Gelar Mubes", **NAMES))


# ---- places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Aula Dinas Sosial, Kota Surakarta, kemarin", "Aula Dinas Sosial, Kota Surakarta"),
        ("halaman Mapolres Mekar pagi tadi", "halaman Mapolres Mekar"),
        ("Jalan Melati, Desa Sari, Kecamatan Baru, yang ramai", "Jalan Melati, Desa Sari, Kecamatan Baru"),
        ("Jl. Melati No. 5, Surakarta", "Jl. Melati No. 5, Surakarta"),
        ("ruang rapat paripurna DPRD Mekar", "ruang rapat paripurna DPRD Mekar"),
        ("Pengadilan Negeri (PN) Mekar, Senin (3/11)", "Pengadilan Negeri (PN) Mekar"),
        ("antaranya Sari dan Budi", None),
        ("bidang hukum", None),
        ("Lomba Sari", None),
        ("rumahnya sendiri", None),
    ],
)
def test_places(text: str, place: str | None) -> None:
    reading = read(text)
    found = place_at(reading, 0, len(text))
    assert (found.of(text) if found else None) == place


# ---- the score


def test_fit_learns_what_separates_and_respects_a_prior() -> None:
    examples = [({"bias": 1.0, "held": 1.0}, True)] * 6 + [({"bias": 1.0, "quantity": 1.0}, False)] * 6
    learned = fit(examples, decay=0.1)
    assert learned["held"] > 0 > learned["quantity"]
    assert probability({"bias": 1.0, "held": 1.0}, learned) > 0.5 > probability({"bias": 1.0, "quantity": 1.0}, learned)
    never_seen_wrong = fit([({"bias": 1.0, "held": 1.0}, True), ({"bias": 1.0}, False)], 1.0, {"held": 3.0})
    assert never_seen_wrong["held"] >= 3.0


def test_a_result_explains_itself(story: Reading) -> None:
    every = clusters(story, Scanner(story).phrases())
    parts = explain(features(story, every[0], every))
    assert parts == sorted(parts, key=lambda p: (-abs(p[1]), p[0]))
    assert {"held", "named in the title"} <= {name for name, _ in parts}

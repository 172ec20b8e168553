"""The tagger as rules alone: word lists and the shape of words, nothing trained.

It is what trained taggers are measured against, and so a fair effort: a reader's rules of thumb in the order a reader
would use them. In each sentence, words are claimed by titles, then organisations, places and persons; then the names
that are sure somewhere in the article are found where nothing but the name shows them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.lexicon import words
from kg.model import Span, Tag, TagLabel
from kg.tagger.bio import merged
from kg.tagger.claims import GUESSED, SHOWN, Sentence, before_names, digest, lower, phrases, speech
from kg.tagger.units import units

#: Persons have names of at most this many words.
_LONGEST_NAME = 6

_ACRONYM = re.compile(r"[A-Z]{3,9}(?:-[A-Z]{2,})?")
_INITIALS = re.compile(r"[A-Z]{1,4}")
_NUMBER = re.compile(r"(?:[IVX]+|\d{1,4}|[Kk]e-\w+)")
#: Short names of bodies made of the first syllables of their words: "Kemenkes", "Pemkot", "Disdik", "Polresta".
_BLEND = re.compile(r"(?:Kemen[a-z]{2,}|Pem(?:kab|kot|prov|des)|Kej(?:ari|ati|agung)|Polri|Bareskrim|Bawaslu|Panwaslu)")
_NEEDS_NAME = re.compile(
    r"(?:Pem(?:kab|kot|prov|des)|Pemerintah|Dis[a-z]{2,}|Din[a-z]{3,}|Pol(?:da|res|sek)\w*|Tim(?:nas)?|Unit|Sekolah"
    r"|S[DM][PAK]?N?|MTs|M[AI]N?|RSU?|PN|P[DCW]|BEM|Ponpes|Pesantren)"
)
_PARENTS = frozenset("Kementerian Dinas Badan Universitas Polres Polda Kantor Pemerintah Pemkab Pemkot".split())
_COMPASS = frozenset("timur barat utara selatan tengah pusat raya indonesia ri".split())
#: Words that go on with an office though no list of subject matters has them.
_IN_TITLES = frozenset(
    """umum harian utama pelaksana dalam negeri koordinator jenderal eksekutif bidang biro seksi
    bagian divisi unit khusus ahli madya muda satu""".split()
)
_BEFORE_ACTORS = frozenset(", ( dan serta oleh dengan bersama kepada bagi bahwa untuk".split())


def _titles(s: Sentence) -> None:
    """Offices: in capitals, or in small letters straight before a name or after the name and its comma."""
    heads, i = phrases("role_titles"), 0
    while i < len(s.row):
        n = s.longest(i, heads)
        j = i + n
        while n and (more := s.longest(j, heads)):  # "mantan Wakil Ketua"
            j += more
        if not n or (s.free(i - 1) and s.lower[i - 1] in lower("organisation_heads")):  # "Ikatan Guru"
            i += 1
            continue
        while j < len(s.row) and (s.lower[j] in _IN_TITLES or (s.free(j) and s.lower[j] in lower("subject_matters"))):
            joint = j + 2 < len(s.row) and s.words[j + 1] == "dan" and s.lower[j + 2] in lower("subject_matters")
            j += 2 if joint else 1
        after_name = i > 1 and s.words[i - 1] == "," and s.capital[i - 2]
        if s.capital[i] or s.free(j) or after_name:
            s.claim(i, j, TagLabel.TITLE)
            if heads.get(tuple(s.lower[i:j]), {}).get("completes") == "place":
                j = _jurisdiction(s, j)
        i = j


def _jurisdiction(s: Sentence, i: int) -> int:
    """Claim the place between an office over places and the name: "Bupati Sukamaju Budi …"; return where it ends."""
    end = s.run(i)
    given = next((k for k in range(i, end) if s.lower[k] in lower("given_names")), end)
    place = given - i if given < end or end - i == 1 else 0
    if not place or s.place(i) or s.lower[i - 1] == "presiden" or s.lower[i] in before_names():
        return i
    return s.claim(i, i + place, TagLabel.PLACE, GUESSED)


def _organisation(s: Sentence, i: int) -> int:
    """Where the organisation that begins at unit i ends; i when none does."""
    word, low = s.words[i], s.lower[i]
    head = low in lower("organisation_heads")
    acronym = bool(_ACRONYM.fullmatch(word)) and not s.headline
    blend = bool(_BLEND.fullmatch(word))
    head = head or bool(_NEEDS_NAME.fullmatch(word))
    if not (head or acronym or blend) or low in before_names() or word in words("not_organisations", kind="thing"):
        return i
    if acronym and not head and (word in words("not_organisations", kind="group") or _is_initials(s, i)):
        return i
    j = i + 1
    while j < len(s.row):
        joint = s.words[j] in ("dan", "&", ",") and s.free(j + 1) and s.lower[j + 1] in lower("subject_matters")
        if n := s.place(j):
            j += n
            while j < len(s.row) and s.free(j) and s.lower[j] in _COMPASS:
                j += 1
            break
        if joint and head:
            j += 2
        elif s.free(j) and s.lower[j] not in before_names() and (head or s.lower[j] in lower("subject_matters")):
            if s.lower[j] in lower("given_names") or (j > i + 1 and s.words[j] in _PARENTS):
                break
            j += 1
        elif head and _NUMBER.fullmatch(s.words[j]):
            j += 1
        else:
            break
    bare = " ".join(s.lower[i:j]) in words("not_organisations", kind="bare") or (j == i + 1 and s.small[low] > 0)
    if bare or (j == i + 1 and head and not (acronym or blend)):
        return i
    if s.words[j : j + 1] == ["("] and s.words[j + 2 : j + 3] == [")"] and s.free(j + 1):
        j += 3  # the short form goes with the long one: "Ikatan Petani Madu (IPM)"
    return j


def _is_initials(s: Sentence, i: int) -> bool:
    """Whether capitals are a suspect's initials: "AR (34)", "berinisial AR"."""
    age = s.words[i + 1 : i + 2] == ["("] and s.words[i + 2 : i + 3] != [] and s.words[i + 2].isdigit()
    return bool(_INITIALS.fullmatch(s.words[i])) and (age or (i > 0 and s.lower[i - 1] in ("inisial", "berinisial")))


def _bodies_and_places(s: Sentence) -> None:
    i = 0
    while i < len(s.row):
        if not s.free(i):
            i += 1
        elif (j := _organisation(s, i)) > i:
            i = s.claim(i, j, TagLabel.ORGANISATION)
        elif n := s.place(i):
            i = s.claim(i, i + n, TagLabel.PLACE)
        elif s.lower[i] in lower("venues") and s.free(i + 1) and not s.headline:
            i = s.claim(i, s.run(i), TagLabel.PLACE)
        elif i and s.words[i - 1] in ("di", "ke") and s.lower[i] not in before_names():
            i = s.claim(i, s.run(i), TagLabel.PLACE, GUESSED)
        else:
            i += 1


def _persons(s: Sentence) -> None:
    """Runs of capitals that an honorific, a title, speech, an age or a usual given name shows to be persons."""
    i = 0
    while i < len(s.row):
        if not s.free(i) or s.headline:
            i += 1
            continue
        start, end = i, s.run(i)
        shown = False
        ranks = [k for k in range(i, end) if s.lower[k] in before_names() or (k == i and s.words[k] == ".")]
        while ranks and ranks[-1] + 1 < end and s.words[ranks[-1] + 1] == ".":
            ranks.append(ranks[-1] + 1)
        if ranks and ranks[-1] + 1 < end:
            start, shown = ranks[-1] + 1, True
        if shown and ranks[0] > i > 0 and s.label[i - 1] is TagLabel.TITLE:  # "Kapolsek Sukamaju AKP Budi"
            s.claim(i, ranks[0], TagLabel.PLACE)
        while start < end and not shown and (s.common(start) or s.lower[start] in before_names()):
            start += 1
        while end > start + 1 and s.lower[end - 1].replace(".", "") in words("honorifics", kind="degree"):
            end -= 1 + (s.words[end - 2] in (".", ","))
        if start < end and _person(s, start, end, shown):
            given = any(w in lower("given_names") for w in s.lower[start:end])
            s.claim(start, end, TagLabel.PERSON, SHOWN if shown or given else GUESSED)
        i = max(end, i + 1)


def _person(s: Sentence, i: int, j: int, shown: bool) -> bool:
    if j - i > _LONGEST_NAME or (s.words[i].isupper() and not _is_initials(s, i) and not shown):
        return False
    before = i - 1 - (i > 1 and s.words[i - 1] == ",")
    told = i > 0 and s.lower[i - 1] in speech()
    tells = j < len(s.row) and s.lower[j] in words("speech_verbs", "active")
    office = before >= 0 and s.label[before] is TagLabel.TITLE
    apposition = j + 1 < len(s.row) and s.words[j] == "," and s.label[j + 1] is TagLabel.TITLE
    age = s.words[j : j + 1] == ["("] and s.words[j + 1 : j + 2] != [] and s.words[j + 1].isdigit()
    given = s.lower[i] in lower("given_names")
    if j == i + 1 and s.lower[i] in lower("subject_matters"):
        return False
    if shown or told or tells or office or apposition or age or given:
        return True
    body = before >= 0 and s.label[before] is not None
    actor = j - i in (2, 3) and (i == 0 or s.lower[i - 1] in _BEFORE_ACTORS)
    return (actor or body) and all(s.words[k].isalpha() and not s.common(k) for k in range(i, j))


def _known(sentences: Sequence[Sentence], text: str, small: Counter[str]) -> None:
    """Names that are sure somewhere, wherever else they stand: in full, or a person's by words of the name."""
    full: dict[tuple[str, ...], TagLabel] = {}
    sure: set[tuple[str, ...]] = set()
    for s in sentences:
        for tag in s.tags:
            form = tuple(u.of(text) for u in s.row if tag.start <= u.start < tag.end)
            if tag.label in (TagLabel.PERSON, TagLabel.ORGANISATION):
                full.setdefault(form, tag.label)
                if tag.label is TagLabel.PERSON and tag.score == SHOWN:
                    sure.add(form)
    for form in sorted(sure):
        full |= {(w,): TagLabel.PERSON for w in form if len(w) > 2 and (w,) not in full and not small[w.casefold()]}
    for s in sentences:
        i = 0
        while i < len(s.row):
            sizes = range(min(8, len(s.row) - i), 0, -1) if s.free(i) else ()
            n = next((n for n in sizes if tuple(s.words[i : i + n]) in full and not any(s.label[i : i + n])), 0)
            i = s.claim(i, i + n, full[tuple(s.words[i : i + n])]) if n else i + 1


def _events(s: Sentence) -> Iterator[Tag]:
    """Event nouns with the capitals and numbers after them: "Rapat Kerja Daerah II 2025", "peluncuran Kartu Ikan"."""
    nouns, i = phrases("event_nouns"), 0
    while i < len(s.row):
        n = s.longest(i, nouns)
        kind = nouns[tuple(s.lower[i : i + n])]["kind"] if n else "no"
        j = i + n
        while kind != "no" and j < len(s.row):
            joint = s.words[j] in ("dan", "&") and j + 1 < len(s.row) and s.capital[j + 1] and j > i + n
            if not (s.capital[j] or _NUMBER.fullmatch(s.words[j]) or joint) or s.lower[j] in before_names():
                break
            j += 1
        if kind != "no" and j > i + n and s.words[j : j + 1] == ["("] and s.words[j + 2 : j + 3] == [")"]:
            j += 3 * s.capital[j + 1]
        if kind != "no" and j > i + n and not s.headline and s.label[i] in (None, TagLabel.PERSON):
            yield Tag(s.row[i].start, s.row[j - 1].end, TagLabel.EVENT, GUESSED)
        i = max(j, i + 1)


class RulesTagger:
    """Tags texts by rules. ``version`` is a digest of the word lists."""

    name = "jejaring-rules"

    def __init__(self) -> None:
        self.version = digest()

    def layers(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
        """Names (with places and titles) and event phrases; the two layers may overlap each other."""
        rows = [row for s in sentences if (row := list(units(text, s)))]
        small = Counter(w for row in rows for u in row if (w := u.of(text)).islower())
        read = [Sentence(text, row, small) for row in rows]
        for s in read:
            _titles(s)
            _bodies_and_places(s)
            _persons(s)
        _known(read, text, small)
        events = [tag for s in read for tag in _events(s)]
        return tuple(sorted(t for s in read for t in s.tags)), tuple(sorted(events))

    def speech(self, text: str, sentences: Sequence[Span]) -> tuple[tuple[Span, float], ...]:
        """Nothing: reported speech is found by the rules of the facts."""
        return ()

    def tag(self, text: str, sentences: Sequence[Span]) -> tuple[Tag, ...]:
        """All tags of the text in one layer, ordered, without overlaps."""
        return merged(text, *self.layers(text, sentences))

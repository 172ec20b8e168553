"""Titles in a text: where an office begins, how far it goes, what completes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.facts.names import abbreviates, is_prefix_word, parts, shortens
from kg.facts.reading import Named, Reading
from kg.lexicon import table
from kg.model import EntityKind, Span, TagLabel

#: Words that may stand inside a title or between it and what completes it, in lower case.
_INNER = frozenset(
    """dan di pada untuk bidang bagian urusan se nonaktif terpilih tetap umum utama muda madya ahli periode masa bakti
    tahun era sementara tingkat &""".split()
)
#: Words that tie two titles of one person together.
_TIES = frozenset({"sekaligus", "merangkap", "dan", "serta", "yang", "juga", ",", "/"})
#: A title with its completion is seldom longer than this many characters before the name; "Kepala Dinas Perumahan,
#: Kawasan Permukiman dan Pertanahan Kabupaten X" has 73.
REACH = 170


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A title as it stands: ``title`` is the office alone, ``organisation`` and ``place`` complete it."""

    title: Span
    whole: Span
    organisation: str | None = None
    place: str | None = None
    also: tuple[str, ...] = ()
    """Further organisations that the same title holds for: "direktur PT Air dan PT Api"."""


@cache
def _heads() -> dict[str, dict[str, str]]:
    return {r["word"]: r for r in table("role_titles")}


@cache
def _longest_head() -> int:
    return max(len(w.split()) for w in _heads())


def head_at(reading: Reading, tokens: tuple[Span, ...], i: int) -> tuple[int, str] | None:
    """How many tokens a title head takes at token ``i``, and its completion kind; None when no title begins there."""
    for n in range(min(_longest_head(), len(tokens) - i), 0, -1):
        words = " ".join(t.of(reading.text).lower().rstrip(".") for t in tokens[i : i + n])
        for form in (words, words.removesuffix("nya")):  # "penasihat hukumnya"
            if form in _heads():
                return n, _heads()[form]["completes"]
    return None


def same_office(a: str, b: str) -> bool:
    """Whether two titles of one person are one office, said in full and in short.

    >>> same_office("Menteri Keuangan", "Menkeu"), same_office("Wakil Ketua", "Ketua")
    (True, False)
    """
    short, full = sorted((a, b), key=len)
    if short.lower() == full.lower():
        return True
    first, _, rest = short.partition(" ")
    if not rest:
        return abbreviates(first, full)
    if shortens(short, full):  # "Menteri PU" for "Menteri Pekerjaan Umum"
        return True
    # "Menko Pangan" for "Menteri Koordinator Bidang Pangan", "Plt Kadis" for "Pelaksana Tugas Kepala Dinas"
    tail = parts(rest)
    whole = parts(full)
    return (
        whole[-len(tail) :] == tail and len(whole) > len(tail) + 1 and abbreviates(first, " ".join(whole[: -len(tail)]))
    )


def is_case_title(title: str) -> bool:
    """Whether a title is a part in a legal case: "tersangka", "saksi"."""
    row = _heads().get(title.lower().split()[0] if title else "")
    return bool(row) and row["kind"] == "case"  # type: ignore[index]


def phrases(reading: Reading, stretch: Span) -> tuple[TitlePhrase, ...]:
    """The titles that fill ``stretch`` from its first title to its end, or nothing when other words stand between.

    The stretch is what stands between some boundary and a name ("Ketua Komite X sekaligus anggota Dewan Y"), or after a
    name. Everything from the first title on must belong to a title, to what completes it, or tie two titles.
    """
    tokens = reading.tokens_in(stretch)
    starts: list[tuple[int, int, str]] = []
    i = 0
    covered: Named | None
    while i < len(tokens):
        if starts and (close := _bracketed(reading, tokens, i)):
            i = close  # "Menteri Pangan (Menpang)": the short form says nothing new
            continue
        covered = reading.named_at(tokens[i].start, EntityKind.ORGANISATION, EntityKind.PLACE)
        head = head_at(reading, tokens, i) if covered is None else None
        tag = next(iter(reading.tags_in(Span(tokens[i].start, stretch.end), TagLabel.TITLE)), None)
        tagged = tag is not None and tag.start == tokens[i].start and covered is None
        if head is not None or tagged:
            n = head[0] if head else 1
            if tag is not None and tagged:
                n = max(n, sum(1 for t in tokens[i:] if t.end <= tag.end))
            starts.append((i, n, head[1] if head else ""))
            i += n
        else:
            i = _skip(tokens, i, covered)
    if not starts:
        return ()
    found: list[TitlePhrase] = []
    for k in range(len(starts) - 1, -1, -1):
        first, n, completes = starts[k]
        after = starts[k + 1][0] if k + 1 < len(starts) else len(tokens)
        gap = _bracketed(reading, tokens, first + n) or first + n  # "Penjabat (Pj) Wali Kota"
        if k + 1 < len(starts) and gap == after and found and found[0].title.start == tokens[after].start:
            # Two heads side by side are one title: "Wakil Ketua", "mantan Kepala".
            later = found.pop(0)
            title, whole = _span(tokens, first, later.title), _span(tokens, first, later.whole)
            found.insert(0, TitlePhrase(title, whole, later.organisation, later.place, later.also))
            continue
        phrase = _phrase(
            reading,
            tokens,
            first,
            n,
            after,
            completes,
            last=k == len(starts) - 1 or tokens[after - 1].of(reading.text) == "(",
        )
        if phrase is None:
            break
        found.insert(0, phrase)
    return tuple(found)


def _bracketed(reading: Reading, tokens: tuple[Span, ...], i: int) -> int | None:
    """The token after a bracket of at most three tokens that opens at token ``i``; None when there is none."""
    if i < len(tokens) and tokens[i].of(reading.text) == "(":
        for j in range(i + 2, min(i + 5, len(tokens))):
            if tokens[j].of(reading.text) == ")":
                return j + 1
    return None


def _span(tokens: tuple[Span, ...], first: int, later: Span) -> Span:
    return Span(tokens[first].start, later.end)


def _skip(tokens: tuple[Span, ...], i: int, covered: Named | None) -> int:
    if covered is None:
        return i + 1
    j = i
    while j < len(tokens) and tokens[j].start < covered.end:
        j += 1
    return max(j, i + 1)


def _phrase(
    reading: Reading, tokens: tuple[Span, ...], first: int, n: int, stop: int, completes: str, *, last: bool
) -> TitlePhrase | None:
    """The title that begins at token ``first`` and may reach to token ``stop``; None when foreign words stand there."""
    organisation = place = None
    also: tuple[str, ...] = ()
    end_title = first + n
    end_whole = end_title
    completed = False
    i = first + n
    while i < stop:
        if close := _bracketed(reading, tokens, i):
            i = end_whole = close
            continue
        token = tokens[i]
        word = token.of(reading.text)
        named = reading.named_at(token.start, EntityKind.ORGANISATION, EntityKind.PLACE)
        if named is not None:
            j = _skip(tokens, i, named)
            if completes == "whole" and named.kind is EntityKind.ORGANISATION and not completed:
                end_title = j  # Menteri + the short name of the field
            elif named.kind is EntityKind.ORGANISATION and organisation and _tied(reading, tokens[i - 1]):
                also = (*also, named.entity.key)
            elif named.kind is EntityKind.ORGANISATION:
                organisation = organisation or named.entity.key
                completed = True
            else:
                place = place or named.entity.key
                completed = True
            i = end_whole = j
            continue
        lower = word.lower()
        if word in ",/" or lower in _TIES:
            # A comma or tie at the very end leads on to the name or the next title; inside it must lead to a name.
            rest = [t.of(reading.text).lower() for t in tokens[i:stop]]
            if all(r in _TIES for r in rest):
                break
            if lower in _INNER or word == ",":
                if not completed and word != ",":
                    end_whole = i + 1
                i += 1
                continue
            return None
        if word in "().-–" or (lower in _INNER and not word[:1].isupper()) or is_prefix_word(word):
            i += 1
            continue
        if not completed and i == first + n and (generic := _generic(reading, tokens, i)):
            organisation, i = generic
            end_whole, completed = i, True
            continue
        if completed and (reading.document.article.body > token.start or not last):
            return None  # "Kepala Dinas X Arga dan Kepala Dinas Y Sekar": perhaps a name that nobody tagged
        modifies = not completed and i == first + n and _modifier(lower)
        if word[:1].isupper() or word[:1].isdigit() or modifies:
            if not completed:
                end_title = i + 1
            end_whole = i + 1
            i += 1
            continue
        return None
    title = Span(tokens[first].start, tokens[end_title - 1].end)
    return TitlePhrase(
        title, Span(tokens[first].start, tokens[max(end_whole, end_title) - 1].end), organisation, place, also
    )


def _tied(reading: Reading, token: Span) -> bool:
    """Whether a token ties two bodies under one title."""
    return token.of(reading.text).lower() in ("dan", "serta", "sekaligus", "&", "/")


@cache
def _bodies() -> dict[tuple[str, ...], frozenset[str]]:
    return {tuple(r["noun"].split()): frozenset(r["names"].split("|")) - {""} for r in table("generic_bodies")}


def _generic(reading: Reading, tokens: tuple[Span, ...], i: int) -> tuple[str | None, int] | None:
    """A common noun at token ``i`` that stands for a body named before: its key (or None), and the token after it.

    "direktur rumah sakit itu" → the hospital named last; "koordinator forum," → the forum.
    """
    for n in (2, 1):
        noun = tuple(t.of(reading.text) for t in tokens[i : i + n])
        if len(noun) != n or noun not in _bodies():
            continue
        end = i + n
        if end < len(tokens) and tokens[end].of(reading.text) in ("itu", "ini", "tersebut"):
            end += 1
        heads = _bodies()[noun]
        before = reading.named_in(Span(0, tokens[i].start), EntityKind.ORGANISATION)
        fitting = [b for b in before if heads & {w.lower() for n_ in b.entity.names for w in n_.split()[:1]}]
        return (fitting[-1].entity.key if fitting else None), end
    return None


#: Lower-case words that make a title more exact: "pengamat politik", "dosen tetap", "pakar hukum tata negara".
_MODIFIERS = frozenset(
    """politik hukum ekonomi sosial pendidikan kesehatan lingkungan militer energi transportasi komunikasi keamanan
    pidana perdata publik kebijakan senior muda khusus sejarah budaya agama pertanian perburuhan ketenagakerjaan
    sepak bola kepolisian intelijen pertahanan maritim internasional nasional daerah lapangan aksi bidang""".split()
)


def _modifier(word: str) -> bool:
    return word in _MODIFIERS or word.startswith("ke-")


_BARE = re.compile(r"[\s,.]+$")
#: The number of a party to a case: "terdakwa II".
_NUMBER = re.compile(r"\s+(?:[IVX]+|\d{1,2})$")


def clean_title(text: str, span: Span) -> str:
    """The words of a title with single spaces, without a trailing comma or stop and without a bracket left open."""
    words = " ".join(span.of(text).split())
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")]
    words = _BARE.sub("", words)
    if is_case_title(words):
        words = _NUMBER.sub("", words)
    # "kuasa hukumnya": whose counsel is said elsewhere, the office is the same.
    return words[: -len("nya")] if words.endswith("nya") and words[: -len("nya")].lower() in _heads() else words

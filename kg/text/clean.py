"""From a raw article to an article whose text is frozen.

Only characters are normalised (line ends, composed letters, odd spaces, invisible marks, HTML entities), so the stored
text stays the outlet's. Furniture (advertisement breaks, links to other stories, photo credits, datelines, bylines) is
not cut out but *marked* as noise: offsets keep their meaning, and nothing disappears unseen.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache

from kg.lexicon import table
from kg.model import Article, RawArticle, Span
from kg.text.dates import parse_published

# Marks that no reader sees, and control characters that XML cannot hold. U+0080 to U+009F stay: they are the rests of
# letters that the outlet decoded wrongly, and the stored text stays the outlet's.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\ufffe\uffff\x00-\x08\x0e-\x1b]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]")
# With its semicolon only: html.unescape alone would also turn "?a=1&copy=2" into a copyright sign.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

# A dateline may run to this many characters before its dash: "KABUPATEN SEKARWANGI, HARIAN PAGI SELAYA (HPS) –" has 44.
_DATELINE_REACH = 70
_DASH = re.compile(r"\s*(?:--+|[–—]|(?<=[\s\w)])-(?=\s)|\s-)\s*")
_DATELINE_WORD = re.compile(
    r"""(?:
        [A-Z][\w.'|/]*(?:-[A-Z][\w.]*)*      # capitalised word, place, outlet
      | [\w-]+(?:\.\w+)+                      # web address of the outlet
      | \d{1,4}(?:/\d{1,2}/\d{2,4})?          # day, year
      | [(),|:/]
    )""",
    re.VERBOSE,
)
_DATELINE_LINE = re.compile(r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}, ?[A-Z][\w.'-]*(?: [A-Z0-9][\w.'-]*){0,3}")

# "KOTA, HARIAN-Bupati …": without a space around it only a run of capitals tells the dash from a hyphen.
_GLUED_DASH = re.compile(r"(?:[A-Z]{3,}[ ,]+)+[A-Z]{3,}-(?=[A-Z][a-z])")
# "HARIAN.COM - KOTA -": behind the outlet's web address its place may have a dash of its own.
_PLACE_BEHIND = re.compile(
    r"(?:[A-Z]\w+(?: [A-Z]\w+){0,2}\s+[–—-]|[A-Z]{3,}(?: [A-Z]{3,}){0,2}\s*[–—-])\s*(?=[A-Z\"“])"
)
_WEB = r"[A-Z][\w-]+\.(?:com|co\.id|id|net|news|media|org|info)"
# A kicker, or the caption of the photo, may have been run together with the story: the dateline then stands after it.
_CAPTION_REACH = 600


def normalise(text: str) -> str:
    """``text`` with one kind of line end and space, composed letters, no invisible marks, HTML entities resolved."""
    text = _LINE_END.sub("\n", _ENTITY.sub(lambda m: html.unescape(m.group()), text))
    plain = _SPACES.sub(" ", _INVISIBLE.sub("", _LONE_SURROGATE.sub("\ufffd", text)))
    return unicodedata.normalize("NFC", plain)  # last, since an invisible mark may keep a letter and its accent apart


def freeze(raw: RawArticle) -> Article:
    """The article with its text frozen, furniture marked, dateline, byline and date read.

    The date is that of the input, or None; it is never guessed.
    """
    title = " ".join(normalise(raw.title).split()) if raw.title else None
    content = normalise(raw.text).strip()
    text, body = (f"{title}\n\n{content}", len(title) + 2) if title else (content, 0)
    publisher = normalise(raw.publisher).strip() if raw.publisher else ""
    dateline = _dateline(text, body, _dateline_behind_caption(text, body, publisher))
    noise = _noise(text, body, dateline, publisher)
    byline = _byline(text, noise)
    return Article(
        id=raw.id,
        text=text,
        body=body,
        title=title or None,
        published=parse_published(raw.published) if raw.published else None,
        url=raw.url or None,
        publisher=raw.publisher or None,
        creator=raw.creator or byline,
        dateline=dateline.of(text).strip(" -–—\n") if dateline else None,
        noise=noise,
        where=raw.where,
    )


def _dateline(text: str, body: int, behind: Span | None) -> Span | None:
    """The dateline at the head of the body, or the one ``behind`` a caption, if that is all of it that is one.

    "Usul Jalur Baru HARIAN X, KOTA –" looks like one long dateline; "Kota, HARIAN X –" is one.
    """
    head = _dateline_at_head(text, body)
    if head is None or behind is None or head.end < behind.end:
        return head or behind
    before = text[head.start : behind.start].rstrip()
    return behind if any(c.islower() for c in before) and before[-1] not in ",(|/:-–—" else head


def _dateline_at_head(text: str, body: int) -> Span | None:
    """The place and outlet at the head of the body, with the dash that closes it.

    Known forms: ``KOTA, Harian X –``, ``HARIAN.COM, KOTA –``, ``Kota (KANTOR) -``, ``Kota, 3 Mei 2025 —``, and a first
    line of its own ``Kota, Harian X``.
    """
    line_end = text.find("\n", body)
    line = text[body : line_end if line_end >= 0 else len(text)]
    if line_end >= 0 and len(line) <= _DATELINE_REACH and _DATELINE_LINE.fullmatch(line.strip()):
        return Span(body, line_end)
    end = 0
    for dash in _DASH.finditer(line, 0, _DATELINE_REACH):
        if dash.start() == 0 or not _all_dateline_words(line[end : dash.start()]):
            break
        end = dash.end()  # "KOTA - (HS) -" has two
        if not line[end:].startswith("("):
            break
    if m := _GLUED_DASH.match(line, end):
        end = m.end()
    if end and re.match(_WEB, line, re.IGNORECASE) and (m := _PLACE_BEHIND.match(line, end)):
        end = m.end()
    return Span(body, body + end) if 0 < end < len(line) else None


def _dateline_behind_caption(text: str, body: int, publisher: str) -> Span | None:
    """A dateline inside the first line: "Warga saat antre. HARIAN.COM – …", "Usul jalur baru HARIAN X, KOTA – …".

    Nothing marks where the caption before it ends, so only what is surely a dateline is one: the outlet's web address,
    its name as the input gives it, or two pieces in capitals with a comma between them.
    """
    line_end = text.find("\n", body)
    stop = min(line_end if line_end >= 0 else len(text), body + _CAPTION_REACH)
    outlets = [_WEB, r"[A-Z]{3,}(?: [A-Z]{3,})*(?=,)"]
    if len(publisher) > 3:
        outlets.append(f"(?i:{r' ?'.join(map(re.escape, publisher.split()))})")
    place = r"(?:, ?[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})?"
    m = re.compile(rf"(?<=\s)(?:{'|'.join(outlets)}){place}\s*(?:[–—]|-(?=[\sA-Z]))\s*(?=\S)").search(text, body, stop)
    if m is None:
        return None
    behind = _PLACE_BEHIND.match(text, m.end()) if re.match(_WEB, m.group()) else None
    return Span(m.start(), behind.end() if behind else m.end())


def _all_dateline_words(head: str) -> bool:
    rest = _DATELINE_WORD.sub(" ", head)
    return not rest.strip() and any(c.isalpha() for c in head) and len(head.split()) <= 8


@cache
def _patterns(scope: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(r["pattern"], re.IGNORECASE) for r in table("boilerplate") if r["scope"] == scope)


def _noise(text: str, body: int, dateline: Span | None, publisher: str = "") -> tuple[Span, ...]:
    found = [dateline] if dateline else []
    if publisher:  # "(Sekar Tunjung/Harian X)": the credit of a photo
        credit = re.compile(rf"\([^()/\n]{{3,40}}/ ?{re.escape(publisher)}\)", re.IGNORECASE)
        found += [Span(m.start(), m.end()) for m in credit.finditer(text, body)]
    for line in re.finditer(r"[^\n]+", text[body:]):
        start = body + line.start() + (len(line.group()) - len(line.group().lstrip()))
        if any(p.match(text, start, body + line.end()) for p in _patterns("line")):
            found.append(Span(start, body + line.end()))
    for pattern in _patterns("inline"):
        found += [Span(m.start(), m.end()) for m in pattern.finditer(text, body)]
    end = len(text.rstrip())
    changed = True
    while changed:  # "(ang/rin)" may stand before "Editor: …", so peel until nothing more comes off
        changed = False
        for s in found:
            if s.start < end <= s.end:
                end, changed = len(text[: s.start].rstrip()), True
        for pattern in _patterns("tail"):
            m = pattern.search(text, max(body, end - 200), end)
            if m and m.start() > body:
                found.append(Span(m.start(), end))
                end, changed = len(text[: m.start()].rstrip()), True
    return _merged(found)


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for s in sorted(spans):
        if out and s.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, s.end))
        elif s.start < s.end:
            out.append(s)
    return tuple(out)


_BYLINE = re.compile(
    r"(?:penulis|reporter|pewarta|kontributor)\s*:\s*(?P<name>[^\n:]+?)(?=\s+(?:editor|penyunting)\b|$)", re.IGNORECASE
)
_CODE = re.compile(r"[(\[]\s*([\w.]{2,12}(?:\s?/\s?[\w*.]{1,12})*)\s*[)\]]\.?(?:\s|$)")


def _byline(text: str, noise: tuple[Span, ...]) -> str | None:
    for span in reversed(noise):
        if m := _BYLINE.search(span.of(text)):
            return m["name"].strip()
    if noise and noise[-1].end >= len(text.rstrip()) and (m := _CODE.match(noise[-1].of(text).strip())):
        return m[1]
    return None

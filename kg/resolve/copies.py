"""Near-identical copies: wire copy, reposts under another headline, with small edits or with the end cut off.

Candidates come from MinHash signatures in a locality-sensitive index, so that no article is compared with all others;
each is then verified on the exact sets of word shingles. An article is a copy of the earliest article that it repeats
and that is no copy itself, so copies never form chains, and nothing depends on the order of arrival.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from kg.facts.names import parts
from kg.ids import statement_id
from kg.model import Article, ArticleFacts, Identity, Statement
from kg.resolve.values import Judgement, Member, Resolution

if TYPE_CHECKING:
    from datasketch import MinHash  # type: ignore[import-untyped]

#: Words in a shingle. Short enough that one edited word costs four shingles only, long enough that two reports of one
#: press conference by two hands share few.
SHINGLE = 4
#: Two texts that share this part of all their shingles are one text. Measured on 2,115 news articles: from 0.6 on every
#: pair was one text with small edits (28 pairs); between 0.4 and 0.6 stand reports that two hands made of one press
#: release, and updates of a story that carry over whole paragraphs.
JACCARD = 0.6
#: A text that lost its end: this part of its shingles stands in the original …
CONTAINED = 0.9
#: … and it has at least this part of the original's. Below, it is a short notice that the original grew out of.
CUT = 0.5
#: Figures change where the text is a form filled in anew each day (prices, weather): a copy keeps this part of them.
FIGURES = 0.7
#: Below this many words a body is a caption or a remnant and no sign of a copy.
SHORTEST = 20

#: Bands and rows of the index: a pair at Jaccard 0.45 (a text cut in half) is a candidate with probability 0.95, one at
#: 0.6 with 0.9996, one at 0.1 with 0.03. An article takes some 10 kB in the index while copies are looked for.
_BANDS, _ROWS = 32, 3
_SEED = 1


def copies(articles: Iterable[Article]) -> dict[str, str]:
    """The copies among ``articles``: a copy's id → its original's.

    The original is the earliest published, then the one of the smallest id; articles without a date come last.
    """
    from datasketch import MinHashLSH  # takes the better part of a second to import, with scipy behind it

    index = MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
    originals: dict[str, Article] = {}
    rank: dict[str, int] = {}
    found: dict[str, str] = {}
    for number, article in enumerate(sorted(articles, key=_age)):
        text = body_words(article)
        if len(text) < SHORTEST:
            continue
        signature = _signature(shingles(text))
        candidates = sorted(index.query(signature), key=lambda i: rank[str(i)])
        original = next((str(c) for c in candidates if is_copy(text, body_words(originals[str(c)]))), None)
        if original is not None:
            found[article.id] = original
        else:
            originals[article.id], rank[article.id] = article, number
            index.insert(article.id, signature, check_duplication=False)
    return found


def is_copy(text: Sequence[str], original: Sequence[str]) -> bool:
    """Whether ``text`` repeats ``original``, the older of the two; both as words."""
    one, other = shingles(text), shingles(original)
    shared = len(one & other)
    alike = shared >= JACCARD * (len(one) + len(other) - shared)
    cut = shared >= CONTAINED * len(one) and len(one) >= CUT * len(other)
    if not (alike or cut):
        return False
    few, many = sorted(({w for w in words if w[0].isdigit()} for words in (text, original)), key=len)
    return len(few & many) >= FIGURES * len(few)


def body_words(article: Article) -> tuple[str, ...]:
    """The words of the body in lower case, without the outlet's furniture and without punctuation."""
    pieces, at = [], article.body
    for noise in sorted(article.noise):
        pieces.append(article.text[at : max(at, noise.start)])
        at = max(at, noise.end)
    pieces.append(article.text[at:])
    return parts(" ".join(pieces))


def shingles(text: Sequence[str]) -> frozenset[str]:
    """All runs of SHINGLE successive words; of a shorter text the text itself."""
    return frozenset(" ".join(text[i : i + SHINGLE]) for i in range(max(1, len(text) - SHINGLE + 1)))


def _signature(of: Iterable[str]) -> MinHash:
    signature = _blank().copy()
    signature.update_batch([s.encode() for s in of])
    return signature


@cache
def _blank() -> MinHash:
    """A signature of nothing; a copy of it saves drawing the permutations again."""
    from datasketch import MinHash

    return MinHash(num_perm=_BANDS * _ROWS, seed=_SEED, hashfunc=crc32)


def _age(article: Article) -> tuple[date, str]:
    return article.published or date.max, article.id


# ---- steps of resolution -----------------------------------------------------------------------------------------


def copied_articles(articles: Sequence[ArticleFacts], judgements: Sequence[Judgement], found: Resolution) -> Resolution:
    """The step that finds which articles repeat others."""
    return replace(found, copies=copies(f.article for f in articles))


def copied_statements(
    articles: Sequence[ArticleFacts], judgements: Sequence[Judgement], found: Resolution
) -> Resolution:
    """The step that makes a statement one with the statement of the original that it repeats.

    One is the other when mode, words (white space and case aside) and speaker are the same; it comes after persons and
    organisations, since the speakers are compared by who they are.
    """
    by_id = {f.article.id: f for f in articles}
    family = {copy: original for copy, original in found.copies.items() if copy in by_id and original in by_id}
    ids: dict[Member, str] = {}
    said: dict[tuple[object, ...], str] = {}
    for article in sorted({*family, *family.values()}, key=lambda i: _age(by_id[i].article)):
        facts = by_id[article]
        times: Counter[tuple[object, ...]] = Counter()  # what an article says twice it says at two places
        for statement in facts.statements:
            what = _said(facts, statement, found.identity)
            times[what] += 1
            own = statement_id(article, statement.mode, statement.words.start, statement.words.end)
            # The first of a family to say it names it: the original, or else the earliest of its copies.
            shared = said.setdefault((family.get(article, article), times[what], *what), own)
            if shared != own:
                ids[article, statement.key] = shared
    return replace(found, identity=Identity({**found.identity.ids, **ids}))


def _said(facts: ArticleFacts, statement: Statement, identity: Identity) -> tuple[object, ...]:
    """What makes two statements of one text the same."""
    words = " ".join(statement.words.of(facts.article.text).split()).casefold()
    speaker = statement.speaker and identity.ids.get((facts.article.id, statement.speaker), statement.speaker)
    return statement.mode, words, speaker

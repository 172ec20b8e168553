"""Training data as one kind of value, whatever it was read from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.model import RawArticle, Span, TagLabel
from kg.tagger.units import units
from kg.text.clean import freeze
from kg.text.document import Document, document

#: How the public corpora call what we call otherwise.
_KINDS = {"PER": "PERSON", "ORG": "ORGANISATION", "LOC": "PLACE"}
_NO_SPACE_BEFORE = frozenset(".,;:!?)]}%")
_NO_SPACE_AFTER = frozenset("([{")


@dataclass(slots=True)
class Example:
    """A text with labels on its units.

    ``names`` and ``events`` are two layers of BIO labels, for an event phrase may hold names. ``known`` are the labels
    the source annotates: where a unit is "O", any other label is possible. ``unsure`` are units whose "O" means
    nothing at all in that layer (optional annotations). ``speech`` is 1 on units of indirect statements, None when not
    annotated.
    """

    id: str
    text: str
    sentences: list[Span]
    units: list[Span]
    names: list[str]
    events: list[str]
    known: frozenset[TagLabel]
    unsure_names: set[int] = field(default_factory=set)
    unsure_events: set[int] = field(default_factory=set)
    speech: list[int] | None = None
    source: str = ""

    def words(self) -> list[str]:
        """The words of the units."""
        return [u.of(self.text) for u in self.units]

    def sequences(self) -> Iterator[tuple[int, int]]:
        """Unit ranges of the sentences that have units."""
        i = 0
        for s in self.sentences:
            j = i
            while j < len(self.units) and self.units[j].start < s.end:
                j += 1
            if j > i:
                yield i, j
            i = j


def read_article(path: Path) -> Document:
    """The document of an ``ID.article.json`` record. Raises InputError when it is no such record."""
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        raw = RawArticle(record["id"], record["text"], str(path), record.get("title"), record.get("published"))
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{path}: not an article record ({error}); expected JSON with id, title and text") from error
    return document(freeze(raw))


def read_articles(folder: Path) -> Iterator[tuple[Document, dict[str, Any]]]:
    """Every ``ID.article.json`` of a folder with the annotation that lies beside it, in order of file name."""
    for path in sorted(folder.glob("*.article.json")):
        gold = path.with_name(path.name.replace(".article.", ".gold."))
        yield read_article(path), json.loads(gold.read_text(encoding="utf-8"))


def read_columns(path: Path, label: int = -1) -> Iterator[list[tuple[str, str]]]:
    """Sentences of a file in columns (word first, BIO label in column ``label``), a blank line between sentences."""
    sentence: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if cells:
            sentence.append((cells[0], cells[label]))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _joined(words: list[str]) -> tuple[str, list[Span]]:
    """The words as running text, with the span of each: spaces as a newspaper sets them."""
    text, spans, open_quote, glue = "", [], False, True
    for word in words:
        closing = word == '"' and open_quote
        if not (glue or closing or (word[0] in _NO_SPACE_BEFORE and len(word) == 1)):
            text += " "
        glue = word in _NO_SPACE_AFTER or (word == '"' and not open_quote)
        if word == '"':
            open_quote = not open_quote
        spans.append(Span(len(text), len(text) + len(word)))
        text += word
    return text, spans


def from_columns(path: Path, source: str) -> Iterator[Example]:
    """The sentences of a NER corpus as examples; PERSON, ORGANISATION and PLACE are known."""
    known = frozenset({TagLabel.PERSON, TagLabel.ORGANISATION, TagLabel.PLACE})
    for number, sentence in enumerate(read_columns(path)):
        text, spans = _joined([w for w, _ in sentence])
        marks: list[str] = ["O"] * len(text)
        for span, (_, label) in zip(spans, sentence, strict=True):
            if label != "O":
                kind = _KINDS.get(label[2:], label[2:])
                marks[span.start : span.end] = [f"I-{kind}"] * len(span)
                if label[0] == "B":
                    marks[span.start] = f"B-{kind}"
        us = list(units(text))
        names = [marks[u.start] for u in us]
        for i in range(len(us)):  # a unit inside what the corpus splits further begins with an I of another's span
            if names[i][0] == "I" and (i == 0 or names[i - 1][2:] != names[i][2:]):
                names[i] = "B" + names[i][1:]
        yield Example(
            f"{source}-{path.stem}-{number}",
            text,
            [Span(0, len(text))],
            us,
            names,
            ["O"] * len(us),
            known,
            source=source,
        )


def ner_examples(folder: Path, parts: Sequence[str] = ("train", "dev", "valid", "test")) -> list[Example]:
    """The sentences of the public corpora, ``SOURCE/PART.txt`` below ``folder``; absent parts are passed over."""
    return [
        ex
        for source in ("idner-news-2k", "nergrit")
        for part in parts
        if (path := folder / source / f"{part}.txt").is_file()
        for ex in from_columns(path, source)
    ]

"""Fitting of the conditional random fields."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pycrfsuite

from kg.tagger.crf import WEIGHTS, Field, prepare, read_gazetteer
from kg.tagger.features import elsewhere, unit_features
from kg.tagger.train.corpora import Example

#: L1 and L2 weights; 0.1/0.01 is python-crfsuite's usual choice for entity tagging, L1 keeps the files small.
_PARAMS = {"c1": 0.15, "c2": 0.02, "max_iterations": 90, "feature.possible_transitions": True}


def build_gazetteer(lists: Mapping[str, Path], least: int = 3) -> dict[str, str]:
    """Words that stand at least ``least`` times in lists of names: code letter of the list, capital when frequent."""
    codes: dict[str, str] = defaultdict(str)
    for letter, path in sorted(lists.items()):
        count = Counter(w for line in path.read_text(encoding="utf-8").splitlines() for w in line.casefold().split())
        for word, n in count.items():
            if n >= least and word.isalpha() and len(word) > 1:
                codes[word] += letter.upper() if n >= 10 * least else letter
    return dict(sorted(codes.items()))


def write_gazetteer(path: Path, codes: Mapping[str, str]) -> None:
    """Write the file that ``read_gazetteer`` reads."""
    lines = ["# word, then: p in names of persons, o of organisations; capitals when frequent. Source: see CARD.md."]
    path.write_text("\n".join([*lines, *(f"{w}\t{c}" for w, c in codes.items())]) + "\n", encoding="utf-8")


def fit(path: Path, sequences: Iterable[tuple[Sequence[object], Sequence[str]]]) -> Field:
    """Fit one field and write it to ``path``."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(_PARAMS)
    for x, y in sequences:
        trainer.append(x, y)
    trainer.train(str(path))
    field = pycrfsuite.Tagger()
    field.open(str(path))
    return field  # type: ignore[no-any-return]


def fit_hints(path: Path, examples: Sequence[Example], gazetteer: Mapping[str, str]) -> Field:
    """The first field, from sentences of public corpora."""
    data = []
    for ex in examples:
        words = ex.words()
        data.append((unit_features(words, gazetteer, elsewhere(words)), ex.names))
    return fit(path, data)


def fit_articles(
    folder: Path, examples: Sequence[Example], gazetteer: Mapping[str, str], hinting: Field
) -> tuple[Field, Field]:
    """The fields for names and for events, from annotated articles; other places are taken from the hints."""
    names, events = [], []
    for ex in examples:
        ranges = list(ex.sequences())
        _, first, second = prepare(ex.text, [ex.units[a:b] for a, b in ranges], gazetteer, hinting)
        for (a, b), one, two in zip(ranges, first, second, strict=True):
            hinting.set(one)
            silver = hinting.tag()
            labels = list(ex.names[a:b])
            for i, label in enumerate(silver):
                if label.endswith("PLACE") and labels[i] == "O" and hinting.marginal(label, i) > 0.5:
                    labels[i] = label
            names.append((two, labels))
            events.append((two, ex.events[a:b]))
    return fit(folder / WEIGHTS[1], names), fit(folder / WEIGHTS[2], events)


def cross_fit(
    examples: Sequence[Example], gazetteer: Mapping[str, str], hinting: Field, folds: int
) -> Iterable[tuple[list[Field], list[Example]]]:
    """For each fold, the fields fitted on the others and the examples of the fold."""
    with tempfile.TemporaryDirectory() as folder:
        for k in range(folds):
            rest = [e for i, e in enumerate(examples) if i % folds != k]
            fitted = fit_articles(Path(folder), rest, gazetteer, hinting)
            yield [hinting, *fitted], [e for i, e in enumerate(examples) if i % folds == k]


__all__ = ["build_gazetteer", "cross_fit", "fit_articles", "fit_hints", "read_gazetteer", "write_gazetteer"]

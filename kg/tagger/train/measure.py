"""Entity-level figures: which annotated names are found, which found ones nobody annotated."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kg.model import Tag

KINDS = {"persons": "person", "organisations": "organisation", "events": "event", "titles": "title", "places": "place"}


_SHORT = re.compile(r"(.{3,}?)\s*\((.+)\)")


def _norm(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def gold_forms(gold: dict[str, Any]) -> dict[str, list[tuple[set[str], bool]]]:
    """For each label, the annotated things as (their forms, optional)."""
    out: dict[str, list[tuple[set[str], bool]]] = {}
    for key in ("persons", "organisations", "events"):
        out[KINDS[key]] = [
            ({_norm(f) for n in [x["name"], *x.get("aliases", [])] for f in [n, *_forms(n)]}, bool(x.get("optional")))
            for x in gold[key]
        ]
    titles = {_norm(r["title"]): bool(r.get("optional")) for r in gold["roles"] if r.get("title")}
    out["title"] = [({t}, optional) for t, optional in titles.items()]
    places = {_norm(p) for r in [*gold["roles"], *gold["events"]] if (p := r.get("place"))}
    out["place"] = [({p}, False) for p in places]
    return out


def _forms(name: str) -> list[str]:
    """The name; of "Full Name (FN)" both parts too, for the annotation may hold either."""
    m = _SHORT.fullmatch(name)
    return [name] if m is None else [m[1], m[2]]


class Figures:
    """Counts over articles: things found (some form of them tagged exactly), missed, and forms tagged in vain."""

    def __init__(self) -> None:
        self.found: dict[str, int] = defaultdict(int)
        self.full: dict[str, int] = defaultdict(int)
        self.missed: dict[str, list[str]] = defaultdict(list)
        self.right: dict[str, int] = defaultdict(int)
        self.wrong: dict[str, list[str]] = defaultdict(list)

    def add(self, article: str, text: str, tags: Iterable[Tag], gold: dict[str, Any]) -> None:
        """Count one article."""
        have: dict[str, set[str]] = defaultdict(set)
        for t in tags:
            have[str(t.label)].update(_norm(form) for form in _forms(t.span.of(text)))
        for label, things in gold_forms(gold).items():
            forms = have[label] - {""}
            for names, optional in things:
                if optional:
                    continue
                if names & forms:
                    self.found[label] += 1
                    self.full[label] += max(names, key=len) in forms
                else:
                    self.missed[label].append(f"{article}: {sorted(names)}")
            every = {n for names, _ in things for n in names}
            self.right[label] += len(forms & every)
            self.wrong[label] += [f"{article}: {n}" for n in sorted(forms - every)]

    def table(self) -> str:
        """One line a label: found of annotated, the longest form found, distinct forms tagged rightly and in vain."""
        lines = [f"{'label':14}{'found':>7}{'missed':>8}{'recall':>8}{'full':>7}{'right':>8}{'wrong':>7}{'prec.':>7}"]
        for label in ("person", "organisation", "event", "title", "place"):
            f, m, r, w = self.found[label], len(self.missed[label]), self.right[label], len(self.wrong[label])
            lines.append(
                f"{label:14}{f:7}{m:8}{f / max(1, f + m):8.3f}{self.full[label]:7}{r:8}{w:7}{r / max(1, r + w):7.3f}"
            )
        return "\n".join(lines)

"""How long resolution takes, for each entity, at growing numbers of articles: it should hardly grow.

``python tests/benchmarks/resolution.py`` measures 10,000, 30,000 and 100,000 invented articles, each in a process of
its own; other numbers may be given. ``--steps`` shows the steps apart.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

if __package__ in (None, ""):  # run as a program
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parent)]
    from invented import articles
else:
    from .invented import articles

from kg.model import Identity
from kg.resolve import STEPS, Resolution

_MEGABYTE = 1024


def measure(number: int) -> dict[str, object]:
    """The processor's seconds for each step over ``number`` articles, with what was resolved and the highest memory."""
    facts = sorted(articles(number), key=lambda f: f.article.id)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEGABYTE
    found, seconds = Resolution(Identity()), {}
    for step in STEPS:
        started = time.process_time()
        found = step(facts, (), found)
        seconds[step.__name__] = round(time.process_time() - started, 3)
    members = sum(len(f.entities) + len(f.events) for f in facts)
    return {
        "articles": number,
        "entities": members,
        "things": len(set(found.identity.ids.values())),
        "seconds": seconds,
        "input MB": before,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEGABYTE,
    }


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="*", type=int, default=[10_000, 30_000, 100_000])
    parser.add_argument("--steps", action="store_true", help="show the steps apart")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measure(given.articles[0])))
        return
    print(
        f"{'articles':>9} {'entities':>9} {'things':>9} {'seconds':>8} {'µs/entity':>10} {'peak MB':>8} {'of input':>9}"
    )
    for number in given.articles:
        command = [sys.executable, __file__, "--one", str(number)]
        row = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        total = sum(row["seconds"].values())
        each = 1e6 * total / row["entities"]
        counts = f"{number:>9,} {row['entities']:>9,} {row['things']:>9,}"
        print(f"{counts} {total:>8.1f} {each:>10.0f} {row['peak MB']:>8,} {row['input MB']:>9,}", flush=True)
        if given.steps:
            for step, seconds in row["seconds"].items():
                print(f"{step:>29} {seconds:>8.1f} {1e6 * seconds / row['entities']:>10.1f}", flush=True)


if __name__ == "__main__":
    main()

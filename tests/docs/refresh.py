"""Makes what the README shows: outputs of its commands, the accuracy tables, and the picture of the demo graph.

    python tests/docs/refresh.py            rewrite README.md and output/demo.png
    python tests/docs/refresh.py --check    say what would change in README.md, and end with 1 if anything would

A comment ``<!-- output: COMMAND -->`` in the README owns the block after it. ``<!-- figures: dev -->`` owns the table
after it, made from the annotated articles in ``../shared/eval/dev`` when that folder is there.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PICTURE = ROOT / "output" / "demo.png"
DEV = ROOT.parent / "shared" / "eval" / "dev"

_BLOCK = re.compile(
    r"(?P<mark><!-- (?P<kind>output|figures): (?P<what>.*?) -->\n)(?P<block>```text\n.*?```\n|(?:\|[^\n]*\n)+|(?=\n))",
    re.DOTALL,
)


def kg(*arguments: str) -> str:
    """The standard output of a ``kg`` command run by this interpreter's environment."""
    done = subprocess.run(
        [sys.executable, "-c", "from kg.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )
    if done.returncode:
        raise SystemExit(f"kg {shlex.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def refreshed(text: str, demo: Path, work: Path) -> str:
    """The README with every owned block made anew from the demo graph in ``demo``."""

    def block(m: re.Match[str]) -> str:
        if m["kind"] == "figures":
            return m["mark"] + (_dev_table(work) if DEV.is_dir() else m["block"])
        arguments = shlex.split(m["what"])[1:]
        lines = kg(*arguments, "--out", str(demo)).splitlines()
        plain = "\n".join(line.rstrip() for line in lines) + "\n"
        return m["mark"] + (plain if plain.startswith("|") else f"```text\n{plain}```\n")

    return _BLOCK.sub(block, text)


def _dev_table(work: Path) -> str:
    articles = work / "dev.jsonl"
    rows = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(DEV.glob("*.article.json"))]
    articles.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    kg("build", str(articles), "--out", str(work / "dev"), "--quiet")
    return kg("eval", str(DEV), "--markdown", "--out", str(work / "dev"))


def picture(page: Path, to: Path) -> None:
    """A screenshot of the demo page with the first person of its list selected. Needs Chromium and playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        browser = p.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        tab = browser.new_page(viewport={"width": 1360, "height": 820})
        tab.goto(page.resolve().as_uri() + "#person/wirastomo-adiguna")
        tab.wait_for_timeout(1500)
        tab.screenshot(path=str(to))
        browser.close()


def main() -> int:
    """Rewrite or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        kg("demo", "--out", str(work / "demo"), "--quiet")
        before = README.read_text(encoding="utf-8")
        after = refreshed(before, work / "demo", work)
        if args.check:
            if after != before:
                print("README.md is out of date; run python tests/docs/refresh.py")
            return int(after != before)
        README.write_text(after, encoding="utf-8")
        picture(work / "demo" / "graph.html", PICTURE)
    return 0


if __name__ == "__main__":
    sys.exit(main())

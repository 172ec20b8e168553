"""Kills commands in the middle, and looks at what is left; run by test_interruption.py in a process of its own.

    python killing.py FOLDER EVERY TIMES

Each command runs in a child process on a copy of one output folder. The child is killed before the step that changes
the disk whose number is up (every EVERY-th is), and TIMES times at some moment. What is wrong is printed.

The parent opens no store: a store has threads, and a process with threads must not fork.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import kg.workspace.update
from kg.folder import GRAPH
from kg.ledger import Ledger
from kg.rdf.reading import article_graphs, read_articles
from kg.rdf.store import load
from kg.resolve.decisions import Decisions, append
from kg.workspace import Workspace
from kg.workspace.exports import NETWORK
from tests.workspace.samples import EXTRACTOR, IDS, MADE_BY, decision, facts

BASE = {IDS[0]: 0, IDS[1]: 0, IDS[4]: 0, IDS[5]: 0, IDS[6]: 0}


def _cheap(path: Path) -> None:
    """A file of the network, without the time that drawing it takes: a digest of the graph it is made of."""
    path.write_text(hashlib.sha256(path.with_name(GRAPH).read_bytes()).hexdigest(), encoding="ascii")


kg.workspace.update.network_writers = lambda base: dict.fromkeys(NETWORK, _cheap)

# ---- the commands that are killed --------------------------------------------------------------------------------


def put(workspace: Workspace, versions: dict[str, int]) -> None:
    with workspace.writing():
        found = [facts(i, v) for i, v in versions.items()]
        workspace.apply(workspace.keep(found, EXTRACTOR, MADE_BY), problems=[])


def remove(workspace: Workspace) -> None:
    with workspace.writing():
        workspace.apply(remove=[IDS[0]])


def decide(workspace: Workspace) -> None:
    draw, wanted = random.Random(5), Decisions()
    for _ in range(3):
        wanted = Decisions((*wanted.all, decision(draw, wanted)))
    with workspace.writing():
        known = {d.id for d in workspace.decisions().all}
        for one in wanted.all:
            if one.id not in known:
                append(workspace.log, [one])
        workspace.rebuild()


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "first": lambda w: put(w, BASE),
    "add": lambda w: put(w, {IDS[7]: 0}),
    "replace all": lambda w: put(w, dict.fromkeys(BASE, 1)),
    "remove": remove,
    "decide": decide,
}

# ---- steps and deaths --------------------------------------------------------------------------------------------


def counted(stop: int, tally: Path | None = None) -> None:
    """Make every change to the disk a step, and die before the step number ``stop``."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if tally is not None:
            with open(tally, "w") as file:  # noqa: PTH123 - not a counted step
                file.write(str(count))
        if count == stop:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(function: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*arguments: object, **named: object) -> object:
            step()
            return function(*arguments, **named)

        return stepped

    for owner, names in (
        (Path, ("mkdir", "replace", "write_text", "write_bytes", "unlink")),
        (os, ("fsync", "link", "ftruncate")),
        (shutil, ("copyfile", "rmtree")),
        (Ledger, ("record", "keep", "keep_chunks", "keep_only", "found")),
        (kg.workspace.update, ("new_store", "changed_store")),
    ):
        for name in names:
            setattr(owner, name, before(getattr(owner, name)))

    transaction = Ledger.transaction

    @contextmanager
    def within(ledger: Ledger) -> Iterator[None]:
        with transaction(ledger):
            yield
            step()

    Ledger.transaction = within  # type: ignore[method-assign]


def child(work: Callable[[], str | None], report: Path) -> int:
    """Run ``work`` in a child process; what it returns, or raises, is written to ``report``."""
    pid = os.fork()
    if pid == 0:
        code = 0
        try:
            said = work()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the parent has to be told
            said, code = f"{type(error).__name__}: {error}", 1
        if said:
            with open(report, "a") as file:  # noqa: PTH123
                file.write(said + "\n")
        os._exit(code)
    return pid


def ended(pid: int) -> bool:
    """Whether a child ended by itself."""
    return os.WIFEXITED(os.waitpid(pid, 0)[1])


# ---- what is left ------------------------------------------------------------------------------------------------


def state(workspace: Workspace) -> str:
    """A digest of all quads of a folder, and of its other files that are derived; "nothing" when it has none."""
    if workspace.is_new():
        return "nothing"
    store = workspace.graph().store
    quads = b"".join(sorted(str(store).encode().splitlines()))
    assert quads == b"".join(sorted(str(load(workspace.path / GRAPH)).encode().splitlines())), "graph.trig is another"
    articles = {f.article.id for f, _ in read_articles(store)}
    assert articles == set(workspace.articles()), "the ledger is another"
    assert len(article_graphs(store)) == len(articles)
    made_of = hashlib.sha256((workspace.path / GRAPH).read_bytes()).hexdigest()
    assert {(workspace.path / name).read_text(encoding="ascii") for name in NETWORK} == {made_of}, "mixed files"
    return hashlib.sha256(quads).hexdigest()


def look(folder: Path, command: Callable[[Workspace], None], allowed: set[str], after: str) -> str | None:
    """What is wrong in a folder where a command was killed, and after it ran again."""
    workspace = Workspace(folder)
    left = state(workspace)
    if left not in allowed:
        return f"neither before nor after: {left}"
    command(workspace)
    again = state(Workspace(folder))
    if again != after:
        return f"the command, run again, ends elsewhere ({again})"
    strange = {p.name for p in folder.iterdir() if p.name.startswith(".") or p.suffix in (".partial", "-journal")}
    stores = len([p for p in (folder / "store").iterdir() if p.is_dir()])
    return f"left behind: {strange - {'.lock'}}, {stores} stores" if strange - {".lock"} or stores > 2 else None


def trial(template: Path, folder: Path, name: str, states: tuple[str, str], stop: int, wait: float | None) -> str:
    command = COMMANDS[name]
    shutil.rmtree(folder, ignore_errors=True)
    if template.exists():
        shutil.copytree(template, folder)
    report = folder.with_suffix(".said")
    report.unlink(missing_ok=True)

    def killed() -> None:
        counted(stop)
        command(Workspace(folder))

    pid = child(killed, report)
    if wait is not None:
        time.sleep(wait)
        os.kill(pid, signal.SIGKILL)
    if ended(pid) and wait is None:
        return "the step never came"
    ended(child(lambda: look(folder, command, set(states), states[1]), report))
    return report.read_text() if report.exists() else ""


def main(folder: Path, every: int, times: int) -> int:
    draw = random.Random(7)
    template, work, report = folder / "awal", folder / "kerja", folder / "laporan"
    wrong = trials = 0
    for name, command in COMMANDS.items():
        before = folder / "tiada" if name == "first" else template
        if before is template and not template.exists():
            ended(child(lambda: put(Workspace(template), BASE), report))
        done, tally = folder / f"jadi {name}", folder / "langkah"
        if before.exists():
            shutil.copytree(before, done)

        def whole(command: Callable[[Workspace], None] = command, done: Path = done, tally: Path = tally) -> None:
            counted(0, tally)
            command(Workspace(done))

        started = time.monotonic()
        ended(child(whole, report))
        lasted = time.monotonic() - started
        if report.exists():
            print(f"{name}: {report.read_text()}")
            return 1
        known: list[str] = []
        for at in (before, done):
            ended(child(lambda at=at: state(Workspace(at)), report))  # type: ignore[misc]
            known.append(report.read_text().strip())
            report.unlink()
        assert known[0] != known[1], f"{name} changes nothing"
        steps = int(tally.read_text())
        plan: list[tuple[int, float | None]] = [(s, None) for s in range(1 + draw.randrange(every), steps + 1, every)]
        plan += [(0, draw.uniform(0, lasted)) for _ in range(times)]
        for stop, wait in plan:
            trials += 1
            said = trial(before, work, name, (known[0], known[1]), stop, wait)
            if said:
                wrong += 1
                print(f"{name}, killed at {f'step {stop} of {steps}' if wait is None else f'{wait:.3f} s'}: {said}")
    print(f"{trials} deaths, {wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))

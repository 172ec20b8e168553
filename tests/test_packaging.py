"""The wheel: everything the program reads is inside, and what it reads is found once installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def beside(folder: str, *endings: str) -> list[str]:
    """The files of a folder of the checkout that end so; at least one, since a filter that finds none tests nothing."""
    found = sorted(
        str(p.relative_to(ROOT)) for p in (ROOT / folder).rglob("*") if p.is_file() and p.name.endswith(endings)
    )
    assert found, f"no {endings} in {folder}"
    return found


@pytest.mark.parametrize(
    ("folder", "endings"),
    [
        ("kg", (".py",)),
        ("kg/lexicon", (".tsv",)),
        ("kg/tagger/weights", (".crf",)),
        ("kg/page/assets", (".css", ".js")),
        ("kg/corpus", (".txt", ".json", ".md")),
    ],
)
def test_what_the_program_reads_is_inside(names: set[str], folder: str, endings: tuple[str, ...]) -> None:
    assert [n for n in beside(folder, *endings) if n not in names] == []


def test_the_ontology_is_inside_the_package(names: set[str]) -> None:
    inside = [n.replace("ontology/", "kg/_ontology/", 1) for n in beside("ontology", ".ttl", ".rq", ".trig", ".md")]
    assert [n for n in inside if n not in names] == []
    assert "kg/_ontology/core.ttl" in names


def test_nothing_else_is_inside(names: set[str]) -> None:
    assert {n.partition("/")[0] for n in names if ".dist-info/" not in n} == {"kg"}
    assert [n for n in names if "__pycache__" in n or n.endswith(".pyc") or "/tests/" in n] == []
    (licence,) = [n for n in names if n.endswith("LICENSE")]
    assert ".dist-info/" in licence


def test_an_installed_wheel_finds_its_files(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    run(
        *(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"),
        *("--target", target, wheel),
        cwd=tmp_path,
    )
    code = (
        f"import sys; sys.path.insert(0, {str(target)!r})\n"
        "import kg, kg.corpus\n"
        "from kg.lexicon import table\n"
        "from kg.rdf import ontology\n"
        "print(kg.__file__, ontology.folder(), len(table('honorifics')) > 0, len(kg.corpus.ids()) > 0, sep='\\n')"
    )
    package, ontology, table, corpus = run(sys.executable, "-I", "-c", code, cwd=tmp_path).splitlines()
    assert Path(package) == target / "kg" / "__init__.py"
    assert Path(ontology) == target / "kg" / "_ontology"
    assert (table, corpus) == ("True", "True")

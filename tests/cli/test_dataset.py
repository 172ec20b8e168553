"""The output folder over time: articles are added, replaced, left alone and taken back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .test_cli import STORY, kg

OTHER = """Title: Pasar Ikan Tunjung Dibuka
Published: 2025-11-09

KARIMBA - Bupati Karimba, Sekar Lestari, membuka Pasar Ikan Tunjung, Minggu (9/11/2025). "Pasar ini milik nelayan," \
ujar Sekar.
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dataset")
    (folder / "rapat.txt").write_text(STORY, encoding="utf-8")
    (folder / "pasar.txt").write_text(OTHER, encoding="utf-8")
    assert kg("build", "rapat.txt", "pasar.txt", "--out", "hasil", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def at(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "kerja"))


def articles(at: Path, out: str = "hasil") -> set[str]:
    ask = "SELECT ?id WHERE { ?a a kg:Article ; dcterms:identifier ?id }"
    return set(kg("query", ask, "--format", "csv", "--out", out, cwd=at).stdout.split()[1:])


def graph(at: Path, out: str = "hasil") -> bytes:
    return (at / out / "graph.trig").read_bytes()


def test_a_build_says_what_changed(at: Path) -> None:
    (at / "lomba.txt").write_text(OTHER.replace("Pasar Ikan Tunjung", "Lomba Perahu Tunjung"), encoding="utf-8")
    (at / "pasar.txt").write_text(OTHER.replace("nelayan", "kita"), encoding="utf-8")
    done = kg("build", "rapat.txt", "pasar.txt", "lomba.txt", "--out", "hasil", cwd=at)
    assert "Articles: 1 added, 1 replaced, 1 unchanged\n" in done.stdout
    assert done.stderr == ""
    assert articles(at) == {"rapat", "pasar", "lomba"}
    again = json.loads(kg("build", "lomba.txt", "--out", "hasil", "--json", cwd=at).stdout)
    assert again["changes"] == {"added": [], "replaced": [], "removed": [], "unchanged": 1}
    assert again["counts"]["articles"] == 3
    assert kg("build", "rapat.txt", "pasar.txt", "lomba.txt", "--out", "sekaligus", cwd=at).returncode == 0
    assert graph(at) == graph(at, "sekaligus")


def test_fresh_starts_anew(at: Path) -> None:
    done = kg("build", "rapat.txt", "--out", "hasil", "--fresh", cwd=at)
    assert "1 added, 0 replaced, 0 unchanged, 1 removed" in done.stdout
    assert articles(at) == {"rapat"}


def test_remove_takes_back_what_an_article_gave(at: Path) -> None:
    assert kg("build", "rapat.txt", "--out", "satu", cwd=at).returncode == 0
    done = kg("remove", "pasar", "--out", "hasil", cwd=at)
    assert (done.returncode, done.stdout) == (0, "1 article removed from hasil/, 1 left\n")
    for name in ("graph.trig", "graph.json", "graph.graphml", "graph.html"):
        assert (at / "hasil" / name).read_bytes() == (at / "satu" / name).read_bytes(), name
    assert articles(at) == {"rapat"}


def test_remove_by_pattern_and_from_a_list(at: Path) -> None:
    (at / "daftar.txt").write_text("rapat\n\n", encoding="utf-8")
    done = kg("remove", "pas*", "--from", "daftar.txt", "--out", "hasil", "--json", cwd=at)
    assert json.loads(done.stdout)["removed"] == ["pasar", "rapat"]
    assert articles(at) == set()
    assert kg("query", "most-quoted", "--out", "hasil", cwd=at).returncode == 0
    check = kg("check", "--out", "hasil", cwd=at)
    assert (check.returncode, check.stdout) == (0, "The graph is empty: no article is in it.\n")
    assert kg("build", "rapat.txt", "--out", "hasil", cwd=at).returncode == 0
    assert articles(at) == {"rapat"}


def test_remove_from_standard_input(at: Path) -> None:
    done = kg("remove", "--from", "-", "--out", "hasil", "--quiet", cwd=at, stdin="rapat\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert articles(at) == {"pasar"}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["remove", "rapat", "psar", "--out", "hasil"], 2, "did you mean 'pasar'?"),
        (["remove", "zzz*", "--out", "hasil"], 2, "Nothing was changed"),
        (["remove", "--out", "hasil"], 2, "--from"),
        (["remove", "--from", "tiada.txt", "--out", "hasil"], 3, "tiada.txt"),
        (["remove", "rapat", "--out", "tiada"], 4, "kg build"),
    ],
)
def test_errors_of_remove(at: Path, arguments: list[str], code: int, says: str) -> None:
    before = graph(at)
    done = kg(*arguments, cwd=at)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert graph(at) == before
    assert not (at / "tiada").exists()


def test_min_confidence_stays_with_the_folder(at: Path) -> None:
    assert kg("build", "rapat.txt", "--out", "hasil", "--min-confidence", "1", cwd=at).returncode == 0
    strict = json.loads((at / "hasil" / "build.json").read_text(encoding="utf-8"))
    assert strict["min_confidence"] == 1.0
    assert kg("remove", "pasar", "--out", "hasil", cwd=at).returncode == 0
    assert json.loads((at / "hasil" / "build.json").read_text(encoding="utf-8"))["min_confidence"] == 1.0
    assert kg("build", "pasar.txt", "--out", "hasil", "--min-confidence", "0", cwd=at).returncode == 0
    assert kg("build", "rapat.txt", "pasar.txt", "--out", "lain", cwd=at).returncode == 0
    assert graph(at) == graph(at, "lain")


def test_the_same_id_from_another_file_is_a_warning(at: Path) -> None:
    (at / "arsip").mkdir()
    (at / "arsip" / "rapat.txt").write_text(OTHER, encoding="utf-8")
    done = kg("build", "arsip", "--out", "hasil", cwd=at)
    assert "warning: arsip/rapat.txt: took the place of the article with the same id 'rapat'" in done.stderr


def test_a_folder_of_the_first_version_keeps_its_articles(at: Path) -> None:
    """It has a graph and no ledger: the texts in the graph are read anew."""
    before = graph(at)
    shutil.rmtree(at / "hasil" / "store")
    (at / "hasil" / "articles.sqlite").unlink()
    assert articles(at) == {"rapat", "pasar"}
    done = kg("build", "rapat.txt", "--out", "hasil", cwd=at)
    assert done.returncode == 0
    assert "texts of 1 were taken from its graph" in done.stderr
    assert "2 added" in done.stdout
    assert graph(at) == before


def test_remove_from_a_folder_of_the_first_version(at: Path) -> None:
    shutil.rmtree(at / "hasil" / "store")
    (at / "hasil" / "articles.sqlite").unlink()
    assert kg("remove", "tiada-ini", "--out", "hasil", cwd=at).returncode == 2
    assert kg("remove", "rapat", "--out", "hasil", cwd=at).returncode == 0
    assert articles(at) == {"pasar"}


def test_articles_of_the_demo_are_not_mixed_in_unseen(at: Path) -> None:
    from kg.corpus import ARTICLES, folder, ids

    with folder() as corpus:
        shutil.copy(corpus / ARTICLES / f"{ids()[0]}.txt", at / f"{ids()[0]}.txt")
    assert kg("build", f"{ids()[0]}.txt", "--out", "campur", cwd=at).returncode == 0
    assert "1 of the invented articles" in kg("build", "rapat.txt", "--out", "campur", cwd=at).stderr

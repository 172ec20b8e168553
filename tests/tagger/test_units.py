import pytest

from kg.tagger.units import units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ratna-Wibowo menang", ["Ratna", "-", "Wibowo", "menang"]),  # two names joined
        ("PSSK-nya", ["PSSK", "-", "nya"]),  # a clitic
        ("di kota.Menurut Ratna", ["di", "kota", ".", "Menurut", "Ratna"]),  # a forgotten space
        ("se-Tembaya", ["se-Tembaya"]),
        ("Ma'ruf S.H, Rp10.000", ["Ma'ruf", "S.H", ",", "Rp10.000"]),
        ("anak-anak", ["anak-anak"]),
    ],
)
def test_units(text, expected):
    assert [u.of(text) for u in units(text)] == expected


def test_units_cover_every_visible_character():
    text = 'Ketua Serikat Nelayan-Petani (SNP), "Ratna" 3/5/2025.'
    assert "".join(u.of(text) for u in units(text)) == "".join(text.split())

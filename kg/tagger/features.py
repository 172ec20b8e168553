"""What the conditional random field sees of a unit: its word, shape, affixes, neighbours, and the word elsewhere.

Features are strings; each holds for the unit or it does not. They know nothing of labels.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words that open a name of an organisation.
_ORGANISATION_HEADS = _words("""
    kementerian kemenko dinas badan lembaga komisi dewan majelis komite panitia partai fraksi pt cv ud bank universitas
    institut politeknik sekolah sma smk smp sd mtsn man fakultas yayasan himpunan ikatan persatuan perhimpunan serikat
    aliansi asosiasi federasi konfederasi forum gerakan koalisi pusat balai kantor polda polres polsek polresta
    polrestabes kodim koramil kodam korem kejaksaan kejati kejari pengadilan mahkamah pemerintah pemprov pemkab pemkot
    pemdes rsud rsu rs rumah puskesmas perum perumda pdam bumd bumdes koperasi klub tim timnas satpol satgas
    direktorat ditjen sekretariat biro bidang bagian seksi unit kelompok karang paguyuban organisasi
""")
HONORIFICS = _words("""
    bapak ibu pak bu sdr saudara mas mbak bang kang cak gus ning abah kyai kiai ustaz ustadz habib haji hajah h hj kh
    prof dr drs dra ir st komjen irjen brigjen kombes akbp kompol akp iptu ipda aiptu aipda bripka brigadir briptu
    bripda jenderal letjen mayjen kolonel letkol mayor kapten lettu letda serka serma serda peltu pelda tb rr raden sri
""")
_PLACE_CUES = _words("""
    di ke dari kota kabupaten kab kecamatan kec desa kelurahan dusun provinsi jalan jl gedung hotel stadion kawasan
    wilayah daerah pulau gunung sungai pantai negara se
""")
_SPEECH = _words("""
    kata ujar ucap tutur ungkap jelas tegas papar terang imbuh tambah lanjut sebut pungkas katanya ujarnya ucapnya
    tuturnya mengatakan menyatakan menegaskan menjelaskan menyebut menyebutkan mengungkapkan menambahkan menuturkan
    menilai meminta menurut
""")
_SHAPES = ((re.compile(r"[A-Z]+"), "X"), (re.compile(r"[a-z]+"), "x"), (re.compile(r"\d+"), "9"))


def shape(word: str) -> str:
    """The pattern of capitals, small letters and digits, runs shortened: "KPK" → "X", "Ma'ruf" → "Xx'x"."""
    for pattern, sign in _SHAPES:
        word = pattern.sub(sign, word)
    return word


def _cues(lower: str) -> list[str]:
    sets = ((_ORGANISATION_HEADS, "org"), (HONORIFICS, "hon"), (_PLACE_CUES, "loc"), (_SPEECH, "say"))
    return [name for words, name in sets if lower in words]


def elsewhere(words: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each word of an article stands in it, and how often its lower-case form does."""
    return Counter(words), Counter(w for w in words if w.islower())


def unit_features(
    words: Sequence[str],
    gazetteer: Mapping[str, str],
    article: tuple[Counter[str], Counter[str]],
    hints: Sequence[str] | None = None,
) -> list[list[str]]:
    """Features of each unit of one sentence.

    ``gazetteer`` maps a word to a code of the kinds of names it is common in; ``article`` is what ``elsewhere`` gave
    for the whole text; ``hints`` are a first model's findings, one string per unit.
    """
    count, small = article
    lower = [w.casefold() for w in words]
    shapes = [shape(w) for w in words]
    basic: list[list[str]] = []
    for i, w in enumerate(words):
        low = lower[i]
        f = [f"w={low}", f"s={shapes[i]}", f"p3={low[:3]}", f"s3={low[-3:]}", f"s2={low[-2:]}", f"p4={low[:4]}"]
        f += [f"c={c}" for c in _cues(low)]
        if w[0].isupper():
            f.append("cap")
            if code := gazetteer.get(low):
                f.append(f"g={code}")
            if len(w) > 1 and w.isupper():
                f.append("acro")
            f.append(f"n={min(count[w], 4)}")
            if small[low]:
                f.append("alsosmall")
        basic.append(f)
    out: list[list[str]] = []
    for i in range(len(words)):
        f = list(basic[i])
        for d in (-2, -1, 1, 2):
            j = i + d
            if 0 <= j < len(words):
                keep = basic[j] if abs(d) == 1 else basic[j][:2] + [x for x in basic[j] if x[:2] in ("c=", "g=")]
                f += [f"{d}{x}" for x in keep if not x.startswith("p4")]
            else:
                f.append(f"{d}edge")
        f += _phrase(i, words, lower, shapes)
        if hints is not None:
            f.append(f"h={hints[i]}")
            for d in (-1, 1):
                if 0 <= i + d < len(words):
                    f.append(f"{d}h={hints[i + d]}")
        f.append("bias")
        out.append(f)
    return out


def _phrase(i: int, words: Sequence[str], lower: Sequence[str], shapes: Sequence[str]) -> list[str]:
    """Features of the run of capitalised words the unit stands in, and of pairs of words."""
    f = []
    if i:
        f.append(f"bi={lower[i - 1]}|{lower[i]}")
        f.append(f"bs={shapes[i - 1]}|{shapes[i]}")
    if i + 1 < len(words):
        f.append(f"nb={shapes[i]}|{lower[i + 1]}")
    if not words[i][0].isupper():
        return f
    first = i
    while first:
        joined = lower[first - 1] in ("dan", "&") and first > 1 and words[first - 2][0].isupper()
        if not (joined or words[first - 1][0].isupper()):
            break
        first -= 1
    last = i
    while last + 1 < len(words) and words[last + 1][0].isupper():
        last += 1
    f += [f"run={min(last - first + 1, 5)}", f"at={min(i - first, 4)}", f"head={lower[first]}"]
    f += [f"head.{c}" for c in _cues(lower[first])]
    f.append(f"before={lower[first - 1] if first else '^'}")
    f.append(f"after={lower[last + 1] if last + 1 < len(words) else '$'}")
    return f

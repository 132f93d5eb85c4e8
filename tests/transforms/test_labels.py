import pytest

from schemas.form import FORM
from transforms.form_index import index_of
from transforms.labels import closest, normalise

AGES = next(b for b in index_of(FORM).sections["population"].blocks).rows
METHODS = index_of(FORM).sections["family_planning"].blocks[0].rows
FAMILIES = index_of(FORM).sections["families"].blocks[0].rows
POPULATION_HEADINGS = {normalise(t): t for t in ("Jenis kelamin", "Kelompok umur", "Jumlah")}


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("35- 39 tahun", "35-39 tahun"),
        ("  Jumlah   keluarga ", "Jumlah keluarga"),
        ("Jumlah\xa0keluarga", "Jumlah keluarga"),
        ("JUMLAH KELUARGA:", "Jumlah keluarga"),
        ("1. Jumlah keluarga", "Jumlah keluarga"),
        ("12) Jumlah keluarga", "Jumlah keluarga"),
        ("75 + tahun", "75+ tahun"),
        ("Laki - laki", "Laki-laki"),
        ("Pasangan Usia Subur ( PUS )", "Pasangan Usia Subur (PUS)"),
        ("Jumlah\nkeluarga", "Jumlah keluarga"),
    ],
)
def test_noise_around_a_label_is_no_difference(written: str, label: str) -> None:
    assert normalise(written) == normalise(label)


@pytest.mark.parametrize(
    ("one", "other"),
    [("10-14 tahun", "14 tahun"), ("0-4", "04"), ("75+", "75")],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


def test_a_long_text_is_read_like_a_short_one() -> None:
    assert normalise("Jumlah  " + "keluarga " * 40) == "jumlah" + " keluarga" * 40


@pytest.mark.parametrize(
    ("written", "names", "expected"),
    [
        ("KELAMI", {"kelamin": "Kelamin"}, "Kelamin"),
        ("Kemlompok umur", POPULATION_HEADINGS, "Kelompok umur"),
        ("Kemlompok", {"kelompok": "Kelompok"}, "Kelompok"),
        ("Suntk", METHODS, "Suntik"),
        ("Kondmo", METHODS, "Kondom"),
        ("10-14 tahn", AGES, "10-14 tahun"),
        ("Keluarga yg memiliki balita", FAMILIES, "Keluarga yang memiliki balita"),
        ("Keluarga yang memiliki bali", FAMILIES, "Keluarga yang memiliki balita"),
        ("Pasangan Usia Su", FAMILIES, "Pasangan Usia Subur (PUS)"),
    ],
)
def test_a_small_misspelling_finds_its_label(
    written: str, names: dict[str, str], expected: str
) -> None:
    assert closest(normalise(written), names) == expected


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("MOX", METHODS),
        ("MOWW", METHODS),
        ("0-1 tahun", AGES),
        ("2-4 tahun", AGES),
        ("10-15 tahun", AGES),
        ("Keluarga yang memiliki", FAMILIES),
        ("Keluarga", {"keluarga balita": "a", "keluarga remaja": "b"}),
        ("Koperasi", FAMILIES),
        ("", FAMILIES),
    ],
)
def test_what_may_mean_two_things_or_none_is_not_guessed(
    written: str, names: dict[str, str]
) -> None:
    assert closest(normalise(written), names) is None

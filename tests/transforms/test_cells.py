"""Every row of what villages were seen to type, and what becomes of it."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.field import Field, Kind
from schemas.form import FORM
from schemas.problem import Severity, kind_of
from transforms.cells import READERS, error_flaw, read_cell
from transforms.counts import UNIT_WORDS
from transforms.workbook import Scalar

PEOPLE = FORM.questions["population.age_0_4.male"].field
INSURED = FORM.questions["insurance.health_insured"].field
POKJA = FORM.questions["working_group.pokja"].field
FREQUENCY = FORM.questions["routines.planning.frequency"].field
TARGET = FORM.questions["activities.target"].field
PARTNER = FORM.questions["activities.partner"].field
DAY = FORM.questions["activities.date"].field
TITLE = FORM.questions["activities.title"].field
MONTH = FORM.questions["identity.month"].field
YEAR = FORM.questions["identity.year"].field
NAME = FORM.questions["identity.village_name"].field
TOO_MANY = float((PEOPLE.maximum or 0) + 1)
NOON = datetime.fromisoformat("2017-05-13 12:00")
OUR_FIELDS = sorted({q.field.name: q.field for q in FORM.questions.values()}.items())


def told(cell: Scalar, field: Field) -> tuple[object, str | None]:
    value, flaw = read_cell(cell, field)
    return value, None if flaw is None else flaw.kind


@pytest.mark.parametrize("field", [f for _, f in OUR_FIELDS], ids=[n for n, _ in OUR_FIELDS])
def test_an_example_reads_and_a_counter_example_does_not(field: Field) -> None:
    value, flaw = read_cell(field.example, field)
    assert value is not None
    assert flaw is None
    value, flaw = read_cell(field.counter_example, field)
    assert value is None
    assert flaw is not None
    assert kind_of(flaw.kind).severity is Severity.BLOCKING


def test_every_kind_has_a_reader() -> None:
    assert set(READERS) == set(Kind)


@pytest.mark.parametrize(
    "cell", ["", " ", "\xa0", "-", "--", "—", "–", "..", "...", "_", "Belum Diisi", "belum  diisi",
             "n/a", "N/A", "NA", "na"]
)  # fmt: skip
@pytest.mark.parametrize("field", [PEOPLE, POKJA, TARGET, DAY, TITLE, MONTH, NAME])
def test_not_reported_is_neither_zero_nor_a_finding(cell: str, field: Field) -> None:
    assert read_cell(cell, field) == (None, None)


@pytest.mark.parametrize(
    ("cell", "value", "kind"),
    [
        (12.0, 12, None),
        (12, 12, None),
        (0.0, 0, None),
        ("0", 0, None),
        ("1204", 1204, None),
        (" 1204 ", 1204, None),
        ("1204.0", 1204, None),
        ("1.593", 1593, "number_thousands"),
        ("5.868", 5868, "number_thousands"),
        ("740 KK", 740, "number_with_unit"),
        ("1535 orang", 1535, "number_with_unit"),
        ("1593 jiwa", 1593, "number_with_unit"),
        ("1593\xa0jiwa", 1593, "number_with_unit"),
        ("1.593 jiwa", 1593, "number_with_unit"),
        ("119 (73,91%)", 119, "number_with_share"),
        ("119 KK (73.91 %)", 119, "number_with_share"),
        ("428 aseptor dari target 561 (76,29%)", 428, "number_with_target"),
        ("428 dari 561", 428, "number_with_target"),
        ("+2304", 2304, "number_with_sign"),
        (1.593, None, "number_slip"),
        (2.5, None, "number_slip"),
        (104.71, None, "number_fraction"),
        (0.25, None, "number_fraction"),
        (1.59312, None, "number_fraction"),
        ("104,71", None, "number_fraction"),
        ("2.6", None, "number_fraction"),
        ("0.253", None, "number_fraction"),
        ("1,593", None, "number_unreadable"),
        ("1 593", None, "number_unreadable"),
        ("2,6 Ha Km", None, "number_unreadable"),
        ("dua belas", None, "number_unreadable"),
        ("5 juta", None, "number_unreadable"),
        ("12 / 15", None, "number_unreadable"),
        ("?", None, "number_unreadable"),
        (True, None, "number_unreadable"),
        (float("nan"), None, "number_unreadable"),
        (float("inf"), None, "number_unreadable"),
        ("-5", None, "number_negative"),
        ("−5", None, "number_negative"),
        (-5.0, None, "number_negative"),
        (TOO_MANY, None, "number_too_large"),
        ("12.345.678", None, "number_too_large"),
        (1e300, None, "number_too_large"),
        (NOON, None, "number_is_date"),
        (date(2026, 4, 1), None, "number_is_date"),
        (time(1, 2), None, "number_is_date"),
        ("#DIV/0!", None, "cell_error"),
        ("#REF!", None, "cell_error"),
        ("#N/A", None, "cell_error"),
        ("#NAME?", None, "cell_error"),
        ("Err:502", None, "cell_error"),
    ],
)  # fmt: skip
def test_counts(cell: Scalar, value: int | None, kind: str | None) -> None:
    assert told(cell, PEOPLE) == (value, kind)


def test_a_slip_says_what_was_meant() -> None:
    _, flaw = read_cell(1.593, PEOPLE)
    assert flaw is not None
    assert flaw.found == "1.593"
    assert dict(flaw.values) == {"expected": "1593"}


def test_a_limit_is_its_fields_own() -> None:
    assert INSURED.maximum is not None
    assert told(float(INSURED.maximum), INSURED) == (INSURED.maximum, None)
    assert told(float(INSURED.maximum + 1), INSURED) == (None, "number_too_large")


@pytest.mark.parametrize(
    ("field", "cell", "value", "kind"),
    [
        (POKJA, "Ada", "yes", None),
        (POKJA, " ada ", "yes", None),
        (POKJA, "Ya", "yes", None),
        (POKJA, "Tidak Ada", "no", None),
        (POKJA, "TIDAK  ADA", "no", None),
        (POKJA, "tdk ada", "no", None),
        (POKJA, "Belum", "no", None),
        (POKJA, "Ada — BKR Akasia, RT 05 RW 02", "yes", "choice_with_tail"),
        (POKJA, "Ada, Frekuensi: Bulanan", "yes", "choice_with_tail"),
        (POKJA, "Ada: baru", "yes", "choice_with_tail"),
        (POKJA, "Ada/aktif", "yes", "choice_with_tail"),
        (POKJA, "Tidak Ada (belum dibentuk)", "no", "choice_with_tail"),
        (POKJA, "Tidak ada - rusak", "no", "choice_with_tail"),
        (POKJA, "Adda", "yes", "choice_misspelt"),
        (POKJA, "Tidk Ada", "no", "choice_misspelt"),
        (POKJA, "Ada/Tidak Ada", None, "choice_unknown"),
        (POKJA, "Ada, belum", None, "choice_unknown"),
        (POKJA, "Ada BKR Akasia", None, "choice_unknown"),
        (POKJA, "mungkin", None, "choice_unknown"),
        (POKJA, 1.0, None, "choice_unknown"),
        (POKJA, True, None, "choice_unknown"),
        (POKJA, "#REF!", None, "cell_error"),
        (FREQUENCY, "bulanan", "monthly", None),
        (FREQUENCY, "Bulnan", "monthly", "choice_misspelt"),
        (FREQUENCY, "Triwulanan", "quarterly", None),
        (FREQUENCY, "kadang", None, "choice_unknown"),
        (TARGET, "PUS", ("eligible_couples",), None),
        (TARGET, "PUS; Remaja", ("eligible_couples", "adolescents"), None),
        (TARGET, "PUS, Remaja dan Lansia", ("eligible_couples", "adolescents", "elderly"), None),
        (TARGET, "PUS / Remaja", ("eligible_couples", "adolescents"), None),
        (TARGET, "PUS + Remaja & Lansia", ("eligible_couples", "adolescents", "elderly"), None),
        (TARGET, "PUS\nRemaja", ("eligible_couples", "adolescents"), None),
        (TARGET, "PUS; PUS;", ("eligible_couples",), None),
        (TARGET, "PUS; Remja", ("eligible_couples", "adolescents"), "choice_misspelt"),
        (TARGET, "PUS (15-49, istri); Lansia", ("eligible_couples", "elderly"), "choice_with_tail"),
        (TARGET, "PUS; orang baik", None, "choice_unknown"),
        (PARTNER, "Dinas Kesehatan/Puskesmas", ("health",), None),
        (PARTNER, "Dinas Kesehatan/Puskesmas/KUA", ("health", "religious_affairs"), None),
        (PARTNER, "TNI/Polri; TP PKK", ("security", "pkk"), None),
        (PARTNER, "Dinkes, Babinsa", ("health", "security"), None),
    ],
)
def test_choices(field: Field, cell: Scalar, value: object, kind: str | None) -> None:
    assert told(cell, field) == (value, kind)


def test_the_tail_of_a_choice_is_not_repeated() -> None:
    _, flaw = read_cell("Ada — Ibu Siti, RT 05", POKJA)
    assert flaw is not None
    assert "Siti" not in flaw.found + str(flaw.values)


@pytest.mark.parametrize(
    ("cell", "day", "kind"),
    [
        (NOON, date(2017, 5, 13), None),
        (date(2017, 5, 13), date(2017, 5, 13), None),
        ("13 Mei 2017", date(2017, 5, 13), None),
        ("25 Februari tahun 2021", date(2021, 2, 25), None),
        ("13/05/2017", date(2017, 5, 13), None),
        ("3/5/2017", date(2017, 5, 3), None),
        ("13-05-2017", date(2017, 5, 13), None),
        ("13.05.2017", date(2017, 5, 13), None),
        ("2017-05-13", date(2017, 5, 13), None),
        ("2017-05-13 00:00:00", date(2017, 5, 13), None),
        ("13 Okt 2026", date(2026, 10, 13), None),
        ("13-Nop-2026", date(2026, 11, 13), None),
        ("Senin, 13 Mei 2017", date(2017, 5, 13), None),
        ("Jum'at 13 Mei 2017", date(2017, 5, 13), None),
        (46308.0, date(2026, 10, 13), "date_serial"),
        (12.0, None, "date_unreadable"),
        (1e9, None, "date_unreadable"),
        (True, None, "date_unreadable"),
        ("31/02/2026", None, "date_unreadable"),
        ("10/13/2026", None, "date_unreadable"),
        ("13/10/26", None, "date_unreadable"),
        ("13 Oktobrr 2026", None, "date_unreadable"),
        ("minggu kedua", None, "date_unreadable"),
        (date(1926, 10, 13), None, "date_unreadable"),
    ],
)
def test_dates(cell: Scalar, day: date | None, kind: str | None) -> None:
    assert told(cell, DAY) == (day, kind)


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (MONTH, "Oktober", 10),
        (MONTH, "okt", 10),
        (MONTH, "Oktober 2026", 10),
        (MONTH, "10/2026", 10),
        (MONTH, "2026-10", 10),
        (MONTH, 10.0, 10),
        (MONTH, "10", 10),
        (MONTH, NOON, 5),
        (MONTH, 13.0, None),
        (MONTH, "Bulan lalu", None),
        (MONTH, True, None),
        (YEAR, 2026.0, 2026),
        (YEAR, "2026", 2026),
        (YEAR, "tahun 2026", 2026),
        (YEAR, "26", None),
        (YEAR, 2026.5, None),
        (YEAR, 1999.0, None),
    ],
)
def test_months_and_years(field: Field, cell: Scalar, value: int | None) -> None:
    assert told(cell, field) == (value, None if value else "date_unreadable")


@pytest.mark.parametrize(
    ("cell", "value", "kind"),
    [
        ("  Penyuluhan \n gizi ", "Penyuluhan gizi", None),
        (12.0, "12", None),
        ("#REF!", None, "text_unreadable"),
        ("#VALUE!", None, "text_unreadable"),
    ],
)
def test_texts(cell: Scalar, value: str | None, kind: str | None) -> None:
    assert told(cell, TITLE) == (value, kind)


def test_a_formulas_error_or_missing_result() -> None:
    assert error_flaw("#DIV/0!").kind == "cell_error"
    assert error_flaw("").kind == "cell_without_value"


COUNTS = st.integers(0, PEOPLE.maximum or 0)


@given(COUNTS, st.sampled_from([int, float, str, lambda n: f"  {n} ", lambda n: f"{n}.0"]))
def test_any_count_reads_back_to_itself_unremarked(number: int, write: type) -> None:
    assert read_cell(write(number), PEOPLE) == (number, None)


@given(COUNTS, st.sampled_from(sorted(UNIT_WORDS)), st.booleans(), st.booleans())
def test_any_count_survives_thousands_dots_and_units(
    number: int, unit: str, dotted: bool, close: bool
) -> None:
    written = f"{number:,}".replace(",", ".") if dotted else str(number)
    value, flaw = read_cell(f"{written}{'' if close else ' '}{unit}", PEOPLE)
    assert value == number
    assert flaw is not None
    assert flaw.kind == "number_with_unit"


@given(st.integers(1000, PEOPLE.maximum or 0))
def test_a_count_with_its_dot_is_noted_as_text_and_held_back_as_a_number(number: int) -> None:
    written = f"{number:,}".replace(",", ".")
    assert told(written, PEOPLE) == (number, "number_thousands")
    if number % 1000:
        _, flaw = read_cell(number / 1000, PEOPLE)
        assert flaw is not None
        assert dict(flaw.values).get("expected") == str(number)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader_or_becomes_a_number_out_of_nothing(text: str) -> None:
    for _, field in OUR_FIELDS:
        value, _ = read_cell(text, field)
        if field.kind is Kind.COUNT and value is not None:
            assert any(c.isdecimal() for c in text)

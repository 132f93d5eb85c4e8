"""Forms damaged as villages damage them: answers are found by their labels, or not at all."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.form import FORM
from tests.layouts import (
    ANSWERS,
    WHOLE,
    Rows,
    column_with,
    filled,
    kinds,
    relabel,
    row_with,
    rows_changed,
    values,
)
from tests.workbooks import on_sheet, places, read
from transforms.workbook import Scalar, Sheet, Workbook, address


def test_the_untouched_form_is_read_whole() -> None:
    assert WHOLE is not None
    assert WHOLE.problems == ()
    asked = {q.id for q in FORM.questions.values() if q.block not in WHOLE.lines}
    assert WHOLE.answers.keys() == asked
    for question, (sheet, row, column) in places().items():
        if question in WHOLE.answers:
            answer = WHOLE.answers[question]
            assert (answer.sheet, answer.cell) == (sheet, address(row, column))
    assert {q: v for q, v in values(WHOLE).items() if isinstance(v, int) and q in ANSWERS} == {
        q: v for q, v in ANSWERS.items() if isinstance(v, float)
    }


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_inserted_rows_change_no_answer(data: st.DataObject) -> None:
    workbook = filled()
    sheets = []
    for sheet in workbook.sheets:
        rows = [row[:] for row in sheet.rows]
        for at in data.draw(st.lists(st.integers(0, len(rows)), max_size=3)):
            remark = data.draw(st.sampled_from(["", "catatan: lihat lampiran", "Ketua Pokja"]))
            blank: list[Scalar] = [""] * len(rows[0])
            column = 0 if sheet.name == "K Kegiatan" else st.integers(0, len(blank) - 1)
            blank[column if isinstance(column, int) else data.draw(column)] = remark
            rows.insert(at, blank)
        sheets.append(Sheet(sheet.name, rows))
    record = read(Workbook("xlsx", tuple(sheets))).record
    assert values(record) == values(WHOLE)
    assert kinds(record) == []


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_an_inserted_column_changes_no_answer(data: st.DataObject) -> None:
    sheets = []
    for sheet in filled().sheets:
        at = data.draw(st.integers(0, len(sheet.rows[0])))
        rows: Rows = [[*row[:at], "", *row[at:]] for row in sheet.rows]
        sheets.append(Sheet(sheet.name, rows))
    record = read(Workbook("xlsx", tuple(sheets))).record
    assert values(record) == values(WHOLE)
    assert kinds(record) == []


def reverse_rows(rows: Rows) -> None:
    first = row_with(rows, "0-4 tahun")
    rows[first : first + 16] = reversed(rows[first : first + 16])


def swap_columns(rows: Rows) -> None:
    one, other = column_with(rows, "Laki-laki"), column_with(rows, "Perempuan")
    for row in rows:
        row[one], row[other] = row[other], row[one]


def move_row_to_end(rows: Rows) -> None:
    rows.append(rows.pop(row_with(rows, "30-34 tahun")))


def labels_last(rows: Rows) -> None:
    for row in rows:
        row.append(row.pop(1))


def noisy_labels(rows: Rows) -> None:
    for row in rows:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and cell.endswith("tahun"):
                row[column] = f"\xa0 {cell.upper().replace('-', '- ')} :"


@pytest.mark.parametrize(
    "change", [reverse_rows, swap_columns, move_row_to_end, labels_last, noisy_labels]
)
def test_moved_and_noisy_labels_are_followed_without_remark(
    change: Callable[[Rows], object],
) -> None:
    record = read(rows_changed("B Penduduk", change)).record
    assert values(record) == values(WHOLE)
    assert kinds(record) == []


@pytest.mark.parametrize(
    ("sheet", "old", "new"),
    [
        ("F Poktan", "UPPKA", "UPPKS"),
        ("F Poktan", "BKB", "Bina Keluarga Balita"),
        ("E Keluarga Berencana", "Implan", "Susuk"),
        ("E Keluarga Berencana", "Implan", "Implant"),
        ("E Keluarga Berencana", "MOW", "Tubektomi"),
        ("E Keluarga Berencana", "MOP", "3. Vasektomi"),
        ("D Keluarga", "Pasangan Usia Subur (PUS)", "PUS"),
        ("D Keluarga", "Jumlah keluarga", "Jumlah keluarga (keluarga)"),
        ("B Penduduk", "Laki-laki", "L"),
        ("B Penduduk", "Perempuan", "Wanita"),
        ("B Penduduk", "75+ tahun", ">= 75"),
        ("B Penduduk", "0-4 tahun", "0 s/d 4"),
        ("B Penduduk", "B. Penduduk menurut umur dan jenis kelamin", "Tabel penduduk"),
        ("B Penduduk", "Penduduk menurut kelompok umur", ""),
        ("E Keluarga Berencana", "PUS yang tidak ber-KB menurut alasan", ""),
        ("I Kelembagaan", "Sumber dana", "Asal dana"),
        ("F Poktan", "Pertemuan bulan ini", "Pertemuan bulan ini\n(kali)"),
    ],
)
def test_other_names_are_known_without_remark(sheet: str, old: str, new: str) -> None:
    record = read(rows_changed(sheet, lambda rows: relabel(rows, old, new))).record
    assert values(record) == values(WHOLE)
    assert kinds(record) == []


@pytest.mark.parametrize(
    ("sheet", "old", "new"),
    [
        ("B Penduduk", "Perempuan", "PEREMPUA"),
        ("B Penduduk", "35-39 tahun", "35-39 tahn"),
        ("C Mutasi", "Meninggal", "Meningal"),
        ("D Keluarga", "Pasangan Usia Subur (PUS)", "Pasangan Usia Subu"),
        ("E Keluarga Berencana", "Suntik", "Suntk"),
        ("F Poktan", "Jumlah kelompok", "Jumlah kemlompok"),
        ("I Kelembagaan", "Dana Desa", "Dana Dsea"),
        ("J Kegiatan Rutin", "Frekuensi", "Frekwensi"),
        ("K Kegiatan", "Sasaran", "Sasarn"),
        ("G Stunting dan DASHAT", "Balita stunting", "Balita stuntng"),
    ],
)
def test_a_misspelt_label_is_read_and_noted(sheet: str, old: str, new: str) -> None:
    place: list[str] = []

    def change(rows: Rows) -> None:
        row = row_with(rows, old)
        place.append(address(row, rows[row].index(old)))
        rows[row][rows[row].index(old)] = new

    record = read(rows_changed(sheet, change)).record
    assert values(record) == values(WHOLE)
    assert record is not None
    (problem,) = record.problems
    assert (problem.kind, problem.sheet, problem.cell) == ("label_misspelt", sheet, place[0])
    assert (problem.found, dict(problem.values)) == (new, {"expected": old})


def test_both_headings_misspelt() -> None:
    def change(rows: Rows) -> None:
        relabel(rows, "Laki-laki", "Laki-lak")
        relabel(rows, "Perempuan", "Perempuann")
        relabel(rows, "Kelompok umur", "Kemlompok umur")

    record = read(rows_changed("B Penduduk", change)).record
    assert values(record) == values(WHOLE)
    assert set(kinds(record)) == {"label_misspelt"}


def test_seventeen_age_groups_are_not_guessed() -> None:
    def change(rows: Rows) -> None:
        at = row_with(rows, "0-4 tahun")
        rows.insert(at, rows[at][:])
        rows[at][1], rows[at + 1][1] = "0-1 tahun", "2-4 tahun"

    record = read(rows_changed("B Penduduk", change)).record
    lost = {"population.age_0_4.male", "population.age_0_4.female"}
    assert values(record) == {q: v for q, v in values(WHOLE).items() if q not in lost}
    assert kinds(record) == ["row_unknown", "row_unknown", "question_missing"]
    assert record is not None
    assert [p.found for p in record.problems] == ["0-1 tahun", "2-4 tahun", ""]


def test_a_missing_row_and_a_missing_column_are_said_once() -> None:
    def change(rows: Rows) -> None:
        del rows[row_with(rows, "BKR")]
        column = column_with(rows, "Jumlah anggota")
        for row in rows:
            del row[column]

    record = read(rows_changed("F Poktan", change)).record
    assert record is not None
    found = [(p.kind, p.sheet, dict(p.values)["expected"]) for p in record.problems]
    assert found == [
        ("question_missing", "F Poktan", "BKR"),
        ("question_missing", "F Poktan", "Jumlah anggota"),
    ]


@pytest.mark.parametrize(("second", "kind"), [(99.0, "label_twice"), ("", None), (None, None)])
def test_a_row_that_stands_twice(second: Scalar | None, kind: str | None) -> None:
    def change(rows: Rows) -> None:
        at = row_with(rows, "Kondom")
        rows.insert(at + 1, rows[at][:])
        if second is not None:
            rows[at + 1][2:4] = [second, second]

    record = read(rows_changed("E Keluarga Berencana", change)).record
    assert kinds(record) == ([kind] if kind else [])
    lost = {"contraception.condom.users", "contraception.condom.new_users"} if kind else set()
    assert values(record) == {q: v for q, v in values(WHOLE).items() if q not in lost}


def test_a_column_that_stands_twice() -> None:
    def change(rows: Rows) -> None:
        column = column_with(rows, "Laki-laki")
        for row in rows:
            cell = row[column]
            row.append(cell + 1 if isinstance(cell, float) else cell)

    record = read(rows_changed("B Penduduk", change)).record
    assert kinds(record) == ["label_twice"]
    assert values(record).get("population.age_0_4.male") is None
    assert values(record)["population.age_0_4.female"] == ANSWERS["population.age_0_4.female"]


def test_the_portals_p_and_w_are_not_taken_for_women_and_nothing() -> None:
    def change(rows: Rows) -> None:
        relabel(rows, "Laki-laki", "P")
        relabel(rows, "Perempuan", "W")

    record = read(rows_changed("B Penduduk", change)).record
    assert not any(q.startswith("population.age") for q in values(record))
    assert "question_missing" in kinds(record)


def test_a_total_row_inside_the_table_is_no_answer() -> None:
    def change(rows: Rows) -> None:
        rows.insert(row_with(rows, "Pindah"), ["", "Jumlah", 7.0, 9.0])
        rows.append(["", "JUMLAH", 7.0, 9.0])

    record = read(rows_changed("C Mutasi", change)).record
    assert values(record) == values(WHOLE)
    assert kinds(record) == []


def test_a_hidden_row_is_read_and_noted() -> None:
    row = places()["families.families"][1]
    workbook = on_sheet(
        filled(), "D Keluarga", lambda sheet: replace(sheet, hidden_rows=frozenset({0, row}))
    )
    record = read(workbook).record
    assert values(record) == values(WHOLE)
    assert record is not None
    (problem,) = record.problems
    assert (problem.kind, problem.question) == ("row_hidden", "families.families")


def test_merged_cells_hold_their_value_at_the_left() -> None:
    def change(sheet: Sheet) -> Sheet:
        rows = [[*row[:2], "", *row[2:]] for row in sheet.rows]
        at = row_with(rows, "Jumlah keluarga")
        rows[at][2], rows[at][3] = rows[at][3], ""
        return replace(sheet, rows=rows, merged=((at, 2, at, 3),))

    record = read(on_sheet(filled(), "D Keluarga", change)).record
    assert values(record) == values(WHOLE)
    assert record is not None
    assert record.answers["families.families"].cell.startswith("C")

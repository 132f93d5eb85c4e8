from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from outputs.tables import UnsafeTextError, write_tables
from schemas.field import Text
from schemas.frames import arrow_schema
from schemas.spoken import SpokenError
from schemas.table import Column, ColumnType, Table
from tests.releases import declared, public_rows

T = Text("x", "x")


def column(name: str, kind: ColumnType, *, key: bool = False) -> Column:
    return Column(name=name, label=T, meaning=T, type=kind, example="", nullable=True, key=key)


TABLE = Table(
    name="small",
    label=T,
    grain=T,
    columns=(
        column("code", ColumnType.STRING, key=True),
        column("number", ColumnType.NUMBER),
        column("day", ColumnType.DATE),
        column("late", ColumnType.BOOLEAN),
        column("text", ColumnType.STRING),
    ),
)


def small(*rows: tuple[object, ...]) -> pa.Table:
    records = [dict(zip(TABLE.names, row, strict=True)) for row in rows]
    return pa.Table.from_pylist(records, schema=arrow_schema(TABLE))


PLAIN = ("b", 1.5, date(2026, 10, 3), True, "Pekon")


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (PLAIN, "b,1.5,2026-10-03,true,Pekon"),
        (("b", None, None, False, None), "b,,,false,"),
        (
            ("b", 71.9, None, None, 'Pekon "Liwa", Balik Bukit'),
            'b,71.9,,,"Pekon ""Liwa"", Balik Bukit"',
        ),
        (("b", -5.02198, date(2026, 1, 1), True, "a\nb"), 'b,-5.02198,2026-01-01,true,"a\nb"'),
        (("0012", 0.1, None, None, "é"), "0012,0.1,,,é"),
    ],
)
def test_csv_is_canonical(tmp_path: Path, row: tuple[object, ...], line: str) -> None:
    written = write_tables(tmp_path, {"small": small(row)}, {"small": TABLE})
    content = (tmp_path / written["small"].csv.path).read_bytes()
    assert content == f"code,number,day,late,text\r\n{line}\r\n".encode()


def test_order_and_chunks_of_the_input_do_not_change_the_bytes(tmp_path: Path) -> None:
    tables = declared()
    rows = public_rows(tables)
    shuffled = {
        name: pa.concat_tables([table.slice(3), table.slice(0, 3)]).take(
            list(range(table.num_rows))[::-1]
        )
        for name, table in rows.items()
    }
    once = write_tables(tmp_path / "once", rows, tables)
    again = write_tables(tmp_path / "again", shuffled, tables)
    assert once == again


def test_parquet_holds_the_declared_types_and_nothing_else(tmp_path: Path) -> None:
    tables = declared()
    written = write_tables(tmp_path, public_rows(tables), tables)
    for name, table in tables.items():
        file = pq.ParquetFile(tmp_path / written[name].parquet.path)
        assert file.schema_arrow.equals(arrow_schema(table), check_metadata=False)
        assert file.metadata.metadata is None
        assert file.metadata.row_group(0).column(0).compression == "ZSTD"
        assert written[name].rows == file.metadata.num_rows


def test_rows_are_sorted_by_the_key(tmp_path: Path) -> None:
    rows = small(("c", 1.0, None, None, ""), PLAIN, ("a", 2.0, None, None, ""))
    write_tables(tmp_path, {"small": rows}, {"small": TABLE})
    assert pq.read_table(tmp_path / "tables/small.parquet")["code"].to_pylist() == ["a", "b", "c"]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+62", "-", "@x", "\tx", "-1+2", "-a", "-1,5", "-5 x", "--1", "-.5", "-0x1"),
        "-2026-10",
    ],
)
def test_a_text_like_a_formula_is_refused_and_says_where_and_what_to_do(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(UnsafeTextError, match=r"table small, column text: .* exclude") as refused:
        write_tables(tmp_path, {"small": small((*PLAIN[:4], text))}, {"small": TABLE})
    assert isinstance(refused.value, SpokenError)
    assert repr(text) in str(refused.value)


@pytest.mark.parametrize("text", ["-5", "-5.01", "-5.02198", "-0.0", "-1e-05", "-1.5e+20", "5.01"])
def test_a_plain_number_is_no_formula(tmp_path: Path, text: str) -> None:
    write_tables(tmp_path, {"small": small((*PLAIN[:4], text))}, {"small": TABLE})
    assert pq.read_table(tmp_path / "tables/small.parquet")["text"].to_pylist() == [text]
    assert (tmp_path / "tables/small.csv").read_text("utf-8").splitlines()[1].endswith(f",{text}")


def test_other_columns_than_declared_are_refused(tmp_path: Path) -> None:
    rows = small(PLAIN).drop_columns(["late"])
    with pytest.raises(TypeError, match="small"):
        write_tables(tmp_path, {"small": rows}, {"small": TABLE})

"""The names that stand beside the codes of villages and areas on a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from outputs.formats.sheet import SheetColumn, Values
from outputs.formats.texts import AREA_NAME
from schemas.columns import AREA_CODE, VILLAGE_CODE
from schemas.field import Text
from schemas.house_tables import VILLAGES
from schemas.register import REGENCY, REGENCY_CODE
from schemas.table import Column, ColumnType, Table

Name = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Places:
    """The name and the kecamatan of every area by its code, as the release's register has it."""

    names: Mapping[object, Name]

    @classmethod
    def of(cls, villages: pa.Table) -> Places:
        """The areas of the table `villages`; the kabupaten has no kecamatan."""
        names: dict[object, Name] = {REGENCY_CODE: (REGENCY.id, None)}
        for row in villages.to_pylist():
            names[row["district_code"]] = (row["district"], row["district"])
            names[row["village_code"]] = (row["village"], row["district"])
        return cls(names)

    def beside(self, table: Table, column: Column, values: Values) -> list[SheetColumn]:
        """The columns of names to the right of a column of codes; none beside another column."""
        if column.references == (VILLAGES.name, VILLAGE_CODE.name):
            headings = {name: VILLAGES[name].label for name in ("village", "district")}
        elif column.name == AREA_CODE.name:
            headings = {"area": AREA_NAME, "district": VILLAGES["district"].label}
        else:
            return []
        found = [self.names.get(value, (None, None)) for value in values]
        return [
            _named(name, label, [pair[position] for pair in found], key=column.key)
            for position, (name, label) in enumerate(headings.items())
            if name not in table.names
        ]


def _named(name: str, label: Text, values: Values, *, key: bool) -> SheetColumn:
    return SheetColumn(name=name, label=label.id, type=ColumnType.STRING, values=values, key=key)

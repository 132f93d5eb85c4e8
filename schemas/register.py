"""The register: the 136 villages of Lampung Barat, by their Kemendagri code.

Codes and names: Kepmendagri 300.2.2-2430/2025; BPS codes: BPS list of 2020; centroids
computed from open boundary polygons; variants: spellings of 2022 to 2025.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from schemas.field import Text

REGENCY_CODE = "18.04"
REGENCY = Text("Kabupaten Lampung Barat", "Lampung Barat Regency")
REGISTER_SOURCE = "Kepmendagri 300.2.2-2430/2025; BPS 2020"
CUT_OFF_DAY = 10
"""The day of the next month after which a report counts as late; a proposed default."""


@dataclass(frozen=True, slots=True)
class Village:
    """One village of the register; `variants` are other spellings of its name."""

    code: str
    bps_code: str
    name: str
    type: str
    district_code: str
    district: str
    latitude: float
    longitude: float
    variants: tuple[str, ...]


def _village(row: dict[str, str]) -> Village:
    return Village(
        code=row["village_code"],
        bps_code=row["bps_code"],
        name=row["village"],
        type=row["type"],
        district_code=row["district_code"],
        district=row["district"],
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
        variants=tuple(v.strip() for v in row["name_variants"].split(";") if v.strip()),
    )


@cache
def villages() -> dict[str, Village]:
    """The 136 villages by their code, in the order of the codes."""
    text = files("schemas").joinpath("villages.csv").read_text(encoding="utf-8")
    rows = [_village(row) for row in csv.DictReader(text.splitlines())]
    return {village.code: village for village in sorted(rows, key=lambda v: v.code)}


@cache
def districts() -> dict[str, str]:
    """The 15 kecamatan: name by code, in the order of the codes."""
    return dict(sorted({v.district_code: v.district for v in villages().values()}.items()))

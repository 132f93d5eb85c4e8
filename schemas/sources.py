"""Where code lists come from, said in both languages where it is no name of its own."""

from __future__ import annotations

from schemas.field import Text

_TOLD = {
    "Proposed by this project": "Diusulkan proyek ini",
    "Proposed by this project from the offices named on village pages of the portal": (
        "Diusulkan proyek ini menurut dinas yang disebut pada halaman desa di portal"
    ),
    "The monthly form": "Formulir bulanan",
    "Derived from the monthly form; formulas after BKKBN and BPS usage": (
        "Diturunkan dari formulir bulanan; rumus menurut kebiasaan BKKBN dan BPS"
    ),
    "Portal Kampung KB (kampungkb.kemendukbangga.go.id); MAL from other family-planning sources": (
        "Portal Kampung KB (kampungkb.kemendukbangga.go.id); MAL dari sumber KB lain"
    ),
    "PP 87/2014 (eight family functions); Portal Kampung KB (kampungkb.kemendukbangga.go.id)": (
        "PP 87/2014 (delapan fungsi keluarga); Portal Kampung KB (kampungkb.kemendukbangga.go.id)"
    ),
    "SDMX CL_SEX, spelled out": "SDMX CL_SEX, kodenya ditulis lengkap",
}

NAMES = (
    "Kepmendagri 300.2.2-2430/2025",
    "Portal Kampung KB (kampungkb.kemendukbangga.go.id)",
    "Portal Kampung KB, 2023",
    "SDMX CL_OBS_STATUS",
)
"""Sources whose name is the same in both languages."""


def told_source(source: str) -> Text:
    """A source of a code list in both languages."""
    return Text(_TOLD.get(source, source), source)

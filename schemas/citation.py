"""What catalogues ask of the dataset beside its release's facts: keywords, subjects, languages."""

from __future__ import annotations

from schemas.field import Text

LANGUAGES = ("id", "en")
"""The languages in which every text of the dataset is written, as ISO 639-1 codes."""

KEYWORDS = (
    Text("Kampung KB", "family planning villages"),
    Text("Lampung Barat", "Lampung Barat"),
    Text("desa", "villages"),
    Text("penduduk", "population"),
    Text("keluarga", "families"),
    Text("keluarga berencana", "family planning"),
    Text("kontrasepsi", "contraception"),
    Text("gizi anak", "child nutrition"),
    Text("data bulanan", "monthly data"),
    Text("data terbuka", "open data"),
)

FROM_THE_FORM = Text(
    "Laporan bulanan desa dengan satu formulir", "Monthly reports of the villages on one form"
)
"""How the figures are collected."""

SPDX_LICENCES = "https://spdx.org/licenses/"
"""Below this address SPDX describes a licence by its identifier."""

EU = "http://publications.europa.eu/resource/authority/"
"""The authority lists of the European Union, from which DCAT-AP takes its codes."""

EU_LANGUAGES = (f"{EU}language/IND", f"{EU}language/ENG")
EU_MONTHLY = f"{EU}frequency/MONTHLY"
EU_PUBLIC = f"{EU}access-right/PUBLIC"
EU_THEMES = {
    f"{EU}data-theme/SOCI": Text("Penduduk dan masyarakat", "Population and society"),
    f"{EU}data-theme/HEAL": Text("Kesehatan", "Health"),
}
EU_FILE_TYPES = {
    ".csv": f"{EU}file-type/CSV",
    ".xlsx": f"{EU}file-type/XLSX",
    ".zip": f"{EU}file-type/ZIP",
}
"""The file types of that list by suffix, where it has one."""

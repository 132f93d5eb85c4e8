"""The code lists of the house itself: status, state, area, class."""

from __future__ import annotations

from schemas.codelists import PORTAL, code
from schemas.field import CodeList, Text

OBS_STATUS = CodeList(
    "obs_status",
    Text("Status nilai", "Observation status"),
    (
        code("A", "Nilai normal", "Normal value"),
        code("O", "Tidak dilaporkan, atau bagiannya ditahan", "Not reported, or section held back"),
        code("M", "Tidak berlaku", "Not applicable: cannot exist"),
        code("Q", "Dilaporkan sebagian, jadi tidak diterbitkan", "Reported in part, not published"),
        code("V", "Sesuai laporan, menunggu konfirmasi", "As reported, awaiting confirmation"),
    ),
    "SDMX CL_OBS_STATUS",
)

SECTION_STATE = CodeList(
    "section_state",
    Text("Keadaan bagian laporan", "State of a section of a report"),
    (
        code("reported", "Dilaporkan", "Reported"),
        code("held_back", "Ditahan karena kesalahan", "Held back because of an error"),
        code("empty", "Kosong", "Empty"),
        code("no_report", "Desa belum melapor", "The village has not reported"),
    ),
    "Proposed by this project",
)

FINDING_STATE = CodeList(
    "finding_state",
    Text("Keadaan temuan", "State of a finding"),
    (
        code("open", "Menunggu jawaban desa", "Awaiting the village's answer"),
        code("mended", "Sudah diperbaiki desa", "Mended by the village"),
        code("unseen", "Tidak dapat diperiksa lagi", "Could not be looked at again"),
        code("confirmed", "Dinyatakan benar oleh desa", "Confirmed by the village as right"),
        code("accepted", "Diterima oleh dinas", "Accepted by the office"),
        code("told", "Hanya diberitahukan", "Told, nothing is asked"),
    ),
    "Proposed by this project",
)

AREA_LEVEL = CodeList(
    "area_level",
    Text("Tingkat wilayah", "Area level"),
    (
        code("village", "Pekon/kelurahan", "Village"),
        code("district", "Kecamatan", "District (kecamatan)"),
        code("regency", "Kabupaten", "Regency (kabupaten)"),
    ),
    "Kepmendagri 300.2.2-2430/2025",
)
VILLAGE, DISTRICT, REGENCY = AREA_LEVEL.values

VILLAGE_TYPE = CodeList(
    "village_type",
    Text("Jenis", "Type"),
    (
        code("pekon", "Pekon", "Rural village (pekon)"),
        code("kelurahan", "Kelurahan", "Urban village (kelurahan)"),
    ),
    "Kepmendagri 300.2.2-2430/2025",
)

VILLAGE_CLASS = CodeList(
    "village_class",
    Text("Klasifikasi Kampung KB", "Kampung KB class"),
    (
        code("basic", "Dasar", "Basic (Dasar)"),
        code("developing", "Berkembang", "Developing (Berkembang)"),
        code("independent", "Mandiri", "Independent (Mandiri)"),
        code("sustainable", "Berkelanjutan", "Sustainable (Berkelanjutan)"),
    ),
    PORTAL,
)

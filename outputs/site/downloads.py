"""What can be taken from a release: the whole of it in one file, and what explains it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from outputs.canonical import FileFacts, file_facts
from outputs.site.texts import WORDS
from schemas.field import Text


@dataclass(frozen=True, slots=True)
class Offer:
    """A file at the root of a release, and what it is for."""

    path: str
    name: Text
    use: Text


WHOLE = (
    Offer(
        "release.xlsx",
        Text("Buku kerja Excel", "Excel workbook"),
        Text(
            "Semua tabel dalam satu berkas, untuk Excel atau LibreOffice.",
            "All tables in one file, for Excel or LibreOffice.",
        ),
    ),
    Offer(
        "csv-indonesia.zip",
        Text("CSV untuk Excel Indonesia", "CSV for Excel in Indonesian"),
        Text(
            "Pemisah titik koma, koma desimal, judul kolom bahasa Indonesia.",
            "Semicolons, decimal commas, Indonesian column titles.",
        ),
    ),
    Offer(
        "release.sqlite",
        Text("Basis data SQLite", "SQLite database"),
        Text(
            "Semua tabel dengan kunci dan hubungannya, untuk SQL.",
            "All tables with their keys and references, for SQL.",
        ),
    ),
)
"""The whole release in one file, for the most people first."""

EXPLANATIONS = (
    Offer(
        "gate.html",
        Text("Pemeriksaan sebelum terbit", "Checks before publishing"),
        Text("apa yang ditanyakan, dan hasilnya", "what was asked, and what came of it"),
    ),
    Offer(
        "gate.json",
        Text("Pemeriksaan sebagai JSON", "The checks as JSON"),
        Text("untuk program", "for programs"),
    ),
    Offer(
        "dictionary.csv",
        Text("Kamus data sebagai CSV", "The dictionary as CSV"),
        Text("satu baris per kolom", "one row a column"),
    ),
    Offer(
        "schema.json",
        Text("Bentuk tabel menurut versi skema", "The shape of the tables by schema version"),
        Text("untuk program", "for programs"),
    ),
    Offer(
        "version_proof.json",
        Text("Bukti nomor versi", "Proof of the version number"),
        Text("selisih yang dihitung dari rilis sebelumnya", "computed from the release before"),
    ),
    Offer(
        "croissant.json",
        Text("Metadata Croissant", "Croissant metadata"),
        Text("pembelajaran mesin", "machine learning"),
    ),
    Offer(
        "dcat.jsonld",
        Text("Metadata DCAT", "DCAT metadata"),
        Text("portal data", "data portals"),
    ),
    Offer(
        "csvw.json",
        Text("Metadata CSV on the Web", "CSV on the Web metadata"),
        Text("arti dan tipe kolom CSV", "meaning and type of the CSV columns"),
    ),
    Offer(
        "schema-org.json",
        Text("Metadata schema.org", "schema.org metadata"),
        Text("mesin pencari data", "dataset search engines"),
    ),
    Offer(
        "CITATION.cff",
        Text("Sitasi untuk program", "Citation for programs"),
        Text("Citation File Format", "Citation File Format"),
    ),
    Offer(
        "datacite.json",
        Text("Metadata DataCite", "DataCite metadata"),
        Text("untuk mendaftarkan DOI", "for registering a DOI"),
    ),
)
"""What explains the tables; a release holds those that were written before its pages."""

CLOSING = (
    Offer(
        "README.md",
        Text("Cara membaca dengan program", "How to read it with programs"),
        Text("teks", "text"),
    ),
    Offer(
        "datapackage.json",
        Text("Metadata Data Package", "Data Package metadata"),
        Text("semua berkas dan tipe kolomnya", "all files and the types of their columns"),
    ),
    Offer(
        "manifest.json",
        Text("Daftar semua berkas dan asalnya", "All files and where they come from"),
        Text("untuk program", "for programs"),
    ),
    Offer(
        "SHA256SUMS",
        Text("Jumlah periksa", "Checksums"),
        Text("untuk sha256sum -c", "for sha256sum -c"),
    ),
)
"""What every release ends with; it covers the pages and so is written after them."""


QUALITY_PAGE = "quality.html"
VILLAGE_LIST = "villages/index.html"

PAGES = (
    ("index.html", WORDS["home"]),
    (QUALITY_PAGE, WORDS["quality"]),
    (VILLAGE_LIST, WORDS["all_villages"]),
    ("dictionary.html", WORDS["dictionary"]),
    ("changes.html", WORDS["changes"]),
    ("revisions.html", WORDS["revisions"]),
)
"""The pages of every release, but for those of each village, which the list of villages names."""


def whole_release(directory: Path) -> list[tuple[Offer, FileFacts]]:
    """The files that hold the whole release, of those that stand in the folder."""
    return [(offer, file_facts(directory, offer.path)) for offer in _there(directory, WHOLE)]


def explanations(directory: Path) -> list[Offer]:
    """What explains the release: what stands in the folder, then what will close it."""
    return [*_there(directory, EXPLANATIONS), *CLOSING]


def _there(directory: Path, offers: tuple[Offer, ...]) -> list[Offer]:
    return [offer for offer in offers if (directory / offer.path).is_file()]

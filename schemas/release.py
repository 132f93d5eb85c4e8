"""The facts of one release that every page and file of it repeats."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.field import Text

TITLE = Text(
    "Rumah Data: laporan bulanan Kampung KB Lampung Barat",
    "Rumah Data: monthly reports of the Kampung KB villages of Lampung Barat",
)
LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_TITLE = "Creative Commons Attribution 4.0 International"
PUBLISHER = Text(
    "DP2KBP3A Kabupaten Lampung Barat", "DP2KBP3A (family planning office) of Lampung Barat"
)
SAMPLE_NOTICE = Text(
    "CONTOH: semua angka dalam rilis ini buatan, bukan data.",
    "CONTOH (example): every number in this release is made up; it is no data.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """What a release says of itself; the same inputs give the same facts.

    `issued` is the cut-off date of the month (ISO), not a clock's. `inputs` are the
    sha256 of the files that went in, sorted. `code_digest` is a digest of the code that
    ran, `libraries` the versions that shape the bytes.
    """

    version: str
    period: str
    is_sample: bool
    issued: str
    villages_expected: int
    villages_reported: int
    villages_late: int
    problems: dict[str, int] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    code_version: str = ""
    code_digest: str = ""
    libraries: dict[str, str] = field(default_factory=dict)

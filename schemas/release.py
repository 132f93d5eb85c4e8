"""The facts of one release that every page and file of it repeats."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from schemas.field import Text
from schemas.form import SAMPLE_WORD

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

VERSION_PATTERN = rf"^(20[0-9]{{2}})\.(0[1-9]|1[0-2])\.(0|[1-9][0-9]*)(-{SAMPLE_WORD})?$"
_VERSION = re.compile(VERSION_PATTERN.strip("^$"))


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A release's number: the reporting month, then the edition that corrects it."""

    period: str
    edition: int = 0
    is_sample: bool = False

    @classmethod
    def parse(cls, text: str) -> Version:
        """The version written as 2026.10.0 or, for an example, 2026.10.0-CONTOH; ValueError."""
        match = _VERSION.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no version such as 2026.10.0")
        return cls(f"{match[1]}-{match[2]}", int(match[3]), match[4] is not None)

    def __str__(self) -> str:
        """The version as it names the release's folder."""
        number = f"{self.period.replace('-', '.')}.{self.edition}"
        return f"{number}-{SAMPLE_WORD}" if self.is_sample else number

    @property
    def pointer(self) -> str:
        """The name under which the newest release of its sort is found."""
        return f"latest-{SAMPLE_WORD}" if self.is_sample else "latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFacts:
    """What a release says of itself; the same inputs give the same facts.

    `issued` is the day (ISO) up to which what is known is in the release: the cut-off of
    its month, or of the last file or decision where that is later; never a clock's.
    `lineage` are the versions it follows, oldest first: the last of them, `previous`, is the
    one that the changes are told against; `changes` counts these by reason. `periods` are
    the months it holds, oldest first, and
    `inputs` the sha256 of the files of each month, sorted; `decisions` is a digest of the
    register's entries up to this month (empty without any), `entries` how many the register
    had. `protection` says how counts on health are rounded, and `rounding` with which key (its
    name alone), after which version, and a seal of the memory with it. `withdrawn` are the
    versions after the one before that were withdrawn, oldest first: their numbers are not used
    again. `site` is the address below which releases are published, ended by a slash, or empty
    where it is not known.
    `gate` says in short what the gate found, and what a person overrode with which reason.
    `code_digest` is a digest of the code that ran, `libraries` the versions that shape
    the bytes.
    """

    version: str
    period: str
    is_sample: bool
    issued: str
    villages_expected: int
    villages_reported: int
    villages_late: int
    schema_version: str = "1.0.0"
    lineage: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    changes: dict[str, int] = field(default_factory=dict)
    site: str = ""
    problems: dict[str, int] = field(default_factory=dict)
    gate: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    decisions: str = ""
    entries: int = 0
    protection: dict[str, int] = field(default_factory=dict)
    rounding: dict[str, str] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()
    code_version: str = ""
    code_digest: str = ""
    libraries: dict[str, str] = field(default_factory=dict)

    @property
    def previous(self) -> str:
        """The version before, empty for the first one."""
        return self.lineage[-1] if self.lineage else ""

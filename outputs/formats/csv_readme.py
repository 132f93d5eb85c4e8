"""BACA-SAYA.txt: what the Indonesian CSV files hold, and how their codes are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from outputs.formats import texts
from outputs.site.about import citation
from schemas.field import Text
from schemas.release import (
    LICENCE,
    LICENCE_TITLE,
    LICENCE_URL,
    SAMPLE_NOTICE,
    TITLE,
    ReleaseFacts,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A CSV file: its table's label and the headings of its marked columns."""

    file: str
    label: Text
    marked: Sequence[str]


def explanation(files: Sequence[Told], facts: ReleaseFacts) -> str:
    """The text with CRLF, first in Indonesian, then in English."""
    marked = [f"  {file.file}: {', '.join(file.marked)}" for file in files if file.marked]
    said = Text(
        texts.CSV_README.id.format(version=facts.version, marked="\n".join(marked)),
        texts.CSV_README.en.format(version=facts.version, marked="\n".join(marked)),
    )
    parts = [
        *_opening(facts, SAMPLE_NOTICE.id, TITLE.id),
        said.id,
        texts.CSV_FILES.id,
        *(f"  {file.file}: {file.label.id}" for file in files),
        f"\n{texts.CITE.id}: {citation(facts).id}\n",
        "-" * 72,
        *_opening(facts, SAMPLE_NOTICE.en, TITLE.en),
        said.en,
        texts.CSV_FILES.en,
        *(f"  {file.file}: {file.label.en}" for file in files),
        f"\n{texts.CITE.en}: {citation(facts).en}\n",
        f"{LICENCE} ({LICENCE_TITLE}): {LICENCE_URL}\n",
    ]
    return "\n".join(parts).replace("\n", "\r\n")


def _opening(facts: ReleaseFacts, notice: str, title: str) -> list[str]:
    return [notice, "", title, ""] if facts.is_sample else [title, ""]

"""The life of a rule: how much it may say, from counting in silence to holding back."""

from __future__ import annotations

from enum import StrEnum

from schemas.field import Code, CodeList, Text
from schemas.problem import Severity


class Life(StrEnum):
    """A rule begins as a shadow and earns the right to speak; one word moves it."""

    SHADOW = "shadow"
    NOTE = "note"
    WARN = "warn"
    BLOCK = "block"


LIFE = CodeList(
    "life",
    Text("Tahap aturan", "Life of a rule"),
    (
        Code("shadow", Text("Dihitung, belum disampaikan", "Counted, not sent")),
        Code("note", Text("Disampaikan, tidak ditanyakan", "Said, nothing is asked")),
        Code("warn", Text("Ditanyakan kepada desa", "Asked back")),
        Code("block", Text("Menahan bagian laporan", "Holds the section back")),
    ),
    "Proposed by this project",
)

SEVERITY_OF_LIFE = {
    Life.SHADOW: Severity.NOTE,
    Life.NOTE: Severity.NOTE,
    Life.WARN: Severity.CONFIRM,
    Life.BLOCK: Severity.BLOCKING,
}
"""The severity of a rule's findings; a shadow's are declared and never leave."""

"""Short forms of a kind of finding, with the actions that many of them ask for."""

from __future__ import annotations

from schemas.field import Text
from schemas.problem import ProblemKind, Scope, Severity

RESEND = Text(
    "Simpan ulang formulir sebagai .xlsx lalu kirim kembali.",
    "Save the form again as .xlsx and send it once more.",
)
CORRECT_CELL = Text(
    "Perbaiki sel {cell} pada lembar {sheet} lalu kirim kembali.",
    "Correct cell {cell} on sheet {sheet} and send the form again.",
)
NOTHING = Text("Tidak perlu tindakan.", "Nothing needs to be done.")
NEXT_TIME = Text(
    "Lain kali tulis hanya angkanya, tanpa titik dan tanpa satuan.",
    "Next time write the number alone, without dots or units.",
)
CONFIRM = Text(
    "Periksa sel {cell} pada lembar {sheet}: benar atau salah?",
    "Check cell {cell} on sheet {sheet}: right or wrong?",
)


def about_file(kind: str, sentence: Text, action: Text = RESEND) -> ProblemKind:
    """A file that cannot be used."""
    return ProblemKind(kind, Scope.FILE, Severity.BLOCKING, sentence, action)


def blocks(kind: str, sentence: Text, action: Text = CORRECT_CELL) -> ProblemKind:
    """A cell for which its section is held back."""
    return ProblemKind(kind, Scope.CELL, Severity.BLOCKING, sentence, action)


def asks(kind: str, sentence: Text, action: Text = CONFIRM) -> ProblemKind:
    """A cell that is published and asked back."""
    return ProblemKind(kind, Scope.CELL, Severity.CONFIRM, sentence, action)


def notes(kind: str, sentence: Text, action: Text = NOTHING) -> ProblemKind:
    """A cell that was read with a repair of its form."""
    return ProblemKind(kind, Scope.CELL, Severity.NOTE, sentence, action)

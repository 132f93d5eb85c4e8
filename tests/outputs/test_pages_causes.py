"""The evidence of changes as pages tell it."""

import pytest

from outputs.site.causes import told_cause
from schemas.field import Text


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (
            "submission 2c9d95b33945, decision 4 of 18.04.04.2007 2026-09",
            "laporan 2c9d95b33945, keputusan 4 dari 18.04.04.2007 2026-09",
        ),
        (
            "decision 1 of 18.04.04.2007 2026-10; and 2 more",
            "keputusan 1 dari 18.04.04.2007 2026-10; dan 2 lainnya",
        ),
        ("file 0614a801a4c2", "berkas 0614a801a4c2"),
        ("submission 1a; also rule r2_bkb", "laporan 1a; juga aturan r2_bkb"),
        ("code pill of contraception.method", "kode pill dari contraception.method"),
        ("questions of the form", "pertanyaan formulir"),
        (
            "rounded with submission 1a of 18.04.04.2007 2026-10",
            "dibulatkan bersama laporan 1a dari 18.04.04.2007 2026-10",
        ),
        ("protection: width none -> 3", "perlindungan: width belum ada -> 3"),
        ("program 0.1.0 (ab) -> 0.1.0 (cd)", "program 0.1.0 (ab) -> 0.1.0 (cd)"),
    ],
)
def test_evidence_is_told_in_both_languages(cause: str, told: str) -> None:
    assert told_cause(cause) == Text(told, cause)

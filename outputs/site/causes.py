"""The evidence of a change as its reader is told it: the table has it in English alone."""

from __future__ import annotations

import re

from schemas.field import Text

_WORDS = tuple(
    (re.compile(pattern), told)
    for pattern, told in (
        (r"(?<![.\w])code (\S+) of (?=\S)", r"kode \1 dari "),
        (r"(?<![.\w])submission (?=\S)", "laporan "),
        (r"(?<![.\w])decision (?=\S)", "keputusan "),
        (r"(?<![.\w])file (?=\S)", "berkas "),
        (r"(?<![.\w])rule (?=\S)", "aturan "),
        (r"(?<![.\w])register of (?=\S)", "daftar desa "),
        (r"(?<![.\w])questions of the form", "pertanyaan formulir"),
        (r"(?<![.\w])questions (?=\S)", "pertanyaan "),
        (r"(?<![.\w])rounded with (?=\S)", "dibulatkan bersama "),
        (r"^protection: ", "perlindungan: "),
        (r" none -> ", " belum ada -> "),
        (r" -> none\b", " -> tidak ada"),
        (r" of (?=18\.)", " dari "),
        (r"; also ", "; juga "),
        (r"; and ([0-9]+) more$", r"; dan \1 lainnya"),
    )
)


def told_cause(cause: str) -> Text:
    """The evidence in both languages; names, codes and digests stay what they are."""
    told = cause
    for pattern, word in _WORDS:
        told = pattern.sub(word, told)
    return Text(told, cause)

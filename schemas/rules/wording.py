"""What a broken rule says: what is written, what was expected, what to do."""

from __future__ import annotations

from schemas.field import Text
from schemas.finding_forms import NOTHING
from schemas.problem import ProblemKind, Scope
from schemas.rules.kinds import (
    AtMost,
    Balance,
    Comparison,
    Distinct,
    Equal,
    OnlyIf,
    OutsideTotal,
    Ratio,
    RowsDiffer,
    Rule,
    Twins,
    Unchanged,
    Unusual,
)
from schemas.rules.life import SEVERITY_OF_LIFE, Life

SENTENCES: dict[type[Rule], Text] = {
    Equal: Text(
        "{left_label} = {left}, tetapi {right_label} = {right}.",
        "{left_label} = {left}, but {right_label} = {right}.",
    ),
    AtMost: Text(
        "{left_label} = {left}, melebihi {right_label} = {right}.",
        "{left_label} = {left}, more than {right_label} = {right}.",
    ),
    Ratio: Text(
        "{left_label} = {left}, tidak sepadan dengan {right_label} = {right}.",
        "{left_label} = {left}, out of proportion to {right_label} = {right}.",
    ),
    Distinct: Text(
        "{left_label} dan {right_label} sama-sama tertulis {left}.",
        "{left_label} and {right_label} are both written {left}.",
    ),
    OnlyIf: Text(
        "{name}: tertulis {left}, padahal {right}.", "{name}: written is {left}, but {right}."
    ),
    RowsDiffer: Text(
        "{first_id} dan {second_id} berisi angka yang sama: {left}.",
        "{first_en} and {second_en} hold the same numbers: {left}.",
    ),
    Balance: Text(
        "Bulan lalu {earlier} orang, ditambah {gains} dan dikurangi {losses} menjadi {right}, "
        "tetapi tertulis {left}.",
        "{earlier} people the month before, plus {gains} and minus {losses}, make {right}, "
        "but written is {left}.",
    ),
    Unchanged: Text(
        "{label}: semua {number} angka sama dengan bulan lalu.",
        "{label}: all {number} numbers are those of the month before.",
    ),
    Unusual: Text(
        "{label_id}: tertulis {left}, padahal rata-rata {number} bulan sebelumnya {mean_id}.",
        "{label_en}: written is {left}, but the mean of {number} earlier months is {mean_en}.",
    ),
    Twins: Text(
        "{label}: semua {number} angka sama dengan angka desa lain.",
        "{label}: all {number} numbers are those of another village.",
    ),
    OutsideTotal: Text(
        "{label}: {number} desa berjumlah {left}, padahal {source} menyebut {right}.",
        "{label}: {number} villages add up to {left}, but {source} says {right}.",
    ),
}
"""Single words in braces are filled by the finding; labels and names by the declaration."""

EXPECTED: dict[type[Rule], Text] = {
    Equal: Text(
        "{right_label} = {left}, bila rinciannya benar.",
        "{right_label} = {left}, if the parts are right.",
    ),
    AtMost: Text(
        "Paling banyak {right}, bila {right_label} benar.",
        "At most {right}, if {right_label} is right.",
    ),
    Ratio: Text(
        "Antara {least} dan {most}, bila {right_label} benar.",
        "Between {least} and {most}, if {right_label} is right.",
    ),
    Distinct: Text(
        "Dua angka yang berbeda; {left} mungkin tersalin.",
        "Two different numbers; {left} may have been copied.",
    ),
    OnlyIf: Text("Kosong, kecuali {condition}.", "Blank, unless {condition}."),
    RowsDiffer: Text(
        "Angka sendiri untuk {second_id}.", "Numbers of its own for {second_en}."
    ),
    Balance: Text(
        "{right}, bila bulan lalu dan mutasinya benar.",
        "{right}, if the month before and the changes are right.",
    ),
    Unchanged: Text(
        "Angka bulan ini; dari {number} angka biasanya ada yang berubah.",
        "This month's numbers; of {number} some usually change.",
    ),
    Unusual: Text("Antara {least} dan {most}.", "Between {least} and {most}."),
    Twins: Text(
        "{number} angka dari desa ini sendiri.", "{number} numbers of this village itself."
    ),
    OutsideTotal: Text("Antara {least} dan {most}.", "Between {least} and {most}."),
}  # fmt: skip

CHECK_CELLS = Text(
    "Periksa sel {cells}: perbaiki yang salah, atau beri tahu bahwa isinya benar.",
    "Check cells {cells}: correct what is wrong, or say that they are right.",
)
ASK_AREA = Text(
    "Cari desa yang angkanya paling berubah, lalu tanyakan.",
    "Find the villages whose numbers changed most, and ask them.",
)


def sentence_of(rule: Rule) -> Text:
    """What was written; braces stand for what a finding fills in."""
    return _named(SENTENCES[type(rule)], rule)


def expected_of(rule: Rule) -> Text:
    """What was expected; braces stand for what a finding fills in."""
    return _named(EXPECTED[type(rule)], rule)


def finding_of(rule: Rule) -> ProblemKind:
    """The kind of finding of a rule; its life decides the severity and whether it asks."""
    asked = ASK_AREA if isinstance(rule, OutsideTotal) else CHECK_CELLS
    return ProblemKind(
        rule.id,
        Scope.RULE,
        SEVERITY_OF_LIFE[rule.life],
        sentence_of(rule),
        NOTHING if rule.life in (Life.SHADOW, Life.NOTE) else asked,
        expected_of(rule),
    )


def _named(template: Text, rule: Rule) -> Text:
    """The template with what the declaration alone knows."""
    said = {"name": rule.name}
    if isinstance(rule, Comparison):
        said |= {"left_label": rule.left_label, "right_label": rule.right_label}
    elif isinstance(rule, OnlyIf):
        said |= {"condition": rule.condition}
    elif isinstance(rule, Unchanged | Unusual | Twins | OutsideTotal):
        said |= {"label": rule.label}
    if isinstance(rule, OutsideTotal):
        said |= {"source": rule.source}
    spoken, english = template.id, template.en
    for word, text in said.items():
        spoken = spoken.replace(f"{{{word}}}", text.id)
        english = english.replace(f"{{{word}}}", text.en)
    return Text(spoken, english)

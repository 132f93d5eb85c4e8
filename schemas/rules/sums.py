"""R1 and the printed totals: answers that add up."""

from __future__ import annotations

from schemas.field import Text
from schemas.rules.kinds import Equal
from schemas.rules.terms import MAY_BE_BLANK, NEW_USERS, PEOPLE, REASONS, USERS, Term, people_of
from schemas.section import TOTAL


def _equal(rule: str, left: Term, right: Term, optional: tuple[str, ...] = ()) -> Equal:
    return Equal(
        id=rule,
        name=Text(f"{left.label.id} = {right.label.id}", f"{left.label.en} = {right.label.en}"),
        left=left.questions,
        right=right.questions,
        left_label=left.label,
        right_label=right.label,
        optional=optional,
    )


_METHODS = Text("Semua metode", "All methods")

SUMS = (
    _equal(
        "r1_users_and_non_users",
        Term((*USERS, *REASONS), Text("Peserta KB + tidak ber-KB", "Users + non-users")),
        Term(("families.eligible_couples",), Text("PUS", "Eligible couples")),
        MAY_BE_BLANK[:1],
    ),
    *(
        _equal(
            f"total_population_{column}",
            Term(parts, Text(f"Kelompok umur, {sex.id}", f"Age groups, {sex.en}")),
            Term(
                (f"population.{TOTAL}.{column}",),
                Text(f"Jumlah penduduk, {sex.id}", f"Total people, {sex.en}"),
            ),
        )
        for column, sex, parts in (
            ("male", Text("laki-laki", "male"), people_of((), "male")),
            ("female", Text("perempuan", "female"), people_of((), "female")),
            (TOTAL, Text("L+P", "both sexes"), PEOPLE.questions),
        )
    ),
    _equal(
        "total_contraception_users",
        Term(USERS, _METHODS),
        Term(
            (f"contraception.{TOTAL}.users",), Text("Jumlah peserta aktif", "Total current users")
        ),
        MAY_BE_BLANK[:1],
    ),
    _equal(
        "total_contraception_new_users",
        Term(NEW_USERS, _METHODS),
        Term((f"contraception.{TOTAL}.new_users",), Text("Jumlah peserta baru", "Total new users")),
        MAY_BE_BLANK[1:],
    ),
    _equal(
        "total_non_use",
        Term(REASONS, Text("Semua alasan", "All reasons")),
        Term((f"non_use.{TOTAL}",), Text("Jumlah tidak ber-KB", "Total not using")),
    ),
)

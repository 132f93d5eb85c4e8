"""The rules between answers: sums, bounds and dependent answers (R1 to R4).

R1 to R4 are those of the national Kampung KB portal; the others follow from what the
fields mean. Every rule asks back: what a village reports is published with a flag.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemas.codelists import ACTIVITY_GROUP, METHOD, REASON, ROUTINE
from schemas.field import Text
from schemas.form import FORM
from schemas.problem import ProblemKind, Scope, Severity
from schemas.section import TOTAL, Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Equal:
    """The answers of `left` add up to those of `right`; `optional` ones may be blank."""

    id: str
    name: Text
    left: tuple[str, ...]
    right: tuple[str, ...]
    optional: tuple[str, ...] = ()
    since: str = "2026-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost:
    """The answers of `left` add up to no more than those of `right`."""

    id: str
    name: Text
    left: tuple[str, ...]
    right: tuple[str, ...]
    optional: tuple[str, ...] = ()
    since: str = "2026-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyIf:
    """`question` has an answer above zero only if `on` is answered with `code`."""

    id: str
    name: Text
    question: str
    on: str
    code: str
    since: str = "2026-01"


Rule = Equal | AtMost | OnlyIf

_MAL = "contraception.lactational_amenorrhoea"
_PEOPLE = tuple(q.id for q in FORM.questions.values() if q.block == "population" and not q.is_total)
_USERS = tuple(f"contraception.{method}.users" for method in METHOD.values)
_NEW_USERS = tuple(f"contraception.{method}.new_users" for method in METHOD.values)
_REASONS = tuple(f"non_use.{reason}" for reason in REASON.values)


def _of_sex(sex: str) -> tuple[str, ...]:
    return tuple(question for question in _PEOPLE if question.endswith(f".{sex}"))


SUMS = (
    Equal(
        id="r1_users_and_non_users",
        name=Text("Peserta KB + tidak ber-KB = PUS", "Users + non-users = eligible couples"),
        left=(*_USERS, *_REASONS),
        right=("families.eligible_couples",),
        optional=(f"{_MAL}.users",),
    ),
    *(
        Equal(
            id=f"total_population_{column}",
            name=Text(
                f"Jumlah penduduk {label} = jumlah kelompok umur",
                f"Printed total of {en} = sum of the age groups",
            ),
            left=parts,
            right=(f"population.{TOTAL}.{column}",),
        )
        for column, label, en, parts in (
            ("male", "laki-laki", "males", _of_sex("male")),
            ("female", "perempuan", "females", _of_sex("female")),
            (TOTAL, "seluruhnya", "people", _PEOPLE),
        )
    ),
    Equal(
        id="total_contraception_users",
        name=Text(
            "Jumlah peserta aktif = jumlah semua metode",
            "Printed total of users = sum of the methods",
        ),
        left=_USERS,
        right=(f"contraception.{TOTAL}.users",),
        optional=(f"{_MAL}.users",),
    ),
    Equal(
        id="total_contraception_new_users",
        name=Text(
            "Jumlah peserta baru = jumlah semua metode",
            "Printed total of new users = sum of the methods",
        ),
        left=_NEW_USERS,
        right=(f"contraception.{TOTAL}.new_users",),
        optional=(f"{_MAL}.new_users",),
    ),
    Equal(
        id="total_non_use",
        name=Text(
            "Jumlah tidak ber-KB = jumlah semua alasan",
            "Printed total of non-users = sum of the reasons",
        ),
        left=_REASONS,
        right=(f"non_use.{TOTAL}",),
    ),
)

TARGET_OF_GROUP = {
    "bkb": "families.families_with_under_fives",
    "bkr": "families.families_with_adolescents",
    "bkl": "families.families_with_elderly",
    "uppka": "families.families",
    "pik_r": "families.adolescents",
}
"""Whom an activity group is for: the denominator of participation (R2)."""


def _label(question: str) -> Text:
    found = FORM.questions[question]
    heading = found.row.label
    if found.row.label == found.field.label:
        return heading
    return Text(f"{heading.id}: {found.field.label.id}", f"{heading.en}: {found.field.label.en}")


def _at_most(rule: str, left: str, right: str) -> AtMost:
    small, large = _label(left), _label(right)
    return AtMost(
        id=rule,
        name=Text(f"{small.id} ≤ {large.id}", f"{small.en} ≤ {large.en}"),
        left=(left,),
        right=(right,),
    )


BOUNDS = (
    *(
        _at_most(f"r2_{group}", f"activity_groups.{group}.members", target)
        for group, target in TARGET_OF_GROUP.items()
    ),
    AtMost(
        id="r3_health_insured",
        name=Text("Peserta BPJS ≤ jumlah penduduk", "Insured people ≤ people"),
        left=("insurance.health_insured",),
        right=_PEOPLE,
    ),
    AtMost(
        id="families_within_people",
        name=Text("Jumlah keluarga ≤ jumlah penduduk", "Families ≤ people"),
        left=("families.families",),
        right=_PEOPLE,
    ),
    _at_most(
        "trained_within_members", "working_group.pokja_trained", "working_group.pokja_members"
    ),
    _at_most(
        "stunted_within_weighed", "child_nutrition.stunted", "child_nutrition.under_fives_weighed"
    ),
)


def _only_if(question: str, on: str, code: str = "yes") -> OnlyIf:
    asked, condition = _label(question), _label(on)
    label = FORM.questions[on].field.codes
    answer = label[code].label if label else Text(code, code)
    return OnlyIf(
        id=f"r4_{question.replace('.', '_')}",
        name=Text(
            f"{asked.id} hanya bila {condition.id}: {answer.id}",
            f"{asked.en} only if {condition.en}: {answer.en}",
        ),
        question=question,
        on=on,
        code=code,
    )


def _dependents() -> tuple[OnlyIf, ...]:
    groups = [
        _only_if(question, f"activity_groups.{group}.exists")
        for group in ACTIVITY_GROUP.values
        for question in FORM.questions
        if question.startswith(f"activity_groups.{group}.") and not question.endswith(".exists")
    ]
    routines = [
        rule
        for routine in ROUTINE.values
        for rule in (
            _only_if(f"routines.{routine}.frequency", f"routines.{routine}.exists"),
            _only_if(
                f"routines.{routine}.frequency_other", f"routines.{routine}.frequency", "other"
            ),
        )
    ]
    return (
        *groups,
        *(
            _only_if(f"working_group.{name}", "working_group.pokja")
            for name in ("pokja_decree", "pokja_members", "pokja_trained")
        ),
        *routines,
        _only_if("facilities.rumah_dataku_class", "facilities.rumah_dataku"),
        *(
            _only_if(f"dashat.{name}", "dashat.dashat")
            for name in ("dashat_sessions", "dashat_beneficiaries")
        ),
    )


DEPENDENTS = _dependents()
RULES: tuple[Rule, ...] = (*SUMS, *BOUNDS, *DEPENDENTS)

_SENTENCES = {
    Equal: Text("{name}: tertulis {left} dan {right}.", "{name}: written are {left} and {right}."),
    AtMost: Text(
        "{name}: tertulis {left}, melebihi {right}.",
        "{name}: written is {left}, more than {right}.",
    ),
    OnlyIf: Text(
        "{name}: tertulis {left}, padahal {right}.", "{name}: written is {left}, but {right}."
    ),
}
_ACTION = Text(
    "Periksa sel {cells}: perbaiki yang salah, atau beri tahu bahwa isinya benar.",
    "Check cells {cells}: correct what is wrong, or say that they are right.",
)

RULE_FINDINGS = tuple(
    ProblemKind(
        rule.id,
        Scope.RULE,
        Severity.CONFIRM,
        Text(
            _SENTENCES[type(rule)].id.replace("{name}", rule.name.id),
            _SENTENCES[type(rule)].en.replace("{name}", rule.name.en),
        ),
        _ACTION,
    )
    for rule in RULES
)


def questions_of(rule: Rule) -> tuple[str, ...]:
    """The questions a rule looks at, the ones to check first at the front."""
    if isinstance(rule, OnlyIf):
        return (rule.question, rule.on)
    if isinstance(rule, Equal):
        return (*rule.right, *rule.left)
    return (*rule.left, *rule.right)


def rules_of(form: Form) -> tuple[Rule, ...]:
    """The rules whose questions the form asks."""
    return tuple(
        rule for rule in RULES if all(question in form.questions for question in questions_of(rule))
    )

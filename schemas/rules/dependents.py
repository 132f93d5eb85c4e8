"""R4: answers that may stand only where another answer allows them."""

from __future__ import annotations

from schemas.codelists import ACTIVITY_GROUP, ROUTINE
from schemas.field import Text
from schemas.form import FORM
from schemas.rules.kinds import OnlyIf
from schemas.rules.terms import label_of


def _only_if(question: str, on: str, code: str = "yes") -> OnlyIf:
    asked, above = label_of(question), FORM.questions[on]
    depended = above.row.label if above.field.name == "exists" else label_of(on)
    codes = above.field.codes
    answer = codes[code].label if codes else Text(code, code)
    condition = Text(f"{depended.id}: {answer.id}", f"{depended.en}: {answer.en}")
    return OnlyIf(
        id=f"r4_{question.replace('.', '_')}",
        name=Text(
            f"{asked.id} hanya bila {condition.id}", f"{asked.en} only if {condition.en}"
        ),
        question=question,
        on=on,
        code=code,
        condition=condition,
    )  # fmt: skip


_GROUPS = tuple(
    _only_if(question, f"activity_groups.{group}.exists")
    for group in ACTIVITY_GROUP.values
    for question in FORM.questions
    if question.startswith(f"activity_groups.{group}.") and not question.endswith(".exists")
)

_ROUTINES = tuple(
    rule
    for routine in ROUTINE.values
    for rule in (
        _only_if(f"routines.{routine}.frequency", f"routines.{routine}.exists"),
        _only_if(f"routines.{routine}.frequency_other", f"routines.{routine}.frequency", "other"),
    )
)

DEPENDENTS = (
    *_GROUPS,
    *(
        _only_if(f"working_group.{name}", "working_group.pokja")
        for name in ("pokja_decree", "pokja_members", "pokja_trained")
    ),
    *_ROUTINES,
    _only_if("facilities.rumah_dataku_class", "facilities.rumah_dataku"),
    *(
        _only_if(f"dashat.{name}", "dashat.dashat")
        for name in ("dashat_sessions", "dashat_beneficiaries")
    ),
)

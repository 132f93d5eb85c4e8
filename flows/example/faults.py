"""Faults of cells: what villages really type, each planted in one cell of one report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from numpy.random import Generator

from flows.example.draft import Draft, chosen, int_of, numbers, question_of, typed
from flows.example.truth import following
from outputs.form_grid import Scalar
from schemas.codelists import FREQUENCY, YES_NO
from schemas.form.units import FAMILIES
from transforms.identity import place_key
from transforms.written import cell_text

COUNTED = (
    "population",
    "population_change",
    "families",
    "contraception",
    "non_use",
    "insurance",
    "child_nutrition",
    "civil_registration",
)
FREE = ("civil_registration", "regulations", "funding")
"""Blocks in which an answer that is not reported breaks no rule."""

SAID_YES = ("activity_groups",)
_YES = YES_NO["yes"]

DAY_ZERO = date(1899, 12, 30)
WORDS = ("-", "n/a", "Belum Diisi")

Where = Callable[[Draft], list[str]]
Write = Callable[[Draft, str, Generator], Scalar]


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A kind of fault; `plant` says whether this report had a place for it."""

    name: str
    plant: Callable[[Draft, Generator], bool]
    is_layout: bool = False


def cell_fault(name: str, expected: str, where: Where, write: Write) -> FaultKind:
    """A kind that writes something else into one of the cells `where` gives."""

    def plant(draft: Draft, rng: Generator) -> bool:
        found = where(draft)
        if not found:
            return False
        question = found[int(rng.integers(len(found)))]
        draft.write(name, expected, question, write(draft, question, rng))
        return True

    return FaultKind(name, plant)


def misspelt(text: str) -> str:
    """The text with a letter in the middle doubled."""
    middle = len(text) // 2
    return text[:middle] + text[middle] + text[middle:]


def value_of(draft: Draft, question: str) -> int:
    """A count of the truth."""
    return int_of(draft.truth[question])


def _in(*blocks: str, least: int = 0) -> Where:
    return lambda draft: numbers(draft, *blocks, least=least)


def _choice(*codes: str, blocks: tuple[str, ...]) -> Where:
    return lambda draft: [q for q in chosen(draft, *codes, blocks=blocks) if "frequency_o" not in q]


def _listed(name: str, draft: Draft) -> list[str]:
    said = [q for q in draft.truth if q.startswith(f"activities.{name}#")]
    return [q for q in said if draft.is_free(q)]


def _days(draft: Draft) -> list[str]:
    return _listed("date", draft)


def _titles(draft: Draft) -> list[str]:
    return _listed("title", draft)


def _day(draft: Draft, question: str) -> date:
    day = draft.truth[question]
    return day if isinstance(day, date) else date.fromisoformat(f"{draft.period}-01")


def _fixed(value: Scalar) -> Write:
    return lambda _draft, _question, _rng: value


def _thousands(draft: Draft, question: str, _rng: Generator) -> str:
    return f"{value_of(draft, question):,}".replace(",", ".")


def _slippable(draft: Draft) -> list[str]:
    return [q for q in numbers(draft, *COUNTED, least=1001) if value_of(draft, q) % 1000]


def _with_unit(draft: Draft, question: str, _rng: Generator) -> str:
    unit = question_of(question).field.unit
    word = "KK" if unit == FAMILIES or unit is None else unit.id
    return f"{value_of(draft, question)} {word}"


def _with_target(draft: Draft, question: str, rng: Generator) -> str:
    value = value_of(draft, question)
    target = value + int(rng.integers(20, 150))
    percent = f"{100 * value / target:.2f}".replace(".", ",")
    return f"{value} aseptor dari target {target} ({percent}%)"


def _worded(draft: Draft, question: str, _rng: Generator) -> str:

    return cell_text(_day(draft, question))


def _outside(draft: Draft, question: str, _rng: Generator) -> date:
    return following(draft.period, min(28, _day(draft, question).day))


def _serial(draft: Draft, question: str, _rng: Generator) -> int:
    draft.cells[question].question = ""
    return (_day(draft, question) - DAY_ZERO).days


def _not_reported(draft: Draft, question: str, rng: Generator) -> str:
    draft.truth[question] = None
    return str(rng.choice(WORDS))


def _label_misspelt(draft: Draft, question: str, _rng: Generator) -> str:
    return misspelt(str(typed(question, draft.truth[question])))


def _formula(draft: Draft, question: str, _rng: Generator) -> str:
    draft.patches.append((draft.cells[question], "=SUM(A1:A2)"))
    return "=SUM(A1:A2)"


def _error(draft: Draft, question: str, _rng: Generator) -> str:
    draft.patches.append((draft.cells[question], "#DIV/0!"))
    return "#DIV/0!"


def _patchable(draft: Draft) -> list[str]:
    return numbers(draft, *COUNTED) if draft.suffix == ".xlsx" else []


def _codes_ten(draft: Draft, _question: str, _rng: Generator) -> str:
    return draft.village.code.replace(".", "")


def _other_spellings(draft: Draft) -> list[str]:
    return [v for v in draft.village.variants if place_key(v) != place_key(draft.village.name)]


def _with_variant(draft: Draft) -> list[str]:
    free = draft.is_free("identity.village_name") and _other_spellings(draft)
    return ["identity.village_name"] if free else []


def _identity_code(draft: Draft) -> list[str]:
    return ["identity.village_code"] if draft.is_free("identity.village_code") else []


_FREQUENT = _choice("monthly", "weekly", blocks=("routines",))

CELL_FAULTS = (
    cell_fault("number_thousands", "number_thousands", _in(*COUNTED, least=1000), _thousands),
    cell_fault(
        "number_slip", "number_slip", _slippable, lambda d, q, _: value_of(d, q) / 1000
    ),
    cell_fault("number_with_unit", "number_with_unit", _in("families", "child_nutrition",
               "civil_registration"), _with_unit),
    cell_fault("number_with_share", "number_with_share", _in("contraception", "insurance"),
               lambda d, q, _: f"{value_of(d, q)} (73,91%)"),
    cell_fault("number_with_target", "number_with_target", _in("contraception", least=5),
               _with_target),
    cell_fault("number_with_sign", "number_with_sign", _in(*COUNTED, least=1),
               lambda d, q, _: f"+{value_of(d, q)}"),
    cell_fault("number_as_text", "", _in(*COUNTED), lambda d, q, _: str(value_of(d, q))),
    cell_fault("number_unreadable", "number_unreadable", _in(*COUNTED), _fixed("dua belas")),
    cell_fault("number_fraction", "number_fraction", _in(*COUNTED), _fixed(0.5)),
    cell_fault("number_fraction_comma", "number_fraction", _in(*COUNTED), _fixed("12,5")),
    cell_fault("number_unit_broken", "number_unreadable", _in(*COUNTED), _fixed("2,6 Ha Km")),
    cell_fault("number_negative", "number_negative", _in(*COUNTED), _fixed(-3)),
    cell_fault("number_too_large", "number_too_large", _in(*COUNTED), _fixed(99_999)),
    cell_fault("number_is_date", "number_is_date", _in(*COUNTED),
               lambda d, _q, _r: date.fromisoformat(f"{d.period}-13")),
    cell_fault("choice_with_tail", "choice_with_tail",
               _choice("yes", blocks=("activity_groups",)),
               _fixed("Ada — BKR Akasia, RT 05 RW 02")),
    cell_fault("choice_with_frequency", "choice_with_tail", _choice("yes", blocks=SAID_YES),
               _fixed(f"{_YES.label.id}, Frekuensi: {FREQUENCY['monthly'].label.id}")),
    cell_fault("choice_in_other_words", "", _choice("yes", blocks=SAID_YES),
               _fixed(_YES.aliases[0])),
    cell_fault("choice_misspelt", "choice_misspelt", _FREQUENT, _label_misspelt),
    cell_fault("choice_unknown", "choice_unknown", _FREQUENT, _fixed("kadang-kadang")),
    cell_fault("not_reported_word", "", lambda d: [*numbers(d, "civil_registration"),
               *chosen(d, "yes", "no", blocks=FREE)], _not_reported),
    cell_fault("date_worded", "", _days, _worded),
    cell_fault("date_with_year_word", "", _days,
               lambda d, q, r: " tahun ".join(_worded(d, q, r).rsplit(" ", 1))),
    cell_fault("date_with_strokes", "", _days, lambda d, q, _: f"{_day(d, q):%d/%m/%Y}"),
    cell_fault("date_serial", "date_serial", _days, _serial),
    cell_fault("date_outside_month", "date_outside_month", _days, _outside),
    cell_fault("date_unreadable", "date_unreadable", _days, _fixed("minggu kedua")),
    cell_fault("title_error", "text_unreadable", _titles, _fixed("#REF!")),
    cell_fault("cell_error_text", "cell_error", _in(*COUNTED), _fixed("#DIV/0!")),
    cell_fault("cell_error", "cell_error", _patchable, _error),
    cell_fault("cell_without_value", "cell_without_value", _patchable, _formula),
    cell_fault("code_without_dots", "identity_code_repaired", _identity_code, _codes_ten),
    cell_fault("code_as_number", "identity_code_repaired", _identity_code,
               lambda d, q, r: int(_codes_ten(d, q, r))),
    cell_fault("code_of_bps", "identity_code_repaired", _identity_code,
               lambda d, _q, _r: d.village.bps_code),
    cell_fault("name_variant", "identity_name_variant", _with_variant,
               lambda d, _q, _r: _other_spellings(d)[0]),
)  # fmt: skip

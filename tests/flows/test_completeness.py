"""The rates of completeness of real workbooks: the README's example."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from schemas.completeness import RATES
from schemas.form import FORM
from tests.homes import OTHER, VILLAGE, checked, request_in, send
from tests.months import record
from transforms.completeness import completeness_rows
from transforms.ratio import percentage_down

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
SILENT = "18.04.04.2009"
LATE = 11 * 24
"""Hours after 1 November: past the cut-off."""

SENT = {
    "A, late, with faults": VILLAGE,
    "B, on time, with nothing in it": OTHER,
    "C, nothing sent": SILENT,
}


def full() -> dict[str, int | str]:
    """Every answer of a report as a village writes it."""
    found: dict[str, int | str] = {}
    for question, answer in record(VILLAGE).answers.items():
        codes = FORM.questions[question].field.codes
        if isinstance(answer.value, int):
            found[question] = answer.value
        elif codes is not None and answer.value is not None:
            found[question] = codes[str(answer.value)].label.id
    return found


def faulty() -> dict[str, int | str]:
    """All is answered; one number cannot be read, and two answers contradict each other."""
    return full() | {
        "civil_registration.families_with_card": "dua belas",
        "working_group.pokja_trained": 9,
    }


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, tuple[int, int]]]:
    """Numerator and denominator of each rate of the three villages, and of them together."""
    request = request_in(tmp_path_factory.mktemp("example"))
    send(request, "a.xlsx", faulty(), VILLAGE, hour=LATE)
    send(request, "b.xlsx", {}, OTHER)
    examined = checked(request).examined
    rows = completeness_rows(examined.month, examined.wide.villages).to_dict("records")
    found = {
        name: {
            row["measure"]: (int(row["numerator"]), int(row["denominator"]))
            for row in rows
            if row["area_code"] == code
        }
        for name, code in SENT.items()
    }
    every = list(found.values())
    found["the three together"] = {
        rate.id: (sum(v[rate.id][0] for v in every), sum(v[rate.id][1] for v in every))
        for rate in RATES
    }
    return found


def cell(top: int, bottom: int) -> str:
    """A rate as the README has it: its value, and the two numbers in words of the table."""
    value = percentage_down(np.array([float(top)]), np.array([float(bottom)]))[0]
    return f"{'empty' if np.isnan(value) else f'{value:g}'} ({top}/{bottom})"


def test_the_example_of_the_readme_is_what_real_workbooks_give(
    counted: dict[str, dict[str, tuple[int, int]]],
) -> None:
    shown = README.split("<!-- output: completeness -->\n")[1].split("\n\n")[0]
    lines = [[c.strip() for c in line.strip("|").split("|")] for line in shown.splitlines()]
    assert lines[0] == ["village", *(rate.id for rate in RATES)]
    assert lines[2:] == [
        [name, *(cell(*rates[rate.id]) for rate in RATES)] for name, rates in counted.items()
    ]


def test_an_empty_report_on_time_is_no_complete_one(
    counted: dict[str, dict[str, tuple[int, int]]],
) -> None:
    empty = counted["B, on time, with nothing in it"]
    assert empty["reported"] == empty["on_time"] == (1, 1)
    assert empty["filled"][0] == 0
    assert empty["passed"] == empty["plausible"] == (0, 0)
